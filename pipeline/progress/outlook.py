"""What a goal's own page shows beside its verdict: how it stood, the planned way, where it leads, what others say."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.progress.agreement import track_of
from pipeline.progress.cases import NO_GIVEN, Case, Court, court_of
from pipeline.progress.given import Given
from pipeline.progress.methods import findings
from pipeline.progress.projection import Projection, project, projection_words, why_none
from pipeline.progress.rules import DEFAULT_RULE, Rule
from pipeline.progress.values import targets_of

SERIES_COLUMNS = {
    "target_id": "str",
    "at": "datetime64[us]",
    "value": "Float64",
    "attainment": "Float64",
    "elapsed_share": "Float64",
    "pace_gap": "Float64",
    "state": "str",
    "observation_id": "str",
}
PATH_COLUMNS = {"target_id": "str", "on": "datetime64[us]", "value": "Float64"}
PROJECTION_COLUMNS = {
    "target_id": "str",
    "due": "datetime64[us]",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
    "words": "str",
}
METHOD_COLUMNS = {"target_id": "str", "method": "str", "number": "Float64", "words": "str", "level": "Int64"}
Cell = float | str | date | None
Row = tuple[Cell, ...]


def series(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    plans: pd.DataFrame,
    as_of: date,
    rule: Rule = DEFAULT_RULE,
    given: Given = NO_GIVEN,
) -> pd.DataFrame:
    """How targets stood at the end of each period that a counted figure tells of: ``SERIES_COLUMNS``, oldest first."""
    court = court_of(observations, plans, rule, given)
    rows = [_series_row(case) for target in targets_of(targets) for case in court.series(target, as_of)]
    return _frame(rows, SERIES_COLUMNS)


def paths(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    plans: pd.DataFrame,
    as_of: date,
    rule: Rule = DEFAULT_RULE,
    given: Given = NO_GIVEN,
) -> pd.DataFrame:
    """The planned way of each target, point by point, to be drawn as straight pieces: ``PATH_COLUMNS``.

    From the base (a sum from zero) through 分年目标 to the goal in force on its due date; a level without a base
    begins with its first point. None for growth goals and for levels that are only to be kept.
    """
    court = court_of(observations, plans, rule, given)
    cases = (court.at(target, as_of) for target in targets_of(targets))
    rows = [(case.target.target_id, point.on, point.value) for case in cases for point in case.way]
    return _frame(rows, PATH_COLUMNS)


def projections(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    plans: pd.DataFrame,
    as_of: date,
    rule: Rule = DEFAULT_RULE,
    given: Given = NO_GIVEN,
) -> pd.DataFrame:
    """Where each target leads by its due date, with the band, or why that cannot be said: ``PROJECTION_COLUMNS``.

    One row per target with a number; ``value``, ``low`` and ``high`` (八成把握) are missing where there is none.
    """
    court = court_of(observations, plans, rule, given)
    cases = (court.at(target, as_of) for target in targets_of(targets))
    return _frame([_projected(case, court) for case in cases if case.target.value is not None], PROJECTION_COLUMNS)


def method_findings(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    plans: pd.DataFrame,
    as_of: date,
    rule: Rule = DEFAULT_RULE,
    given: Given = NO_GIVEN,
) -> pd.DataFrame:
    """What the published methods say of each level with a base: ``METHOD_COLUMNS``.

    ``number`` and ``words`` are the method's own, ``level`` one of ``CLASSES`` (missing where it does not judge).
    """
    court = court_of(observations, plans, rule, given)
    cases = (court.at(target, as_of) for target in targets_of(targets))
    return _frame([row for case in cases for row in _method_rows(case)], METHOD_COLUMNS)


def _frame(rows: Sequence[Row], columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _series_row(case: Case) -> Row:
    """In the order of ``SERIES_COLUMNS``."""
    stand = case.stand
    if stand is None:
        return case.target.target_id, case.as_of, None, None, None, None, case.state, None
    numbers = stand.value, stand.attainment, stand.share, stand.gap
    return case.target.target_id, stand.at, *numbers, case.state, stand.figure.observation_id


def _projected(case: Case, court: Court) -> Row:
    """In the order of ``PROJECTION_COLUMNS``."""
    found, words = expected(case, court)
    values = (found.value, found.low, found.high) if found else (None, None, None)
    return case.target.target_id, case.course.period.end, *values, words


def expected(case: Case, court: Court) -> tuple[Projection | None, str]:
    """Where a target with a number leads by its due date, and the sentence for it; why that cannot be said."""
    target, due = case.target, case.course.period.end
    before = (each.stand for each in court.series(case.original, case.as_of))
    points = [(stand.at, stand.value) for stand in before if stand is not None]
    found = project(points, due) if due else None
    if found is None:
        return None, why_none(points, due)
    return found, projection_words(found, target.unit, target.value or 0.0, target.falling)


def _method_rows(case: Case) -> list[Row]:
    """In the order of ``METHOD_COLUMNS``."""
    track = track_of(case)
    if track is None:
        return []
    told = findings(track).items()
    return [(case.target.target_id, name, each.number, each.words, each.level) for name, each in told]
