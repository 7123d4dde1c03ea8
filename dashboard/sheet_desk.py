"""台账: what is exported, what a sheet that came back says, and handing its figures in."""

import datetime
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import ledger
from dashboard.data import Board, Source
from dashboard.labels import FINALITIES, quantity
from pipeline.entries import Figure
from pipeline.entry_sheet import (
    DataPeriod,
    Ground,
    SheetReading,
    asked_for,
    entry_sheet,
    period_ending,
    read_sheet,
    refresh,
)
from pipeline.errors import PipelineError
from pipeline.progress.periods import period_words

PERIODS = 16  # quarters to choose from
KEPT = 8  # sheets that are not made anew on every run
State = tuple[Source, int, int, datetime.date]
SHOWN = 200  # problems on the page; the rest come when these are mended


def ground(board: Board) -> Ground:
    """The board on screen, as a sheet is held against it."""
    return Ground(board.reviewed.frames, board.record, board.as_of, board.path.name, board.change)


def periods(as_of: datetime.date) -> dict[str, DataPeriod]:
    """The quarters that have ended by then, newest first, by their name: 2024年前三季度."""
    ends = pd.date_range(end=pd.Timestamp(as_of), periods=PERIODS, freq="QE")[::-1]
    found = [period_ending(end.date()) for end in ends]
    return {period_words(each.start, each.end): each for each in found}


def wanted(board: Board, goals: pd.DataFrame, period: DataPeriod, *, every: bool) -> list[str]:
    """The goals that a sheet lists: those without a figure for the period, or ``every`` one that could have one."""
    numeric = tuple(str(each) for each in goals[goals["value"].notna()]["target_id"])
    return _asked_for(_state(board), numeric, period, every, board)


# Arguments that begin with _ are not part of what a cache remembers by.
@st.cache_data(max_entries=KEPT, show_spinner=False)
def _asked_for(state: State, target_ids: tuple[str, ...], period: DataPeriod, every: bool, _board: Board) -> list[str]:
    return asked_for(ground(_board), target_ids, period, every=every)


def _state(board: Board) -> State:
    """What a sheet depends on, as a key."""
    return board.source, board.seq, board.change, board.as_of


def workbook(board: Board, target_ids: Sequence[str], period: DataPeriod, paper: str) -> bytes:
    """The sheet to download. Raises PipelineError."""
    return _workbook(_state(board), tuple(target_ids), period, paper, board)


@st.cache_data(max_entries=KEPT, show_spinner="正在生成填报表")
def _workbook(state: State, target_ids: tuple[str, ...], period: DataPeriod, paper: str, _board: Board) -> bytes:
    return entry_sheet(ground(_board), target_ids, period, paper)


def file_name(period: DataPeriod, cities: Sequence[str]) -> str:
    """填报表-平湖市-2024年前三季度.xlsx."""
    place = "、".join(cities[:2]) + "等" * (len(cities) > 2) if cities else "全部"
    return f"填报表-{place}-{period.words}.xlsx"


def reading(board: Board, data: bytes, name: str, by: str) -> SheetReading:
    """What a sheet that was handed in says. Raises PipelineError for a file that is no such sheet."""
    return read_sheet(data, ground(board), by, name)


def up_to_date(board: Board, data: bytes, name: str) -> bytes:
    """A sheet that was handed in with what the board says now; all that is the office's own stays. Raises PipelineError
    where the rows and columns of the file cannot be told apart.
    """
    return _up_to_date(_state(board), data, name, board)


@st.cache_data(max_entries=KEPT, show_spinner="正在更新填报表")
def _up_to_date(state: State, data: bytes, name: str, _board: Board) -> bytes:
    return refresh(data, ground(_board), name)


def findings(said: SheetReading) -> list[dict[str, str]]:
    """Problems first, then notes: ``place``, ``text``, ``remedy`` and ``kind`` in words."""
    ordered = sorted(said.problems, key=lambda problem: not problem.refused)
    return [
        {"kind": "问题" if each.refused else "提示", "place": each.place, "text": each.text, "remedy": each.remedy}
        for each in ordered[:SHOWN]
    ]


def new_figures(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """What would be handed in, row by row."""
    return [
        {
            "city": each.city, "indicator": each.indicator, "value": quantity(each.value, each.value_max, each.unit),
            "period": period_words(*map(datetime.date.fromisoformat, (each.period_start, each.period_end))),
            "finality": FINALITIES.get(each.finality, ""), "replaces": each.replaces,
        }
        for each in figures
    ]  # fmt: skip


def hand_in(figures: Sequence[Figure]) -> None:
    """Put the figures on record, all or none, and empty the uploader; what came of it is told on the next run."""
    try:
        ledger.enter(*figures)
    except PipelineError as error:
        st.session_state["sheet_failed"] = str(error)
        return
    st.session_state["sheet_told"] = f"已提交 {len(figures)} 个数，待另一人审核。"
    st.session_state["sheet_round"] = st.session_state.get("sheet_round", 0) + 1  # an uploader is emptied by a new key
