"""Cities side by side: where each goal and each outcome lies, and how both went over the years.

Only position is read, so the value axis need not begin at 0; ``starts_at_zero`` tells the caption. What matters is
written at the marks, since nothing can be pointed at on paper.
"""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import GRID, HAIRLINE, INK, MUTED, PRIMARY, axis, figure, value_ticks
from dashboard.labels import demand, due, is_missing, number, quantity, short_city
from dashboard.rows import Row, rows

ROW = 48  # px of a city's row
_LIFT = 13  # px by which words stand off a row that has two marks
_MARGIN = (64, 20, 12, 28)  # left, right, top, bottom
_PAD = 0.22  # room beyond the outermost value, of the span of all, for what is written beside it
_FULL_YEARS = 7  # that can be written in full beside each other on a phone
_BENCHMARK = "参照：没有提出此目标的地方，不是上列城市的实际值"


def ladder(table: pd.DataFrame) -> go.Figure:
    """``pipeline.peers.peers`` as rows: goals as bars, outcomes as dots (hollow: 预计), benchmarks below a line."""
    found = rows(table)
    places = _places(found)
    left, right = _span([each for row in found for each in (row["value"], row["actual"]) if not is_missing(each)])
    height = int(ROW * (max(places) + 1.2))
    drawn = figure(height, _MARGIN)
    drawn.update_layout(
        xaxis=_value_axis(left, right, str(found[0]["unit"])),
        yaxis=axis(range=[max(places) + 0.7, -0.7], tickvals=[], showline=False),
    )
    for place, row in zip(places, found, strict=True):
        drawn.add_shape(
            type="line", x0=left, x1=right, y0=place, y1=place, line={"color": GRID, "width": 1}, layer="below"
        )
        _name(drawn, place, row)
        _draw_goal(drawn, place, row, left, right)
        _draw_outcome(drawn, place, row, left, right)
    if places[-1] + 1 > len(found):
        drawn.add_annotation(
            x=0, xref="paper", xanchor="left", xshift=-_MARGIN[0] + 4, y=_first_benchmark(found) + 0.1, text=_BENCHMARK,
            showarrow=False, font={"color": MUTED, "size": 12},
        )  # fmt: skip
    return drawn


def starts_at_zero(table: pd.DataFrame) -> bool:
    values = [*table["value"].dropna(), *table["actual"].dropna()]
    return bool(values) and _span(values)[0] <= 0


def _places(found: list[Row]) -> list[float]:
    """The row of each city; one is left free above the benchmarks, if there are goals above them."""
    goals = sum(not is_missing(row["value"]) for row in found)
    return [place + (place >= goals > 0) for place in range(len(found))]


def _first_benchmark(found: list[Row]) -> float:
    return float(sum(not is_missing(row["value"]) for row in found))


def _span(values: list[float]) -> tuple[float, float]:
    low, high = min(map(float, values)), max(map(float, values))
    room = (high - low) * _PAD or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _value_axis(left: float, right: float, unit: str) -> dict[str, object]:
    ticks, words = value_ticks(right, unit, left)
    return axis(range=[left, right], tickvals=ticks, ticktext=words, showgrid=True, gridcolor=GRID)


def _name(drawn: go.Figure, place: float, row: Row) -> None:
    bold = not is_missing(row["value"])
    city = short_city(row["city"])
    drawn.add_annotation(
        x=0, xref="paper", xanchor="right", xshift=-8, y=place, text=f"<b>{city}</b>" if bold else city,
        showarrow=False, font={"size": 13, "color": INK},
    )  # fmt: skip


def _draw_goal(drawn: go.Figure, place: float, row: Row, left: float, right: float) -> None:
    if is_missing(row["value"]):
        return
    value = float(row["value"])
    drawn.add_shape(
        type="line", x0=value, x1=value, y0=place - 0.32, y1=place + 0.32, line={"color": PRIMARY, "width": 4}
    )
    amount = "".join(demand(row["op"], row["value"], row["value_max"], row["unit"]))
    missing = "<br>– 无实际值" if is_missing(row["actual"]) else ""
    words = f"<b>{amount}</b> {due(row['due_year'], bool(row['annual']))}目标{missing}"
    lift = 0 if is_missing(row["actual"]) else _LIFT
    _write(
        drawn,
        value,
        place,
        words,
        {"xanchor": _side(value, left, right), "yshift": lift, "align": _side(value, left, right)},
    )


def _draw_outcome(drawn: go.Figure, place: float, row: Row, left: float, right: float) -> None:
    if is_missing(row["actual"]):
        return
    value, estimate = float(row["actual"]), row["finality"] == "estimate"
    drawn.add_trace(
        go.Scatter(
            x=[value], y=[place], mode="markers", cliponaxis=False, hoverinfo="skip",
            marker={
                "size": 10, "color": "#fff" if estimate else INK, "opacity": 1, "line": {"color": INK, "width": 2},
            },
        )
    )  # fmt: skip
    amount = "".join(quantity(row["actual"], None, row["unit"]))
    words = f"<b>{amount}</b> {int(row['actual_year'])}年{'预计' if estimate else '实际'}"
    if row["scope"]:
        words += f"（{row['scope']}）"
    lift = 0 if is_missing(row["value"]) else -_LIFT
    _write(
        drawn,
        value,
        place,
        words,
        {"xanchor": _side(value, left, right), "yshift": lift, "align": _side(value, left, right)},
    )


def _side(value: float, left: float, right: float) -> str:
    """Words stand left of a mark on the right side of the picture, and right of one on the left."""
    return "right" if value > left + (right - left) * 0.45 else "left"


def _write(drawn: go.Figure, x: float, y: float, words: str, at: dict[str, Any]) -> None:
    """Words beside a mark; ``at`` are their anchor and how far they are lifted off the row."""
    drawn.add_annotation(
        x=x, y=y, text=words, showarrow=False, xshift=-9 if at["xanchor"] == "right" else 9,
        font={"size": 12, "color": MUTED}, **at,
    )  # fmt: skip


def over_years(facts: pd.DataFrame) -> go.Figure:
    """One strip per city, all on one scale: goals as short bars, outcomes as dots with their value below, by year.

    ``facts``: city, year, value, kind ('goal', 'actual' or 'estimate'). Years without either stay empty; no line joins
    the dots, since a year may be missing between them.
    """
    cities = list(facts["city"].unique())
    first, last = int(facts["year"].min()), int(facts["year"].max())
    low, high = float(facts["value"].min()), float(facts["value"].max())
    every = list(range(first, last + 1))
    short = "{:.0f}".format if len(every) <= _FULL_YEARS else lambda year: f"{year % 100:02d}"
    drawn = figure(64 * len(cities) + 40, (64, 12, 12, 28))
    drawn.update_layout(
        xaxis=axis(range=[first - 0.5, last + 0.5], tickvals=every, ticktext=[short(year) for year in every]),
        yaxis=axis(range=[len(cities) - 0.5, -0.5], tickvals=[], showline=False),
    )
    for place, city in enumerate(cities):
        own = facts[facts["city"] == city]
        drawn.add_shape(
            type="line", x0=first - 0.5, x1=last + 0.5, y0=place + 0.46, y1=place + 0.46,
            line={"color": HAIRLINE, "width": 1}, layer="below",
        )  # fmt: skip
        drawn.add_annotation(
            x=0, xref="paper", xanchor="right", xshift=-8, y=place, text=f"<b>{short_city(city)}</b>", showarrow=False,
            font={"size": 13},
        )  # fmt: skip
        _draw_strip(drawn, own.assign(y=place - 0.38 + 0.58 * (high - own["value"]) / ((high - low) or 1.0)))
        for told in rows(own[own["kind"] != "goal"]):
            drawn.add_annotation(
                x=told["year"], y=place + 0.36, text=number(told["value"]), showarrow=False, font={"color": MUTED},
            )  # fmt: skip
    return drawn


def _draw_strip(drawn: go.Figure, own: pd.DataFrame) -> None:
    for kind, marker in (
        ("goal", {"symbol": "line-ew", "size": 14, "line": {"color": PRIMARY, "width": 3}}),
        ("actual", {"size": 8, "color": INK, "opacity": 1, "line": {"color": "#fff", "width": 1}}),
        ("estimate", {"size": 8, "color": "#fff", "opacity": 1, "line": {"color": INK, "width": 1.5}}),
    ):
        told = own[own["kind"] == kind]
        drawn.add_trace(
            go.Scatter(
                x=told["year"].to_numpy(int), y=told["y"].to_numpy(float), mode="markers", marker=marker,
                cliponaxis=False, customdata=told["value"].to_numpy(float),
                hovertemplate="%{x}年 %{customdata}<extra></extra>",
            )
        )  # fmt: skip
