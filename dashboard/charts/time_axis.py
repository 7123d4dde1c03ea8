"""The two axes of a goal's picture: from its first day to its last, from below zero (a lane for events) to its top."""

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from dashboard.charts.style import GRID, HEADROOM, axis, value_ticks
from dashboard.labels import is_missing
from dashboard.rows import Row
from pipeline.progress import Story

LABELS = 3  # steps on the time axis that a phone has room for
ROOM = 0.2  # share of the width between the start and the first year that is named
LANE = 0.09  # share of the height that is kept under zero for events
REACH = 1.25  # how far a projection may push the top beyond everything else
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """What the picture shows: days and values, and how much of the height is the lane under the lowest value."""

    left: date
    right: date
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def lane(self) -> float:
        """The middle of the lane for events."""
        return self.bottom - LANE * self.height / 2

    def share(self, on: date) -> float:
        """Where a day stands between left (0) and right (1)."""
        return (on - self.left) / (self.right - self.left)


def window_of(goal: Row, story: Story) -> Window:
    """Wide and high enough for all that is drawn of a goal that has a number and a due year."""
    days, values = _days(goal, story), _values(goal, story)
    top, bottom = max(*values, 0.0), min(*values, 0.0)
    if story.projection:
        top = max(top, min(story.projection.high, top * REACH))
    return Window(min(days), max(days), bottom, top if top > bottom else 1.0)


def _days(goal: Row, story: Story) -> list[date]:
    """The day before the period, its due date, and the days of all that is known."""
    due = date(int(goal["due_year"]), 12, 31)
    start = date(due.year, 1, 1) if story.start is None else min(story.start, due)
    later = [date(int(year), 12, 31) for year in story.goals["due_year"].dropna()]
    drawn = story.figures[story.figures["level"].notna()]
    return [start - DAY, due, *later, *drawn["end"].dt.date, *story.way["on"].dt.date]


def _values(goal: Row, story: Story) -> list[float]:
    asked = [goal["value"], goal["value_max"], *story.goals["value"]]
    known = [*asked, *story.figures["level"], *story.way["value"]]
    return [float(value) for value in known if not is_missing(value)]


def draw_axes(drawn: go.Figure, window: Window, unit: str, *, grid: bool) -> None:
    days, words = time_ticks(window.left, window.right)
    drawn.update_xaxes(axis(type="date", range=[window.left, window.right], tickvals=days, ticktext=words))
    values, value_words = value_ticks(window.top, unit, window.bottom)
    below, above = window.bottom - LANE * window.height, window.bottom + HEADROOM * window.height
    drawn.update_yaxes(axis(range=[below, above], tickvals=values, ticktext=value_words, showgrid=grid, gridcolor=GRID))


def time_ticks(left: date, right: date) -> tuple[list[date], list[str]]:
    """Ends of years, of quarters within one year; the first day of the period is 2021年初."""
    if (right - left).days <= 366:
        days = [_month_end(right.year, month) for month in (3, 6, 9, 12)]
        words = ["3月底", "6月底", "9月底", f"{right.year}年底"]
        return [left, *days], [_start_words(left), *words]
    step = max(1, math.ceil((right.year - left.year) / LABELS))
    ends = (date(year, 12, 31) for year in range(right.year, left.year - 1, -step))
    days = [left, *(end for end in ends if end - left >= (right - left) * ROOM)]
    return days, [_start_words(day) if day == left else f"{day.year}年底" for day in days]


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _start_words(left: date) -> str:
    return f"{(left + DAY).year}年初" if (left.month, left.day) == (12, 31) else f"{left.year}年"
