"""One goal: number, verdict, chart, every figure, what people laid down, its sentence, neighbours in the filter."""

import streamlit as st

from dashboard import answer_list, answering, goal_view, review_queue, review_view, summary
from dashboard.charts.progress import can_draw, progress
from dashboard.charts.style import CONFIG
from dashboard.data import Board
from dashboard.filter_bar import filters
from dashboard.goal_events import happened, milestones_of
from dashboard.goal_forms import Desk, buttons
from dashboard.goal_history import history
from dashboard.goal_record import laid_down, phases
from dashboard.indicators import place_of as indicator_place
from dashboard.labels import period, short_city
from dashboard.page_image import page_image
from dashboard.render import show
from dashboard.reporting import evidence_buttons
from dashboard.rows import Row, row_of, rows
from pipeline.progress import Story


def lay_out_goal(board: Board, target_id: str) -> None:
    goal = row_of(board.with_gone, "target_id", target_id)
    if goal is None:
        text = f"看板里没有编号为 {target_id} 的目标，可能已随新的数据撤下。"
        show("panel", title="没有这项目标", text=text, link="goal", link_text="看全部目标", alarm=False)
        return
    plan = row_of(board.table("plan"), "plan_id", goal["plan_id"]) or {}
    st.set_page_config(page_title=f"{goal['indicator']} · 目标看板")
    _heading(board, goal, plan)
    if decision := board.decision(target_id):
        into = row_of(board.with_gone, "target_id", decision.into_id)
        told = review_view.decided(decision, board.extracted("target", target_id))
        show("decided", decided=told, into=into, review_link=review_queue.link(target_id))
    doubts = board.doubts
    for doubt in rows(doubts[doubts["target_id"] == target_id]):
        show("message", text=f"{doubt['kind']}：{doubt['sentence']}")
    _lay_out_parts(board, goal, plan)


def _lay_out_parts(board: Board, goal: Row, plan: Row) -> None:
    story = board.story(goal["target_id"])
    if not board.frozen:
        buttons(Desk(goal, story, board.record))
    left, right = st.columns([4, 8], gap="medium")
    with left:
        facts = goal_view.facts(goal, plan, story, board.rule)
        show("goal", goal=goal, printed=goal_view.printed(goal), facts=facts, methods=goal_view.methods(story))
        show("canonical", place=indicator_place(board, goal["target_id"]))
    with right:
        _chart(board, goal, story)
        show("laid_down", entries=laid_down(goal, board.record))
    _figures(board, goal, story)
    if proven := [each for each in board.record.figures if each.target_id == goal["target_id"] and each.evidence]:
        with st.popover(f"佐证材料（{sum(len(each.evidence) for each in proven)} 份）"):
            for each in proven:
                evidence_buttons(each)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        _source(board, goal, plan)
    with right:
        statements = board.table("statement")
        show("statements", statements=rows(statements[statements["target_id"] == goal["target_id"]]))


def _figures(board: Board, goal: Row, story: Story) -> None:
    """Every figure that is known, after a link to those that wait to be confirmed."""
    if count := answering.waiting(board, board.goals[board.goals["target_id"] == goal["target_id"]]).sum():
        words = f"文件里有 {count} 个数可能回应这项目标，查找已公布的数据"
        show("line_link", words=words, link=answer_list.link(goal["target_id"]))
    titles = board.table("plan").set_index("plan_id")["title"]
    observations = board.table("observation").assign(title=lambda table: table["plan_id"].map(titles))
    show("history", goal=goal, history=history(goal, story, observations, board.reported, board.record))


def _source(board: Board, goal: Row, plan: Row) -> None:
    passage = row_of(board.table("passage"), "passage_id", goal["passage_id"]) or {}
    place, pieces = goal_view.place(goal, plan), goal_view.source(goal, passage)
    show("source", place=place, pieces=pieces, plain=passage["clean_text"], plan=plan, at=goal["target_id"])
    if page := page_image(plan, goal["place"]):
        show("page_image", page=page, folded=True)


def _chart(board: Board, goal: Row, story: Story) -> None:
    if not can_draw(goal):
        show("panel", title="画不出进度", text="原文没有数值或没有完成年限。", link="", link_text="", alarm=False)
        return
    told = happened(board, goal)
    show("chart_head", shown=goal_view.shown_in_chart(goal, story))
    drawn = progress(goal, story, phases(milestones_of(board, goal)), told)
    st.plotly_chart(drawn, theme=None, config=CONFIG, key="progress", alt=goal["reason"])
    show("chart_note", notes=[story.projection_note] if story.projection_note else [], events=rows(told))


def _heading(board: Board, goal: Row, plan: Row) -> None:
    chosen = filters()
    crumbs = [
        ("总览", chosen.link()),
        ("目标", chosen.link("goal")),
        (short_city(goal["city"]), chosen.with_(city=(goal["city"],)).link("city")),
        (goal["domain_group"], chosen.with_(domain=(goal["domain_group"],)).link("goal")),
        (period(plan["first_year"], plan["last_year"]), ""),
    ]
    around = goal_view.around(summary.sort_goals(chosen.apply(board.goals)), goal["target_id"])
    show("crumbs", crumbs=crumbs, title=goal["indicator"], around=around, filters=chosen)
