"""The proposals of a board, city by city: read once for each board, judged anew with each entry."""

import datetime
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.data import Board
from dashboard.indicators import indicators
from pipeline.answer_queue import COLUMNS, WAITING, queue, urgent_first
from pipeline.answering import proposals_for
from pipeline.entries import IndicatorChange
from pipeline.matching.proposals import Proposal

CITIES = 64  # of boards in use


def pairs(board: Board, cities: Iterable[str]) -> pd.DataFrame:
    """What may answer the goals of some cities (``pipeline.answer_queue.COLUMNS``). Raises PipelineError.

    Each city is held against its own documents only: the figure of a parent or a neighbour is none of its results.
    """
    parts = [_pairs(board.path, board.seq, board.change, board.as_of, city, board) for city in cities if city]
    found = [part for part in parts if len(part)]
    return urgent_first(pd.concat(found, ignore_index=True)) if found else pd.DataFrame(columns=COLUMNS)


def waiting(board: Board, goals: pd.DataFrame) -> pd.DataFrame:
    """Those of ``goals`` for which a figure waits to be confirmed; none while a snapshot is open."""
    if board.frozen or goals.empty:
        return goals.head(0)
    known = pairs(board, goals["city"].unique())
    return goals[goals["target_id"].isin(known["target_id"][known["state"] == WAITING])]


@st.cache_resource(max_entries=CITIES, show_spinner=False)
def _pairs(path: Path, seq: int, change: int, as_of: datetime.date, city: str, _board: Board) -> pd.DataFrame:
    changes = _board.entries(IndicatorChange)
    proposed = _proposals(path, seq, changes[-1].seq if changes else 0, city, _board)
    return queue(_board.reviewed.frames, _board.record, city, proposed, as_of)


@st.cache_resource(max_entries=CITIES, show_spinner=False)
def _proposals(path: Path, seq: int, dictionary: int, city: str, _board: Board) -> list[Proposal]:
    frames = _board.reviewed.frames
    return list(proposals_for(city, frames, frames, indicators(_board)))
