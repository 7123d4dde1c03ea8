"""One goal against one figure: what agrees, what differs, and whether they are the same thing.

Each difference has a price; what cannot be one thing at all (a growth rate and an amount, 户 and 平方米) is no pair.
A pair is ``same`` when nothing differs that an officer would have to decide, else ``near``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import prod
from typing import Literal

from pipeline import lexicon
from pipeline.matching.clauses import front_of, is_event, is_of_one_year, levels_before, ways_told
from pipeline.matching.names import Name, name_of
from pipeline.matching.said import Said

Class = Literal["same", "near"]
ALIKE = 0.55  # of two cores, below which they are two things
_ENUMERATIONS = ("、", "和", "及")  # in a name: what stands before them is another thing, no owner
_OWNER = 3  # letters of a name that can stand for itself
_SEVERAL = 2  # times the goal, from which on a figure told among those of five years is rather their sum


@dataclass(frozen=True)
class Difference:
    """One side of a pair that differs: ``aspect`` in Chinese, the words of either side ('' for none).

    ``price`` 0..1 is what it takes off the score; ``decides``: it keeps the pair from being the same thing.
    """

    aspect: str
    goal: str
    figure: str
    price: float
    decides: bool = True

    @property
    def words(self) -> str:
        """层级:目标“省级以上”,实际“省级”."""
        return f"{self.aspect}：目标{_quoted(self.goal)}，实际{_quoted(self.figure)}"


@dataclass(frozen=True)
class Comparison:
    """How a figure stands to a goal: ``score`` 0..1, the aspects that agree, the differences."""

    score: float
    agrees: tuple[str, ...]
    differs: tuple[Difference, ...]

    @property
    def kind(self) -> Class:
        return "near" if any(difference.decides for difference in self.differs) else "same"


def compare(goal: Said, figure: Said) -> Comparison | None:
    """None where the two cannot be one thing."""
    if not _comparable(goal, figure):
        return None
    a, b = name_of(goal.indicator), name_of(figure.indicator)
    core = list(_cores(goal, figure, a, b))
    if any(difference.price >= 1 for difference in core):
        return None
    around = (*_acts(goal, figure, a, b), *_scopes(goal, figure, a, b), *_counting(goal, figure), *_time(goal, figure))
    differs = (*core, *around)
    if not any(difference.decides for difference in differs):
        differs += tuple(_sums(goal, figure))
    score = prod(1 - difference.price for difference in differs)
    named = {difference.aspect for difference in differs}
    return Comparison(round(score, 3), tuple(aspect for aspect in _ASPECTS if aspect not in named), differs)


_ASPECTS = ("指标", "动作", "层级", "范围", "口径", "单位", "计量", "数据期", "数据状态")


def _comparable(goal: Said, figure: Said) -> bool:
    """A rate of growth with such a rate, a share with a share, money with money, a count with a count of the like."""
    if (goal.measure == "growth") != (figure.measure == "growth"):
        return False
    return _counter(goal.unit) == _counter(figure.unit)


@cache
def _counter(unit: str) -> str:
    """The first of the counters that count the same thing; the unit itself where there is none."""
    return next((alike[0] for alike in lexicon.load("matching")["units"]["alike"] if unit in alike), unit)


def _cores(goal: Said, figure: Said, a: Name, b: Name) -> Iterator[Difference]:
    """What is measured: the same words, words that the other sentence says besides, or other words."""
    if a.core == b.core or (goal.indicator_id and goal.indicator_id == figure.indicator_id):
        yield from _fronts(goal, figure, a.core)
        return
    if _is_one_thing(a.core, b.core, goal, figure):
        yield Difference("指标", goal.indicator, figure.indicator, 0.07, decides=False)
        return
    alike = likeness(a.core, b.core)
    yield Difference("指标", goal.indicator, figure.indicator, 1 - 0.75 * alike if alike >= ALIKE else 1)


def _fronts(goal: Said, figure: Said, core: str) -> Iterator[Difference]:
    """Of one name, but each said after things of its own: 电商示范镇、示范村 are not 美丽乡村示范镇、示范村."""
    mine, theirs = (name_of(front_of(said, core) + core).core for said in (goal, figure))
    if core not in (mine, theirs) and likeness(mine, theirs) < ALIKE:
        yield Difference("指标", mine, theirs, 0.4)


def _is_one_thing(a: str, b: str, goal: Said, figure: Said) -> bool:
    if _of_a_threshold().sub("", a) == _of_a_threshold().sub("", b):
        return True
    return _is_told_before(a, b, goal, figure) or _is_told_before(b, a, figure, goal)


@cache
def _of_a_threshold() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon.load("matching")["of_a_threshold"]))
    return re.compile(rf"(?:(?<=以上)|(?<=亿元))(?:{words})(?=项目)")


def _is_told_before(longer: str, shorter: str, named: Said, said: Said) -> bool:
    """Whether the shorter name only leaves out what its sentence says before it: 旅客吞吐量 of 苏南硕放机场."""
    front = longer.removesuffix(shorter)
    if any(mark in named.indicator for mark in _ENUMERATIONS):
        return False
    if len(front) < _OWNER or front == longer or len(shorter) < _OWNER:
        return False
    return bool(re.search(re.escape(front) + r"(?!\d)", said.context()))  # before a number it is another thing


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """Dice similarity of the letter pairs of two cores, 0 to 1; one that holds the other is like it at least 0.6."""
    x, y = set(map("".join, pairwise(a))), set(map("".join, pairwise(b)))
    if not x or not y:
        return float(a == b)
    dice = 2 * len(x & y) / (len(x) + len(y))
    return max(dice, 0.6) if min(len(a), len(b)) > 2 and (a in b or b in a) else dice


def _acts(goal: Said, figure: Said, a: Name, b: Name) -> Iterator[Difference]:
    mine, theirs = _plain_acts(goal, a), _plain_acts(figure, b)
    if mine == theirs:
        return
    decides = not _answers(mine, theirs)
    yield Difference("动作", "、".join(a.done), "、".join(b.done), 0.3 if decides else 0.04, decides)


def _plain_acts(said: Said, name: Name) -> frozenset[str]:
    """The acts that say something: 完成 beside another, or of a stock or a growth rate, does not."""
    loud = _loud(name)
    return loud if loud or said.measure in ("level", "growth") else name.acts


def _loud(name: Name) -> frozenset[str]:
    return name.acts.difference(lexicon.load("matching")["quiet"])


def _answers(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether they differ by one act that is answered by the other, or by 完成 that only one says."""
    only, other = mine - theirs, theirs - mine
    if len(only) == len(other) == 1:
        return not other.isdisjoint(lexicon.load("matching")["answered_by"].get(next(iter(only)), ()))
    return only | other == {"done"}


def _scopes(goal: Said, figure: Said, a: Name, b: Name) -> Iterator[Difference]:
    if a.levels != b.levels:
        yield Difference("层级", "、".join(sorted(a.levels)), "、".join(sorted(b.levels)), 0.3)
    elif not a.levels:
        yield from _levels_before(goal, figure)
    if a.areas != b.areas:
        yield Difference("范围", "、".join(sorted(a.areas)), "、".join(sorted(b.areas)), 0.25)
    mine, theirs = _ways(goal, a), _ways(figure, b)
    if mine != theirs:
        yield Difference("口径", "、".join(sorted(mine)), "、".join(sorted(theirs)), 0.3)


def _levels_before(goal: Said, figure: Said) -> Iterator[Difference]:
    mine, theirs = levels_before(goal), levels_before(figure)
    if mine and theirs and mine != theirs:
        yield Difference("层级", "、".join(sorted(mine)), "、".join(sorted(theirs)), 0.3)


def _ways(said: Said, name: Name) -> frozenset[str]:
    scope = {said.scope}.difference(["", *lexicon.load("scopes")["plain"]])
    return name.ways.union(scope, ways_told(said))


def _counting(goal: Said, figure: Said) -> Iterator[Difference]:
    """Units, and whether a stock is held against what was added."""
    if goal.unit != figure.unit:
        yield Difference("单位", goal.unit, figure.unit, 0.03, decides=False)
    mine, theirs = _way_of_counting(goal), _way_of_counting(figure)
    if mine != theirs and "" not in (mine, theirs):
        yield Difference("计量", mine, theirs, 0.35)
    elif (_is_sum(goal) != _is_sum(figure)) and goal.unit in lexicon.load("matching")["units"]["flows"]:
        yield Difference("计量", _sum_words(goal), _sum_words(figure), 0.35)


def _way_of_counting(said: Said) -> str:
    """'' where the words do not say: 建设100个村 may be a stock or what was added."""
    name = name_of(said.indicator)
    if name.is_stock or _is_sum(said):
        return "累计"
    if said.measure == "increment":
        return "当年" if name.acts else ""
    if name.is_new or is_event(said):
        return "当年"
    return "" if said.measure != "level" or name.acts or said.unit == "%" or is_of_one_year(said) else "累计"


def _is_sum(said: Said) -> bool:
    return said.measure == "cumulative"


def _sum_words(said: Said) -> str:
    return "累计" if _is_sum(said) else ""


def _time(goal: Said, figure: Said) -> Iterator[Difference]:
    if figure.end is not None and (figure.end.month, figure.end.day) != (12, 31):
        yield Difference("数据期", f"{goal.year}年", f"截至{figure.end.year}年{figure.end.month}月", 0.2)
    elif goal.year != figure.year:
        in_part = bool(_loud(name_of(goal.indicator)))  # of what is to be built by then, a year brings a part
        yield Difference("数据期", f"{goal.year}年", f"{figure.year}年", 0.1, in_part)
    if figure.finality == "estimate":
        yield Difference("数据状态", "", "预计数", 0.0, decides=False)


def _sums(goal: Said, figure: Said) -> Iterator[Difference]:
    """A figure of a document that looks back on several years, far beyond what was asked of one, may be their sum."""
    if figure.looks_back and figure.unit != "%" and figure.value >= _SEVERAL * goal.value > 0:
        yield Difference("数据期", f"{goal.year}年", "可能是几年合计", 0.2)


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "未写"
