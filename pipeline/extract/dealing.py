"""Numbers dealt out over names in their order: 雏鹰、瞪羚企业分别达到807家、563家.

The names stand in front in one row, with words that one of them carries for all, or were named one by one in
the clause before. 分别 says so; without it as many names as numbers behind one verb
do (工业、服务业增加值增长6.6%和7%).
"""

import re
from functools import cache

from pipeline.extract.clauses import Item
from pipeline.extract.indicators import Named
from pipeline.extract.measures import TOTAL
from pipeline.extract.patterns import growth_words, leading_addition, reach, without_verbs
from pipeline.extract.wording import share_head, tidy, without_done
from pipeline.lexicon import load

Pair = tuple[Item, Named]
_WHOLE = re.compile(r"(?:[量数额率值积度费比金次]|收入|支出|比重|比例|投资|外资|利润|消费|存款|贷款)$")
_AMOUNT = re.compile(
    r"(?:总额|总量|总值|增加值|使用量|产量|(?:主营业务|营业|销售)?收入|支出|比重|占比|比例|面积|人数|余额|产值|销售额|交易额|零售额|投资|利润|规模|里程)$"
)
_SHARE = re.compile(r"(?:增加值|总?产值|(?:营业|销售)?收入|投资|支出)?占[^占]+$")  # 增加值占规上工业比重
_MEASURE = re.compile(r"(?:(?:平均|年均)?浓度|[\u4e00-\u9fff]{2}(?:率|额|数|度|企业|标准|项目|机构))$")
_RATE = 3  # characters of 普惠率, of the same thing as the rate before it
_LEVEL = re.compile(r"(?:国家|省|市|县|区)级(?:以上)?")
_DEALT = re.compile("分别|均(?=[达超为实保])")
_YEAR = re.compile(r"20\d{2}年")
_AND = re.compile(r"、|以及|和(?![谐平睦解])|(?<![普涉触波顾])及|与")
_COMPARED = re.compile(  # 增幅高于全国、全省1.5和4.5个百分点
    r"(?P<verb>高于|快于|低于|高出)(?P<one>全国|全省|全市)[、和](?P<other>全国|全省|全市)(?:平均)?(?:水平)?(?:分别)?$"
)
_COMMA = re.compile("、")  # 软件和信息技术服务业 is one name of a row
_LINKS = "、和及与"


def dealt_out(pairs: list[Pair], before: list[Pair]) -> list[Pair] | None:
    """As many names as numbers, in the same order; None where the counts differ or a number has words of its own.

    ``before``: what was named earlier in the sentence.
    """
    first, named = pairs[0]
    if any(item.left.strip(_LINKS) for item, _ in pairs[1:]):
        return None
    said = _DEALT.search(first.left)
    if not said and not _shares_a_verb(pairs):
        return None
    compared = _COMPARED.search(first.left)
    if compared and len(pairs) == 2:
        names = [f"{named.subject}{compared['verb']}{compared[part]}" for part in ("one", "other")]
        return _renamed(pairs, names, "幅度")
    own = _own_part(first.left[: said.start()] if said else _before_verb(first.left))
    parts, in_row = _parts(own, before if said else _last_clause(before), len(pairs))
    if len(parts) != len(pairs):
        return None
    if all(_YEAR.fullmatch(part) for part in parts):
        return [
            (item, named._replace(name=_YEAR.sub("", named.name), year=int(part[:4])))
            for (item, _), part in zip(pairs, parts, strict=True)
        ]
    names = _completed(parts) if in_row else parts
    if TOTAL.search(first.left):  # 新认定A企业58家、B企业21家,累计分别达236家和67家
        names = [name.removeprefix(leading_addition(name)) for name in names]
    return _renamed(pairs, names, _ending(named, names[-1]))


def _shares_a_verb(pairs: list[Pair]) -> bool:
    """Behind one verb stand numbers of one kind and nothing else."""
    first = pairs[0][0]
    alike = all(item.quantity.unit == first.quantity.unit and not item.right for item, _ in pairs)
    verb = first.bound.before or growth_words().search(first.left) or reach().search(first.left)
    return alike and not first.holder and bool(verb)


def _before_verb(left: str) -> str:
    found = growth_words().search(left) or reach().search(left)
    return left[: found.start()] if found else left


def _last_clause(before: list[Pair]) -> list[Pair]:
    return [pair for pair in before if pair[0].clause == before[-1][0].clause]


def _own_part(left: str) -> str:
    own = re.split(r"[,，;；:：]", left)[-1].strip().removeprefix("其中")
    return own if _YEAR.match(own) else tidy(own)


def _parts(own: str, before: list[Pair], count: int) -> tuple[list[str], bool]:
    """The names, and whether they stand in one row (and not each with a number of its own before)."""
    listed = own or (before[-1][1].subject if before else "")
    rows = [[part for part in links.split(listed) if part] for links in (_COMMA, _AND)]
    parts = [part.removeprefix("实现") for part in next((row for row in rows if len(row) == count), rows[-1])]
    if len(own) <= _RATE and own.endswith("率"):
        return _each_of(own, before, count), False
    if own or len(before) == 1:
        parts = _both(parts, count)
    if not own and len(parts) != count:
        return _named_apart(before)[-count:], False
    return parts, True


def _named_apart(before: list[Pair]) -> list[str]:
    """The subjects of the sentence so far; the names where one subject was measured twice (项目50个、总投资378亿元)."""
    subjects = list(dict.fromkeys(named.subject for _, named in before))
    return subjects if len(subjects) > 1 else list(dict.fromkeys(named.name for _, named in before))


def _each_of(rate: str, before: list[Pair], count: int) -> list[str]:
    """建议96件、提案128件,满意率分别达99.2%和98.6%: the rate of each that was last counted in such a row."""
    clauses = list(dict.fromkeys(item.clause for item, _ in before))
    rows = [[named.subject for item, named in before if item.clause == clause] for clause in clauses]
    row = next((row for row in reversed(rows) if len(row) == count), [])
    return [without_verbs(name) + rate for name in row]


def _both(parts: list[str], count: int) -> list[str]:
    """城乡居民收入 is two names: 城镇居民收入, 农村居民收入."""
    if len(parts) != 1 or count != 2:
        return parts
    words = load("grammar")["parallel"]["both"]
    word = next((word for word in words if word in parts[0]), None)
    return [parts[0].replace(word, each, 1) for each in words[word]] if word else parts


def _completed(parts: list[str]) -> list[str]:
    """The names with what one carries for all: the end of the last (城镇 | 农村居民收入), the head of the first
    (粮食播种面积 | 产量)."""
    tail = _shared_tail(parts)
    names = [part if part.endswith(tail) else part + tail for part in parts]
    return [names[0], *(_headed(names[0], name) for name in names[1:])]


def _headed(first: str, name: str) -> str:
    if name in _measures():
        return share_head(first, name)
    rates = len(name) == _RATE and name.endswith("率") and first.endswith("率")
    return first[:-_RATE] + name if rates and len(first) > _RATE + 2 else name


def _shared_tail(parts: list[str]) -> str:
    """The words that the last part carries for all.

    城镇居民 | 农村居民人均可支配收入 → 人均可支配收入 (what follows the ending they share);
    国家级 | 省级新型孵化机构 → 新型孵化机构; 人大代表建议 | 政协提案办理满意率 → 满意率 (the measure at the end).
    """
    first, last = parts[0], parts[-1]
    level = _LEVEL.match(last)
    if level and _LEVEL.fullmatch(first):
        return last[level.end() :]
    if first in load("grammar")["parallel"]["words"] and len(last) > len(first) + 3:
        return last[len(first) :]
    shared = last.find(first[-2:])
    if 0 < shared < len(last) - 3:
        return last[shared + 2 :]
    if first == leading_addition(first):  # 新签约 | 新开工亿元以上项目
        return last.removeprefix(leading_addition(last))
    if first.endswith("存") and last.startswith("贷"):
        return last[1:]
    share = _SHARE.search(last)
    if share and "占" not in first and not _WHOLE.search(first):
        return share.group()
    if _WHOLE.search(first) or last in _measures():
        return ""
    measure = _AMOUNT.search(last) or _MEASURE.search(last)
    return measure.group() if measure and first[-1] != last[-1] else ""


@cache
def _measures() -> frozenset[str]:
    return frozenset(load("grammar")["parallel"]["measures"])


def _ending(named: Named, last: str) -> str:
    """What was made of the shared subject for its name: 增长率 of 收入增长率."""
    ending = named.name[len(named.subject) :] if named.name.startswith(named.subject) else ""
    return "" if ending and last.endswith(ending) else ending


def _renamed(pairs: list[Pair], names: list[str], ending: str) -> list[Pair]:
    """A bound said of one is said of all, and so are the words in front of the first number."""
    first = pairs[0][0]
    bound = pairs[-1][0].bound if first.bound.op == "=" else first.bound
    return [
        (
            item._replace(bound=bound if item.bound.op == "=" else item.bound, left=first.left),
            Named((without_done(name) if ending else name) + ending, name),
        )
        for (item, _), name in zip(pairs, names, strict=True)
    ]
