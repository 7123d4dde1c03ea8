"""The passages of a document: its paragraphs, table cells and furniture, covering the raw text without a gap."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Paragraph, Reading, Span
from pipeline.places import Places


@dataclass(frozen=True)
class Passage:
    """``raw[span]`` with the blanks that follow it; ``clean`` is '' for furniture."""

    passage_id: str
    position: int
    kind: str
    headings: tuple[str, ...]
    span: Span
    clean: str


class Passages(Sequence[Passage]):
    """All passages of a document, in order, found by a raw offset."""

    def __init__(self, reading: Reading) -> None:
        self._items = tuple(_passages(reading))
        self._starts = [passage.span.start for passage in self._items]

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> Passage:  # type: ignore[override]
        return self._items[index]

    def at(self, offset: int) -> Passage:
        return self._items[bisect_right(self._starts, offset) - 1]


@dataclass(frozen=True)
class _Mark:
    """Where a passage begins and what it is."""

    span: Span
    kind: str
    paragraph: Paragraph | None = None


def _passages(reading: Reading) -> list[Passage]:
    """Each passage reaches to the next one, the first from the start of the file, the last to its end."""
    raw, plan_id = reading.document.raw, reading.document.plan_id
    marks = _marks(reading)
    starts = [0, *(mark.span.start for mark in marks[1:])]
    ends = [*starts[1:], len(raw)]
    return [
        Passage(
            passage_id=f"{plan_id}#{position}",
            position=position,
            kind=mark.kind,
            headings=mark.paragraph.headings if mark.paragraph else (),
            span=Span(start, end),
            clean=mark.paragraph.span.of(reading.clean.text) if mark.paragraph else "",
        )
        for position, (mark, start, end) in enumerate(zip(marks, starts, ends, strict=True))
    ]


def _marks(reading: Reading) -> list[_Mark]:
    """Paragraphs, and the furniture that stands between them, in raw order. A text without any is one paragraph."""
    tables = Places(table.span for table in reading.structure.tables)
    marks = [_of_paragraph(reading, paragraph, tables) for paragraph in reading.structure.paragraphs]
    marks += [_Mark(item.span, "furniture") for item in reading.document.furniture if not _inside(item.span, marks)]
    marks.sort(key=lambda mark: mark.span)
    return marks or [_Mark(Span(0, len(reading.document.raw)), "paragraph")]


def _of_paragraph(reading: Reading, paragraph: Paragraph, tables: Places) -> _Mark:
    kind = "heading" if paragraph.is_heading else "cell" if tables.overlap(paragraph.span) else "paragraph"
    return _Mark(reading.clean.to_raw(paragraph.span), kind, paragraph)


def _inside(span: Span, marks: list[_Mark]) -> bool:
    """Furniture in the middle of a wrapped paragraph stays with it: a sentence is never cut in two."""
    index = bisect_right(marks, span.start, key=lambda mark: mark.span.start) - 1
    while index >= 0 and marks[index].paragraph is None:
        index -= 1
    return index >= 0 and marks[index].span.overlaps(span)
