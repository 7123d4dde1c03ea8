"""What a 数据期 asks for, laid out: the counts, the open goals as a grid or in turn, the others; or one goal alone."""

import datetime

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import answering, entry_view, reporting, summary
from dashboard.data import Board
from dashboard.entry_acts import lay_out_history, lay_out_one
from dashboard.entry_grid import lay_out_grid
from dashboard.entry_view import EVERY, Choice
from dashboard.figure_history import last_return
from dashboard.filter_bar import EVERY_CITY, choice, pick
from dashboard.filters import Filters
from dashboard.person import ask_name
from dashboard.render import show
from dashboard.rows import Row, row_of, rows
from pipeline.cycles import CYCLES, DataPeriod, ended
from pipeline.due_figures import REPORT_STATES, asked, due_figures, overdue_years
from pipeline.reporting import Reporting


def ask_period(today: datetime.date, last: datetime.date | None) -> DataPeriod:
    """The 数据期 of the address; else the last that has ended, for one goal not after it fell due."""
    cycle = choice("cycle", "周期", list(CYCLES))
    words = entry_view.periods(cycle, today)
    default = min(ended(cycle, today)[0].end, last or datetime.date.max).isoformat()
    default = default if default in words else ended(cycle, today)[0].end.isoformat()
    end = pick("end", "数据期", list(words), words.__getitem__, width=240, default=default)
    return DataPeriod(datetime.date.fromisoformat(end))


def lay_out_due(board: Board, now: Reporting, head: DeltaGenerator) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        period = ask_period(now.today, None)
        due = due_figures(now, period)
        city = pick("city", "城市", entry_view.cities(due, EVERY_CITY))
        agency = pick("agency", "单位", entry_view.agencies(due))
        state = choice("state", "状态", (EVERY, *REPORT_STATES))
        ask_name()
    wanted = Choice(period, city, agency, state)
    found = entry_view.chosen(due, wanted, EVERY_CITY)
    counted = entry_view.counts(found)
    with head:
        caption = ["只列文件里没有写到的", "同一数值只报一次", "审核通过前不进入评判"]
        show("conclusion", sentence=entry_view.sentence(counted, period), caption=caption)
    reporting.say()
    lay_out_printed(board, found, [] if city == EVERY_CITY else [city])
    if found.empty:
        show("entry_late", links=entry_view.late_links(overdue_years(now)))
        return
    show("entry_states", counts=counted, icons=entry_view.ICONS)
    lay_out_list(board, now, found if state == EVERY else found[found["state"] == state])


def lay_out_printed(board: Board, found: pd.DataFrame, city: list[str]) -> None:
    """How many of the goals that are asked about may be answered by a document already; where none is, of all."""
    if found.empty:
        goals = summary.need_figures(Filters(city=tuple(city)).apply(board.goals))
        answering.line(board, goals, "没有数据的目标里，", city)
    else:
        goals = board.goals[board.goals["target_id"].isin(found["target_id"])]
        answering.line(board, goals, "这些目标里，", city)


def lay_out_list(board: Board, now: Reporting, due: pd.DataFrame) -> None:
    """The open rows: as a grid, on a phone goal by goal (style.css shows one of them). Under them the others."""
    returns = {seq: step for seq in due["seq"] if (step := last_return(now.record, int(seq)))}
    shown = entry_view.grid(due, board.goals, {seq: step.reason for seq, step in returns.items()})
    if len(shown):
        with st.container(key="kb_grid"):
            lay_out_grid(now, due, shown)
        with st.container(key="kb_form"):
            lay_out_in_turn(board, now, rows(due[due["target_id"].isin(shown.index)]))
    show("entry_rows", rows=rows(due), view=entry_view, returns=returns)


def lay_out_in_turn(board: Board, now: Reporting, open_rows: list[Row]) -> None:
    place = min(st.session_state.get("entry_place", 0), len(open_rows) - 1)
    row = open_rows[place]
    lay_out_one(now, row, goal_of(board, row["target_id"]), f"{place + 1} / {len(open_rows)}")
    with st.container(horizontal=True, gap="small"):
        st.button("上一项", disabled=place == 0, on_click=turn, args=(place - 1,))
        st.button("下一项", disabled=place + 1 >= len(open_rows), on_click=turn, args=(place + 1,))


def turn(place: int) -> None:
    st.session_state["entry_place"] = place


def lay_out_goal(board: Board, now: Reporting, head: DeltaGenerator, target_id: str) -> None:
    """One goal, as its page asks for it."""
    known = now.known(target_id, now.today)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        period = ask_period(now.today, known.period.end)
        ask_name()
    with head:
        show("entry_head", title=f"填报：{known.target.indicator}，{period.words}", end=period.end)
    reporting.say()
    left, right = st.columns([5, 7], gap="medium")
    with left:
        lay_out_one(now, asked(now, target_id, period), goal_of(board, target_id))
    with right:
        lay_out_history(now, target_id)


def goal_of(board: Board, target_id: str) -> Row:
    return row_of(board.goals, "target_id", target_id) or {}
