"""One goal from its base to its due date, as it is drawn: every figure with its part, the goal's versions, the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.progress.agreement import classes_of
from pipeline.progress.cases import Case, Court
from pipeline.progress.given import Entries
from pipeline.progress.outlook import expected
from pipeline.progress.projection import Projection
from pipeline.progress.states import DONE
from pipeline.progress.values import SUMS, Observation, Target, targets_of

FIGURE_COLUMNS = {
    "role": "str",
    "start": "datetime64[us]",
    "end": "datetime64[us]",
    "dated": "bool",
    "value": "Float64",
    "value_max": "Float64",
    "level": "Float64",
    "observation_id": "str",
    "finality": "str",
    "scope": "str",
}
GOAL_COLUMNS = {
    "on": "datetime64[us]",
    "value": "Float64",
    "value_max": "Float64",
    "op": "str",
    "due_year": "Int64",
    "name": "str",
}
WAY_COLUMNS = {"on": "datetime64[us]", "value": "Float64"}
BASE, COUNTED, ESTIMATED, OTHER = "base", "counted", "estimate", "other"
NO_TREND = "增速目标不作推算：各期增速不能连成趋势。"
NO_DIRECTION = "目标低于基期，原文未写明是降到还是保持，不作推算。"
OVER = "目标已到期，不再推算。"


@dataclass(frozen=True)
class Story:
    """One goal as of a day; frames are sorted by time.

    ``start`` and ``due`` bound its period, None where they are not written; ``is_phase`` for one phase of the plan.
    ``figures`` (FIGURE_COLUMNS): ``role`` base, counted, estimate (预计) or other (of another 口径); ``level`` is where
    the figure stands in the target's own count (of an increment the sum so far), missing where it has no place there.
    ``goals`` (GOAL_COLUMNS): the goal of the plan, then each version with the day from which it is in force.
    ``way`` (WAY_COLUMNS): the planned way as straight pieces, empty where there is none to go; ``basis`` what it is
    made from. ``projection`` with ``projection_note``, its sentence or why there is none ('' where none is asked for).
    ``methods``: the class of each published method and of the board, 5 (已达到) to 1 (倒退); {} where none can judge.
    """

    start: date | None
    due: date | None
    is_phase: bool
    figures: pd.DataFrame
    goals: pd.DataFrame
    way: pd.DataFrame
    basis: str
    projection: Projection | None
    projection_note: str
    methods: Mapping[str, int | None]


def story(targets: pd.DataFrame, court: Court, as_of: date) -> Story:
    """The story of the one row of ``targets``."""
    (target,) = targets_of(targets)
    case, course = court.case(target, as_of), court.series(target, as_of)
    way = case.way if len(case.way) > 1 else ()  # of one point, the goal itself, nothing leads anywhere
    found, note = _projection(case, court)
    return Story(
        start=case.course.period.start,
        due=case.course.period.end,
        is_phase=case.course.period.is_phase,
        figures=_frame(_figures(case, course), FIGURE_COLUMNS).sort_values("end", kind="stable", ignore_index=True),
        goals=_frame(_goals(target, court.entries, as_of), GOAL_COLUMNS),
        way=_frame(((point.on, point.value) for point in way), WAY_COLUMNS),
        basis=case.course.basis,
        projection=found,
        projection_note=note,
        methods=classes_of(case),
    )


Cells = tuple[object, ...]


def _frame(rows: Iterator[Cells], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).astype(dict(columns))


def _figures(case: Case, course: list[Case]) -> Iterator[Cells]:
    """An estimate of a sum stands where the sum would be with it; there is one such place, that of the newest."""
    summed = case.target.measure in SUMS
    levels = {past.stand.at: past.stand.value for past in course if past.stand}
    if case.base:
        yield _figure(BASE, case.base, case.base.value if case.target.is_level else None)
    for report in case.answer.reports:
        yield _figure(COUNTED, report, levels.get(min(report.end, case.as_of)) if summed else report.value)
    newest = case.estimate.figure if case.estimate else None
    for estimate in case.answer.estimates:
        is_newest = newest is not None and newest.observation_id == estimate.observation_id
        told = case.estimate.value if is_newest and case.estimate else None
        yield _figure(ESTIMATED, estimate, told if summed else estimate.value)
    for other in case.answer.others:
        yield _figure(OTHER, other, None if summed else other.value)


def _figure(role: str, figure: Observation, level: float | None) -> Cells:
    name, words = figure.observation_id, (figure.finality, figure.scope)
    return role, figure.start, figure.end, figure.dated, figure.value, figure.value_max, level, name, *words


def _goals(target: Target, entries: Entries, as_of: date) -> Iterator[Cells]:
    yield _goal(None, target, "")
    for version in entries.versions.get(target.target_id, ()):
        if version.effective_on <= as_of:
            yield _goal(version.effective_on, entries.goal(target, version.effective_on)[0], version.name)


def _goal(on: date | None, target: Target, name: str) -> Cells:
    return on, target.value, target.value_max, target.op, target.due_year, name


def _projection(case: Case, court: Court) -> tuple[Projection | None, str]:
    """Of what is met nothing is to be expected; of a period that is over nothing can be."""
    if case.target.value is None or case.state == DONE:
        return None, ""
    if case.target.is_growth:
        return None, NO_TREND
    if case.lacks_direction:
        return None, NO_DIRECTION
    if case.course.period.is_over(case.as_of):
        return None, OVER
    return expected(case, court)
