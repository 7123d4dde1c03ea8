"""Every clean line with the headings above it, also where a document has lost or misnumbered some.

Repairs are general: a chapter mark that continues the sections below it is a section (七、 after （六）);
a line without a number between （一） and （三） is the missing section; a series that starts again at 1
has lost the heading above it, so the old one no longer holds (unless the count of those headings goes on).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from pipeline.lexicon import load
from pipeline.model import Paragraph, Span
from pipeline.structure.markers import (
    CHAPTER,
    ITEM,
    LEAF,
    SECTION,
    Marker,
    is_whole_heading,
    marker_of,
    plain,
    title_of,
)

_LONGEST_UNNUMBERED = 30
_PROSE = 40
_TITLE_QUOTED = re.compile(r"《([^《》]{1,60})》")


def outline(
    text: str, taken: tuple[Span, ...] = (), styled: Mapping[int, int] = MappingProxyType({})
) -> tuple[Paragraph, ...]:
    """The paragraphs of a clean text, in order. Lines inside ``taken`` (tables, in order) are never headings.

    ``styled`` says where the file itself marks a heading, and its level (1 outermost).
    """
    lines = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    free = [not _is_inside(line, taken) for line in lines]
    reader = _Reader([line.of(text) for line in lines], free, [styled.get(line.start, 0) for line in lines])
    return tuple(reader.paragraph(index, line) for index, line in enumerate(lines))


def _is_inside(line: Span, taken: tuple[Span, ...]) -> bool:
    index = bisect_right(taken, line.start, key=lambda span: span.start) - 1
    return index >= 0 and taken[index].contains(line)


class _Reader:
    """Walks down the lines and keeps the headings that hold, outermost first."""

    def __init__(self, texts: list[str], free: list[bool], styled: list[int]) -> None:
        self.texts, self.free, self.styled = texts, free, styled
        self.markers = [marker_of(text) if ok else None for text, ok in zip(texts, free, strict=True)]
        self.places: dict[int, list[int]] = {}  # level → the lines that have a marker of it
        for index, marker in enumerate(self.markers):
            if marker:
                self.places.setdefault(marker.level, []).append(index)
        self.named: dict[str, int] = {}  # title in 《》 → the first line that names it
        for index, text in enumerate(texts):
            for title in _TITLE_QUOTED.findall(text):
                self.named.setdefault(title, index)
        self.open: list[tuple[int, str]] = []
        self.last: dict[int, int] = {}
        self.part = 0

    def paragraph(self, index: int, span: Span) -> Paragraph:
        marker = self._marker(index)
        if marker:
            return self._numbered(index, span, marker)
        if self._is_new_part(index):
            self.open, self.last, self.part = [], {}, self.part + 1
            return Paragraph(span, (), True, self.part)
        level = self._unnumbered_level(index)
        if level:
            self._close(level)
            above = self._headings()
            self.open.append((level, plain(self.texts[index])))
            return Paragraph(span, above, True, self.part)
        return Paragraph(span, self._headings(), _is_title(self.texts[index]) and not self.last, self.part)

    def _marker(self, index: int) -> Marker | None:
        """The marker of a line at the level it really has, or None when its number makes no sense here."""
        marker = self.markers[index]
        if marker is None or not marker.decimal:
            return self._as_section(marker) if marker else None
        chapter = self.last.get(CHAPTER)
        return marker if chapter is None or marker.number in (chapter, chapter + 1) else None

    def _as_section(self, marker: Marker) -> Marker:
        follows_chapter = marker.number == self.last.get(CHAPTER, 0) + 1
        follows_section = marker.number == self.last.get(SECTION, -1) + 1 and marker.number > 2
        if marker.level == CHAPTER and follows_section and not follows_chapter:
            return replace(marker, level=SECTION)
        return marker

    def _numbered(self, index: int, span: Span, marker: Marker) -> Paragraph:
        restarted = not marker.decimal and marker.number == 1 and marker.level in [level for level, _ in self.open]
        self._close(marker.level)
        if restarted and self.open and not self._goes_on(index, self.open[-1][0]):
            self.open.pop()
        self.last = {level: number for level, number in self.last.items() if level < marker.level}
        self.last[marker.level] = marker.number
        above = self._headings()
        following = self.markers[index + 1] if index + 1 < len(self.texts) else None
        if is_whole_heading(marker, following, index + 1 < len(self.texts)):
            self.open.append((marker.level, plain(self.texts[index]).rstrip("。")))
            return Paragraph(span, above, True, self.part)
        self.open.append((marker.level, marker.printed + title_of(marker.rest)))
        return Paragraph(span, self._headings(), False, self.part)

    def _goes_on(self, index: int, level: int) -> bool:
        """Whether the headings of a level are counted on below: then the one that is open has not been lost."""
        following = self._next_at((level,), index)
        return following is not None and following.number == self.last.get(level, 0) + 1

    def _next_at(self, levels: Iterable[int], index: int) -> Marker | None:
        """The first marker of these levels from a line on."""
        places = (self.places.get(level, []) for level in levels)
        found = [of_level[at] for of_level in places if (at := bisect_left(of_level, index)) < len(of_level)]
        return self.markers[min(found)] if found else None

    def _unnumbered_level(self, index: int) -> int:
        """The level of a heading without a number, or 0 when the line is none."""
        text = plain(self.texts[index])
        if self.styled[index] and not (_is_title(text) and not self.last):
            return CHAPTER + self.styled[index] - 1
        if not self._may_be_heading(index, text):
            return 0
        following = self._next_at(range(SECTION + 1), index + 1)
        if following and self.last.get(following.level, 0) + 2 == following.number:
            return following.level
        if _chapter().search(text):
            return CHAPTER
        return SECTION if self._heads_items(index) else LEAF

    def _heads_items(self, index: int) -> bool:
        """Whether a count of items begins below where no section has a number: the last count is over."""
        below = self.markers[index + 1] if index + 1 < len(self.texts) else None
        return below is not None and (below.level, below.number) == (ITEM, 1) and SECTION not in self.last

    def _may_be_heading(self, index: int, text: str) -> bool:
        if not (4 <= len(text) <= _LONGEST_UNNUMBERED) or not self.free[index] or index + 1 >= len(self.texts):
            return False
        if re.search(r"[。；;，,：:！!？?|、\t]|20\d\d年\d+月", text) or _never().search(text):
            return False
        if _chapter().search(text):
            return not _is_title(text)
        below = self.markers[index + 1] is not None or len(self.texts[index + 1]) > _PROSE
        return bool(self.last) and below and self.free[index + 1]

    def _is_new_part(self, index: int) -> bool:
        """The title of a second document inside this one: named before in 《》, after the first has begun."""
        text = plain(self.texts[index])
        return bool(self.last) and _is_title(text) and self.named.get(text, index) < index

    def _close(self, level: int) -> None:
        self.open = [entry for entry in self.open if entry[0] < level]

    def _headings(self) -> tuple[str, ...]:
        return tuple(title for _, title in self.open)


def _is_title(text: str) -> bool:
    text = plain(text)
    return 6 <= len(text) <= 60 and not re.search(r"[。；;，,！!？?|]", text) and bool(_title().search(text))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(load("headings")["never"]["pattern"])


@cache
def _chapter() -> re.Pattern[str]:
    return re.compile(load("headings")["chapter"]["pattern"])


@cache
def _title() -> re.Pattern[str]:
    return re.compile(load("headings")["title"]["pattern"])
