"""How 填报表 looks and prints: fonts, tints, widths, what may be typed where. Nothing here knows a goal."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.entry_sheet.columns import BY_KEY, COLUMNS, FIRST_ROW, HEAD_ROW, Column

Sheet = Any  # openpyxl has no types of its own
FONT = "微软雅黑"
INK, MUTED, HAIRLINE, AMBER = "1B2430", "5B6673", "D5DBE2", "C98508"
TINT = "FFF8E6"  # of a cell to be filled in
STATE_LOOK: Mapping[str, tuple[str, str]] = {
    "√": ("15693F", "E3F1E9"), "◆": ("1F6B4A", "E8F4EE"), "●": ("2A7050", "EDF6F1"), "▲": ("8A5A00", "FDF3DD"),
    "■": ("A82A21", "FBE6E3"), "×": ("7F1414", "F3D9D9"),
}  # fmt: skip
"""Dark text and pale fill by the shape a state begins with; what has no verdict has neither."""
PAPERS = {"A4": 9, "A3": 8}
_PAGES_WIDE = {"A4": 2, "A3": 1}  # 25 columns on one page of A4 would be too small to read
_LONGEST = 32_000  # a cell of a workbook holds no more
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_WRAPPED = ("city", "domain", "indicator", "leads", "state", "scope", "source", "note", "cause", "remedy")
_RIGHT = ("last_value", "value", "attainment", "share", "gap", "base", "goal_value", "carry", "planned")
_AFTER_NUMBER = ("last_period", "unit", "state")  # begins a little later, clear of the number before it
_LINE = 15.0  # points that a line of a row takes
_OWN_COLUMNS = 12  # to the right of ours, where an office may keep its own
_DECIMAL_HINT = "按本行的单位填数。单位是%的，62.6%填62.6，不要填0.626。也可写3万、1.2亿。"


def put(cell: Any, value: str | float | date | None) -> None:  # noqa: ANN401
    """A value into a cell. Words stay words: what begins with = + - @ is no formula, here or when it is typed over."""
    if isinstance(value, str):
        words = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell.value = words or None
        if words:
            cell.data_type = "s"
            cell.quotePrefix = bool(_FORMULA.match(words))
        return
    cell.value = value


def dress_rows(sheet: Sheet, at: Mapping[str, str], rows: Iterable[int]) -> None:
    """Give rows the look of their columns; one pattern a column, as a style made anew for each cell costs seconds."""
    line = Border(bottom=Side("hair", color=HAIRLINE))
    patterns: dict[str, Any] = {}
    for row in rows:
        for key, letter in at.items():
            cell = sheet[f"{letter}{row}"]
            quoted = bool(cell.quotePrefix)
            if key not in patterns:
                _dress(cell, BY_KEY[key], line)
                cell.quotePrefix = False
                patterns[key] = cell._style
            cell._style = copy(patterns[key])
            if quoted:
                cell.quotePrefix = True
        if (lines := _lines(sheet, at, row)) > 1:  # a program that opens the file does not make rows higher by itself
            sheet.row_dimensions[row].height = _LINE * lines


def _lines(sheet: Sheet, at: Mapping[str, str], row: int) -> int:
    """How many lines the longest of the wrapped cells needs; a Chinese character is two wide."""
    texts = {key: str(sheet[f"{at[key]}{row}"].value or "") for key in _WRAPPED if BY_KEY[key].role != "formula"}
    wide = {key: sum(1 + (east_asian_width(each) in "WF") for each in text) for key, text in texts.items()}
    return max(ceil(width / (BY_KEY[key].width - 1)) for key, width in wide.items())


def _dress(cell: Any, column: Column, line: Border) -> None:  # noqa: ANN401
    is_state = column.key == "state"
    cell.font = Font(name=FONT, size=10, bold=column.key == "indicator", color=INK)
    cell.alignment = _alignment(column, wrapped=column.key in _WRAPPED)
    cell.border = line
    cell.number_format = column.format
    cell.protection = Protection(locked=column.role != "entry")
    if column.role == "entry":
        cell.fill = PatternFill("solid", fgColor=TINT)
    if is_state:
        cell.font = Font(name=FONT, size=10, bold=True, color=INK)


def _alignment(column: Column, *, wrapped: bool) -> Alignment:
    side, indent = "right" if column.key in _RIGHT else "left", int(column.key in _AFTER_NUMBER)
    return Alignment(horizontal=side, vertical="center", wrap_text=wrapped, indent=indent)


def dress_heads(sheet: Sheet) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(HEAD_ROW, number, column.head)
        cell.font = Font(name=FONT, size=10, bold=True, color=AMBER if column.role == "entry" else MUTED)
        cell.alignment = _alignment(column, wrapped=True)
        cell.border = Border(bottom=Side("medium", color=INK))
        width = sheet.column_dimensions[get_column_letter(number)]
        width.width, width.hidden = column.width, column.role == "hidden"
    sheet.row_dimensions[HEAD_ROW].height = 30


def title(sheet: Sheet, words: str, caption: str) -> None:
    put(sheet["A1"], words)
    sheet["A1"].font = Font(name=FONT, size=16, bold=True, color=INK)
    put(sheet["A2"], caption)
    sheet["A2"].font = Font(name=FONT, size=9, color=MUTED)


def input_cell(cell: Any, number_format: str) -> None:  # noqa: ANN401
    """A cell that the reader may change to see what would be."""
    frame = Side("thin", color=AMBER)
    cell.border = Border(left=frame, right=frame, top=frame, bottom=frame)
    cell.fill = PatternFill("solid", fgColor=TINT)
    cell.font = Font(name=FONT, size=10, bold=True, color=INK)
    cell.alignment = Alignment(horizontal="center")
    cell.number_format = number_format
    cell.protection = Protection(locked=False)


def guard(sheet: Sheet) -> None:
    """Locked without a password: it keeps from slips, not from people. Widths, filters and own columns stay free."""
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertColumns", "autoFilter", "sort"):
        setattr(sheet.protection, allowed, False)  # the file's attribute says whether it is forbidden
    for number in range(len(COLUMNS) + 1, len(COLUMNS) + 1 + _OWN_COLUMNS):
        sheet.column_dimensions[get_column_letter(number)].protection = Protection(locked=False)


def allow_only(sheet: Sheet, at: Mapping[str, str], last_row: int, finalities: Iterable[str]) -> None:
    """What may be typed into the cells to be filled in. Numbers only warn: 3万 is understood, too."""
    words = DataValidation("list", formula1=f'"{",".join(finalities)}"', allow_blank=True)
    words.errorTitle, words.error = "数据性质", "只能填预计、初步或审定"
    number = DataValidation("decimal", operator="between", formula1="-1E+15", formula2="1E+15", errorStyle="warning")
    number.allow_blank, number.promptTitle, number.prompt = True, "本期数值", _DECIMAL_HINT
    number.errorTitle, number.error = "本期数值", "这不是数。如写作3万、1.2亿，可继续"
    day = DataValidation("date", operator="between", formula1="36526", formula2="73050", errorStyle="warning")
    day.allow_blank, day.errorTitle, day.error = True, "日期", "请写成 2024-09-30"
    for rule, keys in ((words, ("finality",)), (number, ("value",)), (day, ("start", "end", "new_date"))):
        rule.showErrorMessage = rule.showInputMessage = True
        for key in keys:
            rule.add(f"{at[key]}{FIRST_ROW}:{at[key]}{last_row}")
        sheet.add_data_validation(rule)


def colour_states(sheet: Sheet, letter: str, last_row: int) -> None:
    """By the shape a state begins with, so that the colour follows when the formula's answer changes."""
    for glyph, (ink, fill) in STATE_LOOK.items():
        rule = FormulaRule(
            formula=[f'LEFT(${letter}{FIRST_ROW},1)="{glyph}"'],
            font=Font(color=ink, bold=True),
            fill=PatternFill("solid", bgColor=fill),
        )
        sheet.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{last_row}", rule)


def paper_of(sheet: Sheet) -> str:
    """The paper that a sheet was made for, A4 where that cannot be told."""
    return next((paper for paper, code in PAPERS.items() if code == sheet.page_setup.paperSize), "A4")


def print_setup(sheet: Sheet, head_row: int, last: str, paper: str, beside: str = "") -> None:
    """Landscape, the head on every page, page numbers below; one page wide, or on A4 two with the first columns, up
    to ``beside``, on both.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPERS[paper]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = _PAGES_WIDE[paper] if beside else 1, 0
    if beside:
        sheet.print_title_cols = f"A:{beside}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.print_area = f"A1:{last}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.5
    sheet.sheet_view.showGridLines = False
