"""系统: the board in force and what it was made from, the ledger and its check, space and versions."""

import streamlit as st

from dashboard import access, system_view
from dashboard.data import Board, current_board
from dashboard.render import show
from dashboard.rows import rows
from pipeline.errors import PipelineError


def lay_out(board: Board) -> None:
    show("conclusion", sentence=system_view.sentence(board), caption=["都由程序读出"])
    left, right = st.columns(2, gap="medium")
    with left:
        show("facts", title="看板", facts=system_view.board_facts(board))
    with right:
        show("facts", title="记录库", facts=system_view.ledger_facts())
        if st.button("核对全部记录"):
            show("message", text=system_view.verified())
    show("facts", title="机器和软件", facts=system_view.machine_facts())
    if access.has("read"):
        findings = board.table("finding")
        show("sources", plans=rows(board.table("plan")))
        if len(findings):
            show("findings", findings=rows(findings))


try:
    lay_out(current_board())
except PipelineError as error:
    show("panel", title="读不到看板或记录库", text=str(error), link="", link_text="", alarm=True)
