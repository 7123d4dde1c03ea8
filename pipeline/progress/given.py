"""What people lay down about a goal: its versions, its base, its planned path; and the phases of its plan."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from pipeline.progress.periods import Period
from pipeline.progress.values import Observation, Plan, Target, day, number, text, year

Row = dict[Any, Any]


@dataclass(frozen=True)
class Given:
    """Extra inputs of ``judge``: frames, any of which may be left out.

    ``versions`` (目标调整): target_id, value, op, due_year, effective_on, document_number, and value_max if there is
    one. What is missing in a row stays as it was. ``bases`` (基期): target_id, base_id, value, base_on; of several
    for a target the last row counts. ``curves`` (分年目标 or an own planned path): target_id, point_on, value; for a
    level or a cumulative goal the value planned for that date, for an increment what is planned for the time since
    the point before; growth goals have none. ``milestones``: the board's table, for goals of a phase.
    """

    versions: pd.DataFrame | None = None
    bases: pd.DataFrame | None = None
    curves: pd.DataFrame | None = None
    milestones: pd.DataFrame | None = None


@dataclass(frozen=True)
class GoalVersion:
    """调整后目标, in force from ``effective_on``; None where it leaves the goal as it was."""

    effective_on: date
    value: float | None = None
    value_max: float | None = None
    op: str = ""
    due_year: int | None = None
    document_number: str = ""

    @property
    def name(self) -> str:
        return self.document_number or f"{self.effective_on.isoformat()}调整"


@dataclass(frozen=True)
class Point:
    """A planned value on a date."""

    on: date
    value: float


@dataclass(frozen=True)
class Entries:
    """``Given`` by target, and the ends of the phases by plan (None for one that the text does not date)."""

    versions: dict[str, tuple[GoalVersion, ...]] = field(default_factory=dict)
    bases: dict[str, Observation] = field(default_factory=dict)
    curves: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    phases: dict[str, tuple[int | None, ...]] = field(default_factory=dict)

    def goal(self, target: Target, at: date) -> tuple[Target, GoalVersion | None]:
        """The goal in force on a date, and the version that made it so; the original before any adjustment."""
        known = [version for version in self.versions.get(target.target_id, ()) if version.effective_on <= at]
        for version in known:
            target = _adjusted(target, version)
        return target, known[-1] if known else None

    def period(self, target: Target, plan: Plan, in_days: bool) -> Period:
        """From the plan's start; an annual goal from that of its year, a goal of a phase from that of the phase."""
        if target.annual:
            return Period(target.due_year, target.due_year, in_days)
        ends = self.phases.get(target.plan_id, ())
        if target.of_phase and target.due_year in ends:
            return Period(_phase_start(ends, target.due_year, plan), target.due_year, in_days, is_phase=True)
        return Period(plan.first_year, target.due_year, in_days)


def entries_of(given: Given) -> Entries:
    return Entries(
        versions={
            target_id: tuple(sorted(map(_version, rows), key=lambda version: version.effective_on))
            for target_id, rows in _by(given.versions, "target_id").items()
        },
        bases={target_id: _base(rows[-1]) for target_id, rows in _by(given.bases, "target_id").items()},
        curves={
            target_id: tuple(sorted(map(_point, rows), key=lambda point: point.on))
            for target_id, rows in _by(given.curves, "target_id").items()
        },
        phases={
            plan_id: tuple(year(row["due_year"]) for row in sorted(rows, key=lambda row: row["position"]))
            for plan_id, rows in _by(given.milestones, "plan_id").items()
        },
    )


def _phase_start(ends: tuple[int | None, ...], due_year: int | None, plan: Plan) -> int | None:
    """The year after the phase before ends; None where the text does not date that phase.

    A phase "before" that ends no earlier belongs to another series of phases: then this one is the first of its own.
    """
    place = ends.index(due_year)
    before = ends[place - 1] if place else None
    if place and before is None:
        return None
    if before is None or (due_year is not None and before >= due_year):
        return plan.first_year
    return before + 1


def _adjusted(target: Target, version: GoalVersion) -> Target:
    moved = version.value is not None
    return replace(
        target,
        value=version.value if moved else target.value,
        value_max=version.value_max if moved else target.value_max,
        op=version.op or target.op,
        due_year=target.due_year if version.due_year is None else version.due_year,
    )


def _by(frame: pd.DataFrame | None, key: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in () if frame is None else frame.to_dict("records"):
        grouped[row[key]].append(row)
    return grouped


def _version(row: Row) -> GoalVersion:
    return GoalVersion(
        effective_on=_required_day(row["effective_on"]),
        value=number(row.get("value")),
        value_max=number(row.get("value_max")),
        op=text(row.get("op")),
        due_year=year(row.get("due_year")),
        document_number=text(row.get("document_number")),
    )


def _base(row: Row) -> Observation:
    on = _required_day(row["base_on"])
    return Observation(row["base_id"], "", "", "", float(row["value"]), "", "", on, on, dated=True)


def _point(row: Row) -> Point:
    return Point(_required_day(row["point_on"]), float(row["value"]))


def _required_day(cell: object) -> date:
    found = day(cell)
    if found is None:
        raise ValueError("a version, a base or a point of a path without its date")
    return found
