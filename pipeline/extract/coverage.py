"""Goals said without a number: 全覆盖 is 100 %, 居全省前列 is a rank without a figure. Both are arguable."""

import re
from collections.abc import Iterator

from pipeline.extract.clauses import Item, clauses
from pipeline.extract.operators import Bound
from pipeline.extract.quantities import Quantity
from pipeline.lexicon import load
from pipeline.model import Span

_FULL = re.compile(
    r"全(?:面)?覆盖|(?<=覆盖)(?:全市|全区|全县|全域|城乡)(?:所有[\u4e00-\u9fff()]{1,8})?(?=[,，;；。、\n]|$)"
)
_RANK = re.compile(r"(?<=[国省市县级界内])(?:前列|领先水平|先进水平|先进行列|第一方阵)(?![\u4e00-\u9fff]{3})")
_WORTH_A_LOOK = re.compile("覆盖|[国省市县级界内](?:前列|领先|先进|第一)")
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
    if not may_cover(words) or _INLINE_HEADING.match(words):
        return
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
            if 4 <= len(name) <= 40:
                yield _item(
                    match, clause, name + match.group() + "位次", Quantity(Span(*match.span()), 0.0, "", "rank")
                )


def _item(match: re.Match[str], clause: Span, name: str, quantity: Quantity) -> Item:
    return Item(quantity, Bound("=", match.group()), clause, name, "", first=True)


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
