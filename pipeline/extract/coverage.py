"""Goals that count nothing: 全覆盖 is 100 %, 进入全国前30位 a place, 居全省前列 a rank. All are arguable."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.clauses import Item, clauses
from pipeline.extract.numerals import parse_numeral
from pipeline.extract.operators import Bound
from pipeline.extract.patterns import alternatives
from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import tidy
from pipeline.lexicon import load
from pipeline.model import Operator, Span

_DIGITS = re.compile(r"\d")
_LONGEST = 40  # characters of what is ranked
_AMONG = "[国省市县级界内]"  # before a rank
_FULL = re.compile(
    r"全(?:面)?覆盖|(?<=覆盖)(?:全市|全区|全县|全域|城乡)(?:所有[\u4e00-\u9fff()]{1,8})?(?=[,，;；。、\n]|$)"
)
_RANK = re.compile(rf"(?<={_AMONG})(?:前列|领先水平|先进水平|先进行列|第一方阵)(?![\u4e00-\u9fff]{{3}})")
_WORTH_A_LOOK = re.compile(
    r"覆盖|前[一二三四五六七八九十\d]"
    + "".join(f"|{words}(?<={_AMONG}{words})" for words in ("前列", "领先", "先进", "第一"))
)
_INLINE_HEADING = re.compile(r"^\s*(?:\d+[.、．]|[(（][一二三四五六七八九十]+[)）])[^，,；;]{2,30}。?$")
_YEARS = re.compile(r"(?:到|至)?20\d{2}年(?:底|末)?(?:前)?")
_TALK = re.compile(
    r"^(?:实现|形成|达到|基本|全面|推动|推进|构建|针对|对|将|使|并|为|确保|力争|加快|完善的|逐步|城乡|以|促进)+"
)


def may_cover(words: str) -> bool:
    """Whether such a wording can stand in these words at all."""
    return bool(_WORTH_A_LOOK.search(words))


def find_coverage(text: str, sentence: Span) -> Iterator[Item]:
    """Each such wording as an item named by what is covered or ranked; nothing where no thing is named."""
    words = sentence.of(text)
    if not may_cover(words):
        return
    if not _INLINE_HEADING.match(words):
        yield from _covered_or_ranked(text, sentence)
    yield from _places(text, sentence)


def _covered_or_ranked(text: str, sentence: Span) -> Iterator[Item]:
    """全覆盖, 居全省前列."""
    for clause in clauses(text, sentence):
        for match in _FULL.finditer(text, clause.start, clause.end):
            name = _covered(text[clause.start : match.start()], text[match.end() : clause.end])
            if name:
                yield _item(
                    match,
                    clause,
                    name.removesuffix("覆盖") + "覆盖率",
                    Quantity(Span(*match.span()), 100.0, "%", "coverage"),
                )
        for match in _RANK.finditer(text, clause.start, clause.end):
            name = _TALK.sub("", text[clause.start : match.start()]).strip("“”的 、")
            if 4 <= len(name) <= _LONGEST:
                yield _item(
                    match, clause, name + match.group() + "位次", Quantity(Span(*match.span()), 0.0, "", "rank")
                )


def _places(text: str, sentence: Span) -> Iterator[Item]:
    """进入全国前30位、全省前3位: each as an item named by what is ranked and among whom."""
    for clause in clauses(text, sentence):
        ranked = ""
        for match in _place().finditer(text, clause.start, clause.end):
            ranked = ranked or _DIGITS.split(tidy(text[clause.start : match.start()]))[0]
            number = Quantity(Span(match.start("place"), match.end()), parse_numeral(match["number"]), "位", "place")
            if 2 <= len(ranked) <= _LONGEST:
                yield _item(match, clause, f"{ranked}{match['among']}位次", number, "<=")


@cache
def _place() -> re.Pattern[str]:
    words = load("coverage")["place"]
    return re.compile(
        rf"(?:{alternatives(words['verbs'])})?(?P<among>{alternatives(words['among'])})"
        r"(?P<place>前(?P<number>\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:位|名)?)(?=[,，;；。、\n)）]|$)"
    )


def _item(match: re.Match[str], clause: Span, name: str, quantity: Quantity, op: Operator = "=") -> Item:
    return Item(quantity, Bound(op, match.group()), clause, name, "", first=True)


def _covered(left: str, right: str) -> str:
    name = _cut(left)
    if len(name) < 3 and right.startswith("的"):
        name = right.lstrip("的")[:12].strip("“”")
    if len(name) < 3 or any(word in name for word in load("coverage")["not"]):
        return ""
    return name[-24:]


def _cut(words: str) -> str:
    words = _YEARS.sub("", words)
    return _TALK.sub("", words).strip("“”的、 (（").removesuffix("实现").removesuffix("基本")
