"""How far a target is: attainment, share of the period gone, and the gap between them (DOMAIN 2.4, 2.6)."""

from dataclasses import dataclass
from datetime import date

from pipeline.progress.answers import Answer
from pipeline.progress.values import Observation, Period, Target

_SUMS = ("increment",)  # to be added up
_SUMMED = ("cumulative", "cumulative_spend")  # added up by who reports them
_EPSILON = 1e-9
_DIGITS = 9  # gaps are compared unrounded, but 0.4 - 0.5 must be -10 points and not -9.999999999999998


@dataclass(frozen=True)
class Tolerances:
    """Shares of the target that may be missing: where it says 左右, and where a level is to be held."""

    about: float
    hold: float

    def of(self, target: Target) -> float:
        return self.about if target.op == "~" and target.measure != "growth" else 0.0


@dataclass(frozen=True)
class Standing:
    """Where a target stands at the date its figures are of.

    ``share`` is the 序时进度 at ``at``: a figure of 2019 is held against the end of 2019, not against today.
    ``gap`` is in percentage points, positive is good: (attainment − share) × 100; for growth the rate's distance
    from the goal. ``holds``: the level was reached before the plan began and is to be kept, not to be won.
    """

    goal: float
    value: float
    figure: Observation
    at: date
    met: bool
    holds: bool
    attainment: float | None
    share: float | None
    gap: float | None
    missing_years: tuple[int, ...] = ()


def standing(target: Target, answer: Answer, period: Period, as_of: date, tolerances: Tolerances) -> Standing | None:
    """None when nothing was reported, or when the target has no number to compare with."""
    if not answer.reports or target.value is None:
        return None
    figure = _deciding(target, answer.reports, tolerances)
    value = sum(report.value for report in answer.reports) if target.measure in _SUMS else figure.value
    at = min(as_of, date(figure.year, 12, 31))
    holds = answer.base is not None and is_level(target) and is_met(target, answer.base.value)
    attained, share = None if holds else attainment(target, value, answer.base), period.share(at)
    return Standing(
        goal=target.value,
        value=value,
        figure=figure,
        at=at,
        met=is_met(target, value, tolerances.hold if holds else tolerances.of(target)),
        holds=holds,
        attainment=attained,
        share=share,
        gap=_growth_gap(target, value)
        if target.measure == "growth"
        else _pace_gap(target, answer.base, attained, share),
        missing_years=_missing_years(target, answer.reports, period),
    )


def attainment(target: Target, value: float, base: Observation | None) -> float | None:
    """完成率. A level with a base counts from the base; one without gives 达标率; a growth rate has none.

    None as well where a ratio would lie: a goal of zero, a lower-is-better level without a base.
    """
    goal = target.value
    if goal is None or target.measure == "growth":
        return None
    if base is None or not is_level(target):
        return None if target.falling or goal <= 0 else value / goal
    return None if goal == base.value else (value - base.value) / (goal - base.value)


def is_met(target: Target, value: float, tolerance: float = 0.0) -> bool:
    """Whether the figure reaches the target; a range by its lower bound. 超过 counts as 不低于, as offices do."""
    goal = target.value
    if goal is None:
        return False
    slack = abs(goal) * tolerance + _EPSILON
    return value <= goal + slack if target.falling else value >= goal - slack


def is_level(target: Target) -> bool:
    """A stock or a share, which starts somewhere; sums start from zero, growth rates nowhere."""
    return target.measure not in (*_SUMS, *_SUMMED, "growth")


def _deciding(target: Target, reports: tuple[Observation, ...], tolerances: Tolerances) -> Observation:
    """The figure of the due year when it met a level, even if later ones fell; else the last one."""
    if not is_level(target):
        return reports[-1]
    tolerance = tolerances.of(target)
    in_time = (figure for figure in reports if figure.year == target.due_year)
    return next((figure for figure in in_time if is_met(target, figure.value, tolerance)), reports[-1])


def _growth_gap(target: Target, value: float) -> float | None:
    if target.value is None or target.unit != "%":
        return None
    return round(target.value - value if target.falling else value - target.value, _DIGITS)


def _pace_gap(target: Target, base: Observation | None, attained: float | None, share: float | None) -> float | None:
    """None for a level without a base: v/t starts near one and says nothing about the pace."""
    if attained is None or share is None or (base is None and is_level(target)):
        return None
    return round((attained - share) * 100, _DIGITS)


def _missing_years(target: Target, reports: tuple[Observation, ...], period: Period) -> tuple[int, ...]:
    """Years of a sum that nobody reported; without them it is only a lower bound."""
    if target.measure not in _SUMS or period.first_year is None:
        return ()
    told = {report.year for report in reports}
    return tuple(year for year in range(period.first_year, max(told)) if year not in told)
