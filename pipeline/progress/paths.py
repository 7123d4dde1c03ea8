"""The planned way of a goal: 分年目标 or a path of the office's own, between whose points it runs straight."""

from datetime import date, timedelta
from itertools import accumulate, pairwise

from pipeline.progress.given import Point
from pipeline.progress.periods import Period
from pipeline.progress.values import SUMS, Observation, Target


def anchors(curve: tuple[Point, ...], target: Target, base: Observation | None, period: Period) -> tuple[Point, ...]:
    """The points of the way: from the base (a sum from zero) through the curve to the goal on its due date.

    The points of an increment are added up. Without a base a level's way begins with its first point; a curve that
    says something of the due date, or of later, ends itself. A period that ends before it begins has no way.
    """
    if period.start and period.end and period.start > period.end:
        return ()
    inside = [point for point in curve if period.start is None or point.on >= period.start]
    if target.measure in SUMS:
        totals = accumulate(point.value for point in inside)
        inside = [Point(point.on, total) for point, total in zip(inside, totals, strict=True)]
    ends_early = period.end is not None and (not inside or inside[-1].on < period.end)
    last = [Point(period.end, target.value)] if ends_early and period.end and target.value is not None else []
    return (*_start(target, base, period), *inside, *last)


def planned(
    curve: tuple[Point, ...], target: Target, base: Observation | None, period: Period, at: date
) -> float | None:
    """The value that the way has on a date; None before its first point."""
    way = anchors(curve, target, base, period)
    if not way or at < way[0].on:
        return None
    for one, two in pairwise(way):
        if one.on <= at < two.on:
            return _between(one, two, period, at)
    return way[-1].value


def next_point(curve: tuple[Point, ...], target: Target, period: Period, at: date) -> Point | None:
    """What the way asks for next, after a date."""
    way = anchors(curve, target, None, period)
    return next((point for point in way if point.on > at), None)


def _start(target: Target, base: Observation | None, period: Period) -> list[Point]:
    if period.start is None or (target.is_level and base is None):
        return []
    return [Point(period.start - timedelta(days=1), base.value if target.is_level and base else 0.0)]


def _between(one: Point, two: Point, period: Period, at: date) -> float:
    """Straight by the period's own clock: ended months, or days. Two points within one month run by days."""
    first, now, last = (period.position(on) for on in (one.on, at, two.on))
    if first == last:
        first, now, last = (on.toordinal() for on in (one.on, at, two.on))
    return one.value + (two.value - one.value) * (now - first) / (last - first)
