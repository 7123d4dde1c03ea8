"""Which quantities are only names, dates or thresholds: found generously, then taken away by reason."""

import re
import sys
from bisect import bisect_left
from functools import cache

from pipeline.extract.quantities import Quantity
from pipeline.lexicon import load
from pipeline.model import Span


def excluded_spans(text: str, start: int = 0, end: int = sys.maxsize) -> list[Span]:
    """Every place of ``text[start:end]`` whose numbers are no goals, in order of start. They may overlap."""
    return [Span(*match.span(1)) for match in _pattern().finditer(text, start, end)]


def without_names(quantities: list[Quantity], text: str) -> list[Quantity]:
    """The quantities that do not overlap an excluded place, nor stand in a sentence of an appraisal."""
    if not quantities:
        return []
    sentences = _sentences_of(quantities, text)
    excluded = [span for sentence in sentences for span in excluded_spans(text, *sentence)]
    excluded += [Span(start, end) for start, end in sentences if _appraises().search(text, start, end)]
    excluded.sort()
    starts = [span.start for span in excluded]
    longest = max((span.end - span.start for span in excluded), default=0)

    def is_name(span: Span) -> bool:
        first = bisect_left(starts, span.start - longest)
        last = bisect_left(starts, span.end)
        return any(other.overlaps(span) for other in excluded[first:last])

    return [quantity for quantity in quantities if not is_name(quantity.span)]


def _sentences_of(quantities: list[Quantity], text: str) -> list[tuple[int, int]]:
    """The sentences that hold a quantity: looking through the others would be most of the work."""
    found: list[tuple[int, int]] = []
    for quantity in quantities:
        if not found or quantity.span.start >= found[-1][1]:
            end = text.find("。", quantity.span.end)
            found.append((text.rfind("。", 0, quantity.span.start) + 1, end + 1 or len(text)))
    return found


def is_threshold(quantity: Quantity, text: str, clause: Span) -> bool:
    """Whether the quantity only says which things are meant: 总投资10亿元以上项目49个, 60岁以上老人.

    It does when a noun follows its 以上/以下 at once and either another quantity counts that noun, or the
    quantity is money or an area, which cannot itself be counted out (亿元以上项目, 10公顷以上公园).
    """
    after = text[quantity.span.end : clause.end]
    if quantity.unit == "%":
        return False
    if quantity.unit.endswith(("元", "美元")) and _is_one_of_two(text, quantity.span, clause):
        return True
    if _LEAST.search(text, clause.start, quantity.span.start) and _HOLDS.match(after):
        return not quantity.unit.endswith("元")
    if quantity.unit.startswith(_AMOUNTS) and _HOLDER.match(after):
        before = text[clause.start : quantity.span.start]
        return not (after.startswith("的") and before.endswith(tuple(load("grammar")["threshold"]["sums"])))
    bound = _BOUND.match(after)
    rest = after[bound.end() :] if bound else ""
    if bound and (rest[:1] in (")", "）") or _COUNTED.match(rest)):
        return True
    if not rest or not _NOUN.match(rest):
        return False
    return quantity.unit.startswith(_AMOUNTS) or bool(_COUNTED.search(rest))


def _is_one_of_two(text: str, amount: Span, clause: Span) -> bool:
    """总投资超100亿元或10亿美元重大项目5个: sizes of the things that are counted."""
    if _OR_ANOTHER.match(text, amount.end, clause.end):
        return True
    if text[clause.start : amount.start].endswith("超") and _COUNT.match(text, amount.end, clause.end):
        return True  # 超50亿元19个, 投资超10亿元重大项目1000个
    return bool(_AFTER_ONE.search(text, clause.start, amount.start) and _OTHER.match(text, amount.end, clause.end))


# 5亿元(3000万美元)以上: the amount in brackets says the same again.
_BOUND = re.compile(r"(?:[(（][^()（）]{1,12}[)）]|[)）])?(?:及|或)?(?:以上|以下|以内)(?:的)?")
_HOLDER = re.compile(
    r"(?:级)?(?:的)?(?:企业|项目|产业|集群|园区|平台|基地|乡镇|强镇|镇|街道|村|行政村|企业集团|市场|楼宇)(?!投资|总)"
)
_OTHER = re.compile(r"(?:以上)?(?:的)?[\u4e00-\u9fff“”]{0,8}(?:项目|企业)(?!投资|总)")
_OR_ANOTHER = re.compile(rf"(?:以上)?(?:或|、)\d{{1,6}}(?:\.\d{{1,2}})?[百千万亿]{{0,2}}(?:美)?元{_OTHER.pattern}")
_COUNT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}(?:项目|企业|市场|园区|基地|平台|楼宇|产业)(?:达到|达|共|有)?)?\d{1,5}[个家项]"
)
_AFTER_ONE = re.compile(r"元(?:以上)?(?:或|、)$")
# 容量不低于500TB的数据中心1个: what each must hold
_LEAST = re.compile(r"(?:不低于|不少于|不小于|超过|大于|高于)$")
_HOLDS = re.compile(r"的[\u4e00-\u9fff]{2,12}\d+[个家项座处所台条间]")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“(（]")
_COUNTED = re.compile(r"(?<!\d)\d+(?:\.\d+)?[万亿]?(?:余|多)?[个家项座处所台条户人只场名支间类]")
_AMOUNTS = ("万元", "万美元", "万港元", "公顷", "平方米", "亩", "吨", "千瓦", "兆瓦", "米", "岁", "公里")


@cache
def _appraises() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in load("grammar")["appraisal"]["words"]))


@cache
def _pattern() -> re.Pattern[str]:
    """One character where a pattern can begin, never inside a number; group 1 is what the pattern takes from there.

    It is found by looking back and then ahead: what is found may overlap, since no more than its first is taken.
    """
    rules = load("exclusions")
    patterns = "|".join(f"(?:{word})" for words in rules["patterns"].values() for word in words)
    return re.compile(f"[{rules['opens']}](?<![\\d.]\\d)(?<=(?=({patterns})).)")
