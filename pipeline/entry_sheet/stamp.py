"""What a sheet was made from, kept in a hidden sheet of it, so that it can be told what changed since, and where."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.entry_sheet.columns import STAMP
from pipeline.entry_sheet.rows import DataPeriod, GoalRow, Ground
from pipeline.errors import PipelineError

_FORM_NUMBER = 1
_META = ("form", "start", "end", "as_of", "board", "change")
NOT_OURS = "不是看板导出的填报表，或它的“版本”页被删去了。请从看板重新导出，把填好的数抄到新表里再交"


@dataclass(frozen=True)
class Exported:
    """A row as it was handed out, its cells as ``shown``; ``latest`` as in ``GoalRow``, ``live``: it had formulas."""

    locked: dict[str, str]
    prefilled: dict[str, str]
    latest: int
    live: bool


@dataclass(frozen=True)
class Stamp:
    """What the whole sheet was made from, and its rows by target id, in order."""

    period: DataPeriod
    as_of: date
    board: str
    change: int
    rows: dict[str, Exported]


def stamp_of(ground: Ground, period: DataPeriod, rows: list[GoalRow]) -> Stamp:
    exported = {row.target_id: exported_row(row) for row in rows}
    return Stamp(period, ground.as_of, ground.board, ground.change, exported)


def exported_row(row: GoalRow) -> Exported:
    locked = {key: shown(value) for key, value in row.locked().items()}
    prefilled = {key: shown(value) for key, value in row.prefilled().items()}
    return Exported(locked, prefilled, row.latest, row.probe is not None)


def shown(value: object) -> str:
    """A cell's value as plain words, the same before it is written and after it was read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def write_stamp(book: Any, stamp: Stamp) -> None:  # noqa: ANN401  openpyxl has no types
    if STAMP in book.sheetnames:
        del book[STAMP]
    sheet = book.create_sheet(STAMP)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    start, end = stamp.period.start.isoformat(), stamp.period.end.isoformat()
    values = (_FORM_NUMBER, start, end, stamp.as_of.isoformat(), stamp.board, stamp.change)
    for key, value in zip(_META, values, strict=True):
        sheet.append([key, str(value)])
    for target_id, row in stamp.rows.items():
        sheet.append([target_id, json.dumps(vars(row), ensure_ascii=False)])


def read_stamp(book: Any, name: str) -> Stamp:  # noqa: ANN401
    """Raises PipelineError for a workbook that no board handed out, or whose hidden sheet is not whole."""
    if STAMP not in book.sheetnames:
        raise PipelineError(f"{name} {NOT_OURS}。")
    cells = [(row[0], row[1]) for row in book[STAMP].iter_rows(max_col=2, values_only=True) if row[0]]
    try:
        meta = dict(zip(_META, (str(value or "") for _, value in cells[: len(_META)]), strict=True))
        rows = {str(key): Exported(**json.loads(value)) for key, value in cells[len(_META) :]}
        period = DataPeriod(date.fromisoformat(meta["start"]), date.fromisoformat(meta["end"]))
        return Stamp(period, date.fromisoformat(meta["as_of"]), meta["board"], int(meta["change"]), rows)
    except (ValueError, TypeError, KeyError) as error:
        raise PipelineError(f"{name} {NOT_OURS}。") from error
