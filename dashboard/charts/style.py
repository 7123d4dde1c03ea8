"""Colours, base layout and axis words shared by the figures."""

import math
from datetime import date
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.labels import number

INK, MUTED, HAIRLINE, PRIMARY = "#1B2430", "#5B6675", "#DDE3EA", "#1F4E8C"
HEADROOM = 1.12  # how far the value axis goes beyond the highest value
GRID, AXIS, DASH, PALE = "#EDF1F5", "#B4BDC8", "#7B8794", "#DCE6F2"
PAPER = "rgba(255,255,255,.8)"  # behind words that stand over lines
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def figure(height: int, margin: tuple[int, int, int, int]) -> go.Figure:
    """An empty figure in the house style; ``margin`` is left, right, top, bottom in px."""
    left, right, top, bottom = margin
    return go.Figure(
        layout={
            "height": height,
            "margin": {"l": left, "r": right, "t": top, "b": bottom},
            "font": {"family": "Noto Sans SC, sans-serif", "size": 12, "color": INK},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "separators": ".",
            "hoverlabel": {"bgcolor": "#fff", "bordercolor": HAIRLINE, "font": {"size": 12}, "align": "left"},
        }
    )


def axis(**settings: object) -> dict[str, Any]:
    return {
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "linecolor": AXIS,
        "showline": True,
        "tickfont": {"size": 12, "color": MUTED},
        "tickangle": 0,
        **settings,
    }


def value_ticks(top: float, unit: str, bottom: float = 0.0) -> tuple[list[float], list[str]]:
    """Four or five round steps that hold 0, to just beyond ``top``, written as officials write them (3万)."""
    rough = (top - bottom) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)
    first, last = math.ceil(bottom / step - 1e-9), int(top * HEADROOM / step)
    values = [step * count for count in range(first, last + 1)]
    return values, [number(round(value, 9)) + (unit if unit == "%" and value == values[-1] else "") for value in values]


def line(drawn: go.Figure, days: list[date], values: list[float], style: dict[str, Any]) -> None:
    """A line without points, that says nothing when pointed at."""
    places = {"x": np.array(days, "datetime64[D]"), "y": np.array(values, float)}
    drawn.add_trace(go.Scatter(**places, mode="lines", line=style, hoverinfo="skip", cliponaxis=False))


def write(drawn: go.Figure, x: date, y: float, text: str, **settings: object) -> None:
    drawn.add_annotation(x=x, y=y, text=text, showarrow=False, **settings)
