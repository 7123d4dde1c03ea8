"""填报: what is missing for a 数据期, goal by goal or as a grid; and 审核, where another person lets figures count."""

import streamlit as st

from dashboard import reporting
from dashboard.data import current_board
from dashboard.entry_list import lay_out_due, lay_out_goal
from dashboard.figure_desk import lay_out_review
from dashboard.filter_bar import choice
from dashboard.render import show
from pipeline.errors import PipelineError

VIEWS = ("填报", "审核")


def lay_out() -> None:
    board, now = current_board(), reporting.at_hand()
    head = st.container()
    view = choice("view", "视图", VIEWS)
    target_id = st.query_params.get("target", "")
    if view == VIEWS[1]:
        lay_out_review(board, now, head)
    elif target_id:
        lay_out_goal(board, now, head, target_id)
    else:
        lay_out_due(board, now, head)


try:
    lay_out()
except PipelineError as error:
    show("panel", title="不能填报", text=str(error), link="entry", link_text="看全部要填报的", alarm=True)
