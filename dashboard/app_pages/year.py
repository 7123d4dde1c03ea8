"""年度: the road map of the plans, and what falls due in one year (``?year=``), with or without a figure."""

import streamlit as st

from dashboard import road_map, summary, task_view
from dashboard.data import Board, current_board
from dashboard.filter_bar import filters, pick
from dashboard.filters import Filters
from dashboard.goal_lists import lay_out_states, show_goals
from dashboard.labels import UNKNOWN, day
from dashboard.render import show
from pipeline.errors import PipelineError

SHOWN = 60


def lay_out(board: Board) -> None:
    chosen = filters()
    anywhen = chosen.with_(year=())
    goals, plans = anywhen.apply(board.goals), board.documents
    plans = plans[plans["city"].isin(chosen.city)] if chosen.city else plans
    years = road_map.years_of(plans, goals)
    words = [*map(str, years), *[UNKNOWN] * bool((goals["due_text"] == UNKNOWN).any())]
    if not words:
        text = "文件没有写规划期，也没有写到期年。"
        show("panel", title="没有可以排进年度的目标", text=text, link="./", link_text="回到总览", alarm=False)
        return
    default = str(road_map.default_year(years, goals, board.as_of))
    asked = next((year for year in chosen.year if year in words), default)
    lay_out_year(board, anywhen.with_(year=(asked,)), words)
    show("years", grid=summary.due_years(goals, anywhen, plans), filters=anywhen)
    phases = task_view.subjects(board, task_view.PHASES)
    found = road_map.roads(plans, phases, task_view.nodes_by_plan(board), years)
    if found:
        show("roads", roads=found, years=years, now=board.as_of.year)


def lay_out_year(board: Board, chosen: Filters, words: list[str]) -> None:
    """What falls due in the year, the worst first, with the way to 填报 for what has no figure."""
    due, asked = chosen.apply(board.goals), chosen.year[0]
    sentence = f"{asked}年底到期 {len(due)} 项" if asked != UNKNOWN else f"没有写到期年的 {len(due)} 项"
    if len(due):
        sentence = f"{sentence}：{summary.conclusion(due, board.as_of).split('数字目标')[-1].lstrip('，：')}"
    show("conclusion", sentence=sentence if len(due) else f"{sentence}。", caption=[f"数据截至 {day(board.as_of)}"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        pick("year", "年", words, default=asked)
    if due.empty:
        return
    lay_out_states(due, chosen)
    unknown = int((due["state"] == "无数据").sum())
    if unknown and asked != UNKNOWN and int(asked) < board.as_of.year:
        show("line_link", words=f"{unknown} 项到期时没有数据，去补报", link=f"entry?end={asked}-12-31")
    groups, note = summary.grouped(summary.sort_goals(due).head(SHOWN), "state"), f"共 {len(due)} 项"
    note += f"，列前 {SHOWN} 项" if len(due) > SHOWN else ""
    show_goals(
        f"{asked}年底到期" if asked != UNKNOWN else "没有写到期年", note, groups, chosen, more=chosen.link("goal")
    )


try:
    lay_out(current_board())
except PipelineError as error:
    show("panel", title="读不到进展记录", text=str(error), link="", link_text="", alarm=True)
