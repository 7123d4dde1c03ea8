"""How a number is measured: a level, an increment, a growth, a sum (DOMAIN.md 2.6)."""

import re
from functools import lru_cache

from pipeline.extract.clauses import Item
from pipeline.extract.patterns import compared_with, growth_letters, growth_words, increments, reach_start
from pipeline.extract.wording import tidy
from pipeline.lexicon import load
from pipeline.model import DocumentKind, Measure

_IS_GROWTH = re.compile(r"(?:增速|增幅|涨幅|降幅|增长率|下降率)$")
_CUT = re.compile(r"(?:平均)?(?:减少|压缩|缩短|压减|精简)[\u4e00-\u9fff]")  # 减少材料63.5%
_STATE = re.compile("^建成区|年限$")  # 建成区面积, 新增劳动力平均受教育年限: whatever the name begins with
_REACH = 30  # characters before a number in which its growth verb stands
# 老旧小区改造提升103个
_IMPROVED = re.compile("(?:改造|整治|更新|优化|等级|提标|修缮|品质|能级|功能)提升(?:了|约|近|超)?$")
TOTAL = re.compile(r"总数|总量|累计|总计")


def is_elsewhere(item: Item) -> bool:
    """高于全国58.5%的水平: the number is the nation's, not the city's."""
    return item.quantity.unit == "%" and bool(compared_with().search(item.left))


def is_step_from(item: Item) -> bool:
    """由65%提高到80%: the first number is where things stand, also in a chapter of goals."""
    return item.chained and item.left.rstrip().endswith(("由", "从", "的")) and bool(reach_start().match(item.right))


def is_former_goal(item: Item, sentence: str) -> bool:
    """The first number of 目标由A调整为B: no goal any more, and never reached."""
    words = load("grammar")["revised"]
    revised = is_step_from(item) and item.right.startswith(tuple(words["words"]))
    return revised and any(word in sentence for word in words["of"])


def measure_of(item: Item, name: str, kind: DocumentKind) -> Measure:
    """level, increment, growth, cumulative or cumulative_spend (DOMAIN.md 2.6)."""
    quantity = item.quantity
    if quantity.unit in ("个百分点", "倍"):
        return "growth"
    grows = growth_of(item)
    if grows and not quantity.is_percent:
        return "increment"
    if quantity.is_percent and ((grows and not is_elsewhere(item)) or _IS_GROWTH.search(name)):
        return "growth"
    if quantity.is_percent and _CUT.match(name) and not name.endswith(("率", "比例", "比重")):
        return "growth"
    words = item.left + item.right + name
    if quantity.unit.endswith("元") and any(word in words for word in load("grammar")["spend"]["verbs"]):
        return "cumulative_spend"
    if quantity.is_percent or quantity.form == "bandwidth" or _STATE.search(name):
        return "level"
    if TOTAL.search(item.left) and not tidy(item.left).startswith(increments()):
        return "cumulative" if kind == "report" and "累计" in item.left else "level"
    if name.startswith(increments()) or "新增" in name:
        return "increment"
    if kind == "report" and not quantity.unit.endswith("元") and _adds_in_a_year(name):
        return "increment"
    return "cumulative" if kind == "report" and "累计" in words else "level"


def _adds_in_a_year(name: str) -> bool:
    verbs = load("grammar")["increment"]["annual"]
    return not name.endswith(("量", "额", "率")) and any(verb in name for verb in verbs)


def growth_of(item: Item) -> str:
    """The growth verb right before the number, or ''. 提高到, 下降至 reach a level and are none."""
    left = item.left[-_REACH - 1 :]
    verb = _growth_in(left)
    return "" if verb == "提升" and not item.quantity.is_percent and _IMPROVED.search(left) else verb


@lru_cache(maxsize=1024)
def _growth_in(left: str) -> str:
    """Asked for naming and for measuring, so remembered; one letter more is looked at than is searched."""
    near = max(0, len(left) - _REACH)
    found = growth_letters().search(left, near) and growth_words().search(left, near)
    return found.group(1) if found else ""
