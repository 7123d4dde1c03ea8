"""A goal stated twice is one goal with two places."""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.model import Fact

ALIKE = 0.72
_TERM = re.compile("“([^”]{3,})”")
_MOST = 200  # goals of one number and year whose names are compared


def tie_repeats(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts with ``same_as`` set to the index of the first statement of the same target."""
    tied: list[Fact] = []
    firsts: dict[tuple[object, ...], list[int]] = {}
    for index, fact in enumerate(facts):
        alike = firsts.setdefault(_promise(fact), [])
        first = next((other for other in alike[:_MOST] if _names_same(fact, tied[other])), None)
        if first is None and fact.kind == "target" and fact.value is not None:
            alike.append(index)
        tied.append(fact if first is None else replace(fact, same_as=first))
    return tuple(tied)


def _promise(fact: Fact) -> tuple[object, ...]:
    """What two statements of one goal share to the letter: number, unit and year; a growth is never a level."""
    unit = "个" if fact.unit in ("个", "项", "家", "座", "处", "") else fact.unit
    growth = fact.measure == "growth"
    return (fact.kind, fact.certainty, fact.value, fact.value_max, unit, fact.year, growth)


def _names_same(fact: Fact, other: Fact) -> bool:
    return name_likeness(fact.indicator, other.indicator) >= ALIKE


def name_likeness(a: str, b: str) -> float:
    """Dice similarity of the character pairs of two names, 0 to 1.

    省级以上示范智能车间 and 省级示范智能车间 are alike. Names of another level (省级, 市级) never are; names that
    quote the same term always are (“零材料、秒审批”事项, 推出“零材料秒审批”).
    """
    if _level(a) != _level(b):
        return 0.0
    if _quoted(a) & _quoted(b):
        return 1.0
    x, y = _pairs(a), _pairs(b)
    total = x.total() + y.total()
    shared = sum(min(count, y[pair]) for pair, count in x.items() if pair in y)
    return 2 * shared / total if total else float(a == b)


@lru_cache(maxsize=512)
def _level(name: str) -> str:
    return next(
        (level for level in ("国家级", "省级", "市级", "县级", "区级", "市属", "区属", "县属") if level in name), ""
    )


def _quoted(name: str) -> set[str]:
    return {"".join(filter(str.isalnum, term)) for term in _TERM.findall(name)}


@lru_cache(maxsize=512)
def _pairs(name: str) -> Counter[str]:
    """The character pairs of a name; asked for with every name that it is compared with, so remembered."""
    letters = [letter for letter in name if letter.isalnum()]
    return Counter(map("".join, pairwise(letters)))
