"""How a goal stood at the end of each period, and where that leads by its due date."""

from datetime import date

import pandas as pd

from pipeline.progress.cases import Case, Court
from pipeline.progress.projection import Projection, limits, project, projection_words, why_none
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
Cell = float | str | date | None
Row = tuple[Cell, ...]


def series(targets: pd.DataFrame, court: Court, as_of: date) -> pd.DataFrame:
    """How targets stood at the end of each period that a counted figure tells of: ``SERIES_COLUMNS``, oldest first."""
    rows = [_series_row(case) for target in targets_of(targets) for case in court.series(target, as_of)]
    return pd.DataFrame(rows, columns=list(SERIES_COLUMNS)).astype(SERIES_COLUMNS)


def _series_row(case: Case) -> Row:
    """In the order of ``SERIES_COLUMNS``."""
    stand = case.stand
    if stand is None:
        return case.target.target_id, case.as_of, None, None, None, None, case.state, None
    numbers = stand.value, stand.attainment, stand.share, stand.gap
    return case.target.target_id, stand.at, *numbers, case.state, stand.figure.observation_id


def expected(case: Case, court: Court) -> tuple[Projection | None, str]:
    """Where a target with a number leads by its due date, and the sentence for it; why that cannot be said."""
    target, due = case.target, case.course.period.end
    before = (each.stand for each in court.series(case.original, case.as_of))
    points = [(stand.at, stand.value) for stand in before if stand is not None]
    within = limits(target.value or 0.0, (value for _, value in points), target.unit)
    found = project(points, due, within) if due else None
    if found is None:
        return None, why_none(points, due)
    return found, projection_words(found, target.unit, target.value or 0.0, target.falling)
