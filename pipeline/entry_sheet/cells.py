"""A cell of a sheet that came back, by what its column holds: an amount, a day, 预计 or words; or why it cannot be."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from pipeline.extract.numerals import times
from pipeline.lexicon import load
from pipeline.model import Finality
from pipeline.typed import Amount, TypedError, amount_in, day_in

_MIDNIGHT = re.compile(r"[T ]+00:00(?::00)?\s*$")
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_LONGEST = 2000
SAVE_FIRST = "请用 WPS 或 Excel 打开、保存一次再交，或直接填数"


@dataclass(frozen=True)
class Typed:
    """A cell as it came back: the value it shows, its format, whether a formula stands in it."""

    value: object
    number_format: str = "General"
    is_formula: bool = False

    def shown(self) -> object:
        """The value, of a formula the one it was saved with. Raises TypedError where there is none."""
        if self.is_formula and self.value is None:
            raise TypedError("公式还没有算出的值", SAVE_FIRST)
        if isinstance(self.value, str) and self.value.strip() in _ERRORS:
            raise TypedError(f"公式出错（{self.value.strip()}）", "请改正公式，或直接填数")
        return self.value.strip() or None if isinstance(self.value, str) else self.value

    @property
    def is_percent(self) -> bool:
        return "%" in self.number_format


def amount_of(cell: Typed, unit: str) -> Amount | None:
    """本期数值 in the goal's unit. Raises TypedError."""
    value = cell.shown()
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Amount(_in_unit(float(value), cell, unit))
    if isinstance(value, str):
        return amount_in(value, unit)
    if isinstance(value, date):
        raise TypedError("被当成了日期，不是数", "请填数；区间写成 4~5，不用短横")
    raise TypedError("不是数", f"请填数，单位是{unit or '本行的单位'}")


def _in_unit(value: float, cell: Typed, unit: str) -> float:
    """A number; in a cell of the format 0% 0.626 is 62.6."""
    if not math.isfinite(value):
        raise TypedError("不是数", "请直接填数")
    if not cell.is_percent:
        return value
    if unit != "%":
        raise TypedError(f"这一格是百分数格式，而本行的单位是{unit or '空'}", "请把单元格格式改成常规，按本行单位填数")
    return times(value, 100)


def day_of(cell: Typed) -> date | None:
    """A date in any usual writing. Raises TypedError."""
    value = cell.shown()
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = day_in(_MIDNIGHT.sub("", str(value)), whole=True)
    if found is None:
        raise TypedError(f"“{value}”不是日期", "请写成 2024-09-30")
    return found


def finality_of(cell: Typed) -> Finality:
    """预计, 初步, 审定 or nothing. Raises TypedError."""
    words = text_of(cell)
    meanings = {word: meaning for meaning, known in load("published")["finality"].items() for word in known}
    if words and words not in meanings:
        raise TypedError(f"数据性质“{words}”不认识", "请从预计、初步、审定中选一个，不知道就留空")
    return cast(Finality, meanings[words]) if words else ""


def text_of(cell: Typed) -> str:
    """Words. Raises TypedError for more than fit."""
    value = cell.shown()
    words = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value).strip()
    if isinstance(value, datetime):
        words = value.date().isoformat()
    if len(words) > _LONGEST:
        raise TypedError(f"有 {len(words)} 字，超过 {_LONGEST} 字", "请写短些，详细的作为佐证材料上传")
    return words
