"""xlsx and csv → text: every visible sheet, its values as they are shown, merged cells as one."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from pipeline.errors import PipelineError
from pipeline.model import Block, Cell, Span
from pipeline.read.content import MOST_CELLS, Content, Draft, GridCell
from pipeline.read.text import decode

Values = dict[int, dict[int, str]]  # row → column → shown text
Merged = dict[tuple[int, int], tuple[int, int]]  # top left → rows and columns covered
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_DECIMALS = re.compile(r"^#?,?#*0\.(0+)(?:_.*|;.*)?$")
_FIELD = {mark: re.compile(rf'"((?:[^"]|"")*+)"(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*)') for mark in (",", "\t", ";")}


def read_xlsx(data: bytes, name: str) -> Content:
    """The shown values of a workbook. Macros are never run; formulas give the value they were saved with."""
    del name
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    draft = Draft()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            _print_sheet(draft, sheet.title, _values(sheet), _merged(book, sheet))
    return draft.content("xlsx")


def _values(sheet: Any) -> Values:
    sheet.reset_dimensions()
    values: Values = {}
    count = 0
    for row in sheet.iter_rows():
        for cell in row:
            shown = "" if cell.value is None else shown_value(cell.value, cell.number_format)
            if shown:
                count += 1
                values.setdefault(cell.row, {})[cell.column] = shown
        if count > MOST_CELLS:
            raise PipelineError(f"工作表“{sheet.title}”超过 {MOST_CELLS} 个单元格，无法读取。请拆分后重试。")
    return values


def shown_value(value: object, number_format: str) -> str:
    """A value as the sheet shows it: 0.95 in the format 0% is 95%, a date is 2025年3月1日."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        percent, decimals = _PERCENT.search(number_format or ""), _DECIMALS.match(number_format or "")
        if percent:
            return f"{value * 100:.{len(percent[1] or '')}f}%"
        return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.12g}" if abs(value) < 1e12 else f"{value:.0f}"
    if isinstance(value, (date, datetime)):
        return f"{value.year}年{value.month}月{value.day}日"
    return "" if isinstance(value, time) else str(value)


def _merged(book: Any, sheet: Any) -> Merged:
    """openpyxl's reading mode leaves merged ranges out: they are read from the sheet's part."""
    merged: Merged = {}
    with book._archive.open(sheet._worksheet_path) as part:
        for _, element in etree.iterparse(part, tag="{*}mergeCell", resolve_entities=False, huge_tree=False):
            left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
            if None not in (left, top, right, bottom):
                merged[top, left] = bottom - top + 1, right - left + 1
            element.clear()
    return merged


def _print_sheet(draft: Draft, title: str, values: Values, merged: Merged) -> None:
    """Each run of rows is a table; a row of one cell above or below it is a title or a note."""
    place = f"工作表“{title}”"
    for rows in _runs(values):
        first, last = _body(rows, values, merged)
        for row in rows[:first]:
            _print_single(draft, place, row, values[row])
        if last > first:
            draft.table(_grid(rows[first:last], values, merged, place))
        for row in rows[last:]:
            _print_single(draft, place, row, values[row])


def _print_single(draft: Draft, place: str, row: int, cells: dict[int, str]) -> None:
    for column, text in sorted(cells.items()):
        for line in text.split("\n"):
            draft.line(line, f"{place} {get_column_letter(column)}{row}")


def _runs(values: Values) -> Iterator[list[int]]:
    """Rows without an empty one between them."""
    run: list[int] = []
    for row in sorted(values):
        if run and row > run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _body(rows: list[int], values: Values, merged: Merged) -> tuple[int, int]:
    """First and last index of the rows that hold more than one cell; merged neighbours keep theirs."""
    deep = {
        row
        for (top, _), (height, _) in merged.items()
        if height > 1 and rows[0] <= top <= rows[-1]
        for row in range(top, min(top + height, rows[-1] + 1))
    }
    several = [index for index, row in enumerate(rows) if len(values[row]) > 1 or row in deep]
    return (several[0], several[-1] + 1) if several else (len(rows), len(rows))


def _grid(rows: list[int], values: Values, merged: Merged, place: str) -> Iterator[GridCell]:
    """The cells of a table, empty ones too; merged ranges are cut at its edge."""
    left = min(min(values[row]) for row in rows)
    right = max(max(values[row]) for row in rows)
    if len(rows) * (right - left + 1) > MOST_CELLS:
        raise PipelineError(f"{place}超过 {MOST_CELLS} 个单元格，无法读取。请拆分后重试。")
    covered = {
        (row, column)
        for (top, first), (height, width) in merged.items()
        if rows[0] <= top <= rows[-1]
        for row in range(top, min(top + height, rows[-1] + 1))
        for column in range(first, min(first + width, right + 1))
        if (row, column) != (top, first)
    }
    for row in rows:
        for column in range(left, right + 1):
            if (row, column) not in covered:
                height, width = merged.get((row, column), (1, 1))
                yield GridCell(
                    text=values[row].get(column, ""),
                    row=row - rows[0] + 1,
                    column=column - left + 1,
                    rows=min(height, rows[-1] - row + 1),
                    columns=min(width, right - column + 1),
                    place=f"{place} {get_column_letter(column)}{row}",
                )


def read_csv(data: bytes, name: str) -> Content:
    """A csv or tsv in any encoding: the raw text is the file's own, the blocks are its fields."""
    raw, encoding = decode(data, name)
    rows = list(_records(raw, _mark(raw, name)))
    first = next((index for index, row in enumerate(rows) if len(_filled(raw, row)) > 1), len(rows))
    blocks: list[Block] = []
    for number, row in enumerate(rows, start=1):
        for column, span in _filled(raw, row):
            cell = Cell(1, number - first, column) if number > first else None
            blocks.append(Block(span, "cell" if cell else "paragraph", f"第{number}行第{column}列", cell=cell))
        if len(blocks) > MOST_CELLS:
            raise PipelineError(f"{name} 超过 {MOST_CELLS} 个单元格，无法读取。请拆分后重试。")
    return Content(raw, encoding, tuple(blocks))


def _mark(raw: str, name: str) -> str:
    """What stands between the fields: a tab in a tsv, else the commonest of the three in the first lines."""
    return "\t" if name.lower().endswith(".tsv") else max(_FIELD, key=raw[:5000].count)


def _records(raw: str, mark: str) -> Iterator[list[tuple[int, int]]]:
    """The fields of each line as places in the text, without their quotes."""
    position, row = int(raw.startswith("\ufeff")), []
    while position <= len(raw):
        match = _FIELD[mark].match(raw, position)
        if match is None:  # cannot be: the pattern matches an empty field
            return
        row.append(match.span(1) if match[1] is not None else match.span(2))
        position = match.end()
        if raw[position : position + 1] == mark:
            position += 1
            continue
        yield row
        row = []
        position += 2 if raw.startswith("\r\n", position) else 1


def _filled(raw: str, row: Iterable[tuple[int, int]]) -> list[tuple[int, Span]]:
    """The fields that hold something, with their column, without outer blanks."""
    filled = []
    for column, (start, end) in enumerate(row, start=1):
        inner = raw[start:end].strip()
        if inner:
            begin = raw.index(inner, start)
            filled.append((column, Span(begin, begin + len(inner))))
    return filled
