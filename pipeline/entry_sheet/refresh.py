"""A newer state of the board into the file an office works in: only the board's own cells change."""

from pipeline.entry_sheet import look
from pipeline.entry_sheet.columns import AS_OF, BY_KEY, ENTRY_KEYS, FORM
from pipeline.entry_sheet.finding import Found, Sheet, find, form_of, open_book
from pipeline.entry_sheet.rows import GoalRow, Ground, goal_rows
from pipeline.entry_sheet.stamp import Exported, read_stamp, shown
from pipeline.entry_sheet.writing import finality_word, put_entries, put_others, put_row, saved
from pipeline.errors import PipelineError


def refresh(data: bytes, ground: Ground, name: str = "填报表.xlsx") -> bytes:
    """The same file with what the board says now. What people typed, their notes, formulas, columns and sheets stay.

    A cell to be filled in that nobody touched takes what is on record now. Rows stay where they are; a goal that the
    board no longer has keeps its row as it was. Raises PipelineError where heads or rows cannot be told apart.
    """
    book = open_book(data, name, values=False)
    sheet, stamp = form_of(book, name), read_stamp(book, name)
    found, problems = find(sheet)
    if problems:
        raise PipelineError(f"不能在 {name} 上更新。{''.join(map(str, problems))}")
    missing = [column.head for key, column in BY_KEY.items() if key not in found.at]
    if missing:
        raise PipelineError(f"不能在 {name} 上更新：{FORM}缺少“{'、'.join(missing)}”列。请从看板重新导出。")
    rows = goal_rows(ground, [each for each in stamp.rows if each in found.rows], stamp.period)
    for row in rows:
        _renew(sheet, found, row, stamp.rows[row.target_id], ground)
    if AS_OF in book.defined_names:
        sheet[_cell_of(book.defined_names[AS_OF].attr_text)].value = max(ground.as_of, stamp.period.end)
    put_others(book, ground, stamp.period, rows, look.paper_of(sheet))
    return saved(book)


def _renew(sheet: Sheet, found: Found, row: GoalRow, exported: Exported, ground: Ground) -> None:
    number = found.rows[row.target_id]
    typed = {key: sheet[found.cell(key, number)] for key in ENTRY_KEYS}
    kept = {key: cell.value for key, cell in typed.items() if _is_touched(cell.value, key, exported)}
    formulas = {key for key, cell in typed.items() if cell.data_type == "f"}
    put_row(sheet, number, found.at, row, ground)
    put_entries(sheet, number, found.at, row)
    for key, value in kept.items():
        if key in formulas:
            typed[key].value = value
        else:
            look.put(typed[key], value)


def _is_touched(value: object, key: str, exported: Exported) -> bool:
    was = exported.prefilled[key]
    return shown(value) != (finality_word(was) if key == "finality" else was)


def _cell_of(reference: str) -> str:
    return reference.rpartition("!")[2].replace("$", "")
