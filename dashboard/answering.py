"""The proposals of a board, city by city: read once for each board, judged anew with each entry."""

import datetime
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from dashboard.data import Board, Source
from dashboard.filters import Filters
from dashboard.indicators import indicators
from dashboard.render import show
from pipeline.answer_queue import COLUMNS, WAITING, matched, queue, urgent_first
from pipeline.answering import proposals_for
from pipeline.entries import IndicatorChange
from pipeline.matching.proposals import Proposal

CITIES = 64  # of boards in use
MOST_COUNTED = 40  # cities that are matched for the first screen
Known = tuple[int, ...]  # numbers of entries


def pairs(board: Board, cities: Iterable[str]) -> pd.DataFrame:
    """What may answer the goals of some cities (``pipeline.answer_queue.COLUMNS``). Raises PipelineError.

    Each city is held against its own documents only: the figure of a parent or a neighbour is none of its results.
    """
    parts = [_pairs(board.source, board.seq, _known(board, city), board.as_of, city, board) for city in cities if city]
    found = [part for part in parts if len(part)]
    return urgent_first(pd.concat(found, ignore_index=True)) if found else pd.DataFrame(columns=COLUMNS)


def waiting(board: Board, goals: pd.DataFrame) -> pd.Series:
    """How many figures wait to be confirmed, by ``target_id`` of ``goals`` that any wait for.

    None while a snapshot is open: it shows what was.
    """
    found = pairs(board, [] if board.frozen else goals["city"].unique())
    asked = found[(found["state"] == WAITING) & found["target_id"].isin(goals["target_id"])]
    return asked.groupby("target_id").size()


def line(board: Board, goals: pd.DataFrame, of: str, city: Sequence[str] = ()) -> None:
    """A line that leads to the page where figures of some goals are confirmed, so that nobody is asked for them.

    For many cities at once nothing is counted: each is matched when it is chosen.
    """
    if goals["city"].nunique() > MOST_COUNTED:
        show("line_link", words=f"{of}可能有已公布的数据，去匹配", link=Filters(city=tuple(city)).link("answers"))
    elif count := len(waiting(board, goals)):
        words = f"{of}有 {count} 项可能已有公布数据，去匹配"
        show("line_link", words=words, link=Filters(city=tuple(city)).link("answers"))


def _known(board: Board, city: str) -> Known:
    """The last entry of each kind that the pairs of a city depend on, of the dictionary last.

    Of the decisions only the city's own: one that is made changes nothing in other cities.
    """
    record, targets = board.record, board.table("target")
    own = set(targets["target_id"][targets["city"] == city])
    answers = [each for each in record.answers if each.target_id in own]
    laid_down = (record.figures, record.steps, record.versions, record.bases, record.curves, record.rules)
    kinds = (*laid_down, answers, board.entries(IndicatorChange))
    return tuple(max((each.seq for each in entries), default=0) for entries in kinds)


@st.cache_resource(max_entries=CITIES, show_spinner=False)
def _pairs(source: Source, seq: int, known: Known, as_of: datetime.date, city: str, _board: Board) -> pd.DataFrame:
    proposed = _proposals(source, seq, known[-1], city, _board)
    return queue(_board.reviewed.frames, _board.record, city, proposed, as_of)


@st.cache_resource(max_entries=CITIES, show_spinner=False)
def _proposals(source: Source, seq: int, dictionary: int, city: str, _board: Board) -> list[Proposal]:
    frames = matched(_board.reviewed.frames)
    return list(proposals_for(city, frames, frames, indicators(_board)))
