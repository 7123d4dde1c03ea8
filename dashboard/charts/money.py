"""资金: what each unit asked for, what was approved and what was paid, in one picture."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.style import AXIS, INK, MUTED, PRIMARY, axis, figure
from dashboard.labels import is_missing, number
from dashboard.rows import Row

ROW, ODD, PALE = 44, "#B97400", "#EEF2F7"
MOST = 20  # units; more are in the table
LONGEST = 9  # characters of a name


def money(units: Sequence[Row]) -> go.Figure:
    """One row a unit, the largest first: asked for pale with a frame, approved solid, paid as a thin dark bar.

    ``units`` as ``pipeline.progress.projects``: department, requested, approved, paid in 万元, doubt; what does not
    make sense is amber.
    """
    shown = sorted(units, key=lambda row: -_amount(row, "requested"))[:MOST]
    drawn = figure(80 + ROW * len(shown), (120, 72, 8, 24))
    solid = [ODD if row["doubt"] else PRIMARY for row in shown]
    looks: dict[str, dict[str, Any]] = {
        "requested": {"offset": -0.38, "width": 0.34, "marker": {"color": PALE, "line": {"color": AXIS, "width": 1}}},
        "approved": {"offset": 0.02, "width": 0.34, "marker": {"color": solid}},
        "paid": {"offset": 0.14, "width": 0.1, "marker": {"color": INK}},
    }
    for column, look in looks.items():
        _bars(drawn, shown, column, look)
    top = max((_amount(row, "requested") for row in shown), default=1) * 1.15
    names = [_name(row) for row in shown]
    drawn.update_layout(
        barmode="overlay",
        yaxis=axis(autorange="reversed", categoryorder="array", categoryarray=names, showline=False),
        xaxis=axis(visible=False, range=[0, top]),
    )
    return drawn


def _bars(drawn: go.Figure, shown: Sequence[Row], column: str, look: dict[str, Any]) -> None:
    values = [None if is_missing(row[column]) else float(row[column]) for row in shown]
    words = ["" if value is None or column == "paid" else number(value) for value in values]
    drawn.add_bar(
        x=values, y=[_name(row) for row in shown], orientation="h", text=words, textposition="outside",
        textfont={"size": 12, "color": MUTED if column == "requested" else INK}, cliponaxis=False,
        hovertemplate="%{y}<br><b>%{x:g} 万元</b><extra></extra>", **look,
    )  # fmt: skip


def _name(row: Row) -> str:
    """The unit, as long as its place beside the bars is wide."""
    name = str(row["department"])
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _amount(row: Row, column: str) -> float:
    return 0.0 if is_missing(row[column]) else float(row[column])
