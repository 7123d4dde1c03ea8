"""文档: one document's text in its own script, every goal marked in place and linked to its page."""

import streamlit as st

from dashboard.data import current_board
from dashboard.document_view import PLACED, blocks, figure_marks, goal_marks, here_mark
from dashboard.labels import short_city
from dashboard.plan_view import marked
from dashboard.render import show
from dashboard.rows import rows

board = current_board()
plans = {plan["plan_id"]: plan for plan in rows(board.table("plan"))}
asked = st.query_params.get("plan", "")
plan_id = asked if asked in plans else next(iter(plans))


def _to_address() -> None:
    st.query_params.from_dict({"plan": st.session_state["plan"]})


st.session_state["plan"] = plan_id
st.pills(
    "文件", list(plans), key="plan", format_func=lambda name: short_city(plans[name]["city"]),
    on_change=_to_address, required=True, label_visibility="collapsed",
)  # fmt: skip
plan = plans[plan_id]
goals, figures, passages, statements = (
    frame[frame["plan_id"] == plan_id]
    for frame in (board.goals, board.figures, board.table("passage"), board.table("statement"))
)
caption = [plan["document_number"], plan["issuer"], f"{plan['characters']} 字", *marked(len(goals), len(figures))]
show("conclusion", sentence=plan["title"], caption=caption)
tables = {name: board.table(name) for name in PLACED}
marks = goal_marks(statements, goals) + figure_marks(figures)
marks += here_mark(tables, st.query_params.get("at", ""), passages)
show("document", blocks=blocks(passages, marks))
