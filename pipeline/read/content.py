"""What a reader yields: one raw text, and blocks that say what stands where in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import PipelineError
from pipeline.model import Block, BlockKind, Cell, Furniture, Span

MOST_CELLS = 500_000
MOST_CHARACTERS = 20_000_000


@dataclass(frozen=True)
class Content:
    """The text of a file with its blocks, and the encoding (or format) it was in."""

    raw: str
    encoding: str
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    recognised: bool = False
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridCell:
    """A cell before it is printed: its text, its place in the grid (from 1), and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    place: str = ""


class Draft:
    """A text while it is printed: paragraphs on lines of their own, the cells of a row apart by tabs."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._furniture: list[Furniture] = []
        self.tables = 0

    def line(self, text: str, place: str, kind: BlockKind = "paragraph", level: int = 0) -> Span | None:
        """Print a paragraph; the place it got, or None for an empty one."""
        text = tidy(text)
        if not text:
            return None
        span = self._print(text)
        self._print("\n")
        self._blocks.append(Block(span, kind, place, level))
        return span

    def furnish(self, text: str, reason: str) -> None:
        """Print a line that belongs to the page and not to the document."""
        if text.strip():
            self._furniture.append(Furniture(self._print(text.strip()), reason))
            self._print("\n")

    def lines(self, lines: Sequence[tuple[str, str]], place: str, kind: BlockKind = "paragraph") -> None:
        """Print one paragraph that goes over several lines, each (text, reason it is furniture or '')."""
        start = self._length
        for text, reason in lines:
            if reason:
                self.furnish(text, reason)
            elif text := tidy(text):
                self._print(text)
                self._print("\n")
        if self._length > start:
            self._blocks.append(Block(Span(start, self._length - 1), kind, place))

    def table(self, cells: Iterable[GridCell], table: int = 0, first_row: int = 0, page: str = "") -> int:
        """Print a grid row by row, each cell once, and give its number back.

        With ``table`` the rows continue that table, ``first_row`` rows below its start. ``page`` goes before the
        places (第3页).
        """
        rows: dict[int, list[GridCell]] = {}
        area = 0
        for cell in cells:
            area += cell.rows * cell.columns
            if area > MOST_CELLS:
                raise PipelineError(f"表格超过 {MOST_CELLS} 个单元格，无法读取。请拆分后重试。")
            rows.setdefault(cell.row, []).append(replace(cell, text=tidy(cell.text), row=cell.row + first_row))
        if not any(cell.text for row in rows.values() for cell in row):
            return table
        if not table:
            self.tables += 1
            table = self.tables
        for _, row in sorted(rows.items()):
            self._row(sorted(row, key=lambda cell: cell.column), table, page)
        return table

    def content(self, encoding: str, *, recognised: bool = False, unread: Iterable[str] = ()) -> Content:
        """The finished text."""
        text, blocks = "".join(self._pieces), tuple(sorted(self._blocks, key=lambda block: block.span))
        return Content(text, encoding, blocks, tuple(self._furniture), recognised, tuple(unread))

    def _row(self, row: list[GridCell], table: int, page: str) -> None:
        """Empty cells print nothing but their tab, so that columns can be told apart."""
        if not any(cell.text for cell in row):
            return
        for position, cell in enumerate(row):
            if position:
                self._print("\t")
            if cell.text:
                place = cell.place or f"{page} 表{table} 第{cell.row}行第{cell.column}列".strip()
                where = Cell(table, cell.row, cell.column, cell.rows, cell.columns)
                self._blocks.append(Block(self._print(cell.text), "cell", place, cell=where))
        self._print("\n")

    def _print(self, text: str) -> Span:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise PipelineError(f"文件超过 {MOST_CHARACTERS // 10_000} 万字，无法读取。请拆分后重试。")
        return Span(self._length - len(text), self._length)


_BLANKS = re.compile(r"[\t\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x08\ud800-\udfff]+")


def tidy(text: str) -> str:
    """Text without blanks at its ends; tabs inside become spaces, since a tab ends a cell."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _UNPRINTABLE.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)
