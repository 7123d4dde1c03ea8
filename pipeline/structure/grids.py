"""Tables of a document that knows its cells → tables with their header and rows; nothing is told by looks."""

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.lexicon import load
from pipeline.model import Block, CleanText, RawDocument, Span, Table
from pipeline.structure.markers import plain

Row = tuple[Span | None, ...]
_YEAR = re.compile(r"(?:19|20)\d\d年?.{0,12}")
_FIGURE = re.compile(r"[><≥≤~约]?\s*[-−+]?\d[\d,.]*\s*(?:[%％‰]|[\u4e00-\u9fffA-Za-z/]{0,6})")
_TITLE_REACH = 3
_DEEPEST_HEADER = 4
_LONGEST_FIGURE = 40


def grid_tables(document: RawDocument, clean: CleanText) -> tuple[Table, ...]:
    """The tables that the blocks of a document make, in order."""
    cells = [(block, clean.to_clean(block.span)) for block in document.blocks if block.cell]
    found = []
    for _, group in groupby(cells, key=lambda entry: entry[0].cell and entry[0].cell.table):
        placed = [(block, span) for block, span in group if span]
        if placed:
            found.append(_table(clean.text, placed))
    return tuple(found)


def _table(text: str, placed: Sequence[tuple[Block, Span]]) -> Table:
    rows = _rows(placed)
    whole = _whole_lines(text, placed[0][1].start, max(span.end for _, span in placed))
    above, rows = _split_title(text, rows)
    depth = _header_depth(text, rows)
    names = _names(text, rows[:depth])
    body = tuple(row for row in rows[depth:] if _words(text, row) != names)
    title, note = _title_and_note([*_lines_above(text, whole.start), *above])
    return Table(title, names, body, whole, note)


def _whole_lines(text: str, start: int, end: int) -> Span:
    closed = text.find("\n", end)
    return Span(text.rfind("\n", 0, start) + 1, closed if closed >= 0 else len(text))


def _rows(placed: Sequence[tuple[Block, Span]]) -> list[Row]:
    """The grid with every cell in all the rows and columns it covers; rows without a cell are left out."""
    grid: dict[int, dict[int, Span]] = {}
    for block, span in placed:
        cell = block.cell
        if cell is None:
            continue
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                grid.setdefault(row, {}).setdefault(column, span)
    width = max(column for row in grid.values() for column in row)
    begun = {block.cell.row for block, _ in placed if block.cell}
    return [tuple(grid[row].get(column) for column in range(1, width + 1)) for row in sorted(grid) if row in begun]


def _words(text: str, row: Row) -> tuple[str, ...]:
    return tuple(_word(text, cell) for cell in row)


def _word(text: str, cell: Span | None) -> str:
    return re.sub(r"\s+", "", cell.of(text)) if cell else ""


def _split_title(text: str, rows: list[Row]) -> tuple[list[str], list[Row]]:
    """Rows at the top that hold one cell, or hardly any (填报单位:…), stand above the table."""
    above = []
    while len(rows) > 1 and (len({cell for cell in rows[0] if cell}) == 1 or _is_sparse(rows[0])):
        above += [cell.of(text) for cell in dict.fromkeys(rows[0]) if cell]
        rows = rows[1:]
    return above, rows


def _is_sparse(row: Row) -> bool:
    return sum(cell is not None for cell in row) * 2 < len(row)


def _header_depth(text: str, rows: list[Row]) -> int:
    """How many rows the header has: none where the first row holds figures, more where its cells reach over others."""
    if len(rows) < 2 or _has_figures(text, rows[0]):
        return 0
    depth = 1
    while depth < min(len(rows) - 1, _DEEPEST_HEADER) and _is_lower_header(text, rows[depth], rows[depth - 1]):
        depth += 1
    return depth


def _is_lower_header(text: str, row: Row, above: Row) -> bool:
    """A cell of the header reaches down into the row, or the row only divides what stands above it."""
    if _has_figures(text, row):
        return False
    reaches_down = any(cell and cell in above for cell in row)
    divides = any(cell and (over is None or above.count(over) > 1) for cell, over in zip(row, above, strict=True))
    return reaches_down or (row[0] is None and divides)


def _has_figures(text: str, row: Row) -> bool:
    """Whether a row holds a number that is neither a year nor the first cell."""
    words = [_word(text, cell) for cell in row[1:] if cell and cell.end - cell.start <= _LONGEST_FIGURE]
    return any(_FIGURE.fullmatch(word) and not _YEAR.fullmatch(word) for word in words if word)


def _names(text: str, header: list[Row]) -> tuple[str, ...]:
    """One name per column: its levels from above joined, each once. A blank goes on with the wide cell to its left."""
    if not header:
        return ()
    filled = [_filled(row, below) for row, below in zip(header, [*header[1:], None], strict=True)]
    columns = zip(*filled, strict=True)
    return tuple("·".join(dict.fromkeys(word for cell in column if (word := _word(text, cell)))) for column in columns)


def _filled(row: Row, below: Row | None) -> Row:
    if below is None:
        return row
    filled: list[Span | None] = []
    for index, cell in enumerate(row):
        filled.append(cell or (filled[-1] if filled and below[index] else None))
    return tuple(filled)


def _lines_above(text: str, start: int) -> list[str]:
    """The few lines above a table, nearest last."""
    lines = text[max(start - 400, 0) : start].split("\n")[:-1]
    return [plain(line) for line in lines[-_TITLE_REACH:] if line and "\t" not in line]


def _title_and_note(above: Sequence[str]) -> tuple[str, str]:
    """The nearest line that names a table, and the nearest that gives its unit."""
    words = load("headings")["table"]["title"]
    short = [line for line in above if len(line) <= 60 and not re.search(r"[。；;]", line)]
    notes = [line for line in short if re.search(load("tables")["note"]["pattern"], line)]
    titles = [line for line in short if line not in notes and re.search(words, line)]
    return (titles or [""])[-1], (notes or [""])[-1]
