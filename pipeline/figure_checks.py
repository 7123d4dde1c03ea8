"""Whether a reported figure is likely: the figure and what is known of its goal in, what is wrong with it out. Pure.

``pipeline.entry_checks`` asks what can never be right of any entry; here a figure is held against its goal and
the figures before it. What cannot count is refused; what is unlikely is a warning, which the person who reports may
overrule with a reason. Thresholds stand in ``lexicon/figure_checks.toml``.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pipeline.entries import Figure
from pipeline.lexicon import load
from pipeline.progress.periods import Period, ended_months, moment_words, period_words
from pipeline.progress.values import SUMMED, SUMS, Observation, Target
from pipeline.progress.wording import amount, difference, goal_words
from pipeline.workflow import already_reported, same_period

JUMP_CODE = "jump"
_WHOLE = 100.0  # per cent


@dataclass(frozen=True)
class Problem:
    """What is wrong with a figure. ``refused``: it cannot be entered so; otherwise a reason overrules it."""

    code: str
    message: str
    refused: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of a goal when a figure comes in.

    ``period`` is the time the goal runs over; ``counted`` the figures that count, of documents and of people, oldest
    first; ``base`` the 基期值; ``standing`` what people reported and neither corrected nor withdrew, by number.
    """

    target: Target
    period: Period
    base: Observation | None = None
    counted: tuple[Observation, ...] = ()
    standing: tuple[Figure, ...] = field(default=())

    def before(self, figure: Figure) -> Observation | None:
        """上期: the last counted figure that ends before this one (of a sum: that began with it), or the base."""
        start, end = _days(figure)
        is_sum = self.target.measure in SUMS
        earlier = [each for each in self.counted if each.end < end and (not is_sum or each.start == start)]
        return earlier[-1] if earlier else None if is_sum else self.base


def problems(figure: Figure, known: Known, today: date) -> list[Problem]:
    """Everything that is wrong with a figure, what is refused first."""
    refused = [problem for check in _REFUSING for problem in check(figure, known, today)]
    return refused + ([] if refused else [problem for check in _WARNING for problem in check(figure, known, today)])


def open_problems(figure: Figure, found: Iterable[Problem]) -> list[Problem]:
    """Those of ``found`` that stand in the way: refused ones, and warnings without a reason to overrule them."""
    reasons = figure.warnings_overruled
    return [each for each in found if each.refused or not reasons.get(each.code, "").strip()]


Check = Callable[[Figure, Known, date], Iterator[Problem]]


def _not_ended(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    _, end = _days(figure)
    if end > today and figure.finality != "estimate":
        yield _refused("not_ended", f"数据期到{_day(end)}才结束，现在只能报“预计”。")


def _unsaid(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    if not figure.finality:
        yield _refused("finality", "请选择数据性质：预计、初步或审定。")
    if not figure.source.strip() and not figure.evidence:
        yield _refused("source", "请写明数据来源，或上传佐证材料。")


def _other_unit(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    if figure.unit != known.target.unit:
        yield _refused(
            "unit", f"单位是“{figure.unit or '无'}”，目标的单位是“{known.target.unit or '无'}”，请换算后再报。"
        )


def _outside(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    """A figure that could never count: before the goal's period, or of a sum or a rate after it."""
    start, end = _days(figure)
    target, period = known.target, known.period
    if period.start and end < period.start:
        yield _refused(
            "outside_goal",
            f"数据期{period_words(start, end)}早于目标的起始年份{period.first_year}年，不能算作完成情况。",
        )
    elif target.measure in SUMS and period.start and start < period.start:
        yield _refused(
            "outside_goal", f"新增数从{_day(start)}算起，早于目标的起始年份{period.first_year}年，请去掉此前的部分。"
        )
    elif period.end and end > period.end and (target.annual or not target.is_level):
        yield _refused(
            "outside_goal", f"目标只到{period.due_year}年底，{period_words(start, end)}的数不能算作完成情况。"
        )


def _twice(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    """One figure a period; another one corrects it."""
    for each in same_period(figure, known.standing):
        yield _refused("twice", already_reported(each))


def _impossible(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    target, words = known.target, load("units")
    if figure.value < 0 and not target.is_growth and target.unit in words["count"]:
        yield _refused("negative", f"{amount(figure.value, target.unit)}：按“{target.unit}”计的数不能小于 0。")
    if _is_share(target) and max(figure.value, figure.value_max or 0) > _WHOLE:
        yield _refused("over_whole", f"本期 {_amount(figure)}，比例不能大于 100%，请核对分子分母。")


def _is_share(target: Target) -> bool:
    asked = max(target.value or 0.0, target.value_max or 0.0)
    may = any(word in target.indicator for word in load("figure_checks")["may_exceed_whole"])
    return target.unit == "%" and target.is_level and asked <= _WHOLE and not may


def _odd_value(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    target = known.target
    if figure.value < 0 and not target.is_growth:
        yield Problem("negative", f"本期 {amount(figure.value, target.unit)}，小于 0，请核对。")
    if target.unit in load("units")["count"] and not float(figure.value).is_integer() and abs(figure.value) < 1e4:
        yield Problem(
            "fraction", f"本期 {amount(figure.value, target.unit)}，按“{target.unit}”计的数一般是整数，请核对。"
        )


def _ranged(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    """A range counts by its lower bound, which is the better end of it where lower is better."""
    if figure.value_max is not None and known.target.falling:
        yield Problem("range", f"本期 {_amount(figure)}，区间按下限评判，而目标是越低越好，请核对能否填一个数。")


def _far_from_goal(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    """Nothing to compare with but the goal: a figure a hundred times as large has most likely another unit."""
    words, goal = load("figure_checks"), known.target.value
    if known.before(figure) or goal is None:
        return
    if known.target.is_growth:
        yield from _far_rate(figure, known.target, goal, words["jump"]["points"])
    elif goal and figure.value:
        yield from _far_amount(figure, known.target, goal, words["unit"]["times"])


def _far_rate(figure: Figure, target: Target, goal: float, most: int) -> Iterator[Problem]:
    apart = abs(figure.value - goal)
    if target.unit == "%" and apart > most:
        told = f"与目标{goal_words(target)}相差{difference(apart, '%')}，超过{most}个百分点"
        yield Problem("far_from_goal", f"本期 {amount(figure.value, '%')}，{told}，请核对。")


def _far_amount(figure: Figure, target: Target, goal: float, times: int) -> Iterator[Problem]:
    ratio = abs(figure.value / goal)
    if not 1 / times < ratio < times:
        told = f"是目标值的 {ratio:.0f} 倍" if ratio >= times else f"不到目标值的 1/{times}"
        yield Problem(
            "far_from_goal",
            f"本期 {amount(figure.value, target.unit)}，{told}（目标{goal_words(target)}），请核对单位。",
        )


def _fell(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    before, target = known.before(figure), known.target
    if before is None or target.is_growth:
        return
    change = figure.value - before.value
    both = _both(figure, before, target)
    if target.measure in (*SUMS, *SUMMED):
        if change < 0:
            yield Problem("fell", f"{both}；本期小于上期，累计数不应减少。")
    elif (change > 0) if target.falling else (change < 0):
        wanted, moved = ("降低", "升") if target.falling else ("提高", "降")
        yield Problem("wrong_way", f"{both}；目标要求{wanted}，本期却{moved}了{difference(abs(change), target.unit)}。")


def _both(figure: Figure, before: Observation, target: Target) -> str:
    now, then = _amount(figure), amount(before.value, target.unit, before.value_max)
    return f"本期 {now}，上期 {then}（{moment_words(before.end)}）"


def jumped(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    """跳变: further from the figure before than lexicon/figure_checks.toml thinks likely."""
    before, limit, target = known.before(figure), load("figure_checks")["jump"], known.target
    if before is None:
        return
    moved, both = abs(figure.value - before.value), _both(figure, before, target)
    if target.unit == "%":
        if moved > limit["points"]:
            told = f"相差{difference(moved, '%')}，超过{limit['points']}个百分点"
            yield Problem(JUMP_CODE, f"{both}；{told}，请核对。")
    elif target.measure in (*SUMS, *SUMMED):
        yield from _pace_jumped(figure, before, known, both)
    elif before.value and moved / abs(before.value) > limit["share"]:
        told = f"|本期 − 上期| ÷ |上期| = {moved / abs(before.value):.0%}，超过 {limit['share']:.0%}"
        yield Problem(JUMP_CODE, f"{both}；{told}，请核对。")


def _pace_jumped(figure: Figure, before: Observation, known: Known, both: str) -> Iterator[Problem]:
    """Of sums that began on one day, what came in per month since the figure before, against what came in till then."""
    start = _days(figure)[0] if known.target.measure in SUMS else known.period.start
    months = ended_months(before.end.year, _days(figure)[1]) - ended_months(before.end.year, before.end)
    till_then = 0 if start is None else ended_months(start.year, before.end) - start.month + 1
    if months <= 0 or till_then <= 0 or before.value <= 0:
        return
    ratio, limit = (
        (figure.value - before.value) / months / (before.value / till_then),
        load("figure_checks")["jump"]["pace"],
    )
    if ratio > limit or 0 < ratio < 1 / limit:
        told = f"此后每月增加的数是此前的 {ratio:.1f} 倍，不在 1/{limit} 至 {limit} 倍之间"
        yield Problem(JUMP_CODE, f"{both}；{told}，请核对。")


def _overlapping(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    """新增 of spans that cross: only one of them can count. One inside the other (1–6月 in 1–9月) is how sums grow."""
    start, end = _days(figure)
    for each in known.counted if known.target.measure in SUMS else ():
        crossing = each.start < start <= each.end < end or start < each.start <= end < each.end
        if crossing:
            spans = f"{period_words(start, end)}与已报的{period_words(each.start, each.end)}重叠"
            yield Problem("overlap", f"{spans}，重叠的部分只计一次，两个数不能都算。")


def _late(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    _, end = _days(figure)
    if known.period.end and end > known.period.end and known.target.is_level and not known.target.annual:
        yield Problem("after_due", f"目标{known.period.due_year}年底到期，这是到期以后的数。")


def _said_otherwise(figure: Figure, known: Known, today: date) -> Iterator[Problem]:
    """A document tells of the same period, with another number."""
    for each in known.counted:
        same = (each.start, each.end) == _days(figure) and each.target_id is None
        if same and not math.isclose(each.value, figure.value, rel_tol=1e-9):
            written = amount(each.value, known.target.unit, each.value_max)
            told = f"文件已写到{period_words(each.start, each.end)}为 {written}"
            yield Problem("document", f"{told}，与本期 {_amount(figure)} 不同；通过后以填报数为准。")


_REFUSING: tuple[Check, ...] = (_unsaid, _other_unit, _not_ended, _outside, _twice, _impossible)
_WARNING: tuple[Check, ...] = (
    _odd_value, _ranged, _far_from_goal, _fell, jumped, _overlapping, _late, _said_otherwise,
)  # fmt: skip


def _refused(code: str, message: str) -> Problem:
    return Problem(code, message, refused=True)


def _days(figure: Figure) -> tuple[date, date]:
    return date.fromisoformat(figure.period_start), date.fromisoformat(figure.period_end)


def _amount(figure: Figure) -> str:
    return amount(figure.value, figure.unit, figure.value_max)


def _day(at: date) -> str:
    return f"{at.year}年{at.month}月{at.day}日"
