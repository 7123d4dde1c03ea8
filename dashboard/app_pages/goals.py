"""目标: one goal where the address names it (``?target=``), otherwise the whole list in the filter."""

import streamlit as st

from dashboard import summary
from dashboard.app_pages.goal import lay_out_goal
from dashboard.data import Board, current_board
from dashboard.filter_bar import choice, filter_row, filters, switch
from dashboard.goal_lists import show_goals
from dashboard.labels import day
from dashboard.render import show
from dashboard.rows import rows

GROUPS = {"按状态": "state", "按城市": "city", "按领域": "domain_group"}


def lay_out_list(board: Board) -> None:
    chosen, every, plans = filters(), board.goals, board.table("plan")
    goals, more = summary.sort_goals(chosen.apply(every)), summary.sort_goals(chosen.apply(board.expressions))
    notes, waiting = summary.city_notes(plans, board.promised, board.figures), chosen.apply(board.waiting)
    sentence = summary.finding(goals, board.as_of, chosen, notes, len(waiting))
    caption = [f"数据截至 {day(board.as_of)}", summary.left_out(more), summary.not_yet(waiting)]
    show("conclusion", sentence=sentence, caption=caption)
    filter_row(every, list(plans["city"].unique()))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_view"):
        column = GROUPS[choice("group", "分组", list(GROUPS))]
        with_more = switch("more", f"列出“全覆盖”等表述（{len(more)} 处，不计入目标）")
    if goals.empty and (chosen or notes):
        show("nothing", filters=chosen, notes=notes, page="goal")
    elif len(goals):
        show("line_link", words="演示：一项一页，键盘翻页", link=chosen.link("present"))
        groups, note = summary.grouped(goals, column), summary.coverage(rows(goals))
        show_goals("数字目标", note, groups, chosen)
    if with_more and len(more):
        groups = summary.grouped(more, "city" if column == "state" else column)  # they are not judged
        show("expressions", title="“全覆盖”等表述", note=f"{len(more)} 处，不计入目标", groups=groups, filters=chosen)


if target_id := st.query_params.get("target"):
    lay_out_goal(current_board(), target_id)
else:
    lay_out_list(current_board())
