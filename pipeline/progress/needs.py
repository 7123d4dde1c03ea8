"""What is needed from now on: one Chinese sentence with its own numbers, '' where nothing is."""

from pipeline.progress.attainment import Standing
from pipeline.progress.cases import Case
from pipeline.progress.paths import next_point
from pipeline.progress.periods import ended_months, last_ended_period, moment_words
from pipeline.progress.states import DONE, NO_DATA, NOT_JUDGED, OVERDUE, STALE
from pipeline.progress.sums import gap_words
from pipeline.progress.wording import amount, difference, whom


def need(case: Case) -> str:
    if case.state == DONE or (case.waits and case.stand is None):
        return ""
    if case.target.value is None:
        return f"{whom(case.target)}报送评价结果。"
    if case.state in (NO_DATA, STALE):
        return _ask_for_figures(case)
    return "" if case.stand is None else _pace_needed(case, case.stand)


def _ask_for_figures(case: Case) -> str:
    stand, asked = case.stand, whom(case.target)
    if stand and stand.gaps:
        return f"{asked}补报{gap_words(stand.gaps)}数值。"
    what = _what(case)
    if case.course.period.is_over(case.as_of):
        return f"{asked}补报{case.target.due_year}年{'底' if case.target.is_level else '全年'}{what}数值。"
    return f"{asked}报送{last_ended_period(case.as_of)}{what}数值。"


def _what(case: Case) -> str:
    """Which kind of figure is missing where there is one of another kind."""
    if case.stand is None and case.answer.estimates:
        return "审定"
    return "全市口径" if case.stand is None and case.answer.others else ""


def _pace_needed(case: Case, stand: Standing) -> str:
    target, due = case.target, case.target.due_year
    if due is None:
        return "请明确完成年限。"
    if case.lacks_direction:
        return "请写明目标是不低于还是不超过这个数。"
    if case.state == NOT_JUDGED and case.lacks_base:
        return "请补充基期数值，以便按序时评价。"
    remaining = stand.value - stand.goal if target.falling else stand.goal - stand.value
    if remaining <= 0:
        return f"到{due}年底须保持。"
    left = difference(remaining, target.unit)
    if case.state == OVERDUE:
        return f"还差{left}，{whom(target)}说明原因和新的完成时限。"
    if target.is_growth or (target.falling and not target.is_level):
        return f"到{due}年底须{'降低' if target.falling else '提高'}{left}。"
    fall = "降低" if target.falling else ""
    return f"到{due}年底还需{fall}{left}{_each_month(case, stand, remaining)}{_next(case)}。"


def _each_month(case: Case, stand: Standing, remaining: float) -> str:
    """The pace from now on, and how it compares with the pace so far where the start is known."""
    months = _months_left(case)
    if months <= 0:
        return ""
    pace, so_far = remaining / months, _speed_so_far(case, stand)
    faster = _times(pace / so_far) if so_far else ""
    return f"，平均每月{difference(float(f'{pace:.3g}'), case.target.unit)}{faster}"


def _times(ratio: float) -> str:
    return f"，为此前速度的{ratio:.1f}倍" if ratio >= 0.1 else "，不到此前速度的十分之一"


def _months_left(case: Case) -> int:
    due, as_of = case.target.due_year or 0, case.as_of
    return 12 * (due - as_of.year + 1) - ended_months(as_of.year, as_of)


def _speed_so_far(case: Case, stand: Standing) -> float:
    """What was won each month since the period began; 0 where nothing was won or the start is unknown."""
    first_year = case.course.period.first_year
    if first_year is None or stand.gap is None or case.lacks_base:
        return 0.0
    start = case.base.value if case.base and case.target.is_level else 0.0
    won = start - stand.value if case.target.falling else stand.value - start
    months = ended_months(first_year, stand.at)
    return won / months if won > 0 and months > 0 else 0.0


def _next(case: Case) -> str:
    """What the planned way asks for next."""
    course = case.course
    point = next_point(course.curve, case.target, course.period, case.as_of) if course.curve else None
    if point is None:
        return ""
    on = moment_words(point.on).removeprefix("截至")
    return f"；按分年目标{on}应为{amount(point.value, case.target.unit)}"
