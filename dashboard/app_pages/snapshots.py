"""数据期: freeze the board at hand under a name, open what was frozen, compare two of them."""

import streamlit as st

from dashboard import comparing, freezing
from dashboard.data import Board, current_board
from dashboard.filter_bar import pick
from dashboard.freezing import NOW
from dashboard.labels import day
from dashboard.moment import suggested_name
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from dashboard.rows import rows
from pipeline.errors import PipelineError


def lay_out_form(board: Board) -> None:
    what = f"截至 {day(board.as_of)}，按“{board.rule.name}”，{len(board.goals)} 项数字目标"
    show("review_head", title="冻结一个数据期", text=what)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_acts"):
        st.text_input(
            "名称", suggested_name(board.as_of), key=f"freeze_name_{board.as_of}", max_chars=40, width=220,
            label_visibility="collapsed", placeholder="数据期名称",
        )  # fmt: skip
        st.text_input(
            "说明",
            key="freeze_note",
            max_chars=200,
            width=260,
            label_visibility="collapsed",
            placeholder="说明，可不填",
        )
        ask_name()
        st.button("冻结", type="primary", on_click=freeze, args=(board,), disabled=not person())
    if not person():
        show("message", text=NO_NAME)


def freeze(board: Board) -> None:
    name, note = st.session_state[f"freeze_name_{board.as_of}"], st.session_state["freeze_note"]
    try:
        made = freezing.freeze_now(board, name, person(), note)
    except PipelineError as error:
        st.session_state["freeze_told"] = str(error)
    else:
        st.session_state["freeze_told"] = f"已冻结数据期“{made.name}”。以后无论怎样，打开它都是现在的数。"


def lay_out_comparison(names: list[str]) -> None:
    """What changed state between two of them, the newest snapshot and the board at hand at first."""
    show("review_head", title="两期比较", text="哪些目标的状态变了")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        before, after = pick("before", "从", names, width=260), pick("after", "到", [NOW, *names], width=260)
    try:
        one, two = freezing.board_called(before), freezing.board_called(after)
    except PipelineError as error:
        show("panel", title="不能比较", text=str(error), link="", link_text="", alarm=True)
        return
    both = comparing.compared(one.goals, two.goals)
    note = [comparing.sentence(both)]
    note += [f"规则不同：“{one.rule.name}”与“{two.rule.name}”"] * (one.rule != two.rule)
    changes = rows(comparing.changed(both))
    show("state_changes", note="；".join(note), rows=changes, before=before, after=after)


def lay_out(board: Board) -> None:
    known = freezing.listed()
    count = f"已冻结 {len(known)} 个数据期。" if known else "还没有冻结的数据期。"
    hint = ["冻结后不能改动", "以后补报、更正、更换规则、重新生成看板，都不影响已冻结的数和判定"]
    show("conclusion", sentence=count, caption=hint)
    if not board.frozen:
        lay_out_form(board)
    if told := st.session_state.pop("freeze_told", ""):
        show("message", text=told)
    if known:
        show("snapshots", snapshots=known)
        lay_out_comparison([each["name"] for each in known])


lay_out(current_board())
