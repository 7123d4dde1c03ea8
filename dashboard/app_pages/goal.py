"""One goal: number, verdict, chart, the sentence it stands in, other places, neighbours in the filter."""

import pandas as pd
import streamlit as st

from dashboard import goal_view, summary
from dashboard.charts.progress import can_draw, progress
from dashboard.charts.style import CONFIG
from dashboard.data import Board
from dashboard.filter_bar import filters
from dashboard.labels import period, short_city
from dashboard.render import show


def lay_out_goal(board: Board, target_id: str) -> None:
    chosen, goals = filters(), pd.concat([board.goals, board.expressions])
    found = goals[goals["target_id"] == target_id].to_dict("records")
    if not found:
        text = f"看板里没有编号为 {target_id} 的目标，可能已随新的数据撤下。"
        show("panel", title="没有这项目标", text=text, link="goal", link_text="看全部目标", alarm=False)
        return
    goal = found[0]
    plan = board.table("plan").set_index("plan_id", drop=False).loc[goal["plan_id"]].to_dict()
    passage = board.table("passage").set_index("passage_id").loc[goal["passage_id"]].to_dict()
    history = goal_view.history(goal, board.table("observation"))
    crumbs = [
        ("总览", chosen.link()),
        (short_city(goal["city"]), chosen.with_(city=(goal["city"],)).link("city")),
        (goal["domain_group"], chosen.with_(domain=(goal["domain_group"],)).link("goal")),
        (period(plan["first_year"], plan["last_year"]), ""),
    ]
    around = goal_view.around(summary.sort_goals(chosen.apply(board.goals)), target_id)
    show("crumbs", crumbs=crumbs, title=goal["indicator"], around=around, filters=chosen)
    left, right = st.columns([4, 8], gap="medium")
    with left:
        show("goal", goal=goal, printed=goal_view.printed(goal), facts=goal_view.facts(goal, plan))
    with right:
        show("chart_head", goal=goal, history=history)
        if can_draw(goal):
            drawn = progress(goal, history, plan["first_year"])
            st.plotly_chart(drawn, theme=None, config=CONFIG, key="progress", alt=goal["reason"])
        else:
            show("panel", title="画不出进度", text="原文没有数值或没有完成年限。", link="", link_text="", alarm=False)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        show(
            "source", place=goal_view.place(goal, plan), pieces=goal_view.source(goal, passage), passage=passage,
            plan=plan, goal=goal,
        )  # fmt: skip
    with right:
        statements = board.table("statement")
        same = statements[statements["target_id"] == target_id].to_dict("records")
        show("history", goal=goal, history=history.to_dict("records"), statements=same)
