"""考核期: half a year or a year, by its last day."""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.errors import PipelineError

_WORDS = re.compile(r"(\d{4})年?(上半年|下半年|全年)?")


@dataclass(frozen=True)
class Period:
    """``part`` is 上半年, 下半年 or '' for the whole year."""

    year: int
    part: str = ""

    @property
    def name(self) -> str:
        return f"{self.year}年{self.part}"

    @property
    def end(self) -> date:
        """The last day: as of it the goals are judged, and under it marks are put on record."""
        return date(self.year, 6, 30) if self.part == "上半年" else date(self.year, 12, 31)

    @property
    def halves(self) -> tuple["Period", "Period"]:
        return Period(self.year, "上半年"), Period(self.year, "下半年")


def periods_of(year: int, cycle: str) -> tuple[Period, ...]:
    """The periods of a year in a scheme's ``cycle``: its halves and the year, or the year alone."""
    whole = Period(year)
    return (*whole.halves, whole) if cycle == "half" else (whole,)


def period_from(words: str, cycle: str) -> Period:
    """A period as it is typed: 2024年上半年, 2024, or its last day (2024-12-31 is the year).

    Raises PipelineError for anything else, and for half a year where the scheme knows only years.
    """
    period = _read(words.strip())
    if period is None:
        raise PipelineError(f"“{words}”不是考核期。请写成 2024年、2024年上半年，或期末日期 2024-06-30、2024-12-31。")
    if period.part and cycle != "half":
        raise PipelineError(f"这个考核方案每年考核一次，没有{period.name}。请写 {period.year}年。")
    return period


def _read(words: str) -> Period | None:
    if found := _WORDS.fullmatch(words):
        return Period(int(found[1]), (found[2] or "").replace("全年", ""))
    if found := re.fullmatch(r"(\d{4})-(06-30|12-31)", words):
        return Period(int(found[1]), "上半年" if found[2] == "06-30" else "")
    return None
