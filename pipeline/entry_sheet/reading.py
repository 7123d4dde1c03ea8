"""A sheet that comes back: every cell is checked, and what it says becomes figures, or a message that names the cell.

Nothing here keeps anything: ``SheetReading.taking`` gives what may be put on record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline.entries import Figure
from pipeline.entry_checks import EntryError, check
from pipeline.entry_sheet.cells import Typed, amount_of, day_of, finality_of, text_of
from pipeline.entry_sheet.columns import BY_KEY, DAYS, ENTRY_KEYS, FORM, FORMULA_KEYS, GUIDE, IDENTITY, LEDGER, STAMP
from pipeline.entry_sheet.finding import Found, Sheet, find, form_of, open_book
from pipeline.entry_sheet.messages import Problem
from pipeline.entry_sheet.outcome import SheetReading
from pipeline.entry_sheet.rows import GoalRow, Ground, goal_rows
from pipeline.entry_sheet.stamp import Exported, Stamp, read_stamp, shown
from pipeline.entry_sheet.views import NAMES
from pipeline.figure_checks import Problem as Doubt
from pipeline.model import Finality
from pipeline.reporting import Reporting
from pipeline.typed import Amount, TypedError

_NAMED = 8  # goals that one message names
# The cell that a doubt about a figure is about, where it is not its value.
_CELL_OF = {"source": "source", "finality": "finality", "not_ended": "finality", "outside_goal": "end"}
_EXPORT_AGAIN = "请从看板重新导出，把这一行填到新表里"
Entered = dict[str, Any]  # by ENTRY_KEYS


def read_sheet(data: bytes, ground: Ground, by: str = "", name: str = "填报表.xlsx") -> SheetReading:
    """A filled-in sheet against the board and the ledger as they are now; figures are entered by ``by``.

    Raises PipelineError for a file that is no such sheet at all.
    """
    book, values = open_book(data, name, values=False), open_book(data, name, values=True)
    sheet, stamp = form_of(book, name), read_stamp(book, name)
    found, problems = find(sheet)
    if problems:
        return SheetReading(stamp.period, (), (), 0, tuple(problems))
    known = {row.target_id: row for row in goal_rows(ground, [*stamp.rows], stamp.period, probed=False)}
    merged, reporting = _merged(sheet, found), Reporting(ground.frames, ground.record, ground.as_of)
    rows = [
        _Row(number, target_id, found, sheet, values[FORM], known.get(target_id), stamp, reporting)
        for target_id, number in sorted(found.rows.items(), key=lambda pair: pair[1])
    ]
    outcomes = [row.outcome(by, merged.get(row.number)) for row in rows]
    problems = [*_about_sheet(book, found, stamp), *(problem for each in outcomes for problem in each.problems)]
    return SheetReading(
        stamp.period,
        tuple(each.figure for each in outcomes if each.figure),
        tuple(row.target_id for row, each in zip(rows, outcomes, strict=True) if each.is_unchanged),
        sum(each.is_empty for each in outcomes),
        tuple(problems),
    )


@dataclass(frozen=True)
class _Outcome:
    """What a row comes to: a figure, or that it is on record already, or empty; and what is to be said of it."""

    problems: tuple[Problem, ...]
    figure: Figure | None = None
    is_unchanged: bool = False
    is_empty: bool = False


@dataclass(frozen=True)
class _Row:
    """One row of the sheet, and what is known of its goal now (``present``)."""

    number: int
    target_id: str
    found: Found
    sheet: Sheet
    values: Sheet
    present: GoalRow | None
    stamp: Stamp
    reporting: Reporting

    def outcome(self, by: str, merged: str | None) -> _Outcome:
        exported = self.stamp.rows.get(self.target_id)
        if exported is None:
            unknown = self._problem(
                "target_id", f"编号“{self.target_id}”不在导出的表里", "请改回原来的编号；新的目标请从看板导出"
            )
            return _Outcome((unknown,))
        entered, wrong = self._entered()
        notes = tuple(self._notes(exported))
        changed = [key for key in ENTRY_KEYS if shown(entered.get(key)) != exported.prefilled[key]]
        if not wrong and not changed:
            held = bool(exported.prefilled["value"])
            return _Outcome((*notes, *self._moved_on(exported, refused=False)), is_unchanged=held, is_empty=not held)
        if merged:
            wrong.append(Problem(FORM, merged, "合并了单元格，分不清是哪一行的", "请取消合并，逐行填写"))
        wrong += self._identity(exported)
        if not wrong and self._is_on_record(entered):
            return _Outcome(notes, is_unchanged=True)
        wrong += self._moved_on(exported, refused=True)
        if not wrong:
            wrong += self._of_value(entered, exported)
        figure = None if wrong else self._figure(entered, by)
        if figure:
            found = self._doubts(figure)
            wrong += [*self._impossible(figure), *self._in_the_way(figure, found)]
            figure = replace(figure, warnings_overruled={each.code: figure.note for each in found})
        return _Outcome((*wrong, *notes), None if wrong else figure)

    def _problem(self, key: str, text: str, remedy: str, *, refused: bool = True) -> Problem:
        return Problem(FORM, self.found.cell(key, self.number), text, remedy, refused)

    def _typed(self, key: str) -> Typed:
        place = self.found.cell(key, self.number)
        cell = self.sheet[place]
        return Typed(self.values[place].value, cell.number_format or "General", cell.data_type == "f")

    def _entered(self) -> tuple[Entered, list[Problem]]:
        """What the cells to be filled in say, and which of them cannot be read."""
        entered: Entered = {}
        wrong = []
        unit = self.present.case.target.unit if self.present else ""
        for key in ENTRY_KEYS:
            cell = self._typed(key)
            try:
                if key == "value":
                    entered[key] = amount_of(cell, unit)
                elif key in DAYS:
                    entered[key] = day_of(cell)
                else:
                    entered[key] = finality_of(cell) if key == "finality" else text_of(cell)
            except TypedError as error:
                wrong.append(self._problem(key, f"{BY_KEY[key].head}：{error.text}", error.remedy))
        return entered, wrong

    def _identity(self, exported: Exported) -> Iterator[Problem]:
        """A changed name, goal or unit would make the figure that of another goal."""
        for key in IDENTITY:
            cell, was = self.sheet[self.found.cell(key, self.number)].value, exported.locked[key]
            if shown(cell) != was:
                text = f"{BY_KEY[key].head}由“{was}”改成了“{shown(cell)}”，可能已不是这项目标"
                yield self._problem(key, text, f"请改回“{was}”")

    def _notes(self, exported: Exported) -> Iterator[Problem]:
        for key, was in exported.locked.items():
            cell = self.sheet[self.found.cell(key, self.number)]
            if key not in (*IDENTITY, "target_id") and shown(cell.value) != was:
                text = f"{BY_KEY[key].head}由“{was}”改成了“{shown(cell.value)}”，没有读入"
                yield self._problem(key, text, "这一格由看板给出，要改请在看板上改", refused=False)
        for key in FORMULA_KEYS if exported.live else ():
            cell = self.sheet[self.found.cell(key, self.number)] if key in self.found.at else None
            if cell is not None and cell.value is not None and cell.data_type != "f":
                text = f"{BY_KEY[key].head}的公式被盖掉了，没有读入"
                yield self._problem(key, text, "再导出时公式会恢复", refused=False)

    def _moved_on(self, exported: Exported, *, refused: bool) -> list[Problem]:
        """What is no longer as it was when the sheet was handed out."""
        if self.present is None:
            return [self._problem("target_id", "看板上已没有这项目标", "请在看板上查看它的去向", refused=refused)]
        now = self.present.locked()
        problems = [
            self._problem(
                key, f"导出以后，{BY_KEY[key].head}由“{exported.locked[key]}”变为“{shown(now[key])}”",
                _EXPORT_AGAIN, refused=refused,
            )
            for key in (*IDENTITY, "due")
            if shown(now[key]) != exported.locked[key]
        ]  # fmt: skip
        if {key: shown(value) for key, value in self.present.prefilled().items()} != exported.prefilled:
            problems.append(
                self._problem("value", f"导出以后，{self._what_happened()}", _EXPORT_AGAIN, refused=refused)
            )
        return problems

    def _what_happened(self) -> str:
        held = self.present.held if self.present else None
        if held is None:
            return "这一期原有的数已撤回"
        return f"{held.by or '文件'}已有这一期的数 {held.amount}（{self.present.step if self.present else ''}）"

    def _is_on_record(self, entered: Entered) -> bool:
        if self.present is None or self.present.held is None:
            return False
        now = self.present.prefilled()
        return all(shown(entered[key]) == shown(now[key]) for key in ENTRY_KEYS)

    def _of_value(self, entered: Entered, exported: Exported) -> Iterator[Problem]:
        """A row that says something has a figure and the period it is of."""
        if entered["value"] is None:
            if exported.prefilled["value"]:
                yield self._problem("value", "已填报的数被删去了", "请填回；要撤回请在看板的填报页撤回")
            else:
                yield self._problem("value", "填了别的格，没有填本期数值", "请填数，或把这一行的其他格清空")
        for key in ("start", "end"):
            if entered[key] is None:
                yield self._problem(key, f"缺{BY_KEY[key].head}", "请写成 2024-09-30")
        target = self.present.case.target if self.present else None
        if target and target.annual and entered["end"] and entered["end"].year != target.due_year:
            text = f"这项目标只看{target.due_year}年，{entered['end'].year}年的数不会计入"
            yield self._problem("end", text, "请改数据期止，或清空这一行")
        if entered["end"] and entered["end"] > self.stamp.period.end:
            yield self._problem(
                "end", f"数据期止晚于本表的数据期（{self.stamp.period.words}）", "请改正，或另导出那一期的表"
            )

    def _figure(self, entered: Entered, by: str) -> Figure | None:
        """The figure that a row without fault says; a correction where someone reported one before."""
        if self.present is None:
            return None
        goal, held = self.present.goal, self.present.held
        finality: Finality = entered["finality"]
        amount: Amount = entered["value"]
        return Figure(
            target_id=self.target_id,
            plan_id=goal["plan_id"],
            city=goal["city"],
            indicator=goal["indicator"],
            period_start=entered["start"].isoformat(),
            period_end=entered["end"].isoformat(),
            value=amount.value,
            value_max=amount.value_max,
            unit=self.present.case.target.unit,
            finality=finality,
            scope=entered["scope"],
            source=entered["source"],
            note=entered["note"],
            replaces=held.seq if held else 0,
            cause=entered["cause"],
            remedy=entered["remedy"],
            new_date=entered["new_date"].isoformat() if entered["new_date"] else "",
            entered_by=by or "校验",
        )

    def _doubts(self, figure: Figure) -> list[Doubt]:
        """As the form of one figure says it (``pipeline.figure_checks``)."""
        return self.reporting.problems(figure) if figure.target_id in self.reporting.targets else []

    def _in_the_way(self, figure: Figure, found: Iterable[Doubt]) -> Iterator[Problem]:
        """A warning gives way to a reason in the row's 备注; what cannot count does not."""
        for doubt in found:
            if doubt.refused or not figure.note.strip():
                remedy = "请改正这一行" if doubt.refused else "请改正；如数值无误，请在“备注”写明理由"
                yield self._problem(_CELL_OF.get(doubt.code, "value"), doubt.message.rstrip("。"), remedy)

    def _impossible(self, figure: Figure) -> Iterator[Problem]:
        """What can never be right, whatever the goal."""
        try:
            check(figure)
        except EntryError as error:
            yield from (self._problem("value", wrong, "请改正这一行") for wrong in error.wrong)


def _merged(sheet: Sheet, found: Found) -> dict[int, str]:
    """The rows that a merged range covers in a cell to be filled in, with its first cell."""
    columns = {sheet[f"{found.at[key]}1"].column for key in (*ENTRY_KEYS, "target_id")}
    return {
        row: area.coord.partition(":")[0]
        for area in sheet.merged_cells.ranges
        if columns & set(range(area.min_col, area.max_col + 1))
        for row in range(max(area.min_row, found.head_row + 1), area.max_row + 1)
    }


def _about_sheet(book: Any, found: Found, stamp: Stamp) -> Iterator[Problem]:  # noqa: ANN401
    """What concerns no single row that was handed out."""
    for target_id, numbers in found.doubled.items():
        for number in numbers:
            yield Problem(FORM, found.cell("target_id", number), f"编号“{target_id}”有 {len(numbers)} 行", "请只留一行")
    for number in found.nameless:
        yield Problem(
            FORM, found.cell("target_id", number), "这一行没有编号，不知是哪项目标", "请删去这一行，填到目标自己的行里"
        )
    gone = [target_id for target_id in stamp.rows if target_id not in found.rows and target_id not in found.doubled]
    if gone:
        names = "、".join(stamp.rows[each].locked["indicator"] for each in gone[:_NAMED])
        more = f"等 {len(gone)} 项" if len(gone) > _NAMED else f" {len(gone)} 项"
        yield Problem(FORM, "", f"表里少了{names}{more}，这些目标没有读入", "如要填报，请从看板重新导出", refused=False)
    yield from _additions(book.sheetnames, found)


def _additions(sheets: Iterable[str], found: Found) -> Iterator[Problem]:
    for letter, words in found.extra_heads:
        cell = f"{letter}{found.head_row}"
        yield Problem(FORM, cell, f"自加的列“{words}”没有读入", "列会保留，要报送的内容请写在备注里", refused=False)
    for name in sheets:
        if name not in (FORM, LEDGER, GUIDE, STAMP, *NAMES):
            yield Problem(name, "", "自加的工作表没有读入", "工作表会保留", refused=False)
