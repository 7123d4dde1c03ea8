"""The tables that offices print, as sheets beside the form: each shows some of its columns, row by row, live.

Which columns a kind of table has is the custom of offices (DOMAIN 2.1). A cell looks up the same row of the form by its
number, so that a row that is sorted, filled in or taken out changes here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from pipeline.entry_sheet import look
from pipeline.entry_sheet.columns import BY_KEY, FIRST_ROW, FORM, HEAD_ROW

Sheet = Any  # openpyxl has no types of its own


@dataclass(frozen=True)
class View:
    """A kind of table: its caption, and the head and column of the form of each of its columns."""

    name: str
    caption: str
    columns: tuple[tuple[str, str], ...]


VIEWS = (
    View(
        "目标完成表", "预期目标、实际完成和完成率；没有数的留空，不作推算。",
        (("城市", "city"), ("指标名称", "indicator"), ("预期目标", "goal"), ("实际完成", "value"), ("单位", "unit"),
         ("完成率", "attainment"), ("状态", "state"), ("备注", "note")),
    ),
    View(
        "进展情况表", "按主要工作任务列完成情况和责任单位。",
        (("城市", "city"), ("主要工作任务", "indicator"), ("目标", "goal"), ("完成情况", "value"), ("单位", "unit"),
         ("序时差（点）", "gap"), ("责任单位", "leads"), ("存在问题", "cause"), ("下一步举措", "remedy")),
    ),
    View(
        "责任分解表", "按领域列目标、完成时限和牵头单位；原文没有写的为未明确。",
        (("城市", "city"), ("领域", "domain"), ("目标任务", "indicator"), ("目标", "goal"), ("完成时限", "due"),
         ("牵头单位", "leads")),
    ),
)  # fmt: skip
NAMES = tuple(view.name for view in VIEWS)


def put_view(sheet: Sheet, view: View, at: Mapping[str, str], last_row: int, paper: str) -> None:
    """Fill an empty sheet: one row for each row of the form, up to ``last_row``."""
    look.title(sheet, view.name, view.caption)
    heads = (("序号", ""), *view.columns)
    for number, (head, key) in enumerate(heads, start=1):
        cell = sheet.cell(HEAD_ROW, number, head)
        cell.font = Font(name=look.FONT, size=10, bold=True, color=look.MUTED)
        cell.border = Border(bottom=Side("medium", color=look.INK))
        sheet.column_dimensions[get_column_letter(number)].width = BY_KEY[key].width if key else 6
    for row in range(FIRST_ROW, last_row + 1):
        sheet.cell(row, 1, row - HEAD_ROW).font = _PLAIN
        for number, (_, key) in enumerate(view.columns, start=2):
            _put(sheet.cell(row, number), key, at[key])
    last = f"{get_column_letter(len(heads))}{last_row}"
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}"
    look.print_setup(sheet, HEAD_ROW, last, paper)


_PLAIN = Font(name=look.FONT, size=10, color=look.INK)


def _put(cell: Any, key: str, letter: str) -> None:  # noqa: ANN401  openpyxl
    there = f"INDEX('{FORM}'!${letter}:${letter},ROW())"
    cell.value = f'=IF({there}="","",{there})'
    cell.number_format, cell.font = BY_KEY[key].format, _PLAIN
    cell.alignment = Alignment(wrap_text=BY_KEY[key].width > 12, vertical="top")
