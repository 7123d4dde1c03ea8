"""A docx put together paragraph by paragraph in the layout of GB/T 9704: no red head, no seal, no 文号."""

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import docx
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from dashboard.briefings.archives import same_each_time
from dashboard.briefings.page_layout import (
    ANNEX_TITLE,
    BODY,
    CENTRE,
    CHARACTERS,
    FORM,
    FULL,
    HEI,
    KAI,
    LEFT,
    RIGHT,
    SMALL,
    SONG,
    TABLE,
    TITLE,
    TITLE_SIZE,
    Side,
    describe,
    draw_grid,
    indent,
    keep_row_whole,
    number_pages,
    off_the_grid,
    set_font,
    set_normal,
    set_page,
    set_pitch,
)  # fmt: skip
from dashboard.briefings.typesetting import set_text


@dataclass(frozen=True)
class Words:
    """A stretch of text in one font: plain words are in 仿宋."""

    text: str
    font: str = SONG


class Paper:
    """A page after page document; every method adds what comes next, ``content`` gives the file."""

    def __init__(self, title: str, written_on: datetime.date, *, traditional: bool = False) -> None:
        self.traditional = traditional
        self.name = title
        self.document = docx.Document()
        describe(self.document, self.set(title), written_on)
        set_page(self.document)
        set_normal(self.document)
        number_pages(self.document)

    def set(self, text: str) -> str:
        return set_text(text, traditional=self.traditional)

    def running_head(self, text: str) -> None:
        """What every page says of itself in small print: day, period, rule, code."""
        section = self.document.sections[0]
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            self._add(header.paragraphs[0], Words(text), SMALL)

    def title(self, text: str, *, annex: bool = False) -> None:
        """Centred 小标宋, 22 pt, 18 pt over an annex."""
        paragraph = self._paragraph(CENTRE)
        self._add(paragraph, Words(text, TITLE), ANNEX_TITLE if annex else TITLE_SIZE)
        paragraph.paragraph_format.keep_with_next = True
        if annex:
            paragraph.paragraph_format.space_after = Pt(6)

    def centred(self, text: str) -> None:
        """A line under the title, 楷体."""
        self._add(self._paragraph(CENTRE), Words(text, KAI))

    def blank(self, *, kept: bool = False) -> None:
        """An empty line; ``kept`` on the page of what follows."""
        self._paragraph().paragraph_format.keep_with_next = kept or None

    def plain(self, text: str, font: str = SONG) -> None:
        """A paragraph without indent: whom it is for, 附件 1."""
        self._add(self._paragraph(), Words(text, font))

    def heading(self, text: str) -> None:
        """一、总体情况 in 黑体, kept with what follows."""
        paragraph = self._indented()
        self._add(paragraph, Words(text, HEI))
        paragraph.paragraph_format.keep_with_next = True

    def body(self, text: str, lead: str = "") -> None:
        """A paragraph that is indented two characters; ``lead`` is the 楷体 head that it runs on from."""
        paragraph = self._indented()
        for words in (Words(lead, KAI), Words(text)):
            if words.text:
                self._add(paragraph, words)

    def attachments(self, titles: Sequence[str]) -> None:
        """附件：1. … under each other, after an empty line; with the text before and the date after on one page, since
        neither may stand on a page without text.
        """
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.blank(kept=True)
        for number, title in enumerate(titles, start=1):
            first = number == 1
            paragraph = self._indented(2 if first else 5)
            only = "" if len(titles) == 1 else f"{number}."
            paragraph.paragraph_format.keep_with_next = True
            self._add(paragraph, Words(f"{'附件：' if first else ''}{only}{title}"))

    def signed_on(self, day: str) -> None:
        """The date, four characters from the right."""
        self.blank(kept=True)
        paragraph = self._paragraph(RIGHT)
        indent(paragraph, right=4)
        self._add(paragraph, Words(day))

    def new_page(self) -> None:
        """What is added next stands on a page of its own."""
        self._breaks = True

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], sides: str) -> None:
        """A full grid in 10.5 pt. ``widths`` in mm, 156 together; ``sides`` has an r, c or l for each column."""
        if abs(sum(widths) - 156) > 0.5 or not len(head) == len(widths) == len(sides):
            raise ValueError(f"columns of {sum(widths)} mm")
        table = self._grid(widths)
        together = len(rows) < 15
        for place, row in enumerate([head, *rows]):
            added = _row(table)
            keep_row_whole(added._tr, is_head=place == 0)
            for cell, text, width, side in zip(added.cells, row, widths, sides, strict=True):
                cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
                words = Words(text, SONG if place else HEI)
                self._cell(cell.paragraphs[0], words, side if place else "c", TABLE)
                cell.paragraphs[0].paragraph_format.keep_with_next = together and place < len(rows)

    def form(self, fields: Sequence[tuple[str, str, float]]) -> None:
        """Label and words in a grid, 14 pt; a row is at least as many mm high as said, for a hand to write in."""
        table = self._grid((30, 126))
        for label, text, height in fields:
            row = _row(table)
            keep_row_whole(row._tr, is_head=False)
            row.height = Mm(height)
            for cell, words, width in zip(row.cells, (Words(label, HEI), Words(text)), (30, 126), strict=True):
                cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
                self._cell(cell.paragraphs[0], words, "c" if words.text == label else "l", FORM)

    def note(self, text: str) -> None:
        """Small print under a table."""
        paragraph = self._paragraph(at_least=16)
        off_the_grid(paragraph)
        self._add(paragraph, Words(text), TABLE)

    def content(self) -> bytes:
        """The docx; the same words give the same bytes."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return same_each_time(buffer.getvalue())

    _breaks = False

    def _grid(self, widths: Sequence[float]) -> Table:
        table = cast("Table", self.document.add_table(rows=0, cols=len(widths)))
        table.autofit = False
        draw_grid(table._tbl)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table

    def _cell(self, paragraph: Paragraph, words: Words, side: str, size: float) -> None:
        paragraph.alignment = {"r": RIGHT, "c": CENTRE, "l": LEFT}[side]
        set_pitch(paragraph, at_least=size * 1.5)
        off_the_grid(paragraph)
        for place, line in enumerate(self.set(words.text).split("\n")):
            if place:
                paragraph.add_run().add_break()
            set_font(paragraph.add_run(line), words.font, size)

    def _indented(self, characters: int = 2) -> Paragraph:
        paragraph = self._paragraph(FULL)
        indent(paragraph, first=characters)
        return paragraph

    def _paragraph(self, side: Side | None = None, at_least: float = 0) -> Paragraph:
        paragraph = self.document.add_paragraph()
        if side is not None:
            paragraph.alignment = side
        set_pitch(paragraph, at_least)
        paragraph.paragraph_format.page_break_before = True if self._breaks else None
        self._breaks = False
        return paragraph

    def _add(self, paragraph: Paragraph, words: Words, size: float = BODY) -> None:
        run = paragraph.add_run(self.set(words.text))
        set_font(run, words.font, size)


def _row(table: Table) -> _Row:
    return cast("_Row", cast("Any", table).add_row())


def lines_of(paragraphs: Iterable[str], characters: int = CHARACTERS) -> int:
    """At most how many lines indented paragraphs fill: Latin half as wide, and a break loses a character."""
    widths = (2 + sum(0.55 if character.isascii() else 1 for character in text) for text in paragraphs)
    return sum(-int(-width // (characters - 1)) for width in widths)
