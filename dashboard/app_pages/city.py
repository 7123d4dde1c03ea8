"""城市: one city's documents, phases, goals, tasks, figures, money, and what is missing in them."""

import streamlit as st

from dashboard import summary
from dashboard.data import Board, current_board
from dashboard.filter_bar import filters, one_city
from dashboard.labels import day, short_city
from dashboard.plan_view import outside, plan_facts, plan_sentence
from dashboard.render import show
from dashboard.rows import Row, rows


def lay_out_city(board: Board) -> None:
    plans = board.table("plan")
    city = one_city(list(plans["city"].unique()))
    st.set_page_config(page_title=f"{short_city(city)} · 目标看板")
    for plan in rows(plans[plans["city"] == city]):
        lay_out_plan(board, plan)


def lay_out_plan(board: Board, plan: Row) -> None:
    goals, observations, milestones, findings, programmes, projects = (
        frame[frame["plan_id"] == plan["plan_id"]]
        for frame in (board.goals, board.figures, *map(board.table, ("milestone", "finding", "programme", "project")))
    )
    here = filters().with_(city=(plan["city"],))
    sentence = plan_sentence(plan, goals, observations, board.as_of)
    show("conclusion", sentence=sentence, caption=[plan["title"], f"数据截至 {day(board.as_of)}"])
    if len(goals):
        show("states", counts=summary.state_counts(goals), filters=here)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        show("plan", plan=plan, facts=plan_facts(plan), milestones=rows(milestones))
    with right:
        show("findings", findings=rows(findings))
    if len(goals):
        groups, note = summary.grouped(goals, "domain_group"), f"{len(goals)} 项"
        show("goals", title="数字目标", note=note, more="", groups=groups, filters=here, as_of=board.as_of)
    if len(projects):
        show("projects", projects=rows(projects), year=projects["year"].iloc[0])
    left, right = st.columns([7, 5], gap="medium") if len(programmes) else (st.empty(), st.container())
    with left:
        show("programmes", programmes=rows(programmes), filters=here)
    with right:
        own = outside(observations, projects)
        show("observations", observations=rows(own), in_table=len(observations) - len(own))


lay_out_city(current_board())
