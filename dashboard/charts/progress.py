"""One goal from its first known year to its due date: actual values, the plan line, the target.

A plan line needs a base. Without one it is not drawn; without any figure the frame stays empty and says so.
"""

import math
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import DASH, GRID, HEADROOM, INK, MUTED, PRIMARY, axis, figure, value_ticks
from dashboard.icons import BY_NAME
from dashboard.labels import demand, due, is_missing, percent, quantity
from dashboard.rows import Row

YEAR_LABELS = 3  # steps on the year axis that a phone has room for
NO_FIGURE = "文件没有写到现状；不画计划线，不推算"


def can_draw(goal: Row) -> bool:
    """A goal needs a number and a due year to have a place in the picture."""
    return not is_missing(goal["value"]) and not is_missing(goal["due_year"]) and goal["value"] > 0


def progress(goal: Row, history: pd.DataFrame, first_year: float | None) -> go.Figure:
    """``goal`` is a row of ``Board.goals``; ``history`` has ``year``, ``value`` and ``when`` (the year in words).

    Years stand at their end: 2021年底 is x = 2022, 2019年初 is x = 2019.
    """
    actual = history[history["year"] <= goal["due_year"]]
    start = _start(goal, actual, first_year)
    drawn = figure(260 if actual.empty else 372, (44, 112, 28, 36))
    _axes(drawn, goal, actual, start)
    _target(drawn, goal, start, level=actual.empty)
    if actual.empty:
        _empty_frame(drawn, goal, start)
        return drawn
    _actual_line(drawn, goal, actual)
    if base := _base(goal, start):
        _plan_line(drawn, goal, base)
        _gap(drawn, goal, actual, base[1])
    return drawn


def _start(goal: Row, actual: pd.DataFrame, first_year: float | None) -> int:
    """The left edge: the plan's first year, or what is known before it; never after the due year."""
    known = [first_year if not is_missing(first_year) else goal["due_year"], goal["due_year"]]
    return int(min([*known, *(actual["year"] + 1)]))


def _axes(drawn: go.Figure, goal: Row, actual: pd.DataFrame, start: int) -> None:
    top = max(_value(goal), *actual["value"], 0.0)
    values, words = value_ticks(top, str(goal["unit"]))
    end = int(goal["due_year"]) + 1
    shown = range(end, start - 1, -max(1, math.ceil((end - start) / YEAR_LABELS)))
    drawn.update_xaxes(
        axis(
            range=[start - 0.03, end],
            tickvals=list(shown),
            ticktext=[f"{x}年初" if x == start else f"{x - 1}年底" for x in shown],
        )
    )
    drawn.update_yaxes(
        axis(
            range=[-0.02 * top, top * HEADROOM],
            tickvals=values,
            ticktext=words,
            showgrid=not actual.empty,
            gridcolor=GRID,
        )
    )


def _target(drawn: go.Figure, goal: Row, start: int, *, level: bool) -> None:
    end, value = int(goal["due_year"]) + 1, _value(goal)
    if level:
        _line(drawn, [start, end], [value, value], {"color": PRIMARY, "width": 1})
    drawn.add_trace(
        go.Scatter(
            x=np.array([end]),
            y=np.array([value]),
            mode="markers",
            marker={"symbol": "diamond", "size": 11, "color": PRIMARY, "opacity": 1},
            cliponaxis=False,
            hovertemplate=f"{due(end - 1)}<br><b>目标 {_demand(goal)}</b><extra></extra>",
        )
    )
    text = f"<b>目标 {_demand(goal)}</b><br><span style='color:{MUTED}'>{due(end - 1)}</span>"
    _write(drawn, end, value, text, xshift=12, xanchor="left", align="left", font={"color": PRIMARY})


def _empty_frame(drawn: go.Figure, goal: Row, start: int) -> None:
    end, value = int(goal["due_year"]) + 1, _value(goal)
    drawn.add_shape(
        type="rect", x0=start, x1=end, y0=0, y1=value * 0.94, line={"color": DASH, "width": 1, "dash": "4px,3px"}
    )
    middle = (start + end) / 2
    _write(drawn, middle, value * 0.55, "<b>没有实际值</b>", font={"size": 16})
    _write(drawn, middle, value * 0.38, _in_two_lines(NO_FIGURE), font={"color": MUTED})


def _base(goal: Row, start: int) -> tuple[float, float] | None:
    """Where the plan line begins: the base; nothing yet at the start of the period for what is counted from there."""
    if not is_missing(goal["base_value"]) and goal["measure"] != "growth":
        return float(goal["base_year"]) + 1, float(goal["base_value"])
    return (float(start), 0.0) if goal["measure"] == "increment" else None


def _plan_line(drawn: go.Figure, goal: Row, base: tuple[float, float]) -> None:
    x, y = [base[0], goal["due_year"] + 1], [base[1], goal["value"]]
    _line(drawn, x, y, {"color": PRIMARY, "width": 1.5, "dash": "6px,4px"})


def _actual_line(drawn: go.Figure, goal: Row, actual: pd.DataFrame) -> None:
    words = ["".join(quantity(value, None, goal["unit"])) for value in actual["value"]]
    drawn.add_trace(
        go.Scatter(
            x=(actual["year"] + 1).to_numpy(float),
            y=actual["value"].to_numpy(float),
            mode="lines+markers",
            line={"color": INK, "width": 2},
            marker={"size": 8, "color": INK, "opacity": 1, "line": {"color": "#fff", "width": 1.5}},
            cliponaxis=False,
            customdata=np.array([[when, word] for when, word in zip(actual["when"], words, strict=True)]),
            hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        )
    )
    last, side = actual.iloc[-1], 1 if _is_ahead(goal) else -1
    text = f"<b>{words[-1]}</b> {last['when'].partition('（')[0]}"
    _write(drawn, last["year"] + 1, last["value"], text, yshift=16 * side, xanchor="left", bgcolor="#fff")


def _gap(drawn: go.Figure, goal: Row, actual: pd.DataFrame, base: float) -> None:
    """The pace stroke and the gap to it, where the verdict knows the pace."""
    if is_missing(goal["pace_gap"]) or is_missing(goal["elapsed_share"]):
        return
    x, side = actual.iloc[-1]["year"] + 1, -1 if _is_ahead(goal) else 1
    pace = base + (goal["value"] - base) * goal["elapsed_share"]
    _line(drawn, [x, x], [actual.iloc[-1]["value"], pace], {"color": BY_NAME[str(goal["state"])].line, "width": 3})
    _line(drawn, [x - 0.1, x + 0.1], [pace, pace], {"color": "#000", "width": 2})
    text = f"<b>序时 {percent(goal['elapsed_share'])}</b>"
    _write(drawn, x, pace, text, xshift=-8 * side, yshift=12 * side, xanchor="right" if side > 0 else "left")


def _is_ahead(goal: Row) -> bool:
    return not is_missing(goal["pace_gap"]) and goal["pace_gap"] >= 0


def _line(drawn: go.Figure, x: list[Any], y: list[Any], line: dict[str, Any]) -> None:
    places = {"x": np.array(x, float), "y": np.array(y, float)}
    drawn.add_trace(go.Scatter(**places, mode="lines", line=line, hoverinfo="skip", cliponaxis=False))


def _write(drawn: go.Figure, x: float, y: float, text: str, **settings: object) -> None:
    drawn.add_annotation(x=x, y=y, text=text, showarrow=False, **settings)


def _value(goal: Row) -> float:
    return float(goal["value"] if is_missing(goal["value_max"]) else goal["value_max"])


def _demand(goal: Row) -> str:
    return "".join(demand(goal["op"], goal["value"], goal["value_max"], goal["unit"]))


def _in_two_lines(text: str) -> str:
    return text.replace("；", "；<br>")
