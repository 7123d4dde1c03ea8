"""What an act asks before it is done: the fields of a correction, the reason of a rejection, the goal to merge into."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.labels import MEASURES, asked, demand, unmarked
from dashboard.render import show
from dashboard.review_desk import WORK, Desk
from dashboard.review_view import CERTAINTIES, FIELDS, KINDS, OPERATORS, REASONS, alike, changes_of, typed_words
from dashboard.rows import Row
from pipeline.facts import said
from pipeline.lexicon import load

_CHOICES: dict[str, Mapping[str, str]] = {
    "kind": KINDS, "op": OPERATORS, "measure": MEASURES, "certainty": CERTAINTIES,
}  # fmt: skip
_LAYOUT = (
    ("indicator",), ("op", "value"), ("value_max", "unit"), ("year", "measure"), ("lead_agencies", "domain"),
    ("kind", "certainty"),
)  # fmt: skip
_TITLES = {"correct": "更正", "reject": "为什么驳回", "merge": "并入同一份文件的哪一项"}


def form(desk: Desk, targets: pd.DataFrame) -> bool:
    """The form of the act in hand; False where none was begun."""
    mode = WORK.mode
    if not mode or not desk.is_open:
        return False
    asked = "".join(demand(desk.row["op"], desk.row["value"], desk.row["value_max"], desk.row["unit"]))
    show("review_head", title=_TITLES[mode], text=f"{desk.row['indicator']}：{asked}")
    if mode == "reject":
        WORK.ask_reason("reject", "驳回", REASONS, desk.fact_id, partial(_reject, desk))
        return True
    if mode == "correct":
        _correction(desk)
    else:
        _merging(desk, alike(desk.row, targets))
    WORK.cancel_button()
    return True


def _correction(desk: Desk) -> None:
    now = said(desk.row)
    with st.container(key="kb_focus"), st.form("correct"):  # page.js puts the cursor into the first field
        for line in _LAYOUT:
            names = [name for name in line if name in now]
            for name, column in zip(names, st.columns(len(names)) if names else [], strict=True):
                with column:
                    _field(desk, name, now[name])
        st.text_input("更正原因", key=_key(desk, "reason"), placeholder="可不填")
        st.form_submit_button("保存更正", type="primary", on_click=_correct, args=(desk,))


def _field(desk: Desk, name: str, value: Any) -> None:  # noqa: ANN401  a value of any of FIELDS
    key = _key(desk, name)
    if choices := _CHOICES.get(name):
        st.selectbox(
            FIELDS[name], list(choices), _index(list(choices), value), format_func=choices.__getitem__, key=key
        )
    elif name == "domain":
        domains = list(load("domains")["words"])
        st.selectbox(FIELDS[name], domains, _index(domains, value), key=key)
    else:
        st.text_input(FIELDS[name], typed_words(value), key=key)


def _correct(desk: Desk) -> None:
    """Keep what was typed; with a mistake in it the form stays, with the message."""
    now = said(desk.row)
    typed = {name: st.session_state[_key(desk, name)] for name in now}
    changes, messages = changes_of(typed, now)
    WORK.tell(*messages)
    if changes:
        desk.decide("correct", changes=changes, reason=st.session_state[_key(desk, "reason")].strip())


def _reject(desk: Desk, reason: str) -> None:
    desk.decide("reject", reason=reason)


def _merging(desk: Desk, others: list[Row]) -> None:
    if not others:
        st.caption("这份文件里没有名称相近的目标。")
    for number, other in enumerate(others, start=1):
        words = unmarked(f"{other['indicator']}　{asked(other)}")
        st.button(words, key=f"into_{number}", shortcut=str(number), wrap=True, on_click=_merge, args=(desk, other))


def _merge(desk: Desk, other: Row) -> None:
    desk.decide("merge", into_id=other["target_id"])


def _index(options: list[str], value: Any) -> int | None:  # noqa: ANN401
    return options.index(value) if value in options else None


def _key(desk: Desk, name: str) -> str:
    return f"review_{name}_{desk.fact_id}"
