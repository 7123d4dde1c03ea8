"""Sentences and clauses of a text, and the piece of a clause that belongs to each quantity."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract.operators import Bound, bound_of
from pipeline.extract.quantities import Quantity
from pipeline.model import Span

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’]?")
_SEPARATORS = "，,；;：:。！？!?\n"
LONGEST_SENTENCE = 1500  # characters; the longest of the reports has 600
_OPEN, _CLOSE = "(（[〔【", ")）]〕】"
_STEP = re.compile(r"(?:增长|提高|提升|上升|下降|降低|扩大|增加|缩短|减少|压缩|升|降|增)(?:到|至|为)")
# the comma of 1,000 and the colon of 1:1 separate nothing
_PLAIN = re.escape("".join(mark for mark in _SEPARATORS + _OPEN + _CLOSE if mark not in ",:："))
_MARK = re.compile(rf"(?<!\d),|,(?!\d{{3}}(?!\d))|(?<!\d)[:：]|[:：](?!\d)|[{_PLAIN}]")
_STRETCH = re.compile(  # between marks, without brackets
    rf"(?:[^{re.escape(_SEPARATORS)}]++|(?<=\d),(?=\d{{3}}(?!\d))|(?<=\d)[:：](?=\d))++"
)
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_LISTING = re.compile(r"^(?:、|以及|和|及|与|或|,|，)+")
_LEADING = re.compile(r"[)）]?(?:、|以及|和|及|与|或|,|，)+")
_LISTING_END = re.compile(r"(?:、|以及|和|及|与|或)+$")


class Item(NamedTuple):
    """A quantity with the words to its left and right that are its own.

    ``clause`` is the stretch between punctuation; ``left`` ends where the operator words begin, ``right``
    starts after them. ``chained``: the next quantity follows without a separator (46个部门6990项…).
    ``first``: no other quantity stands before it in the clause. ``holder``: what a bracketed number explains.
    """

    quantity: Quantity
    bound: Bound
    clause: Span
    left: str
    right: str
    first: bool
    chained: bool = False
    listed: bool = False
    holder: str = ""


def sentences(text: str, within: Span) -> list[Span]:
    """The sentences of a paragraph, each with its end mark. What goes on without end is cut between its clauses."""
    found = _SENTENCE.finditer(text, within.start, within.end)
    cut = (piece for match in found for piece in pieces(text, Span(*match.span()), LONGEST_SENTENCE))
    return [piece for piece in cut if not piece.of(text).isspace()]


def pieces(text: str, span: Span, longest: int, marks: str = _SEPARATORS) -> list[Span]:
    """A span in pieces no longer than ``longest``, cut behind the last of ``marks`` where there is one."""
    if span.end - span.start <= longest:
        return [span]
    found, start = [], span.start
    while span.end - start > longest:
        cut = max(text.rfind(mark, start + longest // 2, start + longest) for mark in marks) + 1
        end = cut if cut > start else start + longest
        found.append(Span(start, end))
        start = end
    return [*found, Span(start, span.end)]


@lru_cache(maxsize=4)
def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The stretches between punctuation. Punctuation inside brackets does not split: 重点领域(污染源、森林等)覆盖率."""
    if not _BRACKET.search(text, sentence.start, sentence.end):
        return tuple(Span(*match.span()) for match in _STRETCH.finditer(text, sentence.start, sentence.end))
    found, start, depth = [], sentence.start, 0
    for mark in _MARK.finditer(text, sentence.start, sentence.end):
        position, character = mark.start(), mark.group()
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if depth == 0 and character in _SEPARATORS:
            if position > start:
                found.append(Span(start, position))
            start = position + 1
    if sentence.end > start:
        found.append(Span(start, sentence.end))
    return tuple(found)


def items(text: str, clause: Span, quantities: list[Quantity]) -> list[Item]:
    """The quantities of one clause with the words that belong to each."""
    made: list[Item] = []
    start = clause.start
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        end = following.span.start if following else clause.end
        piece = Span(start, end) if end > start else clause
        item = _item(text, quantity, piece, clause, first=index == 0)
        made.append(_behind_chain(made, _cut_at_next(item) if following else item))
        start = _next_start(text, quantity, item, following)
    return [*made[:-1], _last_of_row(made)] if len(made) > 1 else made


def _last_of_row(made: list[Item]) -> Item:
    """7个市、109个镇和1862个村的五级网络: what follows 的 belongs to the whole row, not to its last noun."""
    noun, of, _ = made[-1].right.partition("的")
    whole = not of or not made[-2].listed or len(noun) < 2 or noun.startswith(("具有", "有", "以"))
    return made[-1] if whole else made[-1]._replace(right=noun)


def _behind_chain(made: list[Item], item: Item) -> Item:
    """Words between two chained numbers belong to the first when the second counts a noun of its own
    (46个部门6990项事项), to the second when they name it (通过预审的41个项目申请资金4484.55万元). A step
    from one number to the next names both (从28%提高到40%)."""
    if not made or not made[-1].chained or item.holder:
        return item
    if _STEP.match(item.left):
        return item._replace(left=made[-1].left)
    if item.right and item.right[0] not in "、,，)）的":
        return item._replace(left="")
    return item._replace(left=made[-1].left.removesuffix("的") + item.left)


def _item(text: str, quantity: Quantity, piece: Span, clause: Span, *, first: bool) -> Item:
    bound = bound_of(quantity, text, piece)
    left = text[piece.start : quantity.span.start - bound.before]
    right = text[quantity.span.end + bound.after : piece.end]
    inside = _bracket(left)
    if inside is not None:
        return Item(quantity, bound, clause, inside[1], right.split(")")[0].split("）")[0], first, holder=inside[0])
    return Item(quantity, bound, clause, left, right, first)


def _bracket(left: str) -> tuple[str, str] | None:
    """When the quantity stands inside a bracket: what stands before the bracket, and inside it."""
    opened = max(left.rfind("("), left.rfind("（"))
    if opened < 0 or opened <= max(left.rfind(")"), left.rfind("）")):
        return None
    return _LISTING.sub("", left[:opened].lstrip(")）")), left[opened + 1 :]


def _cut_at_next(item: Item) -> Item:
    """Leave to the next quantity of the clause what is its own."""
    right, chained, listed = _before_open_bracket(item.right), False, False
    if _LISTING.match(right) or right[:1] in ")）":
        right, listed = "", True
    elif _LISTING_END.search(right):
        right, listed = _LISTING_END.sub("", right), True
    elif "、" in right:
        right, listed = right[: right.rfind("、")], True
    else:
        chained = bool(right)
    return Item(item.quantity, item.bound, item.clause, item.left, right, item.first, chained, listed, item.holder)


def _before_open_bracket(right: str) -> str:
    """A bracket that stays open belongs to the next number: 新建充电桩8000个(其中公共3000个)."""
    opened = max(right.rfind("("), right.rfind("（"))
    closed = max(right.rfind(")"), right.rfind("）"))
    return right[:opened] if opened > closed else right


def _next_start(text: str, quantity: Quantity, item: Item, following: Quantity | None) -> int:
    """Where the words of the next quantity begin: behind the separator that ends this one's."""
    if following is None:
        return quantity.span.end
    start = quantity.span.end + item.bound.after
    between = text[start : following.span.start]
    leading = _LEADING.match(between)
    if leading:
        return start + leading.end()
    if _LISTING_END.search(between):
        return following.span.start
    if "、" in between:
        return start + between.rfind("、") + 1
    return start
