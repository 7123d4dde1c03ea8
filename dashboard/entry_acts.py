"""What can be done with a figure that was reported: correct it, take it back, hand it in again. And its history."""

import streamlit as st

from dashboard import entry_view, figure_history, reporting
from dashboard.entry_form import Form, heading, is_open, lay_out_form
from dashboard.figure_history import history, last_return
from dashboard.labels import moment
from dashboard.person import person
from dashboard.render import show
from dashboard.rows import Row
from pipeline.due_figures import APPROVED, RETURNED
from pipeline.entries import Figure
from pipeline.reporting import Reporting


def lay_out_one(now: Reporting, row: Row, goal: Row, place: str = "") -> None:
    """One goal in its 数据期: the figure that was reported, the form, or both."""
    figure = next((each for each in now.record.figures if each.seq == row["seq"]), None)
    heading(row, goal, place)
    if figure:
        _lay_out_reported(now, figure, row["state"])
    elif row["held"]:
        show("message", text="文件里已经写到这一期的数值，可以不报；填报并通过后，以填报的为准。")
    if is_open(row):
        lay_out_form(now, Form(row, figure))


def lay_out_history(now: Reporting, target_id: str) -> None:
    """Who reported, corrected, approved and returned what, and the files that prove it."""
    show("figure_history", events=history(now.record, target_id))
    for figure in now.record.figures:
        if figure.target_id == target_id:
            reporting.evidence_buttons(figure)


def _lay_out_reported(now: Reporting, figure: Figure, state: str) -> None:
    returned = last_return(now.record, figure.seq) if state == RETURNED else None
    show(
        "figure_reported", figure=figure, state=state, icon_of=entry_view.ICONS[state], returned=returned,
        when=moment((returned or figure).entered_at), value=figure_history.value_words(figure),
    )  # fmt: skip
    own = person() == figure.entered_by
    with st.container(horizontal=True, gap="small"):
        if state != RETURNED and st.session_state.get("correcting") != figure.seq:
            st.button("更正", key="correct", on_click=_correct, args=(figure,))
        if own and state == RETURNED:
            st.button("按原数重新提交", key="again", on_click=reporting.act, args=(figure, "submitted"))
        if own and state != APPROVED:
            st.button("撤回", key="withdraw", type="tertiary", on_click=reporting.act, args=(figure, "withdrawn"))
    if state == APPROVED and not own and person():
        _ask_to_take_back(figure)


def _ask_to_take_back(figure: Figure) -> None:
    """An approval is taken back by another person than the one who reported, with a reason."""
    with st.expander("撤回已通过的数值"):
        reason = st.text_input("撤回理由", key=f"withdraw_why_{figure.seq}")
        st.button("撤回", key="withdraw", on_click=reporting.act, args=(figure, "withdrawn", reason))


def _correct(figure: Figure) -> None:
    st.session_state["correcting"] = figure.seq
