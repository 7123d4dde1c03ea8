"""Whether the parts that a goal is split into (年度分解) agree with the goal itself."""

from collections.abc import Sequence
from datetime import date

from pipeline.progress.given import Point
from pipeline.progress.values import GROWTH, SUMS
from pipeline.progress.wording import amount

_EPSILON = 1e-9


def split_problems(
    points: Sequence[Point], total: float, measure: str, unit: str = "", due: date | None = None
) -> list[str]:
    """What is wrong with a split, in Chinese; [] when it agrees.

    The points of an increment are parts and add up to ``total``; those of a level or of a running total are stages,
    of which the last (on ``due``, where that is given) is ``total``. Growth rates neither add up nor lead anywhere:
    they cannot be split.
    """
    if measure == GROWTH:
        return ["增速目标不能分解：各年增速不能相加，也不能按直线推算。"] if points else []
    ordered = sorted(points, key=lambda point: point.on)
    problems = [f"{on.isoformat()}写了两个分年目标，请只留一个。" for on in _twice(ordered)]
    problems += [
        f"{point.on.isoformat()}在到期日{due.isoformat()}之后。" for point in ordered if due and point.on > due
    ]
    if not ordered:
        return problems
    if measure in SUMS:
        return [*problems, *_differs("分年目标合计", sum(point.value for point in ordered), total, unit)]
    if due is not None and ordered[-1].on < due:
        return problems  # the stages may stop before the goal
    return [*problems, *_differs("最后一个分年目标", ordered[-1].value, total, unit)]


def _twice(ordered: Sequence[Point]) -> list[date]:
    days = [point.on for point in ordered]
    return sorted({day for day in days if days.count(day) > 1})


def _differs(what: str, value: float, total: float, unit: str) -> list[str]:
    if abs(value - total) <= _EPSILON * max(1.0, abs(total)):
        return []
    side = "多" if value > total else "少"
    return [
        f"{what}{amount(value, unit)}，比总目标{amount(total, unit)}{side}{amount(abs(value - total), unit)}，请核对。"
    ]
