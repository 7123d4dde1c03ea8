"""What a page remembers on which things are decided one by one, by keys: an open form, messages, what can be undone.

A letter in a button's shortcut is read by Streamlit; R and Enter, which it keeps for itself, by ``page.js`` (buttons
with the keys ``press_r`` and ``press_enter``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import ledger
from dashboard.turning import Place
from pipeline.decisions import Decision
from pipeline.entries import Entry
from pipeline.errors import PipelineError


@dataclass(frozen=True)
class Worklist:
    """Kept in the session under ``name``; the thing in hand stands in the address under ``parameter``."""

    name: str
    parameter: str

    @property
    def mode(self) -> str:
        """The act whose form is open, '' for none."""
        return str(st.session_state.get(f"{self.name}_mode", ""))

    def set_mode(self, mode: str) -> None:
        st.session_state[f"{self.name}_mode"] = mode
        self.tell()

    @property
    def messages(self) -> list[str]:
        return list(st.session_state.get(f"{self.name}_messages", []))

    def tell(self, *messages: str) -> None:
        """What is said from here on; nothing clears it."""
        st.session_state[f"{self.name}_messages"] = list(messages)

    def go_to(self, key: str) -> None:
        """Show one thing; '' shows the first that is open."""
        self.set_mode("")
        if key:
            st.query_params[self.parameter] = key
        elif self.parameter in st.query_params:
            del st.query_params[self.parameter]

    def keep(self, entry: Entry | Decision) -> bool:
        """Put it on record; where that fails the reader is told, and nothing moves on."""
        try:
            ledger.enter(entry)
        except PipelineError as error:
            self.tell(str(error))
            return False
        self.tell()
        return True

    @property
    def undoable(self) -> list[Any]:
        """What this session decided and did not take back, in order."""
        return list(st.session_state.get(f"{self.name}_undo", []))

    def remember(self, undoable: Sequence[Any]) -> None:
        st.session_state[f"{self.name}_undo"] = list(undoable)

    def turning_buttons(self, place: Place) -> None:
        """← and → to the neighbours."""
        for word, key, there in (("上一项", "Left", place.before), ("下一项", "Right", place.after)):
            st.button(word, shortcut=key, type="tertiary", disabled=not there, on_click=self.go_to, args=(there,))

    def cancel_button(self) -> None:
        """Esc closes the form."""
        st.button("取消", shortcut="Esc", type="tertiary", on_click=self.set_mode, args=("",))

    def ask_reason(self, act: str, word: str, reasons: Sequence[str], thing: str, take: Callable[[str], None]) -> None:
        """A reason by its number, or one's own: ``take`` gets it. ``act`` and ``thing`` name the widgets."""
        with st.container(horizontal=True, gap="small"):
            for number, reason in enumerate(reasons, start=1):
                st.button(reason, shortcut=str(number), on_click=take, args=(reason,))
            self.cancel_button()
        key = f"{self.name}_why_{thing}"
        with st.form(act, border=False), st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.text_input(
                "其他原因", key=key, placeholder="其他原因，写明后按回车键", label_visibility="collapsed", width=320
            )
            st.form_submit_button(word, on_click=self._take_own, args=(key, word, take))

    def _take_own(self, key: str, word: str, take: Callable[[str], None]) -> None:
        if reason := st.session_state[key].strip():
            take(reason)
        else:
            self.tell(f"请写明{word}的原因。")
