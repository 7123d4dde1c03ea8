"""What reports are held against on this board, and the way of a figure or a step into the ledger."""

import datetime
from collections.abc import Sequence

import streamlit as st

from dashboard import ledger
from dashboard.data import current_board
from dashboard.person import NO_NAME, person
from dashboard.render import show
from pipeline import evidence
from pipeline.entries import Evidence, Figure, Step, StepAction
from pipeline.errors import PipelineError
from pipeline.reporting import Reporting
from pipeline.settings import ledger_folders

_MESSAGES = "reporting_messages"


def at_hand() -> Reporting:
    """The board and the record as they are now. Raises PipelineError where there is no board."""
    board = current_board()
    return Reporting(board.reviewed.frames, board.record, datetime.date.today())


def submit(figures: Sequence[Figure]) -> bool:
    """Put figures on record, all of them or none; says whether. What stands in the way is told on the page."""
    try:
        now = at_hand()
        kept = ledger.enter(*(now.entered(figure) for figure in figures))
    except PipelineError as error:
        return tell(str(error))
    numbers = "、".join(f"{figure.indicator}（第 {figure.seq} 号）" for figure in kept)
    return tell(f"已提交 {numbers}，待另一人审核。", done=True)


def act(figure: Figure, action: StepAction, reason: str = "") -> None:
    """``take`` for a button."""
    take(figure, action, reason)


def take(figure: Figure, action: StepAction, reason: str = "") -> bool:
    """Take a step with a figure; says whether. What stands in the way is told on the page."""
    words = {"approved": "已通过", "returned": "已退回", "withdrawn": "已撤回", "submitted": "已重新提交"}
    if not person():
        return tell(NO_NAME)
    try:
        step = Step(figure_seq=figure.seq, action=action, entered_by=person(), reason=reason.strip())
        ledger.enter(at_hand().taken(step))
    except PipelineError as error:
        return tell(str(error))
    return tell(f"{words[action]}：{figure.indicator}（第 {figure.seq} 号）。", done=True)


def tell(text: str, *, done: bool = False) -> bool:
    """Keep a message for the next time the page is drawn; hands ``done`` on."""
    st.session_state[_MESSAGES] = text
    return done


def say() -> None:
    """What became of the last act; without a name, that one is needed."""
    for text in filter(None, (st.session_state.pop(_MESSAGES, ""), "" if person() else NO_NAME)):
        show("message", text=str(text))


def stored(name: str, content: bytes) -> Evidence:
    """Keep a file of evidence. Raises PipelineError."""
    return evidence.store(ledger_folders()["evidence"], name, content)


def evidence_buttons(figure: Figure) -> None:
    """A button for each 佐证材料 that gives the file as it was handed in; what is wrong with a file is said instead."""
    for proof in figure.evidence:
        try:
            content = evidence.read(ledger_folders()["evidence"], proof)
        except PipelineError as error:
            st.caption(str(error))
            continue
        st.download_button(
            f"下载 {proof.name}", content, proof.name, key=f"proof_{figure.seq}_{proof.sha256}", on_click="ignore",
            type="tertiary",
        )  # fmt: skip
