"""What was reported of a goal and what was planned: lines, points, bars, and the gap between the two."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import AXIS, INK, MUTED, PRIMARY, line
from dashboard.charts.time_axis import Window
from dashboard.charts.words import Place, Words
from dashboard.icons import BY_NAME
from dashboard.labels import is_missing, moment_of, percent, quantity, signed_gap
from dashboard.rows import Row, rows
from pipeline.progress import Story
from pipeline.progress.periods import period_words
from pipeline.progress.values import SUMS

EDGE = 0.78  # from here on the words of the gap stand left of their stroke
RIM_LEFT = 0.04  # up to here words would stand on the numbers of the axis
WIDEST_BAR = 60  # days
STROKE = 0.03  # half the pace stroke, as a share of the width
# Where the words of the last figure may stand, best first: away from the plan, clear of the line from the left.
_UNDER, _UNDER_LEFT, _RIGHT = Place("left", 0, -18), Place("right", 0, -26), Place("left", 8, 0)
_OVER, _OVER_LEFT = Place("left", 0, 18), Place("right", 0, 18)
_BEHIND = (_UNDER, _UNDER_LEFT, _RIGHT, _OVER_LEFT, _OVER)
_AHEAD = (_OVER_LEFT, _OVER, _RIGHT, _UNDER, _UNDER_LEFT)
_GUESS = (_RIGHT, _OVER, Place("center", 0, 18), _UNDER, Place("right", -8, 0))


def draw_way(drawn: go.Figure, story: Story) -> None:
    """The planned way, dashed; points that people entered are small."""
    way = story.way
    if way.empty:
        return
    line(drawn, list(way["on"].dt.date), list(way["value"]), {"color": PRIMARY, "width": 1.5, "dash": "6px,4px"})
    if story.basis == "分年目标":
        inner = way.iloc[1:-1] if len(way) > 2 else way.head(0)
        words = [f"{moment_of(on)}计划" for on in inner["on"]]
        _points(drawn, inner.rename(columns={"on": "end", "value": "level"}), words, {"color": PRIMARY, "size": 5})


def draw_figures(drawn: go.Figure, goal: Row, story: Story) -> None:
    """The base and every counted figure, in ink."""
    shown = _placed(story, "base", "counted")
    if shown.empty:
        return
    if goal["measure"] in SUMS and not story.way.empty:
        first = shown.iloc[0]
        start = story.way["on"].iloc[0].date()
        line(drawn, [start, first["end"].date()], [0.0, first["level"]], {"color": INK, "width": 2})
    marker = {"size": 8, "color": INK, "opacity": 1, "line": {"color": "#fff", "width": 1.5}}
    _points(drawn, shown, _hovers(goal, shown), marker, mode="lines+markers", line={"color": INK, "width": 2})


def write_figures(words: Words, goal: Row, story: Story, window: Window) -> None:
    """The last figure with its time, and each one before it that has room for its number; the newest first."""
    shown = _placed(story, "base", "counted")
    for known in rows(shown):
        words.take(known["end"].date(), known["level"])
    for known in rows(shown[::-1])[:1]:
        text = f"<b>{_amount(goal, known)}</b> {moment_of(known['end'])}"
        words.write_best(known["end"].date(), known["level"], text, _AHEAD if _is_ahead(goal) else _BEHIND)
    write_estimate(words, goal, story)
    for known in rows(shown[::-1])[1:]:
        way = planned(story, known["end"])
        on, far = known["end"].date(), -1 if way is None or known["level"] < way else 1
        anchor = "left" if window.share(on) < RIM_LEFT else "center"
        places = [Place(anchor, 0, 16 * far), Place(anchor, 0, -16 * far)]
        words.write_if_free(on, known["level"], _amount(goal, known), places, font={"color": MUTED})


def planned(story: Story, end: pd.Timestamp) -> float | None:
    """Where the drawn way is on a day; at its ends before and after it; None where there is none."""
    if story.way.empty:
        return None
    days = [on.toordinal() for on in story.way["on"]]
    return float(np.interp(end.toordinal(), days, story.way["value"].to_numpy(float)))


def draw_estimates(drawn: go.Figure, goal: Row, story: Story) -> None:
    """预计: hollow, and dotted from the last counted figure."""
    known, news = _placed(story, "base", "counted"), _news(story)
    if news.empty:
        return
    way = pd.concat([known.tail(1), news])
    line(drawn, list(way["end"].dt.date), list(way["level"]), {"color": INK, "width": 2, "dash": "dot"})
    marker = {"size": 9, "color": "#fff", "opacity": 1, "line": {"color": INK, "width": 2}}
    _points(drawn, news, _hovers(goal, news), marker)


def write_estimate(words: Words, goal: Row, story: Story) -> None:
    """The last estimate with its number."""
    for known in rows(_news(story)[::-1])[:1]:
        words.take(known["end"].date(), known["level"])
        words.write_best(known["end"].date(), known["level"], f"预计{_amount(goal, known)}", _GUESS)


def _news(story: Story) -> pd.DataFrame:
    """The estimates of a time that no counted figure has reached."""
    known, told = _placed(story, "base", "counted"), _placed(story, "estimate")
    return told[told["end"] > known["end"].max()] if len(known) else told


def draw_others(drawn: go.Figure, goal: Row, story: Story) -> None:
    others = _placed(story, "other")
    if len(others):
        words = [f"口径：{scope}，不计入" for scope in others["scope"]]
        _points(drawn, others, [f"{a}<br>{b}" for a, b in zip(_hovers(goal, others), words, strict=True)], {
            "size": 6, "color": AXIS, "opacity": 1,
        })  # fmt: skip


def draw_bars(drawn: go.Figure, goal: Row, story: Story, window: Window) -> None:
    """Growth: one bar for each period, hollow where it is an estimate; no line between them, rates do not add up."""
    width = _bar_days(story, window) * 86_400_000
    for role, fill in (("counted", INK), ("estimate", "#fff"), ("other", "#E3E7EC")):
        shown = _placed(story, role)
        if shown.empty:
            continue
        drawn.add_trace(
            go.Bar(
                x=_days(shown),
                y=shown["level"].to_numpy(float),
                width=width,
                offset=-width,  # up to the end of its period, so that the one of the due date is whole
                marker={"color": fill, "line": {"color": AXIS if role == "other" else INK, "width": 1.5}},
                text=[("预计" if role == "estimate" else "") + _amount(goal, known) for _, known in shown.iterrows()],
                textposition="outside",
                textangle=0,
                constraintext="none",
                cliponaxis=False,
                customdata=np.array(_hovers(goal, shown)),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    drawn.update_layout(barmode="overlay")


def _bar_days(story: Story, window: Window) -> float:
    """As wide as the time between the two nearest periods allows, and a few days at least."""
    ends = sorted(set(story.figures["end"].dt.date))
    between = [(after - before).days for before, after in pairwise(ends)]
    return float(max(min([WIDEST_BAR, (window.right - window.left).days / 12, *between]) * 0.7, 2))


def draw_gap(drawn: go.Figure, words: Words, goal: Row, window: Window) -> None:
    """The pace stroke where the figure should be by then, and the gap to it, where the verdict knows the pace."""
    pace, end = pace_of(goal), goal["period_end"]
    if pace is None or is_missing(end):
        return
    on, side, color = end.date(), -1 if _is_ahead(goal) else 1, BY_NAME[str(goal["state"])].line
    line(drawn, [on, on], [float(goal["actual"]), pace], {"color": color, "width": 3})
    half = (window.right - window.left) * STROKE
    line(drawn, [on - half, on + half], [pace, pace], {"color": "#000", "width": 2})
    text = (
        f"<b>序时 {percent(goal['elapsed_share'])}</b><br><span style='color:{color}'><b>{signed_gap(goal)}</b></span>"
    )
    shift = 16 * side
    if side > 0 or window.share(on) > EDGE:
        words.write(on, pace, text, Place("right", -10, shift), align="right")
    else:
        words.write(on, pace, text, Place("left", 10, shift), align="left")


def pace_of(goal: Row) -> float | None:
    """The value that 序时进度 asks for at the date of the figure; None where no pace is judged."""
    if goal["measure"] == "growth" or is_missing(goal["pace_gap"]) or is_missing(goal["elapsed_share"]):
        return None
    base = 0.0 if is_missing(goal["base_value"]) or goal["measure"] != "level" else float(goal["base_value"])
    return base + (float(goal["value"]) - base) * float(goal["elapsed_share"])


def _placed(story: Story, *roles: str) -> pd.DataFrame:
    """The figures of some roles that have a place in the picture, oldest first."""
    figures = story.figures
    return figures[figures["role"].isin(roles) & figures["level"].notna()]


def _points(drawn: go.Figure, shown: pd.DataFrame, words: list[str], marker: dict[str, Any], **more: object) -> None:
    drawn.add_trace(
        go.Scatter(
            x=_days(shown),
            y=shown["level"].to_numpy(float),
            marker=marker,
            cliponaxis=False,
            customdata=np.array(words),
            hovertemplate="%{customdata}<extra></extra>",
            **{"mode": "markers", **more},
        )
    )


def _days(shown: pd.DataFrame) -> np.ndarray[Any, Any]:
    return shown["end"].to_numpy("datetime64[D]")


def _hovers(goal: Row, shown: pd.DataFrame) -> list[str]:
    return [f"{_period(known)}<br><b>{_amount(goal, known)}</b>" for _, known in shown.iterrows()]


def _period(known: pd.Series) -> str:
    return period_words(known["start"].date(), known["end"].date())


def _amount(goal: Row, known: "Row | pd.Series[Any]") -> str:
    """Where a figure stands, as a range where it was given as one and not added up with others."""
    top = known["value_max"] if known["level"] == known["value"] else None
    return "".join(quantity(round(float(known["level"]), 4), top, goal["unit"]))


def _is_ahead(goal: Row) -> bool:
    return not is_missing(goal["pace_gap"]) and goal["pace_gap"] >= 0
