"""音量柱: one column per agency or city, one block per goal; good at the bottom, bad above, without verdict on top.

With more blocks than can be told apart a column is the counts of its states, stacked in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import INK, MUTED, axis, figure
from dashboard.icons import BY_NAME, GLYPHS, STATES
from dashboard.labels import short_city
from dashboard.rows import Row, rows

MOST_BLOCKS = 500  # marks of a chart
HIGHEST = 24  # blocks above each other that still have room for their glyph
BLOCK, TALL = 40, 480  # px of a block, and of the highest column
MARGIN = (4, 8, 24)  # left, right, top
LINE = 16  # px of a line of a name
_LETTERS, _LINES = 3, 4  # of a name under its column, as a phone has room for it
COUNTED_HEIGHT = 320  # px where columns are counts
_ONE_LINE, _TWO_LINES = 0.05, 0.13  # share of that height from which a count, and a glyph over it, can be written


@dataclass(frozen=True)
class Column:
    """One agency of one city, or a city; ``blocks`` are its goals from the bottom to the top."""

    name: str
    city: str
    blocks: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Goals by state, every state named."""
        states = [block["state"] for block in self.blocks]
        return {state.name: states.count(state.name) for state in STATES}

    @property
    def bad(self) -> int:
        return sum(BY_NAME[block["state"]].family == "bad" for block in self.blocks)


def columns_of(goals: pd.DataFrame, by: str) -> list[Column]:
    """The columns for ``by`` 'agency' or 'city', those with most below what is asked first, then the largest.

    ``goals`` has the columns of ``Board.goals``. A goal that several agencies lead stands in the column of each; one
    that no agency leads in none. Agencies of two cities are two, whatever they are called.
    """
    order = [state.name for state in STATES]
    held: dict[tuple[str, str], list[Row]] = {}
    for goal in rows(goals.assign(_order=goals["state"].map(order.index)).sort_values("_order", kind="stable")):
        for name in list(goal["lead_agencies"]) if by == "agency" else [goal["city"]]:
            held.setdefault((name, goal["city"]), []).append(goal)
    found = [Column(name, city, tuple(blocks)) for (name, city), blocks in held.items()]
    return sorted(found, key=lambda column: (-column.bad, -len(column.blocks), column.city, column.name))


def is_counted(columns: Sequence[Column]) -> bool:
    """Whether the columns are too many blocks for one mark each."""
    sizes = [len(column.blocks) for column in columns]
    return max(sizes) > HIGHEST or sum(sizes) > MOST_BLOCKS


def levels(columns: Sequence[Column], doubtful: frozenset[str] = frozenset()) -> go.Figure:
    """``columns`` (not none), in their order. ``doubtful`` are goals whose figure is in doubt: an exclamation mark
    and a thick rim.
    """
    tallest = max(len(column.blocks) for column in columns)
    counted = is_counted(columns)
    height = COUNTED_HEIGHT if counted else min(BLOCK * max(tallest, 3), TALL)
    names = _names(columns)
    below = LINE * max(name.count("<br>") + 1 for name in names) + 6
    drawn = figure(height + MARGIN[2] + below, (*MARGIN, below))
    drawn.update_layout(barmode="overlay", bargap=0.3)
    places = list(range(len(columns)))
    drawn.update_xaxes(axis(range=[-0.5, len(columns) - 0.5], tickvals=places, ticktext=names))
    drawn.update_yaxes(axis(range=[0, max(tallest, 3)], tickvals=[], showline=False))
    for state in STATES:
        if counted:
            _draw_counts(drawn, columns, state.name, tallest)
        else:
            _draw_blocks(drawn, columns, state.name, doubtful)
    for place, column in enumerate(columns):
        total = f"<b>{len(column.blocks)}</b>"
        drawn.add_annotation(x=place, y=len(column.blocks), text=total, showarrow=False, yshift=11)
    return drawn


def _draw_blocks(drawn: go.Figure, columns: Sequence[Column], state: str, doubtful: frozenset[str]) -> None:
    found = [
        (place, level, goal)
        for place, column in enumerate(columns)
        for level, goal in enumerate(column.blocks)
        if goal["state"] == state
    ]
    marked = [goal["target_id"] in doubtful for _, _, goal in found]
    words = [f"<b>{escape(goal['indicator'])}</b><br>{short_city(goal['city'])} · {state}" for _, _, goal in found]
    _bars(
        drawn, state, [place for place, _, _ in found], [level + 0.05 for _, level, _ in found], [0.9] * len(found),
        {
            "text": [GLYPHS[state] + "!" * is_marked for is_marked in marked], "hovertext": words,
            "rim": [3 if is_marked else 1 for is_marked in marked],
        },
    )  # fmt: skip


def _draw_counts(drawn: go.Figure, columns: Sequence[Column], state: str, tallest: int) -> None:
    names = [each.name for each in STATES]
    below = [sum(column.counts[name] for name in names[: names.index(state)]) for column in columns]
    counts = [column.counts[state] for column in columns]
    places = [place for place, count in enumerate(counts) if count]
    told = [_count_words(state, counts[place], counts[place] / tallest) for place in places]
    words = [f"<b>{escape(columns[place].name)}</b><br>{state} {counts[place]} 项" for place in places]
    _bars(
        drawn, state, places, [float(below[place]) for place in places], [float(counts[place]) for place in places],
        {"text": told, "hovertext": words, "rim": [1] * len(places)},
    )  # fmt: skip


def _count_words(state: str, count: int, share: float) -> str:
    """The glyph stands over its count, never before it: – 895 would be read as a number below zero."""
    if share < _ONE_LINE:
        return ""
    return f"{GLYPHS[state]}<br>{count}" if share >= _TWO_LINES else str(count)


def _bars(
    drawn: go.Figure, state: str, x: list[int], base: list[float], y: list[float], told: dict[str, list[Any]]
) -> None:
    if not x:
        return
    look = BY_NAME[state]
    marker: dict[str, Any] = {"color": look.area, "line": {"color": look.line, "width": told["rim"]}}
    if state == "数据过期":
        marker["pattern"] = {"shape": "/", "fgcolor": look.line, "bgcolor": look.area, "size": 6, "solidity": 0.15}
    if max(told["rim"]) > 1:
        marker["line"]["color"] = [INK if width > 1 else look.line for width in told["rim"]]
    drawn.add_trace(
        go.Bar(
            x=np.array(x), y=np.array(y), base=np.array(base), name=state, text=told["text"],
            hovertext=told["hovertext"],
            hovertemplate="%{hovertext}<extra></extra>", textposition="inside", insidetextanchor="middle", textangle=0,
            constraintext="none", marker=marker,
            textfont={"size": 13, "color": "#fff" if look.family == "bad" else look.line},
        )
    )  # fmt: skip


def _names(columns: Sequence[Column]) -> list[str]:
    """Names in lines that a phone has room for; the city under them where the columns are of several."""
    several = len({column.city for column in columns}) > 1
    return [_name(column, with_city=several and column.name != column.city) for column in columns]


def _name(column: Column, *, with_city: bool) -> str:
    name = short_city(column.name) if column.name == column.city else column.name
    lines = [name[start : start + _LETTERS] for start in range(0, len(name), _LETTERS)]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][:-1] + "…"]
    city = [f"<span style='color:{MUTED}'>{short_city(column.city)}</span>"] if with_city else []
    return "<br>".join([*map(escape, lines), *city])
