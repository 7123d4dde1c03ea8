"""匹配: which published figure answers which goal, one proposal at a time beside both sentences, confirmed by a key."""

import pandas as pd
import streamlit as st

from dashboard import answer_list, answer_view, answering
from dashboard.answer_desk import WORK, Desk, ask_reason, buttons, undo_button
from dashboard.answer_list import CLASSES, KINDS, SHOWN, Choice
from dashboard.data import Board, current_board
from dashboard.filter_bar import EVERY_CITY, choice, pick
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from dashboard.rows import Row, row_of
from dashboard.turning import Place
from pipeline.answer_queue import verdict_with
from pipeline.answer_record import standing

KEYS = "回车或 A 采用 · R 不采用 · ← → 前后翻看 · U 撤销"


def ask(cities: list[str]) -> tuple[str, Choice]:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        state, kind = choice("show", "状态", SHOWN), choice("class", "类别", CLASSES)
        city = pick("city", "城市", [EVERY_CITY, *cities])
        ask_name()
    return city, Choice(state, kind, st.query_params.get("target", ""))


def lay_out_pair(board: Board, desk: Desk, every: pd.DataFrame) -> None:
    pair, facts = desk.pair, (desk.goal, desk.figure)
    if decision := standing(board.record.answers).get((pair["target_id"], pair["observation_id"])):
        show("decided", decided=answer_view.decided(decision), into=None, review_link="")
    words, now, then = verdicts(board, desk)
    show("answer_head", pair=pair, kinds=KINDS, goal=desk.goal, words=words, now=now, then=then)
    for column, word, fact in zip(st.columns(2, gap="medium"), ("目标", "已公布的数据"), facts, strict=True):
        plan = row_of(board.table("plan"), "plan_id", fact["plan_id"]) or {}
        differing = answer_view.differing_words(pair, fact)
        with column:
            one = answer_view.side(fact, board.table("passage"), differing)
            show("answer_side", word=word, side=one, plan=plan)
    show("answer_aspects", aspects=answer_view.aspects(pair, *facts))
    others = every[(every["target_id"] == pair["target_id"]) & (every["pair"] != pair["pair"])]
    show("answer_others", others=answer_view.others(others, board.table("observation"), board.table("plan")))


def verdicts(board: Board, desk: Desk) -> tuple[str, Row, Row]:
    """What is asked of the pair, the verdict as it is, and as it would be after that decision."""
    words, action = answer_view.would_be(desk.pair)
    frames, record, target = board.reviewed.frames, board.record, desk.goal["target_id"]
    now, then = (verdict_with(frames, record, board.as_of, target, each) for each in (None, desk.decision(action)))
    return words, now, then


def desk_of(board: Board, found: pd.DataFrame, wanted: Choice, place: Place) -> Desk:
    pair: Row = row_of(found, "pair", place.key) or {}
    goal = row_of(board.table("target"), "target_id", pair["target_id"]) or {}
    figure = row_of(board.table("observation"), "observation_id", pair["observation_id"]) or {}
    return Desk(pair, goal, figure, place, found, wanted)


def lay_out(board: Board) -> None:
    head, cities = st.container(), [city for city in board.table("plan")["city"].unique() if city]
    city, wanted = ask(cities)
    goal = row_of(board.table("target"), "target_id", wanted.target_id)
    every = answering.pairs(board, [goal["city"]] if goal else cities if city == EVERY_CITY else [city])
    found = answer_list.chosen(every, wanted)
    place = answer_list.place(found, wanted, st.query_params.get("pair", ""))
    with head:
        at = f"第 {place.position} / {place.total} 项" if place and place.position else ""
        counted = found if goal else every
        show("conclusion", sentence=answer_list.sentence(counted), caption=[at, *answer_list.counts(counted), KEYS])
        if goal:
            show("answer_only", goal=goal)
    if place is None:
        text = "换一个城市或状态可以查看别的匹配。每个城市只在自己的文件里找，不用上级和邻市的数。"
        show("panel", title="没有要看的匹配", text=text, link="", link_text="", alarm=False)
        undo_button()
        return
    desk = desk_of(board, found, wanted, place)
    buttons(desk)
    for message in WORK.messages if person() else [NO_NAME]:
        show("message", text=message)
    ask_reason(desk)
    lay_out_pair(board, desk, every)


lay_out(current_board())
