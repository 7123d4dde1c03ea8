"""城市: one city's documents, phases, goals, tasks, figures, money, and what is missing in them."""

import pandas as pd
import streamlit as st

from dashboard import summary
from dashboard.data import Board, current_board
from dashboard.filter_bar import filters, one_city
from dashboard.goal_lists import lay_out_states, show_goals
from dashboard.labels import day, short_city
from dashboard.plan_view import counted, documents_sentence, outside, plan_facts
from dashboard.render import show
from dashboard.rows import Row, rows


def lay_out_city(board: Board) -> None:
    plans = board.table("plan")
    city = one_city(list(plans["city"].unique()))
    st.set_page_config(page_title=f"{short_city(city)} · 目标看板")
    own = plans[plans["city"] == city]
    if len(own) == 1:
        lay_out_plan(board, rows(own)[0], alone=True)
        return
    reports = own[own["kind"] == "report"]
    lay_out_whole(board, city, own)
    if len(reports):
        lay_out_reports(board, reports)
    for plan in rows(own.drop(reports.index)):
        lay_out_plan(board, plan)


def lay_out_whole(board: Board, city: str, plans: pd.DataFrame) -> None:
    """What all documents of a city say together."""
    goals, waiting, promised, figures = (
        frame[frame["plan_id"].isin(plans["plan_id"])]
        for frame in (board.goals, board.waiting, board.promised, board.figures)
    )
    caption = [f"{len(plans)} 份文件", f"数据截至 {day(board.as_of)}", summary.not_yet(waiting)]
    show("conclusion", sentence=documents_sentence(plans, promised, figures, board.as_of), caption=caption)
    if len(goals):
        lay_out_states(goals, filters().with_(city=(city,)))


def lay_out_reports(board: Board, reports: pd.DataFrame) -> None:
    """Reports and published tables of a city in one view: they go on from year to year."""
    goals, figures = (frame[frame["plan_id"].isin(reports["plan_id"])] for frame in (board.goals, board.figures))
    findings = board.table("finding")
    show("reports", reports=rows(counted(reports, goals, figures)))
    if len(goals):
        groups = summary.grouped(goals.sort_values("due_text", kind="stable"), "due_text")
        here = filters().with_(city=(str(reports["city"].iloc[0]),))
        show_goals("年度目标", f"{len(goals)} 项，按年份", groups, here)
    if len(figures):
        show("observations", observations=rows(figures), in_table=0)
    if len(own := findings[findings["plan_id"].isin(reports["plan_id"])]):
        show("findings", findings=rows(own))


def lay_out_plan(board: Board, plan: Row, *, alone: bool = False) -> None:
    """One document: its finding above, or its title where the finding of the whole city stands there."""
    tables = map(board.table, ("milestone", "finding", "programme", "project"))
    goals, waiting, promised, observations, milestones, findings, programmes, projects = (
        frame[frame["plan_id"] == plan["plan_id"]]
        for frame in (board.goals, board.waiting, board.promised, board.figures, *tables)
    )
    here = filters().with_(city=(plan["city"],))
    sentence = documents_sentence(pd.DataFrame([plan]), promised, observations, board.as_of)
    caption = [plan["title"], f"数据截至 {day(board.as_of)}"] if alone else [sentence]
    show("conclusion", sentence=sentence if alone else plan["title"], caption=[*caption, summary.not_yet(waiting)])
    if len(goals) and alone:
        lay_out_states(goals, here)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        show("plan", plan=plan, facts=plan_facts(plan), milestones=rows(milestones))
    with right:
        show("findings", findings=rows(findings))
    if len(goals):
        groups, note = summary.grouped(goals, "domain_group"), f"{len(goals)} 项"
        show_goals("数字目标", note, groups, here)
    if len(projects):
        show("projects", projects=rows(projects), year=projects["year"].iloc[0])
    left, right = st.columns([7, 5], gap="medium") if len(programmes) else (st.empty(), st.container())
    with left:
        show("programmes", programmes=rows(programmes), filters=here)
    with right:
        own = outside(observations, projects)
        show("observations", observations=rows(own), in_table=len(observations) - len(own))


lay_out_city(current_board())
