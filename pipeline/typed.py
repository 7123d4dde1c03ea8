"""What people type, understood: 62.6, 3万, 1.2亿元 (of 万元), 95%, 4.5～5.0, 2024年9月30日; or why it cannot be.

The one reader of typed numbers and days, for form, grid, sheet, dialogs and command line. Pure.
"""

import calendar
import re
import unicodedata
from datetime import date
from typing import NamedTuple

from pipeline.errors import PipelineError
from pipeline.extract.figures import Figure, figure_in
from pipeline.extract.indicator_table import normal_unit
from pipeline.extract.numerals import ARABIC, SCALE, times

_TWICE = re.compile(rf"((?:{ARABIC}))(\D{{1,8}}?)([-—–~至到]{{1,2}}(?:{ARABIC}))\2")  # 3万家—5万家
_SCALED = re.compile(rf"(?:{SCALE})$")
_SCALED_UNIT = re.compile(SCALE)
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2}))?(?:[-/.月](\d{1,2}))?[年月日]?底?")


class TypedError(PipelineError):
    """Something typed that cannot be taken: what is wrong (``text``), and what to do (``remedy``)."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(f"{text}，{remedy}。")
        self.text, self.remedy = text, remedy


class Amount(NamedTuple):
    """A number in a known unit, or a range with both ends, of which the lower is judged."""

    value: float
    value_max: float | None = None

    def __str__(self) -> str:
        """As a person would type it; ~ since a spreadsheet takes 4-5 for a day."""
        ends = (self.value,) if self.value_max is None else self
        return "~".join(f"{end:.15g}" for end in ends if end is not None)

    @property
    def cell(self) -> float | str:
        """What a table shows of it: the number itself, or the range in words."""
        return self.value if self.value_max is None else str(self)


def amount_in(words: str, unit: str) -> Amount:
    """A number or a range in ``unit``. Raises TypedError for anything else, and for a unit that is not the goal's."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).replace("−", "-").removeprefix("+")
    plain = _TWICE.sub(r"\1\3\2", plain)
    named = bool(unit) and plain.endswith(unit)
    bare = plain.removesuffix(unit) if named else plain
    found = figure_in(bare)
    if found is None or not _is_only_a_number(found, bare):
        raise TypedError(f"“{words.strip()}”不是一个数", f"请只填数或区间，如 95、3万、4.5~5，单位是{unit or '本行的'}")
    if _SCALED.search(bare) and (unit == "%" or (_SCALED_UNIT.match(unit) and not named)):
        raise TypedError(f"“{words.strip()}”分不清是多少{unit}", f"请按{unit}填数")
    factor = _factor(found, words, unit)
    return Amount(times(found.value, factor), None if found.value_max is None else times(found.value_max, factor))


def number_in(words: str, unit: str) -> float:
    """A number alone. Raises TypedError, also for a range."""
    found = amount_in(words, unit)
    if found.value_max is not None:
        raise TypedError(f"“{words.strip()}”是一个区间", "请只填一个数")
    return found.value


def day_in(words: str, *, whole: bool = False) -> date | None:
    """2024-09-30, 2024年9月30日; 2024 and 2024年9月 are the end of it unless the ``whole`` day is asked for."""
    found = _DAY.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)))
    if not found or (whole and not found[3]):
        return None
    year, month = int(found[1]), int(found[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(found[3] or last)
    return date(year, month, day) if 1 <= day <= last else None


def _is_only_a_number(found: Figure, bare: str) -> bool:
    """No words around it that would change what it says (95以上, 约3, 增长3%)."""
    whole = (found.start, found.end) == (0, len(bare))
    return whole and found.op in ("=", "range") and not (found.words or found.summed or found.grown)


def _factor(found: Figure, words: str, unit: str) -> float:
    """By what a number is multiplied to be in ``unit``."""
    if not found.unit:
        return 1.0
    kept, factor = normal_unit(found.unit)
    if kept != unit:
        remedy = f"请换算成{unit or '不带单位的数'}"
        raise TypedError(f"“{words.strip()}”的单位与目标的单位“{unit or '无'}”不同", remedy)
    return factor
