"""校核: what extraction is not sure of, one fact at a time beside its sentence, decided by a key."""

import streamlit as st

from dashboard import goal_view, review_queue, review_view
from dashboard.data import Board, current_board
from dashboard.filter_bar import choice, pick
from dashboard.labels import short_city
from dashboard.page_image import page_image
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from dashboard.review_desk import WORK, Desk, buttons, undo_button
from dashboard.review_forms import form
from dashboard.review_queue import DOUBTS, EVERY_CITY, EVERY_KIND, KINDS, STATES, Choice
from dashboard.rows import Row, row_of, rows

KEYS = "回车或 A 确认 · E 更正 · R 驳回 · M 合并 · ← → 前后翻看 · U 撤销"


def ask(cities: list[str]) -> Choice:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        state, doubt = choice("state", "状态", STATES), choice("doubt", "把握", DOUBTS)
        kind, city = choice("kind", "类别", (EVERY_KIND, *KINDS)), pick("city", "城市", [EVERY_CITY, *cities])
        ask_name()
    return Choice(city, doubt, kind, state)


def lay_out_item(board: Board, desk: Desk) -> None:
    row, plan = desk.row, row_of(board.table("plan"), "plan_id", desk.row["plan_id"]) or {}
    page = page_image(plan, row["place"]) if desk.is_fact else None
    is_beside = page is not None and plan["recognised"]  # of a scan, the image is the original
    left, right = st.columns([5, 7], gap="medium")
    with left:
        if not form(desk, board.table("target")):
            lay_out_fact(board, desk)
    with left if is_beside else right:
        passages = review_view.around(row, board.table("passage"))
        show(
            "source", place=goal_view.place(row, plan) if desk.is_fact else [plan["title"]],
            pieces=review_view.source(row, passages), plain="\n".join(passages["clean_text"]), plan=plan,
            at=desk.fact_id if desk.is_fact else row["finding_id"],
        )  # fmt: skip
    if page:
        with right:
            show("page_image", page=page, folded=not is_beside)


def lay_out_fact(board: Board, desk: Desk) -> None:
    city = short_city(desk.row["city"])
    if decision := board.decision(desk.fact_id):
        into = row_of(board.table("target"), "target_id", decision.into_id)
        now = board.extracted(desk.item["table"], desk.fact_id) if desk.is_fact else {}
        show("decided", decided=review_view.decided(decision, now), into=into, review_link="")
    if desk.is_fact:
        facts = review_view.fact_lines(desk.row)
        show("review_fact", row=desk.row, kind=desk.item["kind"], city=city, facts=facts)
    else:
        show("review_doubt", row=desk.row, city=city)


def lay_out(board: Board) -> None:
    tables = {name: board.table(name) for name in ("target", "observation", "finding")}
    every = review_queue.items(tables)
    notes = [note | {"link": review_queue.link(note["fact_id"])} for note in rows(board.reviewed.notes)]
    head = st.container()
    wanted = ask(list(board.table("plan")["city"].drop_duplicates()))
    found = review_queue.chosen(every, wanted)
    place = review_queue.place(found, wanted.state, st.query_params.get("fact", ""))
    with head:
        show("conclusion", sentence=review_queue.sentence(found, place), caption=[KEYS])
    if notes:
        show("review_notes", notes=notes)
    if place is None:
        text = "换一个筛选条件可以查看已经校核过的内容。"
        show("panel", title="没有需要校核的内容", text=text, link="", link_text="", alarm=False)
        undo_button()
        return
    item: Row = row_of(found, "fact_id", place.key) or {}
    desk = Desk(item, review_queue.find(tables, item), place, found)
    buttons(desk)
    for message in WORK.messages if person() else [NO_NAME]:
        show("message", text=message)
    lay_out_item(board, desk)


lay_out(current_board())
