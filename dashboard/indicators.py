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


def filed_facts(board: Board, table: str) -> pd.DataFrame:
    """The core goals (``Board.goals``) or figures (``Board.figures``) that surely belong to an indicator, with its
    ``indicator_id`` and the ``document_year`` they were told in; nothing that was told after the board's day.
    """
    facts = board.goals if table == "target" else board.figures
    sure = filing(board, table).query("sure").set_index("fact_id")["indicator_id"]
    told_in = board.table("plan").set_index("plan_id")["document_year"]
    known = facts.assign(
        indicator_id=facts[KEYS[table]].map(sure), document_year=facts["plan_id"].map(told_in).astype("Int64")
    )
    in_time = known["document_year"].isna() | (known["document_year"] <= board.as_of.year)
    return known[known["indicator_id"].notna() & in_time]
