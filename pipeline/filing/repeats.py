"""A goal stated twice is one goal with two places."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Fact

ALIKE = 0.72


def tie_repeats(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts with ``same_as`` set to the index of the first statement of the same target."""
    tied: list[Fact] = []
    for fact in facts:
        first = next(
            (index for index, other in enumerate(tied) if other.same_as is None and _same_goal(fact, other)), None
        )
        tied.append(replace(fact, same_as=first))
    return tuple(tied)


def _same_goal(fact: Fact, other: Fact) -> bool:
    """Same number, unit and year, and nearly the same words; a growth is never a level."""
    if fact.kind != "target" or other.kind != "target" or fact.value is None or fact.certainty != other.certainty:
        return False
    same_number = (fact.value, fact.value_max) == (other.value, other.value_max) and _unit(fact) == _unit(other)
    same_meaning = fact.year == other.year and (fact.measure == "growth") == (other.measure == "growth")
    return same_number and same_meaning and name_likeness(fact.indicator, other.indicator) >= ALIKE


def _unit(fact: Fact) -> str:
    return "个" if fact.unit in ("个", "项", "家", "座", "处", "") else fact.unit


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
    total = sum(x.values()) + sum(y.values())
    return 2 * sum((x & y).values()) / total if total else float(a == b)


def _level(name: str) -> str:
    return next((level for level in ("国家级", "省级", "市级", "县级", "区级") if level in name), "")


def _quoted(name: str) -> set[str]:
    return {"".join(filter(str.isalnum, term)) for term in re.findall("“([^”]{3,})”", name)}


def _pairs(name: str) -> Counter[str]:
    letters = [letter for letter in name if letter.isalnum()]
    return Counter(a + b for a, b in pairwise(letters))
