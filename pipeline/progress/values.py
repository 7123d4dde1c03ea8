"""The rows of the board and of the ledger as plain values: what was promised, what was measured, over which period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

import pandas as pd

from pipeline import lexicon

Cell = Any  # of a frame: a value or one of the many ways of a missing one
SUMS = ("increment",)  # to be added up
SUMMED = ("cumulative", "cumulative_spend")  # added up by who reports them
GROWTH = "growth"
ESTIMATE = "estimate"


@dataclass(frozen=True)
class Target:
    """目标. ``value`` is None for a goal without a number (前列); ``due_year`` None where none is written.

    ``of_phase``: its year is the end of a phase of its plan (001: 2021 inside a plan for 2021 to 2023).
    """

    target_id: str
    plan_id: str
    city: str
    indicator: str
    value: float | None
    value_max: float | None
    unit: str
    op: str
    measure: str
    due_year: int | None
    annual: bool
    of_phase: bool
    leads: tuple[str, ...]

    @property
    def falling(self) -> bool:
        """Lower is better: said by the operator, never guessed from the indicator."""
        return self.op in ("<=", "<")

    @property
    def is_level(self) -> bool:
        """A stock or a share, which starts somewhere; sums start from zero, growth rates nowhere."""
        return self.measure not in (*SUMS, *SUMMED, GROWTH)

    @property
    def is_growth(self) -> bool:
        return self.measure == GROWTH


@dataclass(frozen=True)
class Observation:
    """实际值 of a period, as a document or a person states it.

    ``dated``: the period was stated; otherwise only a year was, and ``start`` and ``end`` are that year's.
    ``target_id``: the one target that a person's figure answers, or a document's figure that a person took for its
    answer (``accepted``: of whatever 口径); None for any other figure of a document. ``refused``: the targets that it
    does not answer, by a person's word. ``value_max``: the upper bound of one that was given as a range; it is judged
    by the lower.
    """

    observation_id: str
    plan_id: str
    city: str
    indicator: str
    value: float
    unit: str
    measure: str
    start: date
    end: date
    dated: bool
    quote: str = ""
    finality: str = ""
    scope: str = ""
    target_id: str | None = None
    accepted: bool = False
    refused: tuple[str, ...] = ()
    value_max: float | None = None

    @property
    def year(self) -> int:
        return self.end.year

    @property
    def is_estimate(self) -> bool:
        return self.finality == ESTIMATE

    def is_plain(self, indicator: str) -> bool:
        """Whether its 口径 says nothing more than ``indicator`` does: none, 全市, 管理口径 (lexicon/scopes.toml)."""
        return self.accepted or not self.scope or _is_plain(self.scope) or self.scope in indicator


@cache
def _is_plain(scope: str) -> bool:
    words = lexicon.load("scopes")
    return scope in words["plain"] or scope.startswith(tuple(words["not_a_scope"]))


@dataclass(frozen=True)
class Plan:
    """规划 with what it says of its time; ``document_year`` is the year it was issued in, ``issued_on`` the day."""

    first_year: int | None = None
    document_year: int | None = None
    issued_on: date | None = None

    @property
    def start(self) -> int | None:
        """The year from which figures report on it: what is older is 现状. Without a period, the year of issue."""
        return self.document_year if self.first_year is None else self.first_year

    def is_out(self, at: date) -> bool:
        """Whether the document was there on a day: by its date, else by its year; one without either always was."""
        if self.issued_on is not None:
            return self.issued_on <= at
        return self.document_year is None or self.document_year <= at.year


def targets_of(frame: pd.DataFrame) -> list[Target]:
    return [_target(row) for row in _rows(frame, _TARGET_COLUMNS)]


def observations_of(frame: pd.DataFrame) -> list[Observation]:
    """The observations that can answer anything: with a value, and a year or the end of a period."""
    return [made for row in _rows(frame, _OBSERVATION_COLUMNS) if (made := _observation(row)) is not None]


def plans_of(frame: pd.DataFrame) -> dict[str, Plan]:
    """The plans by id."""
    rows = _rows(frame, ("plan_id", "first_year", "document_year", "issued_on"))
    return {
        row["plan_id"]: Plan(year(row["first_year"]), year(row["document_year"]), day(row["issued_on"])) for row in rows
    }


_TARGET_COLUMNS = (
    "target_id", "plan_id", "city", "indicator", "value", "value_max", "unit", "op", "measure", "due_year",
    "year_source", "annual", "lead_agencies",
)  # fmt: skip
_OBSERVATION_COLUMNS = (
    "observation_id", "plan_id", "city", "indicator", "value", "value_max", "unit", "measure", "year",
    "period_start", "period_end", "finality", "scope", "quote", "target_id", "accepted", "refused",
)  # fmt: skip


def _rows(frame: pd.DataFrame, columns: Sequence[str]) -> list[dict[Any, Any]]:
    """The columns that are read, also one that the frame does not have: every column taken out costs its time."""
    return frame.reindex(columns=list(columns)).to_dict("records")


def _target(row: Mapping[Any, Any]) -> Target:
    return Target(
        target_id=row["target_id"],
        plan_id=row["plan_id"],
        city=text(row["city"]),
        indicator=text(row["indicator"]),
        value=number(row["value"]),
        value_max=number(row["value_max"]),
        unit=text(row["unit"]),
        op=text(row["op"]),
        measure=text(row["measure"]),
        due_year=year(row["due_year"]),
        annual=bool(pd.notna(row["annual"]) and row["annual"]),
        of_phase=row["year_source"] == "phase",
        leads=_names(row["lead_agencies"]),
    )


def _observation(row: Mapping[Any, Any]) -> Observation | None:
    end, printed_year, value = day(row["period_end"]), year(row["year"]), number(row["value"])
    if value is None or (end is None and printed_year is None):
        return None
    last = date(cast(int, printed_year), 12, 31) if end is None else end
    start = day(row["period_start"])
    return Observation(
        observation_id=row["observation_id"],
        plan_id=text(row["plan_id"]),
        city=text(row["city"]),
        indicator=text(row["indicator"]),
        value=value,
        unit=text(row["unit"]),
        measure=text(row["measure"]),
        start=date(last.year, 1, 1) if start is None or start > last else start,
        end=last,
        dated=end is not None,
        quote=text(row["quote"]),
        finality=text(row["finality"]),
        scope=text(row["scope"]),
        target_id=text(row["target_id"]) or None,
        accepted=row["accepted"] is True,
        refused=_names(row["refused"]),
        value_max=number(row["value_max"]),
    )


def text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ("" if pd.isna(cell) else str(cell))


def number(cell: Cell) -> float | None:
    return None if pd.isna(cell) else float(cell)


def year(cell: Cell) -> int | None:
    return None if pd.isna(cell) else int(cell)


def day(cell: Cell) -> date | None:
    """A date from a date, a timestamp or ISO text; None from a missing cell or ''."""
    if pd.isna(cell) or cell == "":
        return None
    if isinstance(cell, str):
        return date.fromisoformat(cell)
    return cell.date() if isinstance(cell, datetime) else cast(date, cell)


def _names(cell: Sequence[str] | float | None) -> tuple[str, ...]:
    """A list cell; DuckDB hands out arrays, and a missing value for NULL."""
    return () if cell is None or isinstance(cell, float) else tuple(cell)
