"""The rows of such a table as printed, and how its header is recognised."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipeline.lexicon import load
from pipeline.model import Block, Cell, RawDocument, Span

_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_COLUMN = re.compile(r"第\d+列$")
_SHEET_CELL = re.compile(r" [A-Z]+(\d+)$")


@dataclass(frozen=True)
class Columns:
    """Which column (from 1) holds what, by the names of ``lexicon/published.toml``, and what its header prints."""

    printed: dict[str, str]
    at: dict[int, str]

    @property
    def missing(self) -> list[str]:
        """The Chinese names of the required columns that are not there."""
        words = load("published")
        return [words["columns"][name][-1] for name in words["header"]["required"] if name not in self.printed]


@dataclass(frozen=True)
class PrintedRow:
    """A row: where it stands in words and in the text, its cells by column name (empty ones left out)."""

    place: str
    span: Span
    cells: dict[str, Span]


@dataclass(frozen=True)
class Grid:
    """A table: its columns, None where its header is not that of published figures, and its other rows."""

    columns: Columns | None
    rows: tuple[PrintedRow, ...]
    place: str


def grids(document: RawDocument) -> list[Grid]:
    """The tables of a document whose first one is headed like a table of published figures; else none."""
    cells = [(block, block.cell) for block in document.blocks if block.cell]
    tables = groupby(cells, key=lambda pair: pair[1].table)
    found: list[Grid] = []
    for _, table in tables:
        found.append(_grid(document.raw, list(table)))
        if found[0].columns is None:
            return []
    return found


def _grid(raw: str, cells: list[tuple[Block, Cell]]) -> Grid:
    rows = [list(row) for _, row in groupby(cells, key=lambda pair: pair[1].row)]
    columns = _columns(raw, rows[0])
    printed = tuple(_row(raw, row, columns) for row in rows[1:]) if columns else ()
    return Grid(columns, printed, _row_place(rows[0][0][0].place))


def _columns(raw: str, header: list[tuple[Block, Cell]]) -> Columns | None:
    printed, at = {}, {}
    for block, cell in header:
        words = re.sub(r"\s+", "", block.span.of(raw))
        name = _names().get(_BRACKET.sub("", words).lower())
        if name and name not in printed:
            printed[name], at[cell.column] = words, name
    telling = load("published")["header"]["telling"]
    return Columns(printed, at) if all(name in printed for name in telling) else None


def _row(raw: str, row: list[tuple[Block, Cell]], columns: Columns) -> PrintedRow:
    cells = {columns.at[cell.column]: block.span for block, cell in row if cell.column in columns.at}
    start = raw.rfind("\n", 0, row[0][0].span.start) + 1
    end = raw.find("\n", row[-1][0].span.end)
    return PrintedRow(_row_place(row[0][0].place), Span(start, len(raw) if end < 0 else end), cells)


def _row_place(place: str) -> str:
    """第5行第3列 → 第5行; 工作表“台账” C7 → 工作表“台账”第7行."""
    return _SHEET_CELL.sub(r"第\1行", _COLUMN.sub("", place)).strip()


@cache
def _names() -> dict[str, str]:
    return {word: name for name, words in load("published")["columns"].items() for word in words}
