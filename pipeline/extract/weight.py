"""How surely a quantity is a numeric goal, and how surely it was read right."""

import re

from pipeline.extract.clauses import Item
from pipeline.extract.measures import is_elsewhere, is_step_from
from pipeline.model import Certainty, DocumentKind

LONG_NAME = 22
_ENCLOSED = re.compile(r"“[^”]*”|[(（][^()（）]*[)）]")
_ARGUABLE = ("scheme", "clock", "bandwidth", "coverage", "rank", "place", "multiple")
_TALK = re.compile(r"(?:重点|主要|具体)?(?:工作|任务|举措|措施|方面|行动|要求|内容)(?:[,，。;；、]|$)")
_PART = re.compile("工程|中心|平台|网|体系|层面|应用|措施|类|感知|用户|系统|大平台|领域|框架")
_SCHEME_UNITS = ("个", "大", "类", "张", "项", "级", "条", "套", "家")


def certainty_of(item: Item, kind: DocumentKind) -> Certainty:
    """'core' for what any reader would list; 'optional' for schemes (1个中心、3张网), 全覆盖, 24小时, 千兆."""
    quantity = item.quantity
    if quantity.form in _ARGUABLE:
        return "optional"
    if is_elsewhere(item) or item.right.startswith("的有"):
        return "optional"
    if (kind != "report" and _is_scheme(item)) or _TALK.match(item.right):
        return "optional"
    return "core"


def _is_scheme(item: Item) -> bool:
    """A handful of parts of the plan's own design: 4类用户, 3大信息化工程, 10项工程."""
    quantity = item.quantity
    prenominal = bool(item.right) and item.right[0] not in "、,，)）。;；"
    small = quantity.value <= 10 and quantity.value == int(quantity.value) and quantity.value_max is None
    if not (small and prenominal and quantity.unit in _SCHEME_UNITS) or item.bound.op != "=":
        hours = quantity.unit == "小时" and item.bound.op == "=" and not is_step_from(item)
        return hours or (quantity.unit == "大" and quantity.value < 10)
    return bool(_PART.search(item.right[:14])) and (quantity.value <= 4 or "工程" in item.right)


def confidence_of(name: str, certainty: Certainty, *, alone: bool) -> float:
    """How often a fact like this one is right in value, year and name, 0 to 1.

    The figures are what the labelled documents show (``tests/bench/reliability.py`` prints them): nearly all
    numbers that stand alone in their clause, fewer of those that share it (``alone`` False), fewer still where
    the name is long or a list of things. Arguable quantities stay below every threshold for review.
    """
    if certainty == "optional":
        return 0.7
    if len(name) < 2 or (("、" in name or len(name) > LONG_NAME) and _is_long(_ENCLOSED.sub("", name))):
        return 0.8
    return 0.98 if alone else 0.93


def _is_long(name: str) -> bool:
    return "、" in name or len(name) > LONG_NAME
