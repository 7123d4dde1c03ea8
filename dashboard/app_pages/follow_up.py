"""督办: what is due and by whom; one item with its goal and its steps (``?item=``); 立项 (``?open=``)."""

import streamlit as st

from dashboard import follow_up_forms, follow_up_view
from dashboard.data import Board, current_board
from dashboard.filter_bar import choice, pick
from dashboard.follow_up_view import ALL_AGENCIES, ALL_CITIES, LEVEL_CHOICES, STATUS_CHOICES, Choice, Line
from dashboard.labels import day
from dashboard.person import ask_name
from dashboard.render import show
from dashboard.rows import row_of
from dashboard.telling import messages
from pipeline.errors import PipelineError
from pipeline.follow_ups import agencies_of
from pipeline.ladders import DEFAULT_LADDER, Ladder, ladders

GOALS, OTHERS = "目标", "任务、节点或单位"


def ladder_in_force() -> Ladder:
    return ladders().get(st.query_params.get("ladder", ""), DEFAULT_LADDER)


def ask(every: list[Line]) -> Choice:
    cities = list(dict.fromkeys(line.city for line in every))
    agencies = list(dict.fromkeys(name for line in every for name in agencies_of(line.item.agency)))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        chosen = Choice(
            pick("status", "状态", STATUS_CHOICES),
            pick("level", "预警等级", LEVEL_CHOICES),
            pick("city", "城市", [ALL_CITIES, *cities], follow_up_view.city_word),
            pick("agency", "办理单位", [ALL_AGENCIES, *agencies], width=220),
        )
        pick("ladder", "预警规则", list(ladders()), lambda name: f"预警规则：{name}", width=180)
        st.button("立项", type="primary", on_click=follow_up_forms.go, kwargs={"open": "behind"})
    return chosen


def lay_out_list(board: Board, every: list[Line]) -> None:
    head = st.container()
    chosen = ask(every) if every else Choice()
    found = [line for line in every if chosen.holds(line)]
    rule = ladder_in_force()
    with head:
        caption = [f"数据截至 {day(board.as_of)}", f"预警规则 {rule.description}", rule.note] if every else []
        show("conclusion", sentence=follow_up_view.sentence(found, filtered=bool(chosen)), caption=caption)
    messages(name_needed=False)
    if found:
        show("follow_ups", lines=found)
    elif every:
        show("panel", title="没有符合条件的督办", text="", link="follow-up", link_text="清除筛选", alarm=False)
    else:
        text = follow_up_view.nothing_yet(len(follow_up_view.behind(board.goals, [])))
        show(
            "panel",
            title="从低于要求的目标立项",
            text=text,
            link="follow-up?open=behind",
            link_text="立项",
            alarm=False,
        )


def ask_person() -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        st.button("← 全部督办", type="tertiary", on_click=follow_up_forms.go)
        ask_name()
    messages(name_needed=True)


def lay_out_item(line: Line) -> None:
    rule = line.item.ladder
    show("conclusion", sentence=follow_up_view.of_item(line), caption=[f"预警规则 {rule.description}", rule.note])
    ask_person()
    left, right = st.columns([5, 7], gap="medium")
    with left:
        show("follow_up", line=line, facts=follow_up_view.about(line))
    with right:
        follow_up_forms.step_form(line)
        show("follow_up_steps", steps=follow_up_view.history(line.item))


def lay_out_opening(board: Board, every: list[Line], asked: str) -> None:
    goals = follow_up_view.behind(board.goals, [line.item for line in every])
    caption = ["立项后由办理单位答复，另一人核实后销号", "时限由立项人定"]
    waiting = (
        f"{len(goals)} 项目标低于要求，还没有督办。" if len(goals) else "低于要求的目标都已督办，或没有这样的目标。"
    )
    show("conclusion", sentence=f"立项：{waiting}", caption=caption)
    ask_person()
    begun = follow_up_view.subject({name: board.table(name) for name in ("programme", "milestone")}, asked)
    if choice("about", "对象", [OTHERS, GOALS] if begun else [GOALS, OTHERS]) == OTHERS:
        follow_up_forms.open_other(board.table("plan"), begun)
        return
    goal = row_of(board.everything, "target_id", asked)
    followed = [line for line in every if line.item.target_id == asked]
    for line in followed if goal else ():
        show("line_link", words=follow_up_view.of_item(line), link=line.link)
    follow_up_forms.open_goals(follow_up_view.with_goal(goals, board.everything, asked), [asked])


def lay_out(board: Board) -> None:
    known = follow_up_view.items(board, ladder_in_force())
    every = follow_up_view.lines(known, board.with_gone, board.table("plan"))
    if wanted := st.query_params.get("item"):
        line = next((line for line in every if line.item.item_id == wanted), None)
        if line is None:
            text = f"没有编号为 {wanted} 的督办。"
            show("panel", title="没有这件督办", text=text, link="follow-up", link_text="看全部督办", alarm=False)
        else:
            lay_out_item(line)
    elif asked := st.query_params.get("open"):
        lay_out_opening(board, every, asked)
    else:
        lay_out_list(board, every)


try:
    lay_out(current_board())
except PipelineError as error:
    show("panel", title="读不到督办记录", text=str(error), link="", link_text="", alarm=True)
