"""Tables in running text: with pipes, in columns, or with every cell on a line of its own."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon import load
from pipeline.model import Span, Table
from pipeline.structure.markers import plain

_NUMBER = re.compile(r"[\[【<>＜＞≥≤]*[-−]?\d[\d,，]*(?:\.\d+)?\s*(?:[%％‰]|[\u4e00-\u9fffA-Za-z]{0,4})[\]】]*")
_SHORT, _LONGEST_NUMBER = 22, 60
_PROSE = re.compile(r"[。；;！!]|[,，、:：]$")
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3
_UNIT_LINE = re.compile(r"[(（][^()（）]{1,8}[)）]")
_GAP = 6  # lines that a wrapped cell may put between two rows
_TITLE_REACH = 5


@dataclass(frozen=True)
class _Line:
    span: Span
    text: str


def tables(text: str, known: Sequence[Span] = ()) -> tuple[Table, ...]:
    """The tables of a clean text, in order, not overlapping; none inside the ``known`` ones (in order)."""
    lines = _lines(text, known)
    found = [*_piped(lines), *_rhythmic(lines), *_columns(lines)]
    found.sort(key=lambda table: table.span)
    kept: list[Table] = []
    for table in found:
        if not kept or not kept[-1].span.overlaps(table.span):
            kept.append(table)
    return tuple(kept)


def _lines(text: str, known: Sequence[Span]) -> list[_Line]:
    """The lines of a text; of a known table only a full stop, which no table goes across."""
    starts, lines = [span.start for span in known], []
    for match in re.finditer(r"[^\n]+", text):
        index = bisect_right(starts, match.start()) - 1
        inside = index >= 0 and match.start() < known[index].end
        lines.append(_Line(Span(*match.span()), "。" if inside else match[0]))
    return lines


def is_number(cell: str) -> bool:
    """Whether a cell holds a quantity: 160, 830.2, 45%, [20]."""
    return len(cell) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(cell.strip()))


def _piped(lines: list[_Line]) -> list[Table]:
    """| 指标 | 单位 | 2016年 |, with or without a line of dashes under the header."""
    found = []
    for start, end in _runs([line.text.count("|") >= 2 for line in lines]):
        rows = [_between_pipes(line) for line in lines[start:end]]
        ruled = [all(cell is None or re.fullmatch(r"[:\-\s]+", cell.text) for cell in row) for row in rows]
        kept = [row for row, is_rule in zip(rows, ruled, strict=True) if not is_rule]
        found += _made(lines, start, end, kept, fewest=1 if ruled[1] else 2)
    return found


def _between_pipes(line: _Line) -> list[_Line | None]:
    """The cells of a line with pipes, empty ones too: | 人口 | | 651 |."""
    inner = line.text.strip()
    start = line.span.start + line.text.index(inner) + inner.startswith("|")
    cells: list[_Line | None] = []
    for piece in inner.removeprefix("|").removesuffix("|").split("|"):
        words = piece.strip()
        begin = start + piece.index(words)
        cells.append(_Line(Span(begin, begin + len(words)), words) if words else None)
        start += len(piece) + 1
    return cells


def _columns(lines: list[_Line]) -> list[Table]:
    """Cells apart by tabs or blanks; a wrapped cell may stand between two rows."""
    rows = [_cells(line, r"\S+") if _is_row(line.text) else [] for line in lines]
    flags = [bool(row) for row in rows]
    found = []
    for start, end in _runs(_bridged(flags)):
        body = _numbered([row for row in rows[start:end] if row])
        if _is_regular(body):
            found += _made(lines, start, end, body)
    return found


def _numbered(rows: list[list[_Line]]) -> list[list[_Line]]:
    """Where most rows begin with a serial number, a line that breaks the count is part of a wrapped cell."""
    if sum(row[0].text.isdecimal() for row in rows) * 2 <= len(rows):
        return rows
    kept: list[list[_Line]] = []
    for row in rows:
        if row[0].text.isdecimal() and (not kept or int(row[0].text) > int(kept[-1][0].text)):
            kept.append(row)
    return kept


def _is_regular(rows: list[list[_Line]]) -> bool:
    """Prose with blanks around its numbers has rows of every length, a table has one length or few."""
    lengths = Counter(len(row) for row in rows)
    return len(rows) >= _FEWEST_ROWS and lengths.most_common(1)[0][1] * 2 >= len(rows)


def _is_row(text: str) -> bool:
    cells = text.split()
    enough = len(cells) >= _FEWEST_CELLS and any(map(is_number, cells[1:] if len(cells) < 4 else cells))
    return enough and not re.search(r"[|，。；：]", text) and not _PROSE.search(text)


def _made(
    lines: list[_Line], start: int, end: int, rows: Sequence[Sequence[_Line | None]], fewest: int = 2
) -> list[Table]:
    """A table of the ``fewest`` rows or more, if enough of them hold numbers. A first row without numbers is its
    header; a single row needs one.
    """
    if len(rows) < 2:
        return []
    header = () if any(_is_figure(cell) for cell in rows[0]) else tuple(cell.text if cell else "" for cell in rows[0])
    body = rows[1:] if header else rows
    if sum(any(cell and is_number(cell.text) for cell in row) for row in body) * 2 < len(body):
        return []
    if len(body) < (fewest if header else 2):
        return []
    cells = tuple(tuple(cell.span if cell else None for cell in row) for row in body)
    return [Table(_title_above(lines, start), header, cells, Span(lines[start].span.start, lines[end - 1].span.end))]


def _is_figure(cell: _Line | None) -> bool:
    """A number that is no year: 2016年 may stand in a header."""
    return cell is not None and is_number(cell.text) and not re.fullmatch(r"(?:19|20)\d\d年?.{0,4}", cell.text)


def _title_above(lines: list[_Line], start: int) -> str:
    """The nearest of the few lines above that names a table, or ''."""
    above = [plain(line.text) for line in reversed(lines[max(start - _TITLE_REACH, 0) : start])]
    pattern = load("headings")["table"]["title"]
    return next((text for text in above if _is_title(text) and re.search(pattern, text)), "")


def _rhythmic(lines: list[_Line]) -> list[Table]:
    """One cell per line: a text, so many numbers, a text, so many numbers, …"""
    found, index = [], 0
    while index < len(lines):
        width = _width_at(lines, index)
        rows = _rows_from(lines, index, width) if width >= 2 else []
        if len(rows) >= _FEWEST_ROWS:
            found.append(_rhythmic_table(lines, index, rows))
            index += len(rows) * (width + 1)
        else:
            index += 1
    return found


def _width_at(lines: list[_Line], index: int) -> int:
    """How many numbers follow the text on a line."""
    if not _is_label(lines[index].text):
        return 0
    end = index + 1
    while end < len(lines) and is_number(lines[end].text):
        end += 1
    return end - index - 1


def _rows_from(lines: list[_Line], index: int, width: int) -> list[list[_Line]]:
    rows = []
    while index < len(lines) and _width_at(lines, index) == width:
        rows.append(lines[index : index + width + 1])
        index += width + 1
    return rows


def _rhythmic_table(lines: list[_Line], index: int, rows: list[list[_Line]]) -> Table:
    width = len(rows[0])
    start = index
    header: list[str] = []
    while start and _is_label(lines[start - 1].text) and len(header) < width:
        start -= 1
        cell = lines[start].text
        if _UNIT_LINE.fullmatch(cell) and start and _is_label(lines[start - 1].text):
            start -= 1
            cell = lines[start].text + cell
        header.insert(0, cell)
    complete = len(header) == width
    if not complete:
        start, header = index, []
    title = lines[start - 1] if complete and start and _is_title(lines[start - 1].text) else None
    span = Span((title or lines[start]).span.start, rows[-1][-1].span.end)
    cells = tuple(tuple(cell.span for cell in row) for row in rows)
    return Table(title.text if title else "", tuple(header), cells, span)


def _is_label(text: str) -> bool:
    return len(text) <= _SHORT and not is_number(text) and not _PROSE.search(text) and "|" not in text


def _is_title(text: str) -> bool:
    return len(text) <= 50 and not _PROSE.search(text) and not is_number(text)


def _cells(line: _Line, pattern: str) -> list[_Line]:
    """The cells of a line, without outer blanks; empty ones left out."""
    cells = []
    for match in re.finditer(pattern, line.text):
        inner = match[0].strip()
        if inner:
            start = line.span.start + match.start() + match[0].index(inner)
            cells.append(_Line(Span(start, start + len(inner)), inner))
    return cells


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Where the flags stand, at least two in a row."""
    runs, start = [], None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            if index - start >= 2:
                runs.append((start, index))
            start = None
    return runs


def _bridged(flags: list[bool]) -> list[bool]:
    """Short gaps between two rows closed."""
    bridged, last = list(flags), None
    for index, flag in enumerate(flags):
        if flag:
            if last is not None and index - last <= _GAP:
                bridged[last:index] = [True] * (index - last)
            last = index
    return bridged
