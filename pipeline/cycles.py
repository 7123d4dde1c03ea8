"""数据期 for which figures are collected: the cycle of an office, and its last ended periods (DOMAIN 2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.progress.periods import ended_months, period_words

CYCLES: Mapping[str, int] = {"季度": 3, "半年": 6, "全年": 12, "月度": 1}  # months; the first is the default


@dataclass(frozen=True, order=True)
class DataPeriod:
    """数据期 from January to the end of one of its months, as offices report it: 2024年前三季度."""

    end: date

    @property
    def start(self) -> date:
        return date(self.end.year, 1, 1)

    @property
    def words(self) -> str:
        return period_words(self.start, self.end)


def ended(cycle: str, as_of: date, count: int = 1) -> list[DataPeriod]:
    """The last ``count`` periods of a cycle that have ended by a day, newest first."""
    step = CYCLES[cycle]
    last = ended_months(0, as_of) // step * step
    return [DataPeriod(_end_of(last - step * back)) for back in range(count)]


def _end_of(months: int) -> date:
    """The day on which so many months since January of year 0 have ended."""
    year, month = divmod(months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
