"""Where things are in a sheet that came back: columns and rows may have been moved, added or taken out."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from pipeline.entry_sheet.columns import BY_KEY, COLUMNS, FORM, HEAD_ROW, STAMP
from pipeline.entry_sheet.messages import Problem
from pipeline.entry_sheet.stamp import NOT_OURS
from pipeline.errors import PipelineError
from pipeline.read.formats import format_of

Book = Any  # openpyxl has no types of its own
Sheet = Any
_DEEPEST_HEAD = 40
_MOST_ROWS = 50_000
_TELLING = ("target_id", "value")
_KEYS = {column.head: column.key for column in COLUMNS}


@dataclass(frozen=True)
class Found:
    """``at``: column letters by key; ``rows``: the row of each target id; ``doubled``: ids that stand in several rows;
    ``nameless``: rows with something in them and no id.
    """

    at: dict[str, str]
    head_row: int
    rows: dict[str, int]
    doubled: dict[str, list[int]]
    nameless: list[int]
    extra_heads: list[tuple[str, str]]

    def cell(self, key: str, row: int) -> str:
        return f"{self.at[key]}{row}"

    @property
    def last_row(self) -> int:
        return max([self.head_row, *self.rows.values(), *(row for rows in self.doubled.values() for row in rows)])


def open_book(data: bytes, name: str, *, values: bool) -> Book:
    """A workbook with its formulas, or with the ``values`` they were saved with. Raises PipelineError."""
    if format_of(data, name) != "xlsx":
        raise PipelineError(f"{name} 不是 xlsx 文件。请用 WPS 或 Excel 另存为 xlsx 后再交。")
    try:
        return openpyxl.load_workbook(BytesIO(data), data_only=values)
    except Exception as error:  # openpyxl raises whatever a broken part makes it raise
        raise PipelineError(f"{name} 已损坏，无法读取。请用 WPS 或 Excel 打开后另存再试。") from error


def is_form(data: bytes, name: str) -> bool:
    """Whether a file is a sheet that a board handed out, going by its parts. Raises PipelineError as ``open_book``."""
    if format_of(data, name) != "xlsx":
        return False
    names = open_book(data, name, values=True).sheetnames
    return FORM in names or STAMP in names


def form_of(book: Book, name: str) -> Sheet:
    """The sheet 填报表. Raises PipelineError where there is none."""
    if FORM not in book.sheetnames:
        raise PipelineError(f"{name} 里没有“{FORM}”页，可能改了名。请改回“{FORM}”后再交；{name} {NOT_OURS}。")
    return book[FORM]


def find(sheet: Sheet) -> tuple[Found, list[Problem]]:
    """Columns by what their heads say, rows by their 编号; and what is wrong with either."""
    heads = _heads(sheet)
    if heads is None:
        remedy = f"请恢复第 {HEAD_ROW} 行的表头，或从看板重新导出"
        return Found({}, 0, {}, {}, [], []), [Problem(FORM, f"A{HEAD_ROW}", "找不到表头（编号、本期数值）", remedy)]
    head_row, printed = heads
    at: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for letter, words in printed:
        key = _KEYS.get(words)
        if key is None:
            extra.append((letter, words))
        elif key in at:
            again = Problem(FORM, f"{letter}{head_row}", f"“{words}”有两列", "请删去多出的一列，或改它的表头")
            problems.append(again)
        else:
            at[key] = letter
    problems += [
        Problem(FORM, f"A{head_row}", f"缺少“{column.head}”一列", "请恢复这一列，或从看板重新导出")
        for column in COLUMNS
        if column.key not in at and column.role in ("entry", "locked")
    ]
    rows, doubled, nameless = _rows(sheet, at, head_row) if not problems else ({}, {}, [])
    return Found(at, head_row, rows, doubled, nameless, extra), problems


def _heads(sheet: Sheet) -> tuple[int, list[tuple[str, str]]] | None:
    for row in sheet.iter_rows(max_row=_DEEPEST_HEAD):
        printed = [(get_column_letter(cell.column), "".join(str(cell.value).split())) for cell in row if cell.value]
        words = {head for _, head in printed}
        if all(BY_KEY[key].head in words for key in _TELLING):
            return row[0].row, printed
    return None


def _rows(sheet: Sheet, at: dict[str, str], head_row: int) -> tuple[dict[str, int], dict[str, list[int]], list[int]]:
    if sheet.max_row > _MOST_ROWS:
        raise PipelineError(f"{FORM} 有 {sheet.max_row} 行，超过 {_MOST_ROWS} 行。请删去表下多余的空行后再交。")
    places: dict[str, list[int]] = {}
    nameless = []
    for row in range(head_row + 1, sheet.max_row + 1):
        target_id = str(sheet[f"{at['target_id']}{row}"].value or "").strip()
        if target_id:
            places.setdefault(target_id, []).append(row)
        elif sheet[f"{at['value']}{row}"].value is not None:
            nameless.append(row)
    single = {target_id: rows[0] for target_id, rows in places.items() if len(rows) == 1}
    return single, {target_id: rows for target_id, rows in places.items() if len(rows) > 1}, nameless
