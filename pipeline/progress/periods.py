"""Time as offices count it: ended months by default, days as an option, and periods in words."""

from dataclasses import dataclass
from datetime import date, timedelta

_QUARTERS = {3: "一季度", 6: "上半年", 9: "前三季度"}


@dataclass(frozen=True)
class Period:
    """规划期 of a target: from the first of January of ``first_year`` to the end of ``due_year``.

    ``in_days``: the share is counted in days instead of ended months. ``is_phase``: one phase of a plan.
    """

    first_year: int | None
    due_year: int | None
    in_days: bool = False
    is_phase: bool = False

    @property
    def start(self) -> date | None:
        return None if self.first_year is None else date(self.first_year, 1, 1)

    @property
    def end(self) -> date | None:
        return None if self.due_year is None else date(self.due_year, 12, 31)

    def share(self, at: date) -> float | None:
        """序时进度: ended months (or days) / all of the period, 0..1; None where an end is not written."""
        if self.start is None or self.end is None or self.start > self.end:
            return None
        first = self.position(self.start - timedelta(days=1))
        share = (self.position(at) - first) / (self.position(self.end) - first)
        return min(max(share, 0.0), 1.0)

    def position(self, at: date) -> int:
        """A date as a number on the period's own clock: ended months, or days."""
        return at.toordinal() if self.in_days else ended_months(0, at)

    def is_over(self, at: date) -> bool:
        return self.due_year is not None and at >= date(self.due_year, 12, 31)


def ended_months(first_year: int, at: date) -> int:
    """Months that have ended since January of ``first_year``; the last day of a month ends it."""
    return 12 * (at.year - first_year) + at.month - (not ends_month(at))


def ends_month(at: date) -> bool:
    return (at + timedelta(days=1)).day == 1


def moment_words(at: date) -> str:
    """2024年底, 截至2024年9月, 截至2024年9月15日."""
    if (at.month, at.day) == (12, 31):
        return f"{at.year}年底"
    return f"截至{at.year}年{at.month}月" + ("" if ends_month(at) else f"{at.day}日")


def period_words(start: date, end: date) -> str:
    """2024年, 2019至2021年, 2024年前三季度, 2024年1至5月, 2023年7月至2024年6月; days where months do not do."""
    if start.day != 1 or not ends_month(end):
        return f"{day_words(start)}至{day_words(end)}"
    if start.month == 1 and end.month == 12:
        return f"{end.year}年" if start.year == end.year else f"{start.year}至{end.year}年"
    if start.year != end.year:
        first = f"{start.year}年" + ("" if start.month == 1 else f"{start.month}月")
        return f"{first}至{end.year}年{end.month}月"
    if start.month == 1 and end.month in _QUARTERS:
        return f"{end.year}年{_QUARTERS[end.month]}"
    return f"{end.year}年{start.month}月" if start.month == end.month else f"{end.year}年{start.month}至{end.month}月"


def day_words(at: date) -> str:
    """2024年9月15日."""
    return f"{at.year}年{at.month}月{at.day}日"


def last_ended_period(as_of: date) -> str:
    """The last year or quarter that has ended: 2026年上半年, 2025年底."""
    quarter = ended_months(as_of.year, as_of) // 3
    names = ("", "一季度", "上半年", "前三季度", "底")
    return f"{as_of.year}年{names[quarter]}" if quarter else f"{as_of.year - 1}年底"
