"""The nine states of the board, and which of them a target is in before any office's thresholds are asked."""

from datetime import date

from pipeline.progress.answers import Answer
from pipeline.progress.attainment import Standing, lacks_direction
from pipeline.progress.periods import Period, ended_months
from pipeline.progress.values import Plan, Target

DONE, AHEAD, ON_PACE, SLIGHTLY_BEHIND = "已完成", "超序时", "达序时", "略低"
BEHIND, OVERDUE, NOT_JUDGED, STALE, NO_DATA = "未达序时", "到期未完成", "年度指标", "数据过期", "无数据"
STATES = (DONE, AHEAD, ON_PACE, SLIGHTLY_BEHIND, BEHIND, OVERDUE, NOT_JUDGED, STALE, NO_DATA)
LAGGING = (BEHIND, OVERDUE)
NOT_SAID, NOT_BEGUN = "尚未提出", "尚未开始"  # why a goal does not count on a day


def waiting(plan: Plan, period: Period, as_of: date) -> str:
    """Why a goal does not count yet: its document was not there on the day, or its period had not begun; else ''."""
    if not plan.is_out(as_of):
        return NOT_SAID
    return NOT_BEGUN if period.start is not None and as_of < period.start else ""


def fixed_state(
    target: Target, answer: Answer, stand: Standing | None, period: Period, as_of: date, cycle_months: int
) -> str | None:
    """The state that no rule may change; None where the pace decides.

    What is due and not met is never green or amber; what is old has no colour. 年度指标 (本期不评) also holds what
    cannot be judged before it is due: a level without a base, a target without a due year; and what cannot be judged
    at all while nobody says whether it is to rise or to fall.
    """
    over = period.is_over(as_of)
    if stand is None:
        return NOT_JUDGED if _waits_for_its_year(target, answer, over) else NO_DATA
    if stand.met and not must_last(target, stand):
        return DONE
    if _is_stale(stand, period, as_of, cycle_months):
        return STALE
    if lacks_direction(target, answer.base):
        return NOT_JUDGED
    if over:
        return DONE if stand.met else OVERDUE
    if must_last(target, stand):
        return ON_PACE if stand.met else BEHIND
    return NOT_JUDGED if stand.gap is None else None


def must_last(target: Target, stand: Standing) -> bool:
    """Met today is not done: a rate counts for its year; a held level and a ceiling are met when the time is over.

    Such targets know no pace either: before the due date they are reached or not (宣城: 增幅低于目标任务).
    """
    return target.is_growth or stand.holds or is_ceiling(target)


def is_ceiling(target: Target) -> bool:
    """A sum that may not be exceeded."""
    return target.falling and not target.is_level


def _waits_for_its_year(target: Target, answer: Answer, over: bool) -> bool:
    """A goal of one year of which nothing was reported yet, not even an estimate or a figure of another scope."""
    numeric = target.value is not None and target.due_year is not None
    return target.annual and numeric and not over and not answer.estimates and not answer.others


def _is_stale(stand: Standing, period: Period, as_of: date, cycle_months: int) -> bool:
    if stand.gaps:
        return True
    if period.end is not None and period.is_over(as_of):
        return stand.figure.end < period.end
    return ended_months(0, as_of) - ended_months(0, stand.at) > cycle_months
