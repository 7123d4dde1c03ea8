"""Promised and delivered: one row a year, the goal a blue bar, the figure a dot in the shape of its state.

Years run downwards, so that every row has room for its words on a phone and on paper. No line joins the years: a year
of which nothing is known stays an empty row, and rates do not add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.style import AXIS, GRID, HAIRLINE, INK, MUTED, PALE, PRIMARY, axis, figure, value_ticks
from dashboard.icons import BY_NAME
from dashboard.labels import demand, quantity
from pipeline.track_record import OUTCOMES, TrackRecord, YearLine

ROW = 38  # px
MARGIN = (62, 160, 8, 28)  # left, right, top, bottom: years on the left, what came of them in words on the right
ROOM = 0.08  # share of the width that stays free beyond the lowest and the highest value
FROM_ZERO = 0.5  # from a lowest value below this share of the highest the axis starts at 0
YI = 10_000  # 万元 in a 亿元
STATE = {"met": "已完成", "missed": "到期未完成"}
NOTHING = ("–", "")  # the words of a year of which nothing is known
Slot = tuple[int, bool, int]  # year, of a plan's end, the how manieth


@dataclass(frozen=True)
class Frame:
    """What records have in common that are drawn side by side: rows from the top, and the values that they show."""

    slots: tuple[Slot, ...]
    low: float
    high: float

    @property
    def is_cut(self) -> bool:
        """Whether the axis starts above 0: only places are read off it, and the page says so."""
        return self.low > 0


def frame_of(records: Sequence[TrackRecord]) -> Frame:
    """Rows and scale for several records of one indicator."""
    slots = {slot for record in records for slot in _slots(record)}
    known = {year for year, _, _ in slots}
    slots |= {(year, False, 0) for year in range(min(known), max(known)) if year not in known}
    values = [value for record in records for line in record.lines for value in _values(line)] or [0.0]
    low, high = min(values), max(*values, 0.0)
    low = min(low, 0.0) if low < FROM_ZERO * high or low <= 0 else low
    room = (high - low) * ROOM or abs(high) * ROOM or 1.0
    return Frame(tuple(sorted(slots)), low - room if low else 0.0, high + room)


def track_record(record: TrackRecord, frame: Frame) -> go.Figure:
    """One city's record in the rows and on the scale of ``frame``."""
    drawn = figure(ROW * len(frame.slots) + MARGIN[2] + MARGIN[3], MARGIN)
    _draw_axes(drawn, frame, record.unit)
    lines = _slots(record)
    known = {line.year for line in record.lines}
    for row, slot in enumerate(frame.slots):
        if line := lines.get(slot):
            _draw_goal(drawn, line, row)
            _draw_figure(drawn, line, row, record.unit)
            _write(drawn, row, words(line, record.unit))
        elif slot[0] not in known:
            _write(drawn, row, NOTHING)
    return drawn


def words(line: YearLine, unit: str) -> tuple[str, str]:
    """The two lines of words beside a row: what was delivered and how far it is from the goal; what was asked."""
    if line.goal is None:
        return (_told(line, unit), OUTCOMES["none"]) if line.figures else NOTHING
    asked = f"目标{''.join(demand(line.goal.op, line.goal.value, line.goal.value_max, unit))}"
    if line.value is None:
        return f"– {OUTCOMES[line.outcome]}", asked
    return _told(line, unit), f"{OUTCOMES[line.outcome]} {asked}"


def _told(line: YearLine, unit: str) -> str:
    amount = f"<b>{''.join(quantity(line.value, None, unit))}</b>"
    if line.is_estimate:
        amount = f"{amount} 预计"
    is_too_long = line.is_estimate and unit != "%"  # 10500亿元 预计 低1200亿元: the table below says it
    if line.distance is None or is_too_long:
        return f"{amount} {line.figure.scope}" if line.figure and line.figure.scope else amount
    return f"{amount} {distance_words(line.distance, unit)}"


def distance_words(distance: float, unit: str) -> str:
    """低0.4个百分点, 高163家, 持平."""
    if not distance:
        return "持平"
    size = f"{round(abs(distance), 2):g}个百分点" if unit == "%" else "".join(quantity(abs(distance), None, unit))
    return f"{'高' if distance > 0 else '低'}{size}"


def _slots(record: TrackRecord) -> dict[Slot, YearLine]:
    slots: dict[Slot, YearLine] = {}
    for line in record.lines:
        final = line.goal is not None and not line.goal.annual
        place = sum(known[:2] == (line.year, final) for known in slots)
        slots[line.year, final, place] = line
    return slots


def _values(line: YearLine) -> list[float]:
    asked = [line.goal.value, line.goal.value_max] if line.goal else []
    return [value for value in (*asked, line.value) if value is not None]


def _draw_axes(drawn: go.Figure, frame: Frame, unit: str) -> None:
    scale = YI if unit == "万元" and frame.high >= YI else 1
    places, texts = value_ticks(frame.high / scale, "", frame.low / scale)
    inside = sum(place * scale <= frame.high for place in places)
    places, texts = places[:inside], texts[:inside]
    if unit == "%":
        texts[-1] += unit
    drawn.update_xaxes(
        axis(
            range=[frame.low, frame.high],
            tickvals=[place * scale for place in places],
            ticktext=texts,
            showgrid=True,
            gridcolor=GRID,
        )
    )
    count = len(frame.slots)
    labels = [f"{year} 期末" if final else str(year) for year, final, _ in frame.slots]
    drawn.update_yaxes(axis(range=[count - 0.5, -0.5], tickvals=list(range(count)), ticktext=labels))
    for row in range(1, count):
        drawn.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=row - 0.5, y1=row - 0.5, line={"color": HAIRLINE, "width": 1}
        )


def _draw_goal(drawn: go.Figure, line: YearLine, row: int) -> None:
    """A bar at the goal, of a range a pale band up to its other end; a diamond for the end of a plan."""
    if line.goal is None or line.goal.value is None:
        return
    if line.goal.value_max is not None:
        _draw_stretch(drawn, line.goal.value, line.goal.value_max, row, PALE, 12)
    marker: dict[str, Any] = {"symbol": "line-ns", "size": 20, "line": {"color": PRIMARY, "width": 4}}
    if not line.goal.annual:
        marker = {"symbol": "diamond", "size": 11, "color": PRIMARY}
    _mark(drawn, line.goal.value, row, marker, line.why)


def _draw_figure(drawn: go.Figure, line: YearLine, row: int, unit: str) -> None:
    """The gap in the colour of the state, then the figure: hollow for 预计, grey for another 口径."""
    if line.value is None:
        return
    if line.distance and line.outcome in STATE and line.goal and line.goal.value is not None:
        _draw_stretch(drawn, line.goal.value, line.value, row, BY_NAME[STATE[line.outcome]].line, 3)
    hover = line.why or f"{line.year}年 <b>{''.join(quantity(line.value, None, unit))}</b>"
    _mark(drawn, line.value, row, _marker(line), hover)


def _marker(line: YearLine) -> dict[str, Any]:
    if line.outcome == "met":
        state = BY_NAME[STATE["met"]]
        return {"symbol": "circle", "size": 12, "color": state.area, "line": {"color": state.line, "width": 2}}
    if line.outcome == "missed":
        return {"symbol": "x", "size": 11, "color": BY_NAME[STATE["missed"]].area}
    if line.is_estimate:
        return {"symbol": "circle", "size": 10, "color": "#fff", "line": {"color": INK, "width": 2}}
    has_scope = line.figure is not None and bool(line.figure.scope)
    return {"symbol": "circle", "size": 9, "color": AXIS if has_scope else INK}


def _draw_stretch(drawn: go.Figure, start: float, end: float, row: int, color: str, width: int) -> None:
    style = {"color": color, "width": width}
    drawn.add_trace(go.Scatter(x=[start, end], y=[row, row], mode="lines", line=style, hoverinfo="skip"))


def _mark(drawn: go.Figure, value: float, row: int, marker: dict[str, Any], hover: str) -> None:
    drawn.add_trace(
        go.Scatter(
            x=[value],
            y=[row],
            mode="markers",
            marker={"opacity": 1, **marker},
            cliponaxis=False,
            customdata=[hover],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _write(drawn: go.Figure, row: int, texts: tuple[str, str]) -> None:
    first, second = texts
    text = f"{first}<br><span style='color:{MUTED}'>{second}</span>" if second else first
    place = {"xref": "paper", "x": 1, "xshift": 12, "xanchor": "left", "y": row, "align": "left"}
    drawn.add_annotation(text=text, showarrow=False, **place)
