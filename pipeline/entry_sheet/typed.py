"""What people type into a cell, understood: 3万, 62.6%, １２００, 2024年9月30日, 预计; or why it cannot be."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from pipeline.chinese import to_half_width
from pipeline.extract.indicator_table import normal_unit
from pipeline.extract.numerals import SCALE, SCALES, parse_arabic, times
from pipeline.lexicon import load
from pipeline.model import Finality
from pipeline.structure.period import date_in

_NUMBER = re.compile(
    rf"(?P<number>[+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?P<rest>(?:{SCALE})?[^\d\s]{{0,12}})", re.ASCII
)
_SCALE = re.compile(SCALE)
_WHOLE_DAY = re.compile(r"\s*(?:19|20)\d\d\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?\s*(?:[T ]?00:00(?::00)?)?")
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_LONGEST = 2000
SAVE_FIRST = "请用 WPS 或 Excel 打开、保存一次再交，或直接填数"


class BadCellError(ValueError):
    """A cell that cannot be what its column holds: what is wrong, and what to do."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text)
        self.text, self.remedy = text, remedy


@dataclass(frozen=True)
class Typed:
    """A cell as it came back: the value it shows, its format, whether a formula stands in it."""

    value: object
    number_format: str = "General"
    is_formula: bool = False

    def shown(self) -> object:
        """The value, of a formula the one it was saved with. Raises BadCellError where there is none."""
        if self.is_formula and self.value is None:
            raise BadCellError("公式还没有算出的值", SAVE_FIRST)
        if isinstance(self.value, str) and self.value.strip() in _ERRORS:
            raise BadCellError(f"公式出错（{self.value.strip()}）", "请改正公式，或直接填数")
        return self.value.strip() or None if isinstance(self.value, str) else self.value

    @property
    def is_percent(self) -> bool:
        return "%" in self.number_format


def number_in(cell: Typed, unit: str) -> float | None:
    """本期数值 in the goal's unit. Raises BadCellError."""
    value = cell.shown()
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _in_unit(float(value), cell, unit)
    if isinstance(value, str):
        return _worded(value, unit)
    raise BadCellError("不是数", f"请填数，单位是{unit or '本行的单位'}")


def _in_unit(value: float, cell: Typed, unit: str) -> float:
    """A number; in a cell of the format 0% 0.626 is 62.6."""
    if not math.isfinite(value):
        raise BadCellError("不是数", "请直接填数")
    if not cell.is_percent:
        return value
    if unit != "%":
        raise BadCellError(
            f"这一格是百分数格式，而本行的单位是{unit or '空'}", "请把单元格格式改成常规，按本行单位填数"
        )
    return times(value, 100)


def _worded(words: str, unit: str) -> float:
    """A number with a scale or a unit behind it: 3万, 1.2亿元, 62.6%."""
    plain = re.sub(r"\s+", "", to_half_width(words)).replace("−", "-").replace("，", ",")
    match = _NUMBER.fullmatch(plain)
    if not match:
        raise BadCellError(f"“{words}”不是数", f"请只填一个数，单位是{unit or '本行的单位'}")
    sign = -1.0 if match["number"].startswith("-") else 1.0
    number = sign * parse_arabic(match["number"].lstrip("+-"))
    return times(number, _factor(match["rest"], words, unit)) if match["rest"] else number


def _factor(rest: str, words: str, unit: str) -> float:
    """By what the words behind a number multiply it, into the goal's unit: 万路 in 路 is ten thousand."""
    if rest == unit:
        return 1.0
    scale = _SCALE.match(rest)
    named = rest[scale.end() :] if scale else rest
    factor = SCALES[scale[0]] if scale else 1.0
    if named:
        printed, own = normal_unit(named)
        if printed == unit:
            return times(factor, own)
        raise BadCellError(f"“{words}”的单位与本行的“{unit or '（无）'}”不同", "请按本行单位换算后填数")
    if unit == "%" or _SCALE.match(unit):
        raise BadCellError(f"“{words}”分不清是多少{unit}", f"请按{unit}填数，不写“{rest}”")
    return factor


def day_in(cell: Typed) -> date | None:
    """A date in any usual writing. Raises BadCellError."""
    value = cell.shown()
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = to_half_width(str(value))
    found = date_in(words) if _WHOLE_DAY.fullmatch(words) else None
    if found is None:
        raise BadCellError(f"“{value}”不是日期", "请写成 2024-09-30")
    return date.fromisoformat(found)


def finality_in(cell: Typed) -> Finality:
    """预计, 初步, 审定 or nothing. Raises BadCellError."""
    words = text_in(cell)
    meanings = {word: meaning for meaning, known in load("published")["finality"].items() for word in known}
    if words and words not in meanings:
        raise BadCellError(f"数据性质“{words}”不认识", "请从预计、初步、审定中选一个，不知道就留空")
    return cast(Finality, meanings[words]) if words else ""


def text_in(cell: Typed) -> str:
    """Words. Raises BadCellError for more than fit."""
    value = cell.shown()
    words = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value).strip()
    if isinstance(value, datetime):
        words = value.date().isoformat()
    if len(words) > _LONGEST:
        raise BadCellError(f"有 {len(words)} 字，超过 {_LONGEST} 字", "请写短些，详细的作为佐证材料上传")
    return words
