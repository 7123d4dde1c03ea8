"""Names for numbers of one clause that share their words.

雏鹰、瞪羚企业分别达到807家、563家 · 新增国家级项目3个、省级车间29个 · 26个部门869个事项实现无差别受理 ·
总投资4365亿元的228个项目 · 新增上市公司8家,其中科创板2家.
"""

import re

from pipeline.extract.clauses import Item
from pipeline.extract.dealing import Pair, dealt_out
from pipeline.extract.indicators import Named, counted_noun, is_prenominal
from pipeline.extract.measures import TOTAL, measure_of
from pipeline.extract.patterns import increments, leading_verb, verb_words
from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import LEVEL_OF, at_level, is_level, is_whole, share_head
from pipeline.lexicon import load

_SHORTEST_WORK = 3  # characters of 改造提升, 光网改造
_AMOUNT = r"超?过?(?<![\d.])\d{0,6}(?:\.\d{1,2})?[百千万亿]{1,2}美?元(?:及?以上)?"
_SIZE_INSIDE = re.compile(rf"{_AMOUNT}(?:或{_AMOUNT})?")
_SIZE = re.compile(rf"(?:总投资|投资)?(?P<size>{_SIZE_INSIDE.pattern})")
_RATE = re.compile(r"(?:[\u4e00-\u9fff]{2}收入|投资)?(?:占.*|[\u4e00-\u9fff]{2}率)(?:达|为|超|超过|达到)?$")


def spread_names(pairs: list[Pair], text: str, before: list[Pair]) -> list[Pair]:
    """The pairs of a clause with what they share put back. ``before``: what was named earlier in the sentence."""
    if len(pairs) > 1:
        pairs = (
            dealt_out(pairs, before)
            or _with_shared_size(pairs)
            or _with_shared_verb(_with_shared_head(_chained(_said_once(pairs))))
        )
    for index, (item, _) in enumerate(pairs):
        if item.left.lstrip("(（").startswith("其中") or (index == 0 and text.lstrip("(（").startswith("其中")):
            pairs = [*pairs[:index], *_among(pairs[index:], [*before, *pairs[:index]])]
    return pairs


def _with_shared_size(pairs: list[Pair]) -> list[Pair] | None:
    """超10亿元项目84个、超50亿元19个、超100亿元8个: sizes of the things that are counted first."""
    whole = pairs[0][1].subject
    if not _SIZE_INSIDE.search(whole) or not all(_SIZE.fullmatch(named.name) for _, named in pairs[1:]):
        return None
    return [pairs[0], *((item, _of_size(named, whole)) for item, named in pairs[1:])]


def _with_shared_head(pairs: list[Pair]) -> list[Pair]:
    """金融机构存款余额1.4万亿元、贷款余额1.5万亿元: a measure without a thing is of the thing before it."""
    measures = tuple(load("grammar")["parallel"]["measures"])
    found = [pairs[0]]
    for item, named in pairs[1:]:
        whole = found[-1][1].name
        if found[-1][0].listed and named.name in measures and whole.endswith(measures):
            name = share_head(whole, named.name)
            named = Named(name, name)
        found.append((item, named))
    return found


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


def _chained(pairs: list[Pair]) -> list[Pair]:
    """A number without a separator before the next: a short noun is told apart by what the next one counts."""
    named = _with_shared_work(pairs)
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
        elif item.listed and is_level(counted_noun(item)):
            verb = leading_verb(name.name)
            whole = verb + counted_noun(item) + LEVEL_OF.sub("", following.removeprefix(verb))
            named[index] = (item, Named(whole + "数", whole))
        elif item.chained and is_prenominal(item) and len(counted_noun(item)) <= 3:
            verb = leading_verb(name.name)
            whole = verb + following.removeprefix(verb) + counted_noun(item)
            named[index] = (item, Named(whole + "数", whole))
    return named


def _with_shared_work(pairs: list[Pair]) -> list[Pair]:
    """推进100个村、20个社区数字化改造: what is done in the last of the places is done in all."""
    places = load("grammar")["prenominal"]["places"]
    noun = counted_noun(pairs[-1][0])
    place = max((place for place in places if noun.startswith(place)), key=len, default="")
    work = noun.removeprefix(place)
    if not place or len(work) < _SHORTEST_WORK or not all(item.listed for item, _ in pairs[:-1]):
        return list(pairs)
    return [
        (item, _with_work(named, work) if counted_noun(item) in places else named) for item, named in pairs[:-1]
    ] + [pairs[-1]]


def _with_work(named: Named, work: str) -> Named:
    return Named(named.subject + work + named.name.removeprefix(named.subject), named.subject + work)


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
    own = named.name.startswith(verb_words()) or verb in named.name or named.name[1:].startswith(increments())
    return not (own or named.name[2:].startswith(increments()) or is_whole(item.left) or TOTAL.search(item.left))


def _among(pairs: list[Pair], before: list[Pair]) -> list[Pair]:
    """其中 counts a part of what was last named in the same unit; a rate has no parts."""
    if not before:
        return pairs
    (item, named), subject = pairs[0], before[-1][1].subject
    if named.name.endswith("占比") and len(named.name) <= 10:
        share = f"{named.name.removesuffix('占比')}占{subject}比重"
        return [(item, Named(share, named.subject)), *pairs[1:]]
    whole = _whole_of(item.quantity, before)
    if not whole:
        return pairs
    if _SIZE.match(named.name):
        return [(part, _of_size(name, whole)) for part, name in pairs]
    return [(item, _part_of(named, whole)), *pairs[1:]]


def _whole_of(part: Quantity, before: list[Pair]) -> str:
    """What was named just before in the unit of the part; things that are counted may have money between them."""
    if part.is_percent:
        return ""
    reach = before[-1:] if part.unit.endswith("元") else before
    return next((named.subject for item, named in reversed(reach) if item.quantity.unit == part.unit), "")


def _part_of(named: Named, whole: str) -> Named:
    """What grows later is the part (其中出口210亿元,增长6.2%): its subject stays its own."""
    if is_level(named.name):
        name = at_level(named.name, whole)
        return Named(name, name)
    end = whole[-2:] if whole.endswith(("投资", "收入", "外资")) else whole[-4:]
    said = named.name.startswith((whole, *verb_words())) or named.name.endswith(end)
    return named if said or len(whole) > 20 else Named(whole + named.name, named.subject)


def _of_size(named: Named, whole: str) -> Named:
    """招引亿元以上项目100个,其中10亿元以上15个: the same things, of another size."""
    size = _SIZE.match(named.name)
    if not size or not whole.endswith(named.name[size.end() :]):
        return named
    other = _SIZE_INSIDE.search(whole)
    verb = leading_verb(whole)
    name = (
        whole[: other.start()] + size["size"] + whole[other.end() :]
        if other
        else verb + size.group() + whole.removeprefix(verb)
    )
    return Named(name, name)


def _prefixed(named: Named, words: str) -> Named:
    return Named(words + named.name, words + named.subject)
