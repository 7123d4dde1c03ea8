"""总览: the finding, the bar, the filter, city × domain beside due years, and what to look at first."""

import pandas as pd
import streamlit as st

from dashboard import follow_up_view, summary
from dashboard.data import current_board
from dashboard.filter_bar import filter_row, filters
from dashboard.labels import day
from dashboard.render import show
from dashboard.rows import rows

ROWS = 8


def lay_out_tables() -> None:
    left, right = st.columns([7, 5], gap="medium")
    with left:
        show("grid", grid=summary.domain_grid(goals, chosen, plans, notes), filters=chosen)
    with right:
        show("years", grid=summary.due_years(goals, chosen, plans), filters=chosen)


def lay_out_first(title: str, found: pd.DataFrame, unled: int = 0) -> None:
    """The first rows of a list, and how many there are."""
    if found.empty:
        return
    first = found.head(ROWS)
    note = [f"共 {len(found)} 项"]
    note += [f"{unled} 项未写牵头单位"] * bool(unled) + [f"列前 {len(first)} 项"] * (len(first) < len(found))
    show(
        "goals", title=title, note="，".join(note), more=chosen.link("goal"),
        groups=[("", rows(first))], filters=chosen, as_of=board.as_of,
    )  # fmt: skip


board, chosen = current_board(), filters()
plans, every = board.table("plan"), board.goals
goals = chosen.apply(every)
notes = summary.city_notes(plans, every, board.figures)
caption = [
    f"{len(plans)} 份文件",
    f"数据截至 {day(board.as_of)}",
    f"规则：{board.rule.name}",
    "实际值取文件写到的数和已审核的填报数",
    "同一目标重复表述并为一项",
    summary.left_out(chosen.apply(board.expressions)),
]
show("conclusion", sentence=summary.finding(goals, board.as_of, chosen, notes), caption=caption)
if followed := follow_up_view.brief(follow_up_view.items(board.as_of)):
    show("follow_up_line", words=followed, link="follow-up")
show("states", counts=summary.state_counts(goals), filters=chosen)
filter_row(every, list(plans["city"].unique()))
if goals.empty:
    show("nothing", filters=chosen, notes=notes, page="./")
else:
    lay_out_tables()
    lay_out_first("需要关注", summary.need_attention(goals))
    waiting = summary.need_figures(goals)
    lay_out_first("请先补报", waiting, summary.without_lead(waiting))
