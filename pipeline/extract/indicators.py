"""What is measured: the words around a number → a short name, and the kind of measure.

The name is put together from the document's own words. A number stands behind its noun (覆盖率达到90%),
in front of it (建成89个智慧校园), or between two halves (政务服务事项100%网上申办); a name that says nothing
alone (覆盖率) takes what went before it.
"""

import re
from typing import NamedTuple

from pipeline.extract.clauses import Item
from pipeline.extract.measures import TOTAL, growth_of, is_elsewhere
from pipeline.extract.patterns import (
    LONGEST_VERBS,
    compared_with,
    complete,
    is_verbs,
    leading_addition,
    leading_verb,
    reach,
    reach_start,
    without_verbs,
)
from pipeline.extract.wording import (
    after_last_clause,
    at_level,
    is_level,
    is_whole,
    noun_and_predicate,
    share_head,
    shorten,
    tidy,
    tidy_predicate,
    verb_of,
    without_done,
    without_place,
    without_reach,
)
from pipeline.lexicon import load

UNNAMED = "（原文未写指标）"
_VERSUS = re.compile(r"(?:较|(?<!占)比(?!重|例|率|值))[^,，]{1,9}$")
# 按不变价格计算增长4%, 扣除留抵退税因素后增长1.6%: how it was reckoned is not what grew
_RECKONED = re.compile(
    r"^(?:按(?:照)?(?:不变|可比|同)?(?:价格?|口径)(?:计算|计)?|(?:扣除|剔除)[^,，]{2,16}?后|同口径|可比口径)(?:较上年|同比)?"
)
_OVER = re.compile(r"(?:高于|快于|低于|高出|领先)(?:全国|全省|全市)(?:平均)?")
_THEME = 12  # characters of a clause before that is the object of a verb
_BECOMES = re.compile("(?<=.)(?:成为|当年|落地|落户)")  # 总投资208亿元的新材料项目成为…
SHORT_VERB = 2  # characters; a longer one says enough alone
_FARES = re.compile(  # 服务业快速发展,实现增加值7170亿元: how it fares is not its name
    r"(?:快速|稳步|健康|加快|持续|平稳|不断|蓬勃|提质|较快|良好|有力|深入|扎实)+(?:发展|推进|增长|壮大|提升|回升|增效|开展)$"
)
_GROWN = ("增长率", "增速", "增幅", "下降率", "降幅")
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

    ``unit`` is that of the number it was made for. ``year`` is set where the words of the indicator themselves say it
    (2023年、2024年分别建成3个、4个).
    """

    name: str
    subject: str
    year: int | None = None
    unit: str = ""


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
        return _grown(item, growth, before, last)
    if is_prenominal(item):
        return _prenominal(item, before, subject)
    return _postnominal(item, before, last)


def _grown(item: Item, verb: str, before: str, last: Named) -> Named:
    subject = last.subject
    at = item.left.rfind(verb)
    base = _RECKONED.sub("", tidy(after_last_clause(_THAN_YEAR.sub("", item.left[:at]))))
    base = without_done(_VERSUS.sub("", base))
    base = subject + base if base.startswith("占") else base
    if not base or base in load("grammar")["indicator"]["comparisons"]:
        base = without_done(subject or tidy(before))
    if item.quantity.unit != "%" and item.quantity.unit not in ("倍", "个百分点", "‰"):
        return Named(f"{base}{verb}数", base)
    if item.quantity.unit == "个百分点":
        over = _OVER.match(item.left, at)
        if not over:
            return Named(f"{base}{verb.removeprefix('同比')}幅度", base)
        rate = last.name.endswith(_GROWN) or _ENDS_IN_RATE.search(last.name)
        grown = last.name if base == subject and rate else base  # 增长8.2%,高于全省1.5个百分点
        return Named(f"{grown}{over.group()}幅度", base)
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
    left = tidy(after_last_clause(item.left.replace("至少", "")))
    if item.quantity.is_percent:
        left = "" if left in load("grammar")["prenominal"]["empty"] else left
        core = shorten(left + tidy_predicate(after)) if len(left) <= 14 else shorten(tidy_predicate(after))
        return Named(core if _ENDS_IN_RATE.search(core) else core + "率", core)
    noun, predicate = noun_and_predicate(after)
    if left in load("grammar")["filler"]["sums"] and item.quantity.unit.endswith("元"):
        noun = _BECOMES.split(noun)[0]
        return Named(shorten(noun + left), noun)
    lead = verb_of(left, item.left)
    core = _join(lead, "" if item.chained else tidy_predicate(predicate), noun)
    if len(core) <= 4 and item.first and item.quantity.form != "bandwidth":
        core = (subject if len(subject) <= 16 else "") + core
    core = shorten(core)
    return Named(core + ("数" if _is_count(item.quantity.unit) else ""), core)


def _is_count(unit: str) -> bool:
    """Whether a unit counts things: 个 does, 公里 and 万元 measure them."""
    return unit == "大" or unit in load("units")["count"]


def _postnominal(item: Item, before: str, last: Named) -> Named:
    part = _MORE_THAN_PART.search(item.left) if item.quantity.form == "share" else None
    if part:
        return Named(f"{shorten(tidy(part.group(1)))}占{part.group(2)}比重", tidy(part.group(1)))
    left = without_reach(after_last_clause(item.left))
    name = _RECKONED.sub("", _STEPS.sub("", tidy(left)))
    if item.quantity.form == "share" and _SHARE_OF.search(name):
        name += "比重"
    if name.startswith("占") and item.quantity.is_percent:
        share = name if name.endswith(("比重", "比例", "比")) else name + "比重"
        return Named(shorten(last.subject + share), last.subject)
    if _says_nothing(name, item):
        return _of_subject(name, before, last.subject)
    if not name or is_verbs(name):
        return _resumed(item, name, left, before, last)
    name = shorten(without_place(name))
    return Named(name, name if item.left.startswith("其中") else _subject_of(name))


def _says_nothing(name: str, item: Item) -> bool:
    """覆盖率, 占比, 总额: of something that was named before. A part (其中出口) has a name of its own."""
    if not name or len(name) > LONGEST_VERBS or is_verbs(name):
        return False
    short = len(name) <= 2 or (len(name) <= _RATE and item.quantity.is_percent)
    generic = name in load("grammar")["filler"]["generic"]
    return generic or (short and not (len(name) == 2 and item.left.startswith("其中")))


def _of_subject(name: str, before: str, subject: str) -> Named:
    base = subject or _subject_of(tidy(before))
    base = _FARES.sub("", base) or base
    if base and is_level(name):
        return Named(at_level(name, base), at_level(name, base))
    if base.endswith("率") and name.endswith("率") and len(name) == _RATE:
        base = base[:-_RATE] if len(base) > _RATE + 2 else ""
    part_of = base.removeprefix(leading_verb(base)) if is_whole(name) else ""
    whole = shorten(without_place(share_head(part_of or base, name)))
    return Named(whole, base or whole)


def _resumed(item: Item, verb: str, left: str, before: str, last: Named) -> Named:
    """No noun before the number, or only a verb: what was named last is meant (新开工住房2000套,建成1500套)."""
    if not verb and TOTAL.search(item.left):
        name = last.subject.removeprefix(leading_addition(last.subject)) + "总数"
    elif not verb and item.quantity.unit == "%" and _is_share(last):
        return last  # 占比为8.6%，力争提高到10.5%: the same share again
    elif verb and last.subject:
        same = item.quantity.unit == last.unit
        name = verb + without_verbs(last.subject) if same else last.subject * (len(verb) <= SHORT_VERB) + verb
    else:
        theme = _STEPS.sub("", tidy(after_last_clause(before)))
        theme = theme if not verb else without_verbs(theme) if len(theme) <= _THEME else ""
        name = verb + (last.subject or theme)
        name = "人均" + name if left.endswith("人均") and name == last.subject else name
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
