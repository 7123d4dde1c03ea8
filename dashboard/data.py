"""Cached reads of the published board with people's decisions laid over it. Nothing else touches the store.

Caches are keyed by the path that ``CURRENT`` names and by the number of the last decision, both looked up on every
run: a new build or a decision shows without a restart, and readers of the board before it are not disturbed.
"""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import ledger, searching
from dashboard.labels import due
from pipeline.board import connect, current_path, read_table
from pipeline.decisions import Applied, Decision, apply
from pipeline.errors import PipelineError
from pipeline.facts import KEYS, Values, records, said
from pipeline.overlay import present
from pipeline.progress import Rule, Story
from pipeline.reported import Record, courses, figures_of, story_of, verdicts
from pipeline.schema import TABLES
from pipeline.settings import data_dir

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OVERLAYS = 4  # boards with decisions laid over them: a reviewer makes a new one with every decision
ADJUSTED = ("value", "value_max", "op", "due_year")  # what 目标调整 may change
VERSIONS = 2  # the board in force and the one before it, which stays if a new one cannot be read


@dataclass(frozen=True)
class Board:
    """One published board as of a day, with the decisions up to number ``seq`` and the ledger up to ``change``.

    ``problem`` says why a newer board, or what people decided, is not shown.
    """

    path: Path
    as_of: datetime.date
    problem: PipelineError | None = None
    seq: int = 0
    change: int = 0

    def table(self, name: str) -> pd.DataFrame:
        """The declared table ``name``: columns and units as in ``pipeline.schema``, one row per key.

        target, observation and finding have a column ``review`` more (``pipeline.overlay``). KeyError for another name.
        """
        return self.reviewed.frames[name]

    @property
    def reviewed(self) -> Applied:
        return _reviewed(self.path, self.seq)

    def decision(self, fact_id: str) -> Decision | None:
        """The decision that counts for a fact, if there is one."""
        return self.reviewed.standing.get(fact_id)

    def extracted(self, table: str, fact_id: str) -> Values:
        """What the build at hand read of a fact, by ``pipeline.facts.FIELDS``, whatever was decided; {} if nothing."""
        facts = _table(self.path, table)
        found = facts[facts[KEYS[table]] == fact_id]
        return said(records(found)[0]) if len(found) else {}

    @property
    def goals(self) -> pd.DataFrame:
        """Numeric goals (core): the columns of ``target`` and of the verdict, whose value and year are ``actual``
        and ``actual_year``; ``programme_title`` ('' without one) and ``programme_number``; ``due_text`` (2021 or
        未明确); ``search_text`` (``dashboard.searching``). ``value``, ``value_max``, ``op`` and ``due_year`` are those
        of the goal in force; what the plan itself asks for stands in ``original_value`` and so on.
        """
        return self.everything[self.everything["certainty"] == "core"]

    @property
    def everything(self) -> pd.DataFrame:
        """Goals and expressions together, without what a reviewer rejected or merged into another."""
        return present(self.with_gone)

    @property
    def with_gone(self) -> pd.DataFrame:
        """Goals and expressions, also those that a reviewer rejected or merged."""
        return _goals(self.path, self.seq, self.change, self.as_of)

    @property
    def expressions(self) -> pd.DataFrame:
        """The optional ones (全覆盖, N 大体系 …), same columns as ``goals``; never counted as goals."""
        return self.everything[self.everything["certainty"] != "core"]

    @property
    def figures(self) -> pd.DataFrame:
        """Measured values (core) that the documents state, columns of ``observation``."""
        observations = present(self.table("observation"))
        return observations[observations["certainty"] == "core"]

    @property
    def record(self) -> Record:
        """What people put on record that verdicts depend on."""
        return _record(self.path, self.seq, self.change)

    @property
    def rule(self) -> Rule:
        """The rule in force."""
        return self.record.rule

    @property
    def reported(self) -> pd.DataFrame:
        """Every figure that people entered, with its ``status``: ``pipeline.reported.FIGURE_COLUMNS``."""
        return figures_of(self.record)

    def course(self, target_id: str) -> pd.DataFrame:
        """How a goal stood at the end of each period with a counted figure: ``pipeline.progress.SERIES_COLUMNS``."""
        frames = self.reviewed.frames
        targets = frames["target"]
        return courses({**frames, "target": targets[targets["target_id"] == target_id]}, self.record, self.as_of)

    def story(self, target_id: str) -> Story:
        """All that is drawn of one goal (``pipeline.progress.story``). Raises KeyError for one that is not there."""
        return story_of(self.reviewed.frames, self.record, self.as_of, target_id)

    @property
    def published(self) -> datetime.date:
        return datetime.date.fromtimestamp(self.path.stat().st_mtime)


def current_board() -> Board:
    """The board in force; the last one that could be read if it cannot be, with the reason.

    Raises PipelineError when there is no board at all.
    """
    folder, as_of = data_dir(), datetime.date.today()
    try:
        path = current_path(folder)
        _read_all(path)
    except PipelineError as error:
        last = _last_read().get(folder)
        if last is None:
            raise
        return _with_ledger(Board(last, as_of, error))
    _last_read()[folder] = path
    return _with_ledger(Board(path, as_of))


def _with_ledger(board: Board) -> Board:
    try:
        change, known = ledger.last_change(), ledger.decisions()
    except PipelineError as error:
        return replace(board, problem=board.problem or error)
    return replace(board, seq=known[-1].seq if known else 0, change=change)


@st.cache_resource
def _last_read() -> dict[Path, Path]:
    """Per data folder, the board that was last read without an error."""
    return {}


@st.cache_resource(max_entries=VERSIONS, on_release=lambda connection: connection.close(), show_spinner=False)
def _connection(path: Path) -> "DuckDBPyConnection":
    return connect(path)


@st.cache_data(max_entries=VERSIONS * len(TABLES), show_spinner=False)
def _table(path: Path, name: str) -> pd.DataFrame:
    return read_table(_connection(path), name)


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def _read_all(path: Path) -> None:
    """Every table once, so that a board that breaks off in the middle is found before it is shown."""
    for schema in TABLES:
        _table(path, schema.name)


@st.cache_resource(max_entries=OVERLAYS, show_spinner=False)
def _reviewed(path: Path, seq: int) -> Applied:
    known = [decision for decision in ledger.decisions() if decision.seq <= seq] if seq else []
    return apply({schema.name: _table(path, schema.name) for schema in TABLES}, known)


@st.cache_resource(max_entries=OVERLAYS, show_spinner=False)
def _record(path: Path, seq: int, change: int) -> Record:
    return ledger.record().on(_reviewed(path, seq).frames) if change else Record()


@st.cache_data(max_entries=OVERLAYS, show_spinner=False)
def _goals(path: Path, seq: int, change: int, as_of: datetime.date) -> pd.DataFrame:
    frames = _reviewed(path, seq).frames
    judged = verdicts(frames, _record(path, seq, change), as_of)
    judged = judged.rename(columns={"value": "actual", "value_year": "actual_year"})
    goals = in_force(frames["target"].merge(judged, on="target_id", validate="1:1"))
    goals = _with_words(goals, frames["programme"])
    said = (
        frames["statement"]["statement_id"].map(_sentences(path)).fillna("").groupby(frames["statement"]["target_id"])
    )
    return goals.assign(search_text=searching.words_of(goals, said.agg("\n".join)))


def in_force(goals: pd.DataFrame) -> pd.DataFrame:
    """Targets and their verdicts with the goal in force in place of the plan's own, which is kept as ``original_…``."""
    own = {f"original_{name}": goals[name] for name in ADJUSTED}
    now = {name: goals[f"goal_{name}"].astype(goals[name].dtype) for name in ADJUSTED}
    return goals.assign(**own, **now).drop(columns=[f"goal_{name}" for name in ADJUSTED])


@st.cache_data(max_entries=VERSIONS, show_spinner=False)
def _sentences(path: Path) -> pd.Series:
    return searching.sentences(_table(path, "statement"), _table(path, "passage"))


def _with_words(goals: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    known = programmes.set_index("programme_id")
    title = goals["programme_id"].map(known["title"]).fillna("").astype(str)
    number = goals["programme_id"].map(known["number"])
    due_text = goals["due_year"].map(lambda year: due(year).removesuffix("年底")).astype(str)  # 2021年底 → 2021
    return goals.assign(programme_title=title, programme_number=number, due_text=due_text)
