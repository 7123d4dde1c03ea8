"""Where a target will stand on its due date if it goes on as it has gone so far, and how sure that is.

The straight line of least squares through the observations, with the band of a single new observation:
``y ± t · s · sqrt(1 + 1/n + (x − m)² / S)``, ``m`` the mean of the dates and ``S`` the sum of their squared distances
from it; ``s`` is the standard deviation of the residuals with n − 2 degrees of freedom, ``t`` the quantile that leaves
one in ten on each side (八成把握).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite, sqrt
from statistics import fmean

from pipeline.progress.periods import moment_words
from pipeline.progress.wording import amount

ENOUGH = 3  # observations
ANYWHERE = (-inf, inf)
_T90 = (3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.3830, 1.3722)  # Student's t, df 1 to 10
_Z90 = 1.281552


@dataclass(frozen=True)
class Projection:
    """The expected value on ``due`` in the target's unit, between ``low`` and ``high`` eight times in ten."""

    due: date
    value: float
    low: float
    high: float
    observations: int


def project(
    points: Iterable[tuple[date, float]], due: date, within: tuple[float, float] = ANYWHERE
) -> Projection | None:
    """The trend of ``points`` (date, value; of one 口径) at ``due``, kept ``within`` what the thing can be.

    None with fewer than three observations on different days, or when ``due`` is not after the last one. Of two on
    one day the later in order counts.
    """
    by_day = dict(points)
    days = sorted(by_day)
    if len(days) < ENOUGH or due <= days[-1]:
        return None
    xs, ys = [float(day.toordinal()) for day in days], [by_day[day] for day in days]
    middle, level = fmean(xs), fmean(ys)
    spread = sum((x - middle) ** 2 for x in xs)
    slope = sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True)) / spread
    residuals = [y - level - slope * (x - middle) for x, y in zip(xs, ys, strict=True)]
    deviation = sqrt(sum(residual**2 for residual in residuals) / (len(xs) - 2))
    ahead = due.toordinal() - middle
    value = level + slope * ahead
    half = _quantile(len(xs) - 2) * deviation * sqrt(1 + 1 / len(xs) + ahead**2 / spread)
    if not isfinite(half):
        return None
    value, low, high = (min(max(each, within[0]), within[1]) for each in (value, value - half, value + half))
    return Projection(due, value, low, high, len(xs))


def limits(goal: float, values: Iterable[float], unit: str) -> tuple[float, float]:
    """Between what a trend may lead: a count that was never below zero stays there, a share of a whole (its goal and
    its figures within 100%) within the whole.
    """
    known = [goal, *values]
    low = 0.0 if min(known) >= 0 else -inf
    return low, 100.0 if unit == "%" and max(known) <= 100 and low == 0 else inf


def projection_words(projection: Projection, unit: str, goal: float, falling: bool = False) -> str:
    """The sentence beside the chart: where the trend leads, between which values, and what that means for the goal."""
    on = moment_words(projection.due).removeprefix("截至")
    low, high = amount(_short(projection.low), unit), amount(_short(projection.high), unit)
    return (
        f"按{projection.observations}期实际值的直线趋势，{on}约为{amount(_short(projection.value), unit)}"
        f"（八成把握在{low}至{high}之间），{_outcome(projection, goal, falling)}。"
    )


def why_none(points: Iterable[tuple[date, float]], due: date | None) -> str:
    """Why ``project`` gives nothing, as a sentence."""
    days = {day for day, _ in points}
    if due is None:
        return "目标未写明完成年限，不能推算到期值。"
    if days and max(days) >= due:
        return "已有到期时的实际值，不再推算。"
    return f"同一口径的实际值只有{len(days)}期，不足{ENOUGH}期，不能推算到期值。"


def _outcome(projection: Projection, goal: float, falling: bool) -> str:
    worst, best = (projection.high, projection.low) if falling else (projection.low, projection.high)
    reached, missed = (worst <= goal, best > goal) if falling else (worst >= goal, best < goal)
    return "预计可达到目标" if reached else ("预计达不到目标" if missed else "能否达到目标尚不确定")


def _short(value: float) -> float:
    """Three significant digits: a trend knows no more."""
    return float(f"{value:.3g}")


def _quantile(freedom: int) -> float:
    """Student's t at 0.9; beyond the table by the expansion around the normal quantile."""
    if freedom <= len(_T90):
        return _T90[freedom - 1]
    z = _Z90
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
