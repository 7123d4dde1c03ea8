"""总览: the finding, the bar, the filter, city × domain beside due years, and what to look at first."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import answering, follow_up_view, instruments, roll_up, summary
from dashboard.data import current_board
from dashboard.filter_bar import filter_row, filters
from dashboard.goal_lists import lay_out_states, show_goals
from dashboard.labels import day
from dashboard.render import show
from dashboard.rows import rows
from pipeline.abnormal import abnormal

ROWS = 8


def lay_out_tables() -> None:
    """City by domain beside the years; of very many cities the first, and the table says that its sums are theirs."""
    cities = [city for city in plans["city"].unique() if not chosen.city or city in chosen.city]
    first = roll_up.first_cities(goals, cities)
    lay_out_grids(*(frame[frame["city"].isin(first)] for frame in (goals, plans)))
    if len(first) < len(cities):
        words = f"列出低于要求的目标最多的 {len(first)} 个城市，合计是这些城市的；共 {len(cities)} 个，用筛选选城市"
        show("line_link", words=words, link=chosen.link("domain"))


def lay_out_grids(goals: pd.DataFrame, plans: pd.DataFrame) -> None:
    left, right = st.columns([7, 5], gap="medium")
    with left:
        show("grid", grid=summary.domain_grid(goals, chosen, plans, notes), filters=chosen)
    with right:
        show("years", grid=summary.due_years(goals, chosen, plans), filters=chosen)


def lay_out_first(title: str, found: pd.DataFrame) -> None:
    """The first rows of a list of goals with figures, and how many there are."""
    if len(found):
        first = rows(found.head(ROWS))
        show_goals(title, first_of(found), [("", first)], chosen, more=chosen.link("goal"))


def lay_out_waiting(found: pd.DataFrame) -> None:
    """The first goals that nobody has reported on, each with its way to 填报."""
    if len(found):
        first, unled = rows(found.head(ROWS)), summary.without_lead(found)
        note = first_of(found, [f"{unled} 项未写牵头单位"] * bool(unled))
        more = chosen.link("goal")
        show("waiting", title="请先补报", note=note, more=more, goals=first, filters=chosen, as_of=board.as_of)


def first_of(found: pd.DataFrame, more: Sequence[str] = ()) -> str:
    listed = [f"列前 {ROWS} 项"] * (len(found) > ROWS)
    return "，".join([f"共 {len(found)} 项", *more, *listed])


board, chosen = current_board(), filters()
plans, every = board.documents, board.goals
goals, waiting = chosen.apply(every), chosen.apply(board.waiting)
notes = summary.city_notes(plans, board.promised, board.figures)
caption = [
    f"{len(plans)} 份文件",
    f"数据截至 {day(board.as_of)}",
    f"规则：{board.rule.name}",
    "实际值取文件写到的数和已审核的填报数",
    "同一目标重复表述并为一项",
    summary.left_out(chosen.apply(board.expressions)),
    summary.not_yet(waiting),
]
show("conclusion", sentence=summary.finding(goals, board.as_of, chosen, notes, len(waiting)), caption=caption)
if followed := follow_up_view.brief(follow_up_view.items(board)):
    show("line_link", words=followed, link="follow-up")
if told := instruments.abnormal_line(abnormal(goals, board.doubts)):
    show("line_link", words=told, link=chosen.link("instruments", show=instruments.ABNORMAL))
show("line_link", words="大屏（全屏自动翻页）", link=chosen.link("wall"))
lay_out_states(goals, chosen)
filter_row(every, list(board.table("plan")["city"].unique()))
if goals.empty and (chosen or notes):
    show("nothing", filters=chosen, notes=notes, page="./")
elif len(goals):
    lay_out_tables()
    lay_out_first("需要关注", summary.need_attention(goals))
    unknown = summary.need_figures(goals)
    answering.line(board, unknown, "没有数据的目标里，", chosen.city)
    lay_out_waiting(unknown)
    lay_out_first("数据过期，请更新", summary.outdated(goals))
