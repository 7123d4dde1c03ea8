"""Thresholds: intervals of one measure, each with the light it gives; and what they leave open or give twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.progress.states import AHEAD, BEHIND, ON_PACE, SLIGHTLY_BEHIND

_GOODNESS = (BEHIND, SLIGHTLY_BEHIND, ON_PACE, AHEAD)  # the states that a threshold may give, worst first
COLOURS = {"green": "绿", "amber": "黄", "red": "红", "blue": "蓝", "grey": "灰"}
SHAPES = ("✓", "▲▲", "●", "▲", "■", "○")
_DIGITS = 9  # 0.4 of 0.5 is a fifth short and not 0.19999999999999996
_USUAL = {AHEAD: ("▲▲", "green"), ON_PACE: ("●", "green"), SLIGHTLY_BEHIND: ("▲", "amber"), BEHIND: ("■", "red")}


@dataclass(frozen=True)
class Measure:
    """What a rule's thresholds are of. ``rising``: more is better."""

    name: str
    formula: str
    unit: str
    rising: bool

    def of(self, attainment: float, share: float) -> float:
        """The measure of a target; where nothing is due yet (share 0), a ratio is as good or as bad as can be."""
        lag = (share - attainment) * 100
        if self.name == "差距":
            return round(lag, _DIGITS)
        if share > 0:
            relative = round(lag / share, _DIGITS)
        else:
            relative = 0.0 if lag == 0 else (float("inf") if lag > 0 else float("-inf"))
        return 100 - relative if self.rising else relative


MEASURES = {
    "lag": Measure("差距", "差距＝序时进度－完成率", "个百分点", rising=False),
    "shortfall": Measure("欠缺比例", "欠缺比例＝（序时进度－完成率）÷序时进度", "%", rising=False),
    "ratio": Measure("完成比例", "完成比例＝完成率÷序时进度", "%", rising=True),
}


@dataclass(frozen=True)
class Band:
    """One line of a rule: ``state`` of the board (its colour), the office's own ``word``, and from where to where.

    A bound of None is open; ``lower_in`` and ``upper_in`` say whether the bound itself belongs to the band.
    """

    state: str
    word: str
    shape: str
    colour: str
    lower: float | None = None
    upper: float | None = None
    lower_in: bool = False
    upper_in: bool = False

    def holds(self, value: float) -> bool:
        above = self.lower is None or value > self.lower or (self.lower_in and value == self.lower)
        below = self.upper is None or value < self.upper or (self.upper_in and value == self.upper)
        return above and below

    def words(self, name: str) -> str:
        """0＜差距＜10, 差距≥10, 差距≤-5."""
        if self.lower is None or self.upper is None:
            return name + _left(self.lower, self.lower_in) + _right(self.upper, self.upper_in)
        return f"{self.lower:g}{'≤' if self.lower_in else '＜'}{name}{_right(self.upper, self.upper_in)}"


def usual_look(state: str) -> tuple[str, str]:
    """Shape and colour key of a state, where a rule does not say otherwise."""
    return _USUAL[state]


def may_give(state: str) -> bool:
    """Whether thresholds may give this state: 已完成, 到期未完成, 无数据 and the like are not theirs to give."""
    return state in _USUAL


def band_problems(bands: Sequence[Band], measure: Measure) -> list[str]:
    """Gaps, overlaps, empty bands, and an order in which a worse figure gets a better light; Chinese sentences."""
    if not bands:
        return ["没有任何条件"]
    empty = [f"“{band.word}”的上下限颠倒，没有数能落在其中" for band in bands if _is_empty(band)]
    if empty:
        return empty
    ordered = sorted(bands, key=_from)
    problems = [*_open_below(ordered[0], measure)]
    reach = ordered[0]
    for band in ordered[1:]:
        problems += _seam(reach, band, measure)
        reach = max(reach, band, key=_to)
    return [*problems, *_open_above(reach, measure), *_reversals(ordered, measure)]


def _is_empty(band: Band) -> bool:
    if band.lower is None or band.upper is None:
        return False
    return band.lower > band.upper or (band.lower == band.upper and not (band.lower_in and band.upper_in))


def _from(band: Band) -> tuple[float, bool]:
    return (float("-inf") if band.lower is None else band.lower, not band.lower_in)


def _to(band: Band) -> tuple[float, bool]:
    return (float("inf") if band.upper is None else band.upper, band.upper_in)


def _open_below(band: Band, measure: Measure) -> list[str]:
    if band.lower is None:
        return []
    return [f"{measure.name} {band.lower:g} {measure.unit}{'以下' if band.lower_in else '及以下'}未定义"]


def _open_above(band: Band, measure: Measure) -> list[str]:
    if band.upper is None:
        return []
    return [f"{measure.name} {band.upper:g} {measure.unit}{'以上' if band.upper_in else '及以上'}未定义"]


def _seam(one: Band, two: Band, measure: Measure) -> list[str]:
    """What lies between two neighbours: nothing, a point or a stretch that is no one's or both's."""
    upper, (lower, without) = _to(one), _from(two)
    if upper[0] < lower:
        return [f"{measure.name} {upper[0]:g} 至 {lower:g} {measure.unit}未定义"]
    if upper[0] > lower:
        last = min(upper[0], _to(two)[0])
        until = f" 至 {last:g} {measure.unit}" if last != float("inf") else f" {measure.unit}以上"
        start = "任何值" if lower == float("-inf") else f" {lower:g}"
        return [f"{measure.name}{start}{until}同时属于“{one.word}”和“{two.word}”"]
    if upper[1] == without:
        return []
    whose = f"同时属于“{one.word}”和“{two.word}”" if upper[1] else "未定义"
    return [f"{measure.name}恰为 {lower:g} {measure.unit}时{whose}"]


def _reversals(ordered: Sequence[Band], measure: Measure) -> list[str]:
    best_first = ordered[::-1] if measure.rising else ordered
    return [
        f"“{worse.word}”比“{better.word}”差，灯色却更好"
        for better, worse in pairwise(best_first)
        if _GOODNESS.index(worse.state) > _GOODNESS.index(better.state)
    ]


def _left(bound: float | None, within: bool) -> str:
    return "" if bound is None else f"{'≥' if within else '＞'}{bound:g}"


def _right(bound: float | None, within: bool) -> str:
    return "" if bound is None else f"{'≤' if within else '＜'}{bound:g}"
