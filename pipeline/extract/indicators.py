"""What is measured: the words around a number → a short name, and the kind of measure.

The name is put together from the document's own words. A number stands behind its noun (覆盖率达到90%),
in front of it (建成89个智慧校园), or between two halves (政务服务事项100%网上申办); a name that says nothing
alone (覆盖率) takes what went before it.
"""

import re
from typing import NamedTuple

from pipeline.extract.clauses import Item
from pipeline.extract.measures import TOTAL, growth_of, is_elsewhere
from pipeline.extract.patterns import compared_with, complete, leading_verb, reach, reach_start
from pipeline.extract.wording import (
    after_last_clause,
    is_whole,
    noun_and_predicate,
    shorten,
    tidy,
    tidy_predicate,
    verb_of,
    without_place,
    without_reach,
)
from pipeline.lexicon import load

UNNAMED = "（原文未写指标）"
_ADDED = re.compile(r"^(?:新增|新建|净增|新认定|新引进)")
_VERSUS = re.compile(r"(?:较|比(?!重|例|率))[^,，]{1,6}$")
_THAN_YEAR = re.compile(r"(?:较|比|同)20\d{2}年(?:底|末)?")
_STEPS = re.compile(r"(?:连跨|跨越|迈上|站上|再上|登上)[^,，]*$")
_MORE_THAN_PART = re.compile(r"([^,，;；]+)(?:超过|达到|达|占)([^,，;；]+)的$")
_RATE = 3  # characters of 满意率, 达标率: two in a row are of the same thing, not one of the other
_SHARE_OF = re.compile(r"[\u4e00-\u9fff]占[^占]{2,12}(?<!比重|比例)$")
_REMARK = re.compile(r"[(（][^()（）]{6,}[)）]$")
_RATE_WORD = re.compile("(?:数量|总数|总量|比例|比重|占比|覆盖率|增长率|增速|增幅)$")
_ENDS_IN_RATE = re.compile(r"(?:率|比例|比重|占比|比|程度|水平|指数|得分|贡献度|度|密度|强度)$")


class Named(NamedTuple):
    """An indicator: ``name`` for people, ``subject`` what a later bare 覆盖率 would refer to.

    ``year`` is set where the words of the indicator themselves say the year (2023年、2024年分别建成3个、4个).
    """

    name: str
    subject: str
    year: int | None = None


def name_indicator(item: Item, before: str, last: Named) -> Named:
    """Name what ``item`` measures.

    ``before`` is the clause in front (for a clause that starts with its number), ``last`` the indicator named
    last in the sentence (empty at its start).
    """
    subject = last.subject
    if item.holder:
        return _in_bracket(item, subject)
    growth = growth_of(item)
    if growth and is_elsewhere(item):
        whole = compared_with().search(item.left)
        return Named(f"{whole.group(1) if whole else ''}{subject}", subject)
    if growth:
        return _grown(item, growth, before, subject)
    if is_prenominal(item):
        return _prenominal(item, before, subject)
    return _postnominal(item, before, last)


def _grown(item: Item, verb: str, before: str, subject: str) -> Named:
    base = _VERSUS.sub("", tidy(after_last_clause(_THAN_YEAR.sub("", item.left[: item.left.rfind(verb)]))))
    if not base or base in load("grammar")["indicator"]["comparisons"]:
        base = subject or tidy(before)
    if item.quantity.unit != "%" and item.quantity.unit not in ("倍", "个百分点", "‰"):
        return Named(f"{base}{verb}数", base)
    if item.quantity.unit == "个百分点":
        return Named(f"{base}{verb.removeprefix('同比')}幅度", base)
    plain = verb
    for prefix in ("年均", "同比", "平均", "累计"):
        plain = plain.removeprefix(prefix)
    suffix = "" if plain.endswith(("幅", "速")) else "率"
    name = {"增": "增长", "减": "减少"}.get(plain, plain)
    return Named(f"{base}{name}{suffix}", base)


def is_prenominal(item: Item) -> bool:
    """Whether the noun counted stands behind the number."""
    if item.right.startswith("的有"):
        return False
    after = item.right.lstrip("的")
    if reach_start().match(after):
        return False
    if not after or after[0] in "、,，)）。.;；:：":
        return False
    if after.startswith(complete()):
        return False
    reached = reach().search(item.left, max(0, len(item.left) - 8))
    strong = (
        reached
        and tidy(item.left[: reached.start()])
        and reached.group(1) not in ("完成", "实现", "有", "累计", "共", "到", "为", "由")
    )
    return not strong


def _prenominal(item: Item, before: str, subject: str) -> Named:
    after = _REMARK.sub("", item.right.removeprefix("的"))
    left = tidy(after_last_clause(item.left))
    if item.quantity.is_percent:
        left = "" if left in load("grammar")["prenominal"]["empty"] else left
        core = shorten(left + tidy_predicate(after)) if len(left) <= 14 else shorten(tidy_predicate(after))
        return Named(core if _ENDS_IN_RATE.search(core) else core + "率", core)
    noun, predicate = noun_and_predicate(after)
    lead = verb_of(left, item.left)
    core = _join(lead, "" if item.chained else tidy_predicate(predicate), noun)
    if len(core) <= 4 and item.first:
        core = (subject if len(subject) <= 16 else "") + core
    core = shorten(core)
    return Named(core + ("数" if _is_count(item.quantity.unit) else ""), core)


def _is_count(unit: str) -> bool:
    """Whether a unit counts things: 个 does, 公里 and 万元 measure them."""
    return unit == "大" or unit in load("units")["count"]


def _postnominal(item: Item, before: str, last: Named) -> Named:
    subject = last.subject
    part = _MORE_THAN_PART.search(item.left) if item.quantity.form == "share" else None
    if part:
        return Named(f"{shorten(tidy(part.group(1)))}占{part.group(2)}比重", tidy(part.group(1)))
    left = without_reach(after_last_clause(item.left))
    name = _STEPS.sub("", tidy(left))
    if item.quantity.form == "share" and _SHARE_OF.search(name):
        name += "比重"
    if name.startswith("占") and item.quantity.is_percent:
        share = name if name.endswith(("比重", "比例", "比")) else name + "比重"
        return Named(shorten(subject + share), subject)
    if not name and TOTAL.search(item.left):
        name = _ADDED.sub("", subject) + "总数"
    elif not name and item.quantity.unit == "%" and _is_share(last):
        return last  # 占比为8.6%，力争提高到10.5%: the same share again
    elif not name:
        name = subject or _STEPS.sub("", tidy(after_last_clause(before)))
    elif (
        name in load("grammar")["filler"]["generic"] or len(name) <= 2 or (len(name) <= 3 and item.quantity.is_percent)
    ):
        base = subject or _subject_of(tidy(before))
        if base.endswith("率") and name.endswith("率") and len(name) == _RATE:
            base = base[:-_RATE] if len(base) > _RATE + 2 else ""
        part_of = base.removeprefix(leading_verb(base)) if is_whole(name) else ""
        whole = shorten(without_place((part_of or base) + name))
        return Named(whole, base or whole)
    name = shorten(without_place(name)) or UNNAMED
    return Named(name, _subject_of(name))


def _is_share(named: Named) -> bool:
    return bool(_ENDS_IN_RATE.search(named.name)) and _subject_of(named.name) == named.subject


def _in_bracket(item: Item, subject: str) -> Named:
    holder = shorten(tidy(after_last_clause(item.holder)))
    inner = tidy(reach().sub("", item.left)) or subject
    return Named(shorten(holder + inner), subject or holder)


def counted_noun(item: Item) -> str:
    """The noun behind a number: 部门 of 26个部门."""
    return tidy(noun_and_predicate(item.right)[0]) if item.right else ""


def _join(lead: str, predicate: str, noun: str) -> str:
    return lead + (predicate + noun if predicate else noun)


def _subject_of(name: str) -> str:
    """机场旅客吞吐量 stays; a rate gives what it is a rate of. A share of something is nothing without its 比重."""
    if "占" in name and name.endswith(("比重", "比例")):
        return name
    return _RATE_WORD.sub("", name) or name
