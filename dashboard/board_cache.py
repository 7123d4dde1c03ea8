"""What the dashboard keeps in memory of boards, snapshots and verdicts. Pages use ``dashboard.data``.

Caches are keyed by the path that ``CURRENT`` names and by the numbers of the last decision and entry, which are looked
up on every run: a new build or a decision shows without a restart, and readers of the one before are not disturbed.
"""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import ledger, searching
from dashboard.goal_table import goals_of, promised_of
from pipeline import access, reported
from pipeline.access import Scope
from pipeline.board import connect, read_table
from pipeline.decisions import Applied, apply
from pipeline.entries import Snapshot
from pipeline.overlay import present
from pipeline.reported import Record
from pipeline.schema import TABLES
from pipeline.snapshots import Frozen, open_snapshot

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OVERLAYS = 4  # boards with decisions laid over them: a reviewer makes a new one with every decision
VERSIONS = 2  # the board in force and the one before it, which stays if a new one cannot be read
DAYS = 6  # days that readers look at at the same time
SCOPES = 16  # scopes of accounts that look at the same time
FROZEN = 4  # snapshots that are open at the same time


def stamp(path: Path) -> tuple[int, int]:
    """Changes when a file does, so that one that was opened before is looked at again."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@st.cache_resource(max_entries=FROZEN, show_spinner=False)
def opened(snapshot: Snapshot, path: Path, stamp: tuple[int, int]) -> Frozen:
    return open_snapshot(snapshot, path.parent)


@st.cache_resource
def last_read() -> dict[Path, Path]:
    """Per data folder, the board that was last read without an error."""
    return {}


@st.cache_resource(max_entries=VERSIONS, on_release=lambda connection: connection.close(), show_spinner=False)
def connection(path: Path) -> "DuckDBPyConnection":
    return connect(path)


@st.cache_resource(max_entries=VERSIONS * len(TABLES), show_spinner=False)
def table(path: Path, name: str) -> pd.DataFrame:
    return read_table(connection(path), name)


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def read_all(path: Path) -> None:
    """Every table once, so that a board that breaks off in the middle is found before it is shown."""
    for schema in TABLES:
        table(path, schema.name)


@st.cache_resource(max_entries=OVERLAYS, show_spinner=False)
def reviewed(path: Path, seq: int) -> Applied:
    known = [decision for decision in ledger.decisions() if decision.seq <= seq] if seq else []
    return apply({schema.name: table(path, schema.name) for schema in TABLES}, known)


@st.cache_resource(max_entries=SCOPES, show_spinner=False)
def limited(path: Path, seq: int, scope: Scope, _whole: Applied) -> Applied:
    return replace(_whole, frames=access.limited(_whole.frames, scope))


@st.cache_resource(max_entries=OVERLAYS, show_spinner=False)
def record(path: Path, seq: int, change: int) -> Record:
    return ledger.record().on(reviewed(path, seq).frames) if change else Record()


@st.cache_resource(max_entries=OVERLAYS * DAYS, show_spinner=False)
def judged(path: Path, seq: int, change: int, as_of: datetime.date) -> tuple[pd.DataFrame, pd.DataFrame]:
    return reported.judged(reviewed(path, seq).frames, record(path, seq, change), as_of)


@dataclass(frozen=True)
class Lists:
    """The goals of a board in the ways that pages ask for them (``dashboard.data.Board``). Shared by all readers: who
    changes one makes a new one (``assign``), never a cell of these.
    """

    with_gone: pd.DataFrame
    everything: pd.DataFrame
    promised: pd.DataFrame
    goals: pd.DataFrame
    waiting: pd.DataFrame
    expressions: pd.DataFrame


def lists_of(with_gone: pd.DataFrame) -> Lists:
    """All of them from the longest one."""
    everything = present(with_gone)
    promised, waits = promised_of(everything), everything["waits"] != ""
    expressions = everything[(everything["certainty"] != "core") & ~waits]
    counts = promised["waits"] == ""
    return Lists(with_gone, everything, promised, promised[counts], promised[~counts], expressions)


@st.cache_resource(max_entries=OVERLAYS * DAYS, show_spinner=False)
def lists(path: Path, seq: int, change: int, as_of: datetime.date) -> Lists:
    frames = reviewed(path, seq).frames
    return lists_of(goals_of(frames, judged(path, seq, change, as_of)[0], sentences(path)))


@st.cache_resource(max_entries=FROZEN, show_spinner=False)
def frozen_lists(path: Path, _frozen: Frozen) -> Lists:
    frames = _frozen.reviewed.frames
    said = searching.sentences(frames["statement"], frames["passage"])
    return lists_of(goals_of(frames, _frozen.verdicts, said))


@st.cache_resource(max_entries=SCOPES, show_spinner=False)
def lists_within(path: Path, seq: int, change: int, as_of: datetime.date, scope: Scope, _whole: pd.DataFrame) -> Lists:
    """The lists of one scope; ``_whole`` holds its goals and no others."""
    return lists_of(_whole)


@st.cache_resource(max_entries=OVERLAYS + FROZEN, show_spinner=False)
def figures(path: Path, seq: int, scope: Scope, _observations: pd.DataFrame) -> pd.DataFrame:
    """The measured values (core) that still are facts of their own."""
    there = present(_observations)
    return there[there["certainty"] == "core"]


@st.cache_resource(max_entries=FROZEN, show_spinner=False)
def frozen_doubts(path: Path, _frozen: Frozen) -> pd.DataFrame:
    return reported.judged(_frozen.reviewed.frames, _frozen.record, _frozen.about.as_of)[1]


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def sentences(path: Path) -> pd.Series:
    return searching.sentences(table(path, "statement"), table(path, "passage"))
