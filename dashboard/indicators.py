"""The dictionary in force and what is filed under it on a board, read once for each board and each entry."""

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.data import Board
from pipeline.entries import IndicatorChange
from pipeline.facts import KEYS
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.filing.indicators import filed
from pipeline.indicator_record import dictionary_in_force
from pipeline.overlay import present

BOARDS = 4  # boards whose filing is kept: the one in force, earlier ones, snapshots


def indicators(board: Board) -> tuple[CanonicalIndicator, ...]:
    """The canonical indicators in force. Raises DictionaryError, LedgerError."""
    return dictionary_in_force(board.entries(IndicatorChange))


def filing(board: Board, table: str) -> pd.DataFrame:
    """The facts of a table (target, observation) by canonical indicator: ``pipeline.filing.indicators.COLUMNS``."""
    return _filing(board.path, board.seq, board.change, table, board)


@st.cache_data(max_entries=BOARDS * len(KEYS), show_spinner=False)
def _filing(path: Path, seq: int, change: int, table: str, _board: Board) -> pd.DataFrame:
    return filed(present(_board.table(table)), KEYS[table], indicators(_board))
