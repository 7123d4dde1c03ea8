"""应报: which figures a 数据期 asks for, and how far each of them has come. Pure.

Asked is only what the board does not hold (DOMAIN 5.8): a goal of which a document tells the figure is left out.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from pipeline.cycles import DataPeriod
from pipeline.entries import Figure
from pipeline.figure_checks import Known
from pipeline.progress.values import SUMS
from pipeline.reported import verdicts
from pipeline.reporting import Reporting
from pipeline.workflow import Status

RETURNED, MISSING, WAITING, APPROVED = "退回", "未填", "待审核", "已审核"
REPORT_STATES = (RETURNED, MISSING, WAITING, APPROVED)  # what needs a hand first
DUE_COLUMNS = [
    "target_id", "plan_id", "city", "indicator", "unit", "state", "seq", "value", "value_max", "finality", "source",
    "scope", "agency", "period_start", "period_end", "previous_value", "previous_end",
]  # fmt: skip
_OF_STATUS: Mapping[Status, str] = {"returned": RETURNED, "submitted": WAITING, "approved": APPROVED}


def due_figures(reporting: Reporting, period: DataPeriod) -> pd.DataFrame:
    """What is asked for a 数据期: DUE_COLUMNS, one row per numeric goal (core) that runs in it, returned ones first.

    ``state`` is one of REPORT_STATES. ``seq``, ``value``, ``value_max`` and ``finality`` are those of the figure
    reported, missing where there is none; ``source``, ``scope`` and ``agency`` those of it or of the one before, the
    agency at last that which leads. ``period_start`` is when the figure begins, ``previous_value`` in ``unit`` what
    is known of the time before with its day, ``previous_end``.
    """
    rows = [row for target_id in reporting.targets if (row := _row(reporting, target_id, period)) is not None]
    frame = pd.DataFrame(rows, columns=DUE_COLUMNS)
    return frame.sort_values(
        "state", key=lambda states: states.map(REPORT_STATES.index), kind="stable", ignore_index=True
    )


def overdue_years(reporting: Reporting) -> dict[int, int]:
    """How many goals fell due without any figure, by due year, the latest first: what is worth reporting late."""
    judged = verdicts(reporting.frames, reporting.record, reporting.today)
    unknown = judged.loc[judged["state"] == "无数据", "target_id"]
    years = [goal.due_year for name in unknown if (goal := reporting.targets.get(name)) and goal.due_year]
    past = [year for year in years if year < reporting.today.year]
    return {year: past.count(year) for year in sorted(set(past), reverse=True)}


def begins(known: Known, period: DataPeriod) -> date:
    """When the figure of a 数据期 begins: in January, that of a sum with its goal."""
    first = known.period.start if known.target.measure in SUMS else None
    return first if first and first <= period.end else period.start


def _row(reporting: Reporting, target_id: str, period: DataPeriod) -> dict[str, object] | None:
    known = reporting.known(target_id, period.end)
    if not _runs(known, period):
        return None
    figure = next((each for each in reversed(known.standing) if each.period_end == period.end.isoformat()), None)
    told = any(each.end == period.end and each.target_id is None for each in known.counted)
    if figure is None and told:
        return None
    return _asked(known, period) | (
        _reported(figure) | {"state": _OF_STATUS[reporting.status[figure.seq]]} if figure else {}
    )


def _runs(known: Known, period: DataPeriod) -> bool:
    """Whether a goal runs, or falls due, in a 数据期. One without years runs always."""
    first, last = known.period.start, known.period.end
    return (first is None or first <= period.end) and (last is None or last >= period.start)


def _asked(known: Known, period: DataPeriod) -> dict[str, object]:
    """The goal of a row, and what is filled in beforehand."""
    earlier = [each for each in known.counted if each.end < period.end]
    before = earlier[-1] if earlier else known.base
    likely = known.standing[-1] if known.standing else None
    target = known.target
    return {
        **{name: getattr(target, name) for name in ("target_id", "plan_id", "city", "indicator", "unit")},
        **{name: getattr(likely, name, "") for name in ("source", "scope")},
        "agency": likely.agency if likely and likely.agency else next(iter(target.leads), ""),
        "state": MISSING,
        "period_start": begins(known, period).isoformat(),
        "period_end": period.end.isoformat(),
        "previous_value": before.value if before else None,
        "previous_end": before.end if before else None,
    }


def _reported(figure: Figure) -> dict[str, object]:
    fields = ("seq", "value", "value_max", "finality", "source", "scope", "agency", "period_start")
    return {name: getattr(figure, name) for name in fields}
