"""仪表: four instruments and what is abnormal, one at a time: what each means, what it shows now, of which goals."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import instrument_view, instruments, summary
from dashboard.data import Board, current_board
from dashboard.filter_bar import choice, filter_row, filters
from dashboard.instrument_view import Shown
from dashboard.instruments import ABNORMAL, GAUGE, LEVELS, NAMES, RADAR, TRENDS
from dashboard.labels import day
from dashboard.render import show
from pipeline.abnormal import abnormal

LAY_OUT: dict[str, Callable[[Shown], str]] = {
    GAUGE: instrument_view.gauges,
    LEVELS: instrument_view.columns,
    RADAR: instrument_view.domains,
    TRENDS: instrument_view.panels,
    ABNORMAL: instrument_view.abnormal_list,
}


def lay_out(board: Board) -> None:
    every, chosen = board.goals, filters()
    goals, waiting = summary.sort_goals(chosen.apply(every)), chosen.apply(board.waiting)
    found = abnormal(goals, board.doubts)
    head = st.container()
    filter_row(every, list(board.table("plan")["city"].unique()))
    with st.container(key="kb_view"):
        asked = choice("show", "仪表", list(NAMES), lambda name: word_of(name, found))
    if goals.empty:
        finding = summary.finding(goals, board.as_of, chosen, {}, len(waiting))
        show("nothing", filters=chosen, notes={}, page="instruments")
    else:
        show("section", title=NAMES[asked], note=instruments.MEANINGS[asked])
        with st.container(key="kb_dials"):
            finding = LAY_OUT[asked](Shown(board, goals, found, chosen))
    with head:
        left_out = [summary.left_out(chosen.apply(board.expressions)), summary.not_yet(waiting)]
        caption = [f"数据截至 {day(board.as_of)}", f"规则：{board.rule.name}", *left_out]
        show("conclusion", sentence=finding, caption=caption)


def word_of(name: str, found: pd.DataFrame) -> str:
    return f"{NAMES[name]} {found['target_id'].nunique()} 项" if name == ABNORMAL else NAMES[name]


lay_out(current_board())
