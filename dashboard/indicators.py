"""The dictionary in force and what is filed under it on a board, read once for each board and each entry."""

import datetime
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.data import Board, Source
from pipeline.entries import IndicatorChange
from pipeline.errors import PipelineError
from pipeline.facts import KEYS
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.filing.indicators import counts, filed
from pipeline.indicator_record import dictionary_in_force
from pipeline.overlay import present
from pipeline.track_record import TrackRecord, track_records

BOARDS = 4  # boards whose filing is kept: the one in force, earlier ones, snapshots
TRACKS = 32  # indicators whose track records are kept
FILED = ("target", "observation")


def indicators(board: Board) -> tuple[CanonicalIndicator, ...]:
    """The canonical indicators in force. Raises DictionaryError, LedgerError."""
    return dictionary_in_force(board.entries(IndicatorChange))


def filing(board: Board, table: str) -> pd.DataFrame:
    """The facts of a table (target, observation) by canonical indicator: ``pipeline.filing.indicators.COLUMNS``."""
    changes = board.entries(IndicatorChange)
    return _filing(board.source, board.seq, changes[-1].seq if changes else 0, table, board)


@dataclass(frozen=True)
class Place:
    """The indicator that a goal is filed under; not ``sure``: a person has yet to decide."""

    indicator_id: str
    name: str
    sure: bool

    @property
    def link(self) -> str:
        return f"indicators?indicator={self.indicator_id}"


def place_of(board: Board, target_id: str) -> Place | None:
    """Where a goal belongs; None where it is like nothing, or where the dictionary cannot be read."""
    try:
        own = filing(board, "target")
        names = {indicator.id: indicator.name for indicator in indicators(board)}
    except PipelineError:
        return None
    found = own[own["fact_id"] == target_id]
    if found.empty:
        return None
    indicator_id = str(found["indicator_id"].iloc[0])
    return Place(indicator_id, names[indicator_id], bool(found["sure"].iloc[0]))


def known(board: Board) -> pd.DataFrame:
    """What the board has of each indicator: ``pipeline.filing.indicators.counts``. Only numeric goals are counted."""
    facts = {"target": board.goals, "observation": board.figures}
    return counts(facts, {table: filing(board, table) for table in FILED})


def unsure(board: Board, indicator_id: str) -> pd.DataFrame:
    """The facts that are like a wording of an indicator and have none: city, indicator, value …, and ``wording``."""
    parts = []
    for table, facts in (("target", board.goals), ("observation", board.figures)):
        own = filing(board, table)
        own = own[(own["indicator_id"] == indicator_id) & ~own["sure"]]
        parts.append(facts.merge(own, left_on=KEYS[table], right_on="fact_id").assign(table=table))
    return pd.concat(parts, ignore_index=True)


def tracks(board: Board, indicator: CanonicalIndicator) -> list[TrackRecord]:
    """The track records of an indicator (``pipeline.track_record``)."""
    return _tracks(board.source, board.seq, board.change, board.as_of, indicator.id, (board, indicator))


@st.cache_data(max_entries=BOARDS * len(KEYS), show_spinner=False)
def _filing(source: Source, seq: int, version: int, table: str, _board: Board) -> pd.DataFrame:
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


@st.cache_resource(max_entries=TRACKS, show_spinner=False)
def _tracks(
    source: Source,
    seq: int,
    change: int,
    as_of: datetime.date,
    indicator_id: str,
    _of: tuple[Board, CanonicalIndicator],
) -> list[TrackRecord]:  # fmt: skip
    board, indicator = _of
    places = [filing(board, table) for table in FILED]
    sure = {fact for own in places for fact in own[own["sure"] & (own["indicator_id"] == indicator_id)]["fact_id"]}
    return track_records(board.reviewed.frames, board.record, indicator, sure, as_of)
