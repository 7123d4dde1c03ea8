"""填报表 as a workbook: the ledger that an office fills in and hands back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from pipeline.entry_sheet import look
from pipeline.entry_sheet.columns import AS_OF, COLUMNS, DAY, FIRST_ROW, FORM, GUIDE, HEAD_ROW, LEDGER
from pipeline.entry_sheet.formulas import Formulas, workings
from pipeline.entry_sheet.rows import DataPeriod, GoalRow, Ground, goal_rows
from pipeline.entry_sheet.stamp import stamp_of, write_stamp
from pipeline.entry_sheet.views import VIEWS, put_view
from pipeline.errors import PipelineError
from pipeline.lexicon import load
from pipeline.progress.periods import period_words
from pipeline.reported import figures_of
from pipeline.typed import Amount
from pipeline.workflow import WORDS

Book = Any  # openpyxl has no types of its own
Sheet = Any
AS_OF_CELL = "C3"
_LEDGER_HEADS = (
    ("编号", 13), ("城市", 9), ("指标", 34), ("数据期", 18), ("数值", 10), ("单位", 6), ("数据性质", 9), ("口径", 16),
    ("审核", 9), ("填报人", 12), ("填报时间", 17), ("数据来源", 24), ("佐证材料", 24), ("原因", 18), ("对策", 18),
    ("新的完成时限", 12), ("备注", 16),
)  # fmt: skip
_GUIDE = (
    "只填浅黄色的格：本期数值、数据期、数据性质、口径、数据来源、备注、原因、对策、新的完成时限。没有数的行留空。",
    "数值按本行的单位填。单位是%的，62.6%填62.6。3万、1.2亿、全角数字都认得；区间写成 4.5~5，按下限评判。",
    "数据期已填好，是年初到期末；数据只到更早的月份时，改数据期止，如 2024-08-31。",
    "填了数，完成率、序时进度、序时差和状态随之重算，是这个数审核通过后看板上的结果；不填，或填的是预计数（不计入评判），显示看板现在的结果。",
    "灰色字的格由看板给出，改了不读入；编号、城市、指标、目标、单位改了，整行不读入。",
    "可以加批注、加列、用公式，再导出时都保留。不要合并单元格，不要复制“填报表”到别的文件里交。",
    "填好后在看板“台账”页上传。逐格核对，有问题的指明哪一格、怎么改；全部正确才读入，也可以选择只读入正确的行。",
    "读入的数是待审核的填报，由另一人审核通过后才计入。",
)


def entry_sheet(
    ground: Ground, target_ids: Sequence[str], period: DataPeriod, paper: str = "A4", code: str = ""
) -> bytes:
    """The workbook for some goals and a period: sheets 填报表, 台账 and 说明, the tables that offices print,
    and a hidden one that says its version.

    One row a goal in the order of ``target_ids`` (``columns.COLUMNS``). ``paper`` is A4 or A3, landscape. ``code``
    stands at the foot of every page. Raises
    PipelineError where none of the goals is on the board.
    """
    rows = goal_rows(ground, target_ids, period)
    if not rows:
        raise PipelineError("没有要填报的目标：这一数据期的数都已有了，或筛选后没有目标。请改选数据期或筛选条件。")
    book = Workbook()
    sheet = book.active
    sheet.title = FORM
    _put_top(book, sheet, ground, period)
    look.dress_heads(sheet)
    at = {column.key: get_column_letter(number) for number, column in enumerate(COLUMNS, start=1)}
    for number, row in enumerate(rows, start=FIRST_ROW):
        put_row(sheet, number, at, row, ground)
        put_entries(sheet, number, at, row)
    finish(sheet, at, FIRST_ROW + len(rows) - 1, paper)
    look.dress_rows(sheet, at, range(FIRST_ROW, FIRST_ROW + len(rows)))
    put_others(book, ground, period, rows, paper)
    for view in VIEWS:
        put_view(book.create_sheet(view.name), view, at, FIRST_ROW + len(rows) - 1, paper)
    for each in book.worksheets:
        each.oddFooter.left.text = f"编码 {code}" if code else None
    return saved(book)


def put_row(sheet: Sheet, number: int, at: Mapping[str, str], row: GoalRow, ground: Ground) -> None:
    """What the board says in a row: its own columns, and the formulas with what they work with."""
    for key, value in (row.locked() | workings(row)).items():
        look.put(sheet[f"{at[key]}{number}"], value)
    live = row.probe is not None
    for key, formula in Formulas(number, at, row, ground.record.rule).cells().items():
        if live:
            sheet[f"{at[key]}{number}"].value = formula
        else:
            look.put(sheet[f"{at[key]}{number}"], formula)


def put_entries(sheet: Sheet, number: int, at: Mapping[str, str], row: GoalRow) -> None:
    """What is on record for the period, where it is to be filled in."""
    for key, value in row.prefilled().items():
        look.put(sheet[f"{at[key]}{number}"], finality_word(str(value)) if key == "finality" and value else value)


def finality_word(finality: str) -> str:
    """预计, 初步, 审定, or ''."""
    return str(load("published")["finality"][finality][-1]) if finality else ""


def finish(sheet: Sheet, at: Mapping[str, str], last_row: int, paper: str) -> None:
    """What holds for the whole sheet: the frozen head, the filter, what may be typed, how it prints."""
    sheet.freeze_panes = f"{get_column_letter(column_index_from_string(at['indicator']) + 1)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{at['step']}{last_row}"
    look.allow_only(sheet, at, last_row, map(finality_word, ("estimate", "preliminary", "final")))
    look.colour_states(sheet, at["state"], last_row)
    look.print_setup(sheet, HEAD_ROW, f"{at['step']}{last_row}", paper, at["indicator"])
    look.guard(sheet)


def put_others(book: Book, ground: Ground, period: DataPeriod, rows: list[GoalRow], paper: str) -> None:
    """The sheets beside the form, made anew."""
    for name in (LEDGER, GUIDE):
        if name in book.sheetnames:
            del book[name]
    _put_ledger(book.create_sheet(LEDGER), rows, ground, paper)
    _put_guide(book.create_sheet(GUIDE), ground, period, paper)
    write_stamp(book, stamp_of(ground, period, rows))


def saved(book: Book) -> bytes:
    book.calculation.fullCalcOnLoad = True  # no program has worked the formulas out yet
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put_top(book: Book, sheet: Sheet, ground: Ground, period: DataPeriod) -> None:
    look.title(sheet, f"目标填报表（{period.words}）", ground.record.rule.description)
    look.put(sheet["A3"], "截至")
    sheet["A3"].font = sheet["D3"].font = Font(name=look.FONT, size=9, color=look.MUTED)
    sheet[AS_OF_CELL].value = max(ground.as_of, period.end)
    look.input_cell(sheet[AS_OF_CELL], DAY)
    look.put(sheet["D3"], "← 改这一格，序时进度、序时差和状态随之重算。浅黄色的格可填，填法见“说明”页。")
    book.defined_names[AS_OF] = DefinedName(AS_OF, attr_text=f"'{FORM}'!$C$3")


def _put_ledger(sheet: Sheet, rows: list[GoalRow], ground: Ground, paper: str) -> None:
    """Every figure on record of the goals at hand: those of people with their step, those of documents."""
    look.title(sheet, "已有的数", "看板上这些目标已有的全部实际值：人填报的写明审核状态，文件写到的写明“文件”。")
    for number, (head, width) in enumerate(_LEDGER_HEADS, start=1):
        cell = sheet.cell(HEAD_ROW, number, head)
        cell.font = Font(name=look.FONT, size=10, bold=True, color=look.MUTED)
        sheet.column_dimensions[get_column_letter(number)].width = width
    lines = [*_reported(rows, ground), *_documented(rows)]
    for number, line in enumerate(lines, start=FIRST_ROW):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            look.put(cell, value)
            cell.font = _PLAIN
    last = f"{get_column_letter(len(_LEDGER_HEADS))}{max(HEAD_ROW + len(lines), FIRST_ROW)}"
    sheet.freeze_panes = f"D{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}"
    look.print_setup(sheet, HEAD_ROW, last, paper)
    sheet.protection.sheet = True


_PLAIN = Font(name=look.FONT, size=10, color=look.INK)
Line = tuple[str | float | None, ...]


def _reported(rows: list[GoalRow], ground: Ground) -> Iterable[Line]:
    figures = figures_of(ground.record)
    shown = figures[figures["target_id"].isin([row.target_id for row in rows])]
    for figure in shown.to_dict("records"):
        period = period_words(figure["period_start"].date(), figure["period_end"].date())
        yield (
            figure["target_id"], figure["city"], figure["indicator"], period, _amount(figure), figure["unit"],
            finality_word(figure["finality"]), figure["scope"], WORDS[figure["status"]], figure["entered_by"],
            _minute(figure["entered_at"]), figure["source"], "、".join(each.name for each in figure["evidence"]),
            figure["cause"], figure["remedy"], figure["new_date"], figure["note"],
        )  # fmt: skip


def _amount(figure: Mapping[Any, Any]) -> float | str:
    top = figure["value_max"]
    return Amount(figure["value"], None if pd.isna(top) else top).cell


def _documented(rows: list[GoalRow]) -> Iterable[Line]:
    for row in rows:
        answer = row.case.answer
        told = (*answer.reports, *answer.estimates, *answer.others)
        for each in sorted((one for one in told if one.target_id is None), key=lambda one: one.end):
            words = period_words(each.start, each.end) if each.dated else f"{each.year}年"
            yield (
                row.target_id, each.city, each.indicator, words, Amount(each.value, each.value_max).cell, each.unit,
                finality_word(each.finality), each.scope, "文件", "", "", each.plan_id, "", "", "", "", each.quote,
            )  # fmt: skip


def _put_guide(sheet: Sheet, ground: Ground, period: DataPeriod, paper: str) -> None:
    look.title(sheet, "填报说明", "")
    day = max(ground.as_of, period.end)
    facts = (
        ("数据期", period.words),
        ("截至", f"{day.year}年{day.month}月{day.day}日"),
        ("规则", ground.record.rule.description),
        ("版本", f"看板 {ground.board or '未命名'}，记录 {ground.change} 号"),
    )
    lines = [*facts, *((f"{number}.", words) for number, words in enumerate(_GUIDE, start=1))]
    for number, (head, words) in enumerate(lines, start=3):
        for letter, value in (("A", head), ("B", words)):
            cell = sheet[f"{letter}{number}"]
            look.put(cell, value)
            cell.font = Font(name=look.FONT, size=11, color=look.INK if letter == "B" else look.MUTED)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 9, 96
    look.print_setup(sheet, 1, f"B{len(lines) + 2}", paper)
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True


def _minute(moment: str) -> str:
    """A UTC time of the ledger in the office's own, to the minute."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}" if moment else ""
