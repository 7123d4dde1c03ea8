"""预警雷达: domains as spokes, one dot per judged goal, its distance from the middle the 序时差. Never a filled shape:
its area would mean nothing and depend on the order of the spokes.
"""

import math
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import AXIS, GRID, INK, MUTED, figure
from dashboard.icons import BY_NAME, SYMBOLS, WORST_FIRST
from dashboard.labels import DOMAINS, short_city, signed_gap, two_by_two
from dashboard.rows import Row, rows
from pipeline.progress import Rule

LOWEST, HIGHEST = -50.0, 30.0  # points that the spokes span; what lies beyond stands on the rim
MOST = 500  # marks of a chart
HEIGHT, MARGIN = 500, (72, 72, 60, 60)
_ROOM = 14.0  # degrees to either side of a spoke that its dots may take
_APART = 4.2  # degrees between two dots side by side, where there is room
_NEAR = 3.0  # points by which two dots must differ to stand on one spot of a spoke
_SPOKE = 360 / len(DOMAINS)
_CIRCLE = np.linspace(0, 360, 121)


def spokes(goals: pd.DataFrame) -> pd.DataFrame:
    """By domain, in the order of DOMAINS: ``total`` goals, ``judged`` ones, ``bad`` ones below what is asked, and
    ``unplaced`` judged ones that have no 序时差 and so no dot. ``goals`` has the columns of ``Board.goals``.
    """
    family = goals["state"].map(lambda state: BY_NAME[state].family)
    counted = goals.assign(
        total=1, judged=family != "none", bad=family == "bad", unplaced=(family != "none") & goals["pace_gap"].isna()
    )
    names = ["bad", "judged", "total", "unplaced"]
    found = counted.groupby("domain_group")[names].sum().reindex(DOMAINS, fill_value=0).astype(int)
    return found.rename_axis("domain").reset_index()


def dots(goals: pd.DataFrame) -> pd.DataFrame:
    """The judged goals that have a 序时差, at most MOST, the worst of them: columns of ``goals`` and ``radius`` (in
    points, within the scale) and ``angle`` (degrees from the top, clockwise).
    """
    family = goals["state"].map(lambda state: BY_NAME[state].family)
    placed = goals[(family != "none").astype(bool) & goals["pace_gap"].notna() & goals["domain_group"].isin(DOMAINS)]
    order = placed["state"].map(WORST_FIRST.index)
    placed = placed.assign(_order=order).sort_values(["_order", "pace_gap"], kind="stable").head(MOST)
    placed = placed.drop(columns="_order").reset_index(drop=True)
    radius = placed["pace_gap"].astype(float).clip(LOWEST, HIGHEST)
    return placed.assign(radius=radius, angle=_angles(placed["domain_group"], radius))


def _angles(domains: pd.Series, radius: pd.Series) -> list[float]:
    """Dots that would cover each other fan out to both sides of their spoke."""
    cells = [*zip(domains, (radius / _NEAR).round(), strict=True)]
    members: dict[tuple[str, float], list[int]] = {}
    for place, cell in enumerate(cells):
        members.setdefault(cell, []).append(place)
    angles = [0.0] * len(cells)
    for (domain, _), places in members.items():
        step = min(_APART, 2 * _ROOM / max(len(places) - 1, 1))
        for nth, place in enumerate(places):
            angles[place] = DOMAINS.index(domain) * _SPOKE + (nth - (len(places) - 1) / 2) * step
    return angles


def limit_of(rule: Rule) -> float | None:
    """序时差 below which the rule says 未达序时; None for a rule that does not go by the difference."""
    bounds = [band.lower for band in rule.bands if band.state == "未达序时" and band.lower is not None]
    return -min(bounds) if rule.measured == "差距" and bounds else None


def radar(
    placed: pd.DataFrame, told: pd.DataFrame, limit: float | None, doubtful: frozenset[str] = frozenset()
) -> go.Figure:
    """``placed`` as ``dots`` gives them, ``told`` as ``spokes`` does; a dot of ``doubtful`` has a ring around it."""
    drawn = figure(HEIGHT, MARGIN)
    hidden: dict[str, Any] = {"showticklabels": False, "ticks": "", "showline": False}
    drawn.update_layout(
        polar={
            "bgcolor": "rgba(0,0,0,0)",
            "radialaxis": {
                "range": [LOWEST - 4, HIGHEST + 2], "tickvals": [-40, -20, 20], "gridcolor": GRID, **hidden,
            },
            "angularaxis": {
                "rotation": 90, "direction": "clockwise", "tickvals": [nth * _SPOKE for nth in range(len(DOMAINS))],
                "ticktext": [_label(row) for row in rows(told)], "gridcolor": GRID, "linecolor": GRID,
                "ticks": "outside", "ticklen": 12, "tickcolor": "rgba(0,0,0,0)",
                "tickfont": {"size": 12, "color": MUTED},
            },
        }
    )  # fmt: skip
    _ring(drawn, HIGHEST + 2, {"color": GRID, "width": 1})
    if limit is not None:
        _ring(drawn, max(limit, LOWEST), {"color": AXIS, "width": 1.2, "dash": "4px,3px"})
    _ring(drawn, 0.0, {"color": INK, "width": 2.5})
    _draw_dots(drawn, placed)
    _draw_doubts(drawn, placed[placed["target_id"].isin(doubtful)])
    _write_scale(drawn)
    return drawn


def _ring(drawn: go.Figure, radius: float, style: dict[str, Any]) -> None:
    places = {"r": np.full(len(_CIRCLE), radius), "theta": _CIRCLE}
    drawn.add_trace(go.Scatterpolar(**places, mode="lines", line=style, hoverinfo="skip"))


def _draw_dots(drawn: go.Figure, placed: pd.DataFrame) -> None:
    """Best first, so that the worst lie on top."""
    for state in reversed(WORST_FIRST):
        own = placed[placed["state"] == state]
        if own.empty:
            continue
        look = BY_NAME[state]
        rim = {"color": "#fff" if look.family == "bad" else look.line, "width": 1}
        drawn.add_trace(
            go.Scatterpolar(
                r=own["radius"].to_numpy(float), theta=own["angle"].to_numpy(float), mode="markers", name=state,
                marker={"symbol": SYMBOLS[state], "size": 9, "color": look.area, "opacity": 1, "line": rim},
                customdata=np.array([_hover(goal) for goal in rows(own)]),
                hovertemplate="%{customdata}<extra></extra>", cliponaxis=False,
            )
        )  # fmt: skip


def _draw_doubts(drawn: go.Figure, doubtful: pd.DataFrame) -> None:
    if len(doubtful):
        marker = {"symbol": "circle-open", "size": 17, "color": INK, "opacity": 1, "line": {"width": 1.5}}
        drawn.add_trace(
            go.Scatterpolar(
                r=doubtful["radius"].to_numpy(float), theta=doubtful["angle"].to_numpy(float), mode="markers",
                name="异常", marker=marker, hoverinfo="skip", cliponaxis=False,
            )
        )  # fmt: skip


def _write_scale(drawn: go.Figure) -> None:
    """The rings are named between the first spoke and the last one, where no dot can stand; 序时 off its thick ring."""
    places = [(20.0, "高20"), (5.0, f"<span style='color:{INK}'><b>序时</b></span>"), (-20.0, "低20"), (-40.0, "低40")]
    drawn.add_trace(
        go.Scatterpolar(
            r=[radius for radius, _ in places], theta=[360 - _SPOKE / 2] * len(places), mode="text",
            text=[words for _, words in places], textfont={"size": 12, "color": MUTED}, hoverinfo="skip",
        )
    )  # fmt: skip


def _label(spoke: Row) -> str:
    """基础设施, then ■ with how many are below what is asked, then judged of all."""
    name = "".join(two_by_two(spoke["domain"]))
    if not spoke["total"]:
        return f"{name}<br>无目标"
    color = BY_NAME["未达序时"].line
    bad = f"<br><span style='color:{color}'><b>■{spoke['bad']}</b></span>" if spoke["bad"] else ""
    return f"<span style='color:{INK}'><b>{name}</b></span>{bad}<br>{spoke['judged']}/{spoke['total']}"


def _hover(goal: Row) -> str:
    against = "与目标比" if goal["measure"] == "growth" else "序时差"
    gap = signed_gap(goal)
    told = f"{against} {gap}" if gap == "持平" else f"{against} {gap} 个百分点"
    return f"<b>{escape(goal['indicator'])}</b><br>{short_city(goal['city'])} · {goal['state']}<br>{told}"


def is_beyond(gap: float) -> bool:
    """Whether a 序时差 lies beyond the scale and so on its rim."""
    return not math.isclose(gap, min(max(gap, LOWEST), HIGHEST))
