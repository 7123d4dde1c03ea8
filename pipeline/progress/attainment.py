"""How far a target is: attainment, share of the period gone, and the gap between them (DOMAIN 2.4, 2.6)."""

from dataclasses import dataclass
from datetime import date

from pipeline.progress.answers import Answer
from pipeline.progress.given import Point
from pipeline.progress.paths import planned
from pipeline.progress.periods import Period
from pipeline.progress.sums import Span, parts, unreported
from pipeline.progress.values import SUMS, Observation, Target

EPSILON = 1e-9
_DIGITS = 9  # gaps are compared unrounded, but 0.4 - 0.5 must be -10 points and not -9.999999999999998
STRAIGHT, SPLIT, PHASE = "直线", "分年目标", "阶段"  # what the 序时进度 runs by


@dataclass(frozen=True)
class Tolerances:
    """Shares of the target that may be missing: where it says 左右, and where a level is to be held."""

    about: float
    hold: float

    def of(self, target: Target) -> float:
        return self.about if target.op == "~" and not target.is_growth else 0.0


@dataclass(frozen=True)
class Course:
    """Over which time a target runs, and the planned way through it if the office entered one."""

    period: Period
    curve: tuple[Point, ...] = ()

    @property
    def basis(self) -> str:
        """What the 序时进度 runs by: 分年目标, the straight line through a phase, or through the whole period."""
        if self.curve:
            return SPLIT
        return PHASE if self.period.is_phase else STRAIGHT

    def share(self, target: Target, base: Observation | None, at: date) -> float | None:
        """序时进度: the share of the time that is gone; on a planned way the 完成率 that it asks for by then."""
        if not self.curve:
            return self.period.share(at)
        due = planned(self.curve, target, base, self.period, at)
        return None if due is None else attainment(target, due, base)


@dataclass(frozen=True)
class Standing:
    """Where a target stands at the date its figures are of.

    ``share`` is the 序时进度 at ``at``: a figure of 2019 is held against the end of 2019, not against today.
    ``gap`` is in percentage points, positive is good: (attainment − share) × 100; for growth the rate's distance
    from the goal. ``holds``: the level was reached before the plan began and is to be kept, not to be won.
    ``counted``: the figures that make ``value``, of a sum several; ``gaps``: spans of a sum that nobody reported.
    """

    goal: float
    value: float
    counted: tuple[Observation, ...]
    at: date
    met: bool
    holds: bool
    attainment: float | None
    share: float | None
    gap: float | None
    gaps: tuple[Span, ...] = ()

    @property
    def figure(self) -> Observation:
        return self.counted[-1]

    @property
    def value_max(self) -> float | None:
        """The upper bound where a figure that counts was given as a range."""
        if all(figure.value_max is None for figure in self.counted):
            return None
        return sum(figure.value if figure.value_max is None else figure.value_max for figure in self.counted)


def standing(target: Target, answer: Answer, course: Course, as_of: date, tolerances: Tolerances) -> Standing | None:
    """None when nothing was reported, or when the target has no number to compare with."""
    if not answer.reports or target.value is None:
        return None
    counted = _counted(target, answer.reports, tolerances)
    value = sum(figure.value for figure in counted) if target.measure in SUMS else counted[-1].value
    at = min(as_of, counted[-1].end)
    is_open = lacks_direction(target, answer.base)
    holds = answer.base is not None and target.is_level and not is_open and is_met(target, answer.base.value)
    attained = None if holds or is_open else attainment(target, value, answer.base)
    share = course.period.share(at) if holds or target.is_growth else course.share(target, answer.base, at)
    return Standing(
        goal=target.value,
        value=value,
        counted=counted,
        at=at,
        met=value == target.value if is_open else is_met(target, value, _tolerance(target, tolerances, holds=holds)),
        holds=holds,
        attainment=attained,
        share=share,
        gap=_growth_gap(target, value) if target.is_growth else _pace_gap(target, answer.base, course, attained, share),
        gaps=unreported(course.period.start, counted) if target.measure in SUMS and course.period.start else (),
    )


def lacks_direction(target: Target, base: Observation | None) -> bool:
    """A plain goal (达到, 左右) that lies below its base: to fall to it, or not to fall beyond it? Nobody said."""
    plain = target.is_level and target.op in ("=", "~")
    return plain and base is not None and target.value is not None and base.value > target.value + EPSILON


def _tolerance(target: Target, tolerances: Tolerances, *, holds: bool) -> float:
    return tolerances.hold if holds else tolerances.of(target)


def attainment(target: Target, value: float, base: Observation | None) -> float | None:
    """完成率. A level with a base counts from the base; one without gives 达标率; a growth rate has none.

    None as well where a ratio would lie: a goal of zero, a lower-is-better level without a base.
    """
    goal = target.value
    if goal is None or target.is_growth:
        return None
    if base is None or not target.is_level:
        return None if target.falling or goal <= 0 else value / goal
    return None if goal == base.value else (value - base.value) / (goal - base.value)


def is_met(target: Target, value: float, tolerance: float = 0.0) -> bool:
    """Whether the figure reaches the target; a range by its lower bound. 超过 counts as 不低于, as offices do."""
    goal = target.value
    if goal is None:
        return False
    slack = abs(goal) * tolerance + EPSILON
    return value <= goal + slack if target.falling else value >= goal - slack


def _counted(target: Target, reports: tuple[Observation, ...], tolerances: Tolerances) -> tuple[Observation, ...]:
    """The figures of a sum that do not overlap; else the last one. For a level that was met when it fell due,
    the last figure of the due year, even if later ones fell.
    """
    if target.measure in SUMS:
        return parts(reports)
    in_time = [figure for figure in reports if figure.year == target.due_year]
    if target.is_level and in_time and is_met(target, in_time[-1].value, tolerances.of(target)):
        return (in_time[-1],)
    return (reports[-1],)


def _growth_gap(target: Target, value: float) -> float | None:
    if target.value is None or target.unit != "%":
        return None
    return round(target.value - value if target.falling else value - target.value, _DIGITS)


def _pace_gap(
    target: Target, base: Observation | None, course: Course, attained: float | None, share: float | None
) -> float | None:
    """None for a level that has neither base nor planned way: v/t starts near one and says nothing about the pace."""
    if attained is None or share is None or (base is None and target.is_level and not course.curve):
        return None
    return round((attained - share) * 100, _DIGITS)
