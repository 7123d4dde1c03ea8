"""The methods that others publish for the same question, computed beside the board's own verdict.

All look at one ``Track``: base, goal and figure with their times. Each gives its own number and words, and a class
on one scale of five (``CLASSES``), so that they can be held against each other. Thresholds are those of the
published methods as worked on ten cases (tests/progress/progress_vectors.json); where those cases leave a threshold
open, the method's docstring says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite

CLASSES = {5: "已达到", 4: "正常", 3: "略慢", 2: "明显偏慢", 1: "倒退"}
_EPSILON = 1e-9


@dataclass(frozen=True)
class Track:
    """Base ``y0`` at ``t0``, goal ``yt`` at ``tt``, figure ``y`` at ``t``; times in years, ``t0 < t <= tt``."""

    y0: float
    t0: float
    yt: float
    tt: float
    y: float
    t: float

    @property
    def falling(self) -> bool:
        return self.yt < self.y0

    @property
    def met(self) -> bool:
        return self.y <= self.yt + _EPSILON if self.falling else self.y >= self.yt - _EPSILON


@dataclass(frozen=True)
class Finding:
    """What a method says: its number, its own words, and the class (None where it does not judge)."""

    number: float | None
    words: str
    level: int | None


_UNDEFINED = Finding(None, "undefined", None)


def share_covered(track: Track) -> float | None:
    """(y − y0) / (yT − y0): the 完成率 of a level with a base; None where base and goal are the same."""
    return None if track.yt == track.y0 else (track.y - track.y0) / (track.yt - track.y0)


def share_elapsed(track: Track) -> float | None:
    """The share of the time that is gone; None where there is no way to go."""
    return None if track.yt == track.y0 or track.tt == track.t0 else (track.t - track.t0) / (track.tt - track.t0)


def linear_ratio(track: Track) -> float | None:
    """Share covered / share elapsed: 1 on the straight line."""
    covered, elapsed = share_covered(track), share_elapsed(track)
    return None if covered is None or not elapsed else covered / elapsed


def cagr_ratio(track: Track) -> float | None:
    """Actual / required compound growth a year; None for a base or a figure that no growth rate leads from or to."""
    elapsed, whole = track.t - track.t0, track.tt - track.t0
    if track.y0 == 0 or elapsed <= 0 or whole <= 0 or track.y / track.y0 < 0 or track.yt / track.y0 < 0:
        return None
    required = _growth(track.yt / track.y0, whole)
    actual = _growth(track.y / track.y0, elapsed)
    return None if not required or actual is None else actual / required


def _growth(times: float, years: float) -> float | None:
    try:
        rate = float(times ** (1 / years)) - 1
    except OverflowError:
        return None
    return rate if isfinite(rate) else None


def open_sdg(track: Track) -> Finding:
    """Open SDG 2.4 / Statistics Canada, target known: substantial from 0.95, moderate from 0.6, limited from 0.

    The score runs 7.1429·R − 4.2857 from 0.6 up, 4.1667·R − 2.5 below, within ±5. A base of 0 is taken as 0.001.
    The cases do not show where moderate ends; 0.6 is where the score is 0.
    """
    if track.met:
        return Finding(5.0, "target_achieved; score 5", 5)
    base = track.y0 or 0.001
    ratio = cagr_ratio(Track(base, track.t0, track.yt, track.tt, track.y, track.t))
    if ratio is None:
        return _UNDEFINED
    line = 7.1429 * ratio - 4.2857 if ratio >= 0.6 else 4.1667 * ratio - 2.5
    score = min(max(line, -5.0), 5.0)
    names = ("substantial", "moderate", "limited", "deterioration")
    level = _level(ratio, (0.95, 0.6, 0.0))
    return Finding(ratio, f"{names[4 - level]}; R={ratio:.4f}; score {score:.4f}", level)


def eurostat(track: Track) -> Finding:
    """Eurostat, target known: CAGR ratio in percent; significant from 95, moderate from 60, insufficient from 0."""
    ratio = cagr_ratio(track)
    if ratio is None:
        return _UNDEFINED
    names = ("significant", "moderate", "insufficient", "movement away")
    level = _level(ratio, (0.95, 0.6, 0.0))
    return Finding(ratio, f"{names[4 - level]}; {ratio:.1%}", 5 if track.met else level)


def un_progress_chart(track: Track) -> Finding:
    """UN Progress Chart 2022: on track from 0.95, fair from 0.5, limited from 0.

    The cases show no CR between −0.44 and 0.80: the thresholds 0.5 and 0 are not proved by them.
    """
    if track.met:
        return Finding(cagr_ratio(track), "on track / met", 5)
    ratio = cagr_ratio(track)
    if ratio is None:
        return _UNDEFINED
    names = ("on track", "fair, accelerate", "limited or no progress", "deterioration")
    level = _level(ratio, (0.95, 0.5, 0.0))
    return Finding(ratio, f"{names[4 - level]}; CR={ratio:.4f}", level)


def un_2023(track: Track) -> Finding:
    """UN 2023 note as used by Eustat: the figure grows on at its rate so far; q is the share of the way it will cover.

    The cases show no q between 0.9 and 1.125, nor between −0.38 and 0.80: 0.95 and 0.1 are not proved by them.
    """
    if track.met:
        return Finding(None, "3 met / on track", 5)
    if cagr_ratio(track) is None:
        return _UNDEFINED
    projected = track.y * (track.y / track.y0) ** ((track.tt - track.t) / (track.t - track.t0))
    share = (projected - track.y0) / (track.yt - track.y0)
    names = {4: "3 on track", 3: "2 fair, accelerate", 2: "1 stagnation/regression", 1: "1 stagnation/regression"}
    level = _level(share, (0.95, 0.1, 0.0))
    return Finding(share, f"{names[level]}; proj {projected:.6g}; q={share:.4f}", level)


def sdsn_arrow(track: Track) -> Finding:
    """SDSN arrow with the target as green threshold: linear ratio; up from 1, diagonal from 0.5, sideways from 0."""
    if track.met:
        return Finding(linear_ratio(track), "up arrow (met)", 5)
    ratio = linear_ratio(track)
    if ratio is None:
        return _UNDEFINED
    names = ("up arrow", "diagonal: moderately improving", "sideways: stagnating", "down: decreasing")
    level = _level(ratio, (1 - _EPSILON, 0.5, 0.0))
    return Finding(ratio, f"{names[4 - level]}; {ratio:.3f}", level)


def destatis_weather(track: Track) -> Finding:
    """Destatis weather: the straight line through base and figure, held against what is still to go at the due date.

    Sun under 5% of it missing, sun and cloud under 20%, cloud above, thunderstorm where it runs the wrong way. The
    cases show misses of 0, 33.3 and 100%: the two thresholds are those of the published method, not proved by them.
    """
    if track.met:
        return Finding(None, "sun (met)", 5)
    pace = (track.y - track.y0) / (track.t - track.t0)
    projected = track.y + pace * (track.tt - track.t)
    miss = (track.yt - projected) / (track.yt - track.y)
    if pace * (track.yt - track.y) < 0:
        return Finding(miss, "thunderstorm (wrong way)", 1)
    miss = 0.0 if abs(miss) < _EPSILON else miss
    name, level = ("sun", 4) if miss < 0.05 else ("sun and cloud", 3) if miss < 0.2 else ("cloud (off track)", 2)
    return Finding(miss, f"{name}; miss {miss:.1%} of remaining gap", level)


def city_score(track: Track) -> Finding:
    """CityScore: figure / goal (goal / figure where lower is better), rounded up to two decimals; 1 is the goal.

    It knows no time, so before the goal is met it says nothing of the pace.
    """
    above, below = (track.yt, track.y) if track.falling else (track.y, track.yt)
    if not below:
        return _UNDEFINED
    score = above / below
    return Finding(score, f"{ceil(round(score * 100, 6)) / 100:.2f}", 5 if track.met else None)


def yinchuan_lamp(track: Track) -> Finding:
    """银川 2025: lag behind the straight line in points; yellow from 10 to 30, red above."""
    covered, elapsed = share_covered(track), share_elapsed(track)
    if covered is None or elapsed is None:
        return _UNDEFINED
    lag = round((elapsed - covered) * 100, 9)
    name, level = ("green", 4) if lag < 10 else ("yellow", 3) if lag <= 30 else ("red", 2)
    return Finding(lag, f"{name}; lag {lag:.1f} pp", 5 if track.met else level)


def escap_index(track: Track) -> Finding:
    """ESCAP Current Status Index: ten times the share covered; a number without a judgement."""
    covered = share_covered(track)
    return _UNDEFINED if covered is None else Finding(covered * 10, f"{covered * 10:.2f} of 10", None)


def akvo_percent(track: Track) -> Finding:
    """Akvo RSR percent_accomplishment: figure / goal whatever the direction; a number without a judgement."""
    if not track.yt:
        return _UNDEFINED
    return Finding(track.y / track.yt, f"{track.y / track.yt:.1%} (no baseline)", None)


METHODS: dict[str, Callable[[Track], Finding]] = {
    "Open SDG": open_sdg,
    "Eurostat": eurostat,
    "联合国进展图2022": un_progress_chart,
    "联合国2023": un_2023,
    "SDSN箭头": sdsn_arrow,
    "德国统计局天气": destatis_weather,
    "CityScore": city_score,
    "银川序时灯": yinchuan_lamp,
    "ESCAP现状指数": escap_index,
    "Akvo完成百分比": akvo_percent,
}


def findings(track: Track) -> dict[str, Finding]:
    """What each method says, by its name."""
    return {name: method(track) for name, method in METHODS.items()}


def _level(number: float, thresholds: tuple[float, float, float]) -> int:
    """4 from the first threshold up, 3 from the second, 2 from the third, 1 below."""
    return 4 - next((place for place, threshold in enumerate(thresholds) if number >= threshold), 3)
