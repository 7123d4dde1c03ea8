"""The line above every page: the day that is shown, how to ask for another, and a mark where it is not today."""

import datetime

import streamlit as st

from dashboard import access, moment
from dashboard.data import Board
from dashboard.labels import day
from dashboard.render import show

EARLIEST = datetime.date(1990, 1, 1)


def moment_bar(board: Board) -> None:
    """The mark and the way back on a board that is not today's; the choice of a day on one that is not frozen."""
    today = datetime.date.today()
    key = "kb_moment" if moment.query() else "kb_today"  # without a mark it takes no line of its own
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=key):
        if problem := moment.asked().problem:
            show("message", text=problem)
        if board.frozen:
            show("moment", text=_of_snapshot(board))
        elif board.as_of != today:
            show("moment", text=f"按 {day(board.as_of)} 的情况显示")
        way_back()
        if not board.frozen:
            _choice(board, today)


def who_is_here() -> None:
    """In the header: the account and the way out, or that there are no accounts."""
    with st.container(key="kb_here"):
        show("who", account=access.account())


def way_back() -> None:
    """The button to the board of today, where the address asks for something else."""
    if asked := moment.query():
        st.button("返回当前" if "snapshot" in asked else "回到今天", type="tertiary", on_click=moment.leave)


def closed(title: str) -> None:
    """In place of a page on which something is entered, while a snapshot is open."""
    name = moment.asked().snapshot
    text = f"正在查看数据期“{name}”，它已冻结，不再改动。返回当前看板后才能{title}。"
    show("panel", title=f"{title}已关闭", text=text, link="", link_text="", alarm=False)
    way_back()


def _of_snapshot(board: Board) -> str:
    assert board.frozen
    about = board.frozen.about
    made = f"{about.made_by} {day(board.published)}冻结"
    return f"正在查看数据期“{about.name}”：数据截至 {day(about.as_of)}，规则“{about.rule['name']}”，{made}"


def _choice(board: Board, today: datetime.date) -> None:
    choices = moment.quick_choices(today, board.table("plan")["last_year"].dropna())
    with st.popover(f"截至 {day(board.as_of)}", key="kb_day"):
        st.session_state["moment_quick"] = board.as_of if board.as_of in choices else None
        st.pills(
            "常用日期", list(choices), key="moment_quick", format_func=choices.__getitem__,
            on_change=_asked_for, args=("moment_quick",),
        )  # fmt: skip
        st.session_state["moment_day"] = board.as_of
        st.date_input(
            "其他日期", key="moment_day", min_value=min(EARLIEST, board.as_of), max_value=today, format="YYYY-MM-DD",
            on_change=_asked_for, args=("moment_day",),
        )  # fmt: skip
        st.caption("按数据所属的期间取数：后来补报的以前各期的数也计入，规则和审核取现在的。")


def _asked_for(widget: str) -> None:
    if (wanted := st.session_state[widget]) is not None:
        moment.show_day(wanted)
