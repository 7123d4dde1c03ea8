"""The desk of the reviewer: the buttons with their keys, and what they do. The fact in hand stands in the address."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import review_queue
from dashboard.person import person
from dashboard.rows import Row
from dashboard.turning import Place
from dashboard.worklist import Worklist
from pipeline.decisions import Action, Decision
from pipeline.facts import said
from pipeline.overlay import UNREVIEWED

WORK = Worklist("review", "fact")


@dataclass(frozen=True)
class Desk:
    """What lies before the reviewer: the item and its whole row, where it stands, and all that was chosen."""

    item: Row
    row: Row
    place: Place
    found: pd.DataFrame

    @property
    def fact_id(self) -> str:
        return str(self.item["fact_id"])

    @property
    def is_open(self) -> bool:
        return bool(self.item["review"] == UNREVIEWED)

    @property
    def is_fact(self) -> bool:
        return bool(self.item["table"] != "finding")

    def decide(self, action: Action, **more: Any) -> None:  # noqa: ANN401  fields of Decision
        """Keep a decision, then show the next item that is open."""
        expected = said(self.row) | {"quote": self.row["quote"]} if self.is_fact else {}
        if WORK.keep(Decision(self.fact_id, self.row["plan_id"], action, person(), expected=expected, **more)):
            WORK.remember([*WORK.undoable, (self.fact_id, self.row["plan_id"])])
            WORK.go_to(review_queue.next_open(self.found, self.fact_id))

    def reopen(self) -> None:
        """Take back the decision on this item, or the last one of this session where this one is open."""
        if self.is_open:
            undo()
        elif WORK.keep(Decision(self.fact_id, self.row["plan_id"], "reopen", person())):
            WORK.remember([each for each in WORK.undoable if each[0] != self.fact_id])


def undo() -> None:
    """Take back the last decision of this session, and show its item."""
    *before, (fact_id, plan_id) = WORK.undoable
    if WORK.keep(Decision(fact_id, plan_id, "reopen", person())):
        WORK.remember(before)
        WORK.go_to(fact_id)


def undo_button() -> None:
    """For when nothing is left to review."""
    if WORK.undoable:
        st.button("撤销上一项决定", shortcut="U", on_click=undo)


def buttons(desk: Desk) -> None:
    """The acts, each with its key; those that do not fit the item are dimmed."""
    may = desk.is_open and bool(person()) and not WORK.mode
    can_undo = bool(person()) and (not desk.is_open or bool(WORK.undoable))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_acts"):
        st.button(
            "确认", key="press_enter", shortcut="A", type="primary", disabled=not may,
            on_click=desk.decide, args=("accept",),
        )  # fmt: skip
        for word, mode, key in (("更正", "correct", "E"), ("驳回　R", "reject", None), ("合并", "merge", "M")):
            fits = desk.item["table"] == "target" if mode == "merge" else desk.is_fact
            st.button(
                word, key="press_r" if mode == "reject" else f"mode_{mode}", shortcut=key, disabled=not (may and fits),
                on_click=WORK.set_mode, args=(mode,),
            )  # fmt: skip
        st.button("撤销", shortcut="U", disabled=not can_undo, on_click=desk.reopen)
        WORK.turning_buttons(desk.place)
