"""Names for numbers of one clause that share their words.

雏鹰、瞪羚企业分别达到807家、563家 · 新增国家级项目3个、省级车间29个 · 26个部门869个事项实现无差别受理 ·
总投资4365亿元的228个项目 · 新增上市公司8家,其中科创板2家.
"""

import re

from pipeline.extract.clauses import Item
from pipeline.extract.indicators import Named, counted_noun, is_prenominal
from pipeline.extract.measures import measure_of
from pipeline.extract.patterns import leading_verb, verb_words
from pipeline.extract.wording import is_whole
from pipeline.lexicon import load

Pair = tuple[Item, Named]
_AMOUNT = re.compile(
    r"(?:总额|总量|总值|增加值|使用量|产量|收入|支出|比重|占比|比例|面积|人数|余额|产值|销售额|交易额|零售额|投资|利润)$"
)
_MEASURE = re.compile(r"[\u4e00-\u9fff]{2}(?:率|额|数|度|企业|标准|项目|机构)$")
_LEVEL_OF = re.compile(r"^(?:国家|省|市|县|区)级(?:以上)?")
_LEVEL = re.compile(r"^(?:国家|省|市|县|区)级(?:以上)?$")
_DEALT = re.compile("分别")
_YEAR = re.compile(r"20\d{2}年")
_RATE = re.compile(r"(?:[\u4e00-\u9fff]{2}收入|投资)?(?:占.*|[\u4e00-\u9fff]{2}率)(?:达|为|超|超过|达到)?$")
_AND = re.compile(r"、|以及|和|(?<![普涉触波顾])及|与")


def spread_names(pairs: list[Pair], text: str, before: list[Pair]) -> list[Pair]:
    """The pairs of a clause with what they share put back. ``before``: what was named earlier in the sentence."""
    subject = before[-1][1].subject if before else ""
    if len(pairs) > 1:
        pairs = _dealt_out(pairs, before) or _with_shared_verb(_chained(_said_once(pairs)))
    return _among(pairs, text, subject, before[-1][0].quantity.unit if before else "")


def _dealt_out(pairs: list[Pair], before: list[Pair]) -> list[Pair] | None:
    """分别: as many parts in front as numbers behind, in the same order; None where the counts differ.

    The parts stand in the clause itself, in the subject before it, or were named one by one earlier.
    """
    first, named = pairs[0]
    if not _DEALT.search(first.left) or any(item.left.strip("、和及与") for item, _ in pairs[1:]):
        return None
    own = _own_part(_DEALT.split(first.left)[0])
    parts = _parts(own, before, len(pairs))
    if len(parts) != len(pairs):
        return None
    if all(_YEAR.fullmatch(part) for part in parts):
        return [
            (item, named._replace(name=_YEAR.sub("", named.name), year=int(part[:4])))
            for (item, _), part in zip(pairs, parts, strict=True)
        ]
    ending = named.name[len(named.subject) :] if named.name.startswith(named.subject) else ""
    tail = _shared_tail(parts) if own or len(before) == 1 else ""
    names = [part if part.endswith(tail) else part + tail for part in parts]
    ending = "" if names[-1].endswith(ending) else ending
    bound = pairs[-1][0].bound if first.bound.op == "=" else first.bound
    return [
        (item._replace(bound=bound) if item.bound.op == "=" else item, Named(name + ending, name))
        for (item, _), name in zip(pairs, names, strict=True)
    ]


def _said_once(pairs: list[Pair]) -> list[Pair]:
    """城乡居民收入分别增长3.5%和6.4%: a bare number behind a growth grew by the same verb."""
    first, named = pairs[0]
    if not first.quantity.is_percent or measure_of(first, named.name, "plan") != "growth":
        return pairs
    bare = [not item.left.strip("、和及与") and not item.right and item.quantity.is_percent for item, _ in pairs]
    return [
        (item._replace(left=first.left), named) if alone else (item, name)
        for (item, name), alone in zip(pairs, bare, strict=True)
    ]


def _parts(own: str, before: list[Pair], count: int) -> list[str]:
    listed = own or (before[-1][1].subject if before else "")
    parts = [part for part in _AND.split(listed) if part]
    if not own and len(parts) != count:
        return [named.subject for _, named in before[-count:]]
    return parts


def _own_part(left: str) -> str:
    return re.split(r"[,，;；]", left)[-1].strip().removeprefix("其中")


def _shared_tail(parts: list[str]) -> str:
    """The words that the last part carries for all.

    城镇居民 | 农村居民人均可支配收入 → 人均可支配收入 (what follows the ending they share);
    人大代表建议 | 政协提案办理满意率 → 满意率 (the measure at the end).
    """
    first, last = parts[0], parts[-1]
    if first in load("grammar")["parallel"]["words"] and len(last) > len(first) + 3:
        return last[len(first) :]
    shared = last.find(first[-2:])
    if 0 < shared < len(last) - 3:
        return last[shared + 2 :]
    if _AMOUNT.search(first):
        return ""
    measure = _AMOUNT.search(last) or _MEASURE.search(last)
    return measure.group() if measure and first[-1] != last[-1] else ""


def _chained(pairs: list[Pair]) -> list[Pair]:
    """A number without a separator before the next: a short noun is told apart by what the next one counts."""
    named = list(pairs)
    for index in range(len(pairs) - 2, -1, -1):
        item, name = named[index]
        if item.chained and pairs[index + 1][0].quantity.is_percent and is_prenominal(item):
            whole = _RATE.sub("", name.subject)
            named[index] = (item, Named(whole + "数", whole))
            continue
        following = named[index + 1][1].subject
        if item.right == "的":
            whole = following + name.name
            named[index] = (item, Named(whole, whole))
        elif item.listed and _LEVEL.match(counted_noun(item)):
            verb = leading_verb(name.name)
            whole = verb + counted_noun(item) + _LEVEL_OF.sub("", following.removeprefix(verb))
            named[index] = (item, Named(whole + "数", whole))
        elif item.chained and is_prenominal(item) and len(counted_noun(item)) <= 3:
            verb = leading_verb(name.name)
            whole = verb + following.removeprefix(verb) + counted_noun(item)
            named[index] = (item, Named(whole + "数", whole))
    return named


def _with_shared_verb(pairs: list[Pair]) -> list[Pair]:
    """新增国家级项目3个、省级车间29个: the second is 新增, too."""
    first = pairs[0][1].name
    if pairs[0][0].quantity.unit == "个百分点" and all(not item.left for item, _ in pairs[1:]):
        return [(item, pairs[0][1]) for item, _ in pairs]
    verb = leading_verb(first) or (leading_verb(pairs[0][1].subject) if is_whole(pairs[0][0].left) else "")
    if not verb:
        return pairs
    return [
        pairs[0],
        *(
            (item, _prefixed(named, verb)) if _is_bare(item, named, verb) else (item, named)
            for item, named in pairs[1:]
        ),
    ]


def _is_bare(item: Item, named: Named, verb: str) -> bool:
    """A name that begins with a noun of its own, in the same row as the first."""
    if item.first or item.holder or item.quantity.is_percent:
        return False
    return not named.name.startswith((*verb_words(), verb)) and not is_whole(item.left)


def _among(pairs: list[Pair], text: str, subject: str, unit: str) -> list[Pair]:
    """其中 counts a part of what was named before, in the same ``unit``; a rate has no parts."""
    if not pairs or not subject or not text.lstrip("(（").startswith("其中"):
        return pairs
    item, named = pairs[0]
    if named.name.endswith("占比") and len(named.name) <= 10:
        share = f"{named.name.removesuffix('占比')}占{subject}比重"
        return [(item, Named(share, named.subject)), *pairs[1:]]
    if (
        item.quantity.is_percent
        or item.quantity.unit != unit
        or named.name.startswith((subject, *verb_words()))
        or len(subject) > 20
        or named.name.endswith(subject[-4:])
    ):
        return pairs
    return [(item, _prefixed(named, subject)), *pairs[1:]]


def _prefixed(named: Named, words: str) -> Named:
    return Named(words + named.name, words + named.subject)
