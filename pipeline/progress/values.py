"""The rows of the board as plain values: what was promised, what was measured, over which period."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

Cell = float | str | None


@dataclass(frozen=True)
class Target:
    """目标. ``value`` is None for a goal without a number (前列); ``due_year`` None where none is written."""

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
    leads: tuple[str, ...]

    @property
    def falling(self) -> bool:
        """Lower is better: said by the operator, never guessed from the indicator."""
        return self.op in ("<=", "<")


@dataclass(frozen=True)
class Observation:
    """实际值 of a year, as a document states it."""

    observation_id: str
    plan_id: str
    city: str
    indicator: str
    value: float
    unit: str
    measure: str
    year: int
    quote: str


@dataclass(frozen=True)
class Period:
    """规划期 of a target: from the first of January of ``first_year`` to the end of ``due_year``."""

    first_year: int | None
    due_year: int | None

    def share(self, at: date) -> float | None:
        """序时进度: ended months / months of the period, 0..1; None where an end is not written."""
        if self.first_year is None or self.due_year is None or self.first_year > self.due_year:
            return None
        months = 12 * (self.due_year - self.first_year + 1)
        return min(max(ended_months(self.first_year, at) / months, 0.0), 1.0)

    def is_over(self, at: date) -> bool:
        return self.due_year is not None and at >= date(self.due_year, 12, 31)


def ended_months(first_year: int, at: date) -> int:
    """Months that have ended since January of ``first_year``; the last day of a month ends it."""
    last_day = calendar.monthrange(at.year, at.month)[1]
    return 12 * (at.year - first_year) + at.month - (at.day < last_day)


def targets_of(frame: pd.DataFrame) -> list[Target]:
    return [_target(row) for row in frame.to_dict("records")]


def observations_of(frame: pd.DataFrame) -> list[Observation]:
    """The observations that can answer anything: with a value and a year."""
    rows = frame.to_dict("records")
    return [_observation(row) for row in rows if pd.notna(row["value"]) and pd.notna(row["year"])]


@dataclass(frozen=True)
class Plan:
    """规划 with what it says of its time; ``document_year`` is the year it was issued in."""

    first_year: int | None = None
    document_year: int | None = None

    @property
    def start(self) -> int | None:
        """The year from which figures report on it: what is older is 现状. Without a period, the year of issue."""
        return self.document_year if self.first_year is None else self.first_year


def plans_of(frame: pd.DataFrame) -> dict[str, Plan]:
    """The plans by id."""
    rows = frame.to_dict("records")
    return {row["plan_id"]: Plan(_year(row["first_year"]), _year(row["document_year"])) for row in rows}


def _target(row: Mapping[Any, Any]) -> Target:
    return Target(
        target_id=row["target_id"],
        plan_id=row["plan_id"],
        city=_text(row["city"]),
        indicator=_text(row["indicator"]),
        value=_number(row["value"]),
        value_max=_number(row["value_max"]),
        unit=_text(row["unit"]),
        op=_text(row["op"]),
        measure=_text(row["measure"]),
        due_year=_year(row["due_year"]),
        annual=pd.notna(row["annual"]) and bool(row["annual"]),
        leads=_names(row["lead_agencies"]),
    )


def _observation(row: Mapping[Any, Any]) -> Observation:
    return Observation(
        observation_id=row["observation_id"],
        plan_id=row["plan_id"],
        city=_text(row["city"]),
        indicator=_text(row["indicator"]),
        value=float(row["value"]),
        unit=_text(row["unit"]),
        measure=_text(row["measure"]),
        year=int(row["year"]),
        quote=_text(row["quote"]),
    )


def _text(cell: Cell) -> str:
    return "" if pd.isna(cell) else str(cell)


def _number(cell: Cell) -> float | None:
    return None if pd.isna(cell) else float(cell)


def _year(cell: Cell) -> int | None:
    return None if pd.isna(cell) else int(cell)


def _names(cell: Sequence[str] | float | None) -> tuple[str, ...]:
    """A list cell; DuckDB hands out arrays, and a missing value for NULL."""
    return () if cell is None or isinstance(cell, float) else tuple(cell)
