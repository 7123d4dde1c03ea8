"""速度表: one goal against its target on a half ring, with the 序时 mark. No zones and no needle.

The ink arc is the 完成率, the black stroke the 序时进度 at the date of the figure, the thinner arc between them the gap
in the colour of the state. Without a figure the ring stays empty and the number is "–".
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.style import INK, MUTED, figure
from dashboard.icons import BY_NAME
from dashboard.labels import is_missing, percent
from dashboard.rows import Row

HEIGHT, LARGE = 132, 236  # px
RING = "#E8EDF2"
_RING, _GAP, _STROKE = (0.82, 1.0), (0.86, 0.96), (0.76, 1.07)  # inner and outer radius
_LOW = 0.5  # height up to which the word for the stroke stands above it
_BESIDE = 0.08  # share up to which the word for the stroke takes the place of the 50
_STEP = 2.0  # degrees between the corners of an arc
Words = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What a gauge shows. ``share`` 完成率 (or 达标率), None where none can be worked out; ``filled`` that part of the
    ring, 0 to 1; ``pace`` 序时进度, None where the goal is not held against it; ``gap`` from where to where.
    """

    share: float | None
    filled: float
    pace: float | None
    gap: tuple[float, float] | None

    @property
    def number(self) -> str:
        return "–" if self.share is None else percent(self.share)


def reading(goal: Row) -> Reading:
    """``goal`` is a row of ``Board.goals``. Without a figure the pace is that of the day; a goal that is judged, but
    not by its pace (without a base, a growth rate), has none: its 达标率 is not held against the time.
    """
    share = None if is_missing(goal["attainment"]) else float(goal["attainment"])
    filled = min(max(share or 0.0, 0.0), 1.0)
    paced = is_missing(goal["actual"]) or (share is not None and not is_missing(goal["pace_gap"]))
    known = paced and not is_missing(goal["elapsed_share"])
    pace = min(max(float(goal["elapsed_share"]), 0.0), 1.0) if known else None
    gap = (min(filled, pace), max(filled, pace)) if share is not None and pace is not None else None
    return Reading(share, filled, pace, gap)


def gauge(goal: Row, *, large: bool = False) -> go.Figure:
    """The half ring of one goal; state, gap and speed needed are told in words beside it."""
    found, drawn = reading(goal), figure(LARGE if large else HEIGHT, (4, 4, 4, 4))
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True}
    size = (40 if large else 24) - 4 * (len(found.number) > 5)
    words = [
        _words((-0.91, -0.12), "0"), _words((0.91, -0.12), "100%"), *_middle(found.pace), *_pace_words(found.pace),
        _words((0, 0.2), f"<b>{found.number}</b>", font={"size": size, "color": INK}),
    ]  # fmt: skip
    drawn.add_traces(_arcs(found, BY_NAME[str(goal["state"])].line))
    drawn.update_layout(
        xaxis={"range": [-1.42, 1.42], **hidden},
        yaxis={"range": [-0.24, 1.34], "scaleanchor": "x", **hidden},
        annotations=words,
        shapes=_stroke(found.pace),
    )  # all at once: a page has a dozen of them
    return drawn


def _arcs(found: Reading, color: str) -> list[go.Scatter]:
    arcs = [_arc(0, 1, _RING, RING)]
    if found.filled:
        arcs.append(_arc(0, found.filled, _RING, INK))
    if found.gap and found.gap[0] < found.gap[1]:
        arcs.append(_arc(*found.gap, _GAP, color))
    return arcs


def _middle(pace: float | None) -> list[Words]:
    return [] if pace is not None and abs(pace - 0.5) <= _BESIDE else [_words(_at(0.5, 1.13), "50")]


def _stroke(pace: float | None) -> list[dict[str, Any]]:
    if pace is None:
        return []
    (x0, y0), (x1, y1) = (_at(pace, radius) for radius in _STROKE)
    return [{"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": {"color": "#000", "width": 3}}]


def _pace_words(pace: float | None) -> list[Words]:
    if pace is None:
        return []
    x, y = _at(pace, 1.2)
    is_low = y < _LOW  # beside the foot of the ring there is no room: above the stroke
    place = (1.2 if pace > 0.5 else -1.2, 0.17) if is_low else (x, y)
    anchor = "center" if is_low or abs(pace - 0.5) <= _BESIDE else ("right" if pace < 0.5 else "left")
    return [_words(place, "序时", xanchor=anchor, font={"color": INK})]


def _arc(start: float, end: float, radii: tuple[float, float], color: str) -> go.Scatter:
    shares = np.linspace(start, end, max(2, int((end - start) * 180 / _STEP) + 2))
    corners = [_at(share, radii[1]) for share in shares] + [_at(share, radii[0]) for share in shares[::-1]]
    return go.Scatter(
        x=np.array([x for x, _ in corners]), y=np.array([y for _, y in corners]), mode="lines", fill="toself",
        fillcolor=color, line={"width": 0}, hoverinfo="skip",
    )  # fmt: skip


def _at(share: float, radius: float) -> tuple[float, float]:
    """0 lies on the left, 1 on the right of the half ring."""
    angle = np.pi * (1 - share)
    return float(radius * np.cos(angle)), float(radius * np.sin(angle))


def _words(place: tuple[float, float], text: str, **settings: object) -> Words:
    x, y = place
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"color": MUTED}, **settings}
