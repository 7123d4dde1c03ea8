"""The rule that turns a standing into a state, with its thresholds by name."""

from dataclasses import dataclass
from datetime import date

from pipeline.progress.attainment import Standing, Tolerances, is_level
from pipeline.progress.values import Period, Target, ended_months

DONE, AHEAD, ON_PACE, SLIGHTLY_BEHIND = "已完成", "超序时", "达序时", "略低"
BEHIND, OVERDUE, NOT_JUDGED, STALE, NO_DATA = "未达序时", "到期未完成", "年度指标", "数据过期", "无数据"
STATES = (DONE, AHEAD, ON_PACE, SLIGHTLY_BEHIND, BEHIND, OVERDUE, NOT_JUDGED, STALE, NO_DATA)


@dataclass(frozen=True)
class Rule:
    """序时进度 with named thresholds, in percentage points of (完成率 − 序时进度).

    Default: reached or not, as 宣城 judges (2020 to 2023: 未达序时 is a share below the 序时进度, or a growth rate
    below the goal), with two bands. Ten points: 银川 (2025) gives its first warning at ten points below, so less
    than that is 略低. Five points: where a mid-term review says 快于预期; from there on 超序时. Growth rates know
    no band.
    """

    name: str = "序时进度（直线）"
    ahead: float = 5.0
    behind: float = -10.0
    cycle_months: int = 12  # a figure older than this says nothing about today
    about_tolerance: float = 0.10  # what 左右 forgives
    hold_tolerance: float = 0.0  # what a level that is to be kept may lose

    def __post_init__(self) -> None:
        if not self.behind < 0 < self.ahead:
            raise ValueError(f"thresholds out of order: {self.behind} < 0 < {self.ahead}")

    @property
    def tolerances(self) -> Tolerances:
        return Tolerances(self.about_tolerance, self.hold_tolerance)

    @property
    def description(self) -> str:
        """The rule in force, to be printed beside the lights."""
        return (
            f"{self.name}：高于序时{self.ahead:g}个百分点及以上为超序时，不低于序时为达序时，"
            f"低于序时不足{-self.behind:g}个百分点为略低，低{-self.behind:g}个百分点及以上为未达序时；"
            "增速与增速相比，低于目标即未达序时。"
        )


DEFAULT_RULE = Rule()


def state_of(target: Target, stand: Standing | None, period: Period, as_of: date, rule: Rule) -> str:
    """The state of a target. What is due and not met is never green or amber; what is old has no colour.

    年度指标 (本期不评) also holds what cannot be judged before it is due: a level without a base,
    a target without a due year.
    """
    over = period.is_over(as_of)
    if stand is None:
        return NOT_JUDGED if _waits_for_its_year(target, over) else NO_DATA
    if stand.met and not _must_last(target, stand):
        return DONE
    if _is_stale(target, stand, period, as_of, rule):
        return STALE
    if over:
        return DONE if stand.met else OVERDUE
    return _before_due(target, stand, rule)


def _waits_for_its_year(target: Target, over: bool) -> bool:
    return target.annual and not over and target.value is not None and target.due_year is not None


def _must_last(target: Target, stand: Standing) -> bool:
    """Met today is not done: a rate counts for its year; a held level and a ceiling are met when the time is over."""
    return target.measure == "growth" or stand.holds or _is_ceiling(target)


def _is_ceiling(target: Target) -> bool:
    """A sum that may not be exceeded."""
    return target.falling and not is_level(target)


def _is_stale(target: Target, stand: Standing, period: Period, as_of: date, rule: Rule) -> bool:
    if stand.missing_years:
        return True
    if period.is_over(as_of) and target.due_year is not None:
        return stand.figure.year < target.due_year
    return ended_months(stand.at.year, as_of) - ended_months(stand.at.year, stand.at) > rule.cycle_months


def _before_due(target: Target, stand: Standing, rule: Rule) -> str:
    if _must_last(target, stand):
        return ON_PACE if stand.met else BEHIND
    if stand.gap is None:
        return NOT_JUDGED
    if stand.gap >= 0:
        return AHEAD if stand.gap >= rule.ahead else ON_PACE
    return SLIGHTLY_BEHIND if stand.gap > rule.behind else BEHIND
