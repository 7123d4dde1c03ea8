"""目标: one goal where the address names it (``?target=``), otherwise the whole list in the filter."""

import pandas as pd
import streamlit as st

from dashboard import summary
from dashboard.app_pages.goal import lay_out_goal
from dashboard.data import Board, current_board
from dashboard.filter_bar import choice, filter_row, filters, switch
from dashboard.icons import WORST_FIRST
from dashboard.labels import day
from dashboard.render import show

GROUPS = {"按状态": "state", "按城市": "city", "按领域": "domain_group"}


def lay_out_list(board: Board) -> None:
    chosen, every = filters(), board.goals
    goals, more = summary.sort_goals(chosen.apply(every)), chosen.apply(board.expressions)
    sentence = summary.conclusion(goals, board.as_of, filtered=bool(chosen)) if len(goals) else "没有符合条件的目标。"
    show("conclusion", sentence=sentence, caption=[f"数据截至 {day(board.as_of)}", f"另有“全覆盖”等表述 {len(more)} 处未计"])
    filter_row(every, list(board.table("plan")["city"].unique()))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_view"):
        column = GROUPS[choice("group", "分组", list(GROUPS))]
        with_more = switch("more", f"列出“全覆盖”等表述（{len(more)} 处，不计入目标）")
    if goals.empty:
        show("panel", title="没有符合条件的目标", text=chosen.describe(), link="goal", link_text="清除筛选", alarm=False)
    for word in _groups(goals, column):
        _table(goals[goals[column] == word], word, board)
    if with_more and len(more):
        _table(summary.sort_goals(more), "“全覆盖”等表述，不计入目标", board)


def _groups(goals: pd.DataFrame, column: str) -> list[str]:
    words = list(goals[column].unique())
    return [word for word in WORST_FIRST if word in words] if column == "state" else words


def _table(goals: pd.DataFrame, title: str, board: Board) -> None:
    rows = goals.to_dict("records")
    show("goals", title=title, note=f"{len(rows)} 项", more="", goals=rows, filters=filters(), as_of=board.as_of)


if target_id := st.query_params.get("target"):
    lay_out_goal(current_board(), target_id)
else:
    lay_out_list(current_board())
