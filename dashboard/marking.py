"""Marks in a source text: cut it at every edge, so that marks may overlap and no character is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["sentence", "quote", "number", "figure", "here", "differs"]


@dataclass(frozen=True)
class Mark:
    """A raw span with what stands there; a ``number`` weighs more than the ``quote`` around it."""

    start: int
    end: int
    kind: Kind
    link: str = ""
    title: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of text under the same marks."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def number(self) -> bool:
        return any(mark.kind == "number" for mark in self.marks)

    @property
    def differs(self) -> bool:
        return any(mark.kind == "differs" for mark in self.marks)

    @property
    def here(self) -> bool:
        return any(mark.kind == "here" for mark in self.marks)

    @property
    def figure(self) -> Mark | None:
        """A measured value of the document, where one stands here."""
        return next((mark for mark in self.marks if mark.kind == "figure"), None)

    @property
    def leading(self) -> Mark | None:
        """The mark whose link the piece follows: the number's before the quote's."""
        linked = sorted((mark for mark in self.marks if mark.link), key=lambda mark: mark.kind != "number")
        return linked[0] if linked else None


@dataclass(frozen=True)
class Passage:
    """A passage as printed, and the same text cut at its marks."""

    text: str
    pieces: tuple[Piece, ...]


def cut(text: str, start: int, marks: Iterable[Mark]) -> list[Piece]:
    """Pieces of ``text``, which stands at raw offset ``start``; a mark that reaches beyond it is clamped."""
    end = start + len(text)
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = {start, end} | {min(max(edge, start), end) for mark in inside for edge in (mark.start, mark.end)}
    return [
        Piece(text[a - start : b - start], tuple(mark for mark in inside if mark.start <= a and b <= mark.end))
        for a, b in pairwise(sorted(edges))
    ]
