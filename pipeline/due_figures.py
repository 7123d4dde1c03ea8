"""应报: which figures a 数据期 asks for, and how far each of them has come. Pure.

Asked is only what the board does not hold (DOMAIN 5.8): a goal of which a document tells the figure is left out.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

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
    "scope", "agency", "period_start", "period_end", "previous_value", "previous_end", "held", "runs",
]  # fmt: skip
_OF_STATUS: Mapping[Status, str] = {"returned": RETURNED, "submitted": WAITING, "approved": APPROVED}


def due_figures(reporting: Reporting, period: DataPeriod) -> pd.DataFrame:
    """What is asked for a 数据期: DUE_COLUMNS, one row per numeric goal (core) that runs in it, returned ones first."""
    rows = [row for target_id in reporting.targets if _is_due(row := asked(reporting, target_id, period))]
    frame = pd.DataFrame(rows, columns=DUE_COLUMNS)
    return frame.sort_values(
        "state", key=lambda states: states.map(REPORT_STATES.index), kind="stable", ignore_index=True
    )


def asked(reporting: Reporting, target_id: str, period: DataPeriod) -> dict[str, Any]:
    """A goal in a 数据期, whether a figure is due or not: DUE_COLUMNS.

    ``state`` is one of REPORT_STATES. ``seq``, ``value``, ``value_max`` and ``finality`` are those of the figure
    reported, None or '' where there is none; ``source``, ``scope`` and ``agency`` those of it or of the one before,
    the agency at last that which leads. ``period_start`` is when the figure begins, ``previous_value`` in ``unit``
    what is known of the time before, with its day ``previous_end``. ``held``: a document tells of the period;
    ``runs``: the goal runs or falls due in it. Raises PipelineError for a goal that the board does not have.
    """
    known = reporting.known(target_id, period.end)
    same_end = (each for each in reversed(known.standing) if each.period_end == period.end.isoformat())
    figure = next(same_end, None)
    told = any(each.end == period.end and each.target_id is None for each in known.counted)
    reported = _reported(figure, reporting.status[figure.seq]) if figure else {}
    return _wanted(known, period) | reported | {"held": told, "runs": _runs(known, period)}


def _is_due(row: dict[str, Any]) -> bool:
    return bool(row["runs"] and (row["seq"] or not row["held"]))


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


def _runs(known: Known, period: DataPeriod) -> bool:
    """Whether a goal runs, or falls due, in a 数据期. One without years runs always."""
    first, last = known.period.start, known.period.end
    return (first is None or first <= period.end) and (last is None or last >= period.start)


def _wanted(known: Known, period: DataPeriod) -> dict[str, Any]:
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
        "seq": 0,
        "value": None,
        "value_max": None,
        "finality": "",
        "period_start": begins(known, period).isoformat(),
        "period_end": period.end.isoformat(),
        "previous_value": before.value if before else None,
        "previous_end": before.end if before else None,
    }


def _reported(figure: Figure, status: Status) -> dict[str, Any]:
    fields = ("seq", "value", "value_max", "finality", "source", "scope", "agency", "period_start")
    return {name: getattr(figure, name) for name in fields} | {"state": _OF_STATUS[status]}
