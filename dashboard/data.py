"""Cached reads of the published board. Nothing else in the dashboard touches the store.

Caches are keyed by the path that ``CURRENT`` names, which is looked up on every run: a new build shows
without a restart, and readers of the board before it are not disturbed.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.labels import due
from pipeline.board import connect, current_path, read_table
from pipeline.errors import PipelineError
from pipeline.progress import judge
from pipeline.schema import TABLES
from pipeline.settings import data_dir

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VERSIONS = 2  # the board in force and the one before it, which stays if a new one cannot be read


@dataclass(frozen=True)
class Board:
    """One published board as of a day. ``problem`` says why a newer one is not shown."""

    path: Path
    as_of: datetime.date
    problem: PipelineError | None = None

    def table(self, name: str) -> pd.DataFrame:
        return _table(self.path, name)

    @property
    def goals(self) -> pd.DataFrame:
        """Numeric goals (core): the columns of ``target`` and of the verdict, whose value and year are ``actual``
        and ``actual_year``; ``programme_title`` ('' without one), ``due_text`` (2021 or 未明确), ``search_text``.
        """
        return self.everything[self.everything["certainty"] == "core"]

    @property
    def everything(self) -> pd.DataFrame:
        """Goals and expressions together."""
        return _goals(self.path, self.as_of)

    @property
    def expressions(self) -> pd.DataFrame:
        """The optional ones (全覆盖, N 大体系 …), same columns as ``goals``; never counted as goals."""
        return self.everything[self.everything["certainty"] != "core"]

    @property
    def figures(self) -> pd.DataFrame:
        """Measured values (core) that the documents state, columns of ``observation``."""
        observations = self.table("observation")
        return observations[observations["certainty"] == "core"]

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
        return Board(last, as_of, error)
    _last_read()[folder] = path
    return Board(path, as_of)


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


@st.cache_data(max_entries=VERSIONS * 2, show_spinner=False)
def _goals(path: Path, as_of: datetime.date) -> pd.DataFrame:
    targets = _table(path, "target")
    verdicts = judge(targets, _table(path, "observation"), _table(path, "plan"), as_of)
    verdicts = verdicts.rename(columns={"value": "actual", "value_year": "actual_year"})
    return _with_words(targets.merge(verdicts, on="target_id", validate="1:1"), _table(path, "programme"))


def _with_words(goals: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    titles = programmes.set_index("programme_id")["title"]
    title = goals["programme_id"].map(titles).fillna("").astype(str)
    agencies = goals["lead_agencies"].map("、".join).astype(str)
    words = goals["indicator"] + "\n" + goals["quote"] + "\n" + agencies + "\n" + title
    due_text = goals["due_year"].map(lambda year: due(year).removesuffix("年底")).astype(str)  # 2021年底 → 2021
    return goals.assign(programme_title=title, due_text=due_text, search_text=words)
