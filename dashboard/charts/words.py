"""Where the words of a picture stand: beside their point, and not over each other on the narrowest screen.

One figure serves every width, so room is measured as a phone has it; on a wider screen there is only more of it.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.charts.style import HEADROOM, PAPER, write
from dashboard.charts.time_axis import LANE, Window

PHONE = 202  # px that the axes of a goal's picture span across at a width of 390
RIGHT = 112  # px to the right of the axes
WIDE, NARROW, LINE = 12, 7, 15  # px of a Chinese character, of any other, and of a line
POINT = 5  # px from the middle of a point to its rim
_TAG = re.compile(r"<(?!br)[^>]*>")


class Place(NamedTuple):
    """Where words stand from their point: ``xanchor`` left means to the right of it; shifts in px, up is positive."""

    xanchor: str
    xshift: int
    yshift: int


class Box(NamedTuple):
    """px from the lower left corner of the axes."""

    left: float
    right: float
    bottom: float
    top: float

    def shared(self, other: "Box") -> float:
        """The area that two boxes have in common, in px²."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(width, 0) * max(height, 0)


class Words:
    """Writes on a figure and knows what is taken: by points, and by words that were written before."""

    def __init__(self, drawn: go.Figure, window: Window, height: int) -> None:
        """``height``: px that the axes span from bottom to top."""
        self._drawn, self._window, self._height = drawn, window, height
        self._taken: list[Box] = []

    def take(self, on: date, value: float) -> None:
        """A point stands here."""
        x, y = self._at(on, value)
        self._taken.append(Box(x - POINT, x + POINT, y - POINT, y + POINT))

    def write(self, on: date, value: float, text: str, place: Place, **settings: Any) -> None:  # noqa: ANN401  of plotly
        """Words in their place, whatever is there."""
        self._taken.append(self.box(on, value, text, place))
        write(self._drawn, on, value, text, **place._asdict(), **{"bgcolor": PAPER} | settings)

    def write_best(self, on: date, value: float, text: str, places: Iterable[Place], **settings: Any) -> None:  # noqa: ANN401
        """Words in the place that covers least; of equal ones the first."""
        best = min(places, key=lambda place: self._covered(self.box(on, value, text, place)))
        self.write(on, value, text, best, **settings)

    def write_if_free(self, on: date, value: float, text: str, places: Iterable[Place], **settings: Any) -> None:  # noqa: ANN401
        """Words in the first place that covers nothing; nowhere if there is none."""
        free = (place for place in places if not self._covered(self.box(on, value, text, place)))
        if place := next(free, None):
            self.write(on, value, text, place, **settings)

    def box(self, on: date, value: float, text: str, place: Place) -> Box:
        """What words in a place cover."""
        x, y = self._at(on, value)
        x, y = x + place.xshift, y + place.yshift
        lines = _TAG.sub("", text).split("<br>")
        width, half = max(map(_width, lines)), LINE * len(lines) / 2
        left = {"left": x, "right": x - width}.get(place.xanchor, x - width / 2)
        return Box(left, left + width, y - half, y + half)

    def _covered(self, box: Box) -> float:
        on_axis, cut_off = max(0.0, -box.left), max(0.0, box.right - PHONE - RIGHT)
        return (on_axis + cut_off) * LINE + sum(box.shared(taken) for taken in self._taken)

    def _at(self, on: date, value: float) -> tuple[float, float]:
        window, width, height = self._window, PHONE, self._height
        floor = window.bottom - LANE * window.height
        return window.share(on) * width, (value - floor) / ((HEADROOM + LANE) * window.height) * height


def _width(text: str) -> int:
    return sum(WIDE if ord(letter) > 0x2E80 else NARROW for letter in text)
