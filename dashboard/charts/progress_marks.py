"""What stands around the line of a goal: the goal and its versions, phases, events, and where the trend leads."""

from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import HAIRLINE, MUTED, PALE, PRIMARY, line, write
from dashboard.charts.time_axis import Window
from dashboard.charts.words import Place, Words
from dashboard.labels import demand, due, is_missing, quantity
from dashboard.rows import Row, rows
from pipeline.progress import Story

APART = 0.16  # share of the width that the name of an event needs
ROOM = 0.2  # share of the width that the words of a phase need on a phone
CLEAR = 0.15  # share of the height between two notes at the right edge


def draw_goals(drawn: go.Figure, goal: Row, story: Story) -> None:
    """The goal in force as a diamond; the one of the plan, where it was changed, hollow."""
    if len(story.goals) > 1:
        first = rows(story.goals)[0]
        if not is_missing(first["value"]) and not is_missing(first["due_year"]):
            _diamond(drawn, first | {"unit": goal["unit"]}, "原目标", hollow=True)
    _diamond(drawn, goal, "目标", hollow=False)


def write_goal(words: Words, goal: Row) -> None:
    """What is asked for and until when, beside its diamond."""
    text = f"<b>目标 {_demand(goal)}</b><br><span style='color:{MUTED}'>{due(goal['due_year'])}</span>"
    words.take(_end(goal), float(goal["value"]))
    _at_edge(words, _end(goal), float(goal["value"]), text, PRIMARY)


def draw_goal_line(drawn: go.Figure, words: Words, goal: Row, story: Story, window: Window) -> None:
    """What is asked for over time, thin; a step for each version with the number of its document."""
    goals = story.goals[story.goals["value"].notna()]
    if goals.empty:
        return
    days = [window.left, *(on.date() for on in goals["on"].iloc[1:])]
    x, y = [window.left], [float(goals["value"].iloc[0])]
    for on, value in zip(days[1:], goals["value"].iloc[1:], strict=True):
        x, y = [*x, on, on], [*y, y[-1], float(value)]
    line(drawn, [*x, _end(goal)], [*y, y[-1]], {"color": PRIMARY, "width": 1})
    for version in rows(goals.iloc[1:]):
        places = [Place(anchor, 0, side * 10) for side in (1, -1) for anchor in ("left", "right")]
        words.write_best(
            version["on"].date(),
            version["value"],
            version["name"],
            places,
            font={"color": PRIMARY},
            bgcolor="rgba(0,0,0,0)",
        )


def draw_phases(drawn: go.Figure, window: Window, phases: pd.DataFrame) -> None:
    """A hairline at the end of each phase of the plan, its own words above its time where there is room."""
    before = window.left
    for phase in rows(phases):
        on = phase["on"]
        if window.left < on <= window.right:
            if on < window.right:
                drawn.add_shape(
                    type="line", x0=on, x1=on, yref="paper", y0=0, y1=1, line={"color": HAIRLINE, "width": 1}
                )
            if window.share(on) - window.share(before) >= ROOM:
                words = {"yref": "paper", "yanchor": "bottom", "font": {"color": MUTED}, "hovertext": phase["text"]}
                write(drawn, before + (on - before) / 2, 1, phase["name"], **words)
            before = on


def draw_events(drawn: go.Figure, window: Window, events: pd.DataFrame) -> None:
    """Grey triangles in the lane under zero; a name where there is room for it, else when pointed at."""
    inside = [event for event in rows(events) if window.left <= event["on"] <= window.right]
    if not inside:
        return
    days = [event["on"] for event in inside]
    drawn.add_trace(
        go.Scatter(
            x=np.array(days, "datetime64[D]"),
            y=np.full(len(days), window.lane),
            mode="markers",
            marker={"symbol": "triangle-up", "size": 8, "color": MUTED, "opacity": 1},
            cliponaxis=False,
            customdata=np.array([event["text"] for event in inside]),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    shares = [*map(window.share, days), 1 + APART / 2]
    for event, here, after in zip(inside, shares, shares[1:], strict=False):
        if after - here >= APART:
            words = {"xanchor": "left", "xshift": 6, "font": {"color": MUTED}}
            write(drawn, event["on"], window.lane, event["name"], **words)


def draw_projection(drawn: go.Figure, words: Words, goal: Row, story: Story, window: Window) -> None:
    """From the last figure to the due date between the two ends of the band, which are written; no middle line."""
    expected, known = story.projection, story.figures[story.figures["role"] == "counted"]
    if expected is None or known.empty:
        return
    last = known.iloc[-1]
    low, high = (min(max(end, window.bottom), window.top) for end in (expected.low, expected.high))
    on = last["end"].date()
    drawn.add_trace(
        go.Scatter(
            x=np.array([on, expected.due, expected.due, on], "datetime64[D]"),
            y=np.array([last["level"], low, high, last["level"]], float),
            mode="lines", fill="toself", fillcolor=PALE, line={"width": 0}, hoverinfo="skip",
        )
    )  # fmt: skip
    ends = "–".join(quantity(float(f"{end:.3g}"), None, "").number for end in (expected.low, expected.high))
    text = f"按趋势推算<br>{ends}{goal['unit']}"
    _at_edge(words, expected.due, _clear(float(goal["value"]), (low + high) / 2, window), text, MUTED)


def _clear(taken: float, wanted: float, window: Window) -> float:
    """A place for a note near ``wanted`` that does not touch the one at ``taken``."""
    free = CLEAR * window.height
    if abs(wanted - taken) >= free:
        return wanted
    return taken - free if wanted <= taken or taken + free > window.top else taken + free


def _diamond(drawn: go.Figure, goal: Row, name: str, *, hollow: bool) -> None:
    drawn.add_trace(
        go.Scatter(
            x=np.array([_end(goal)], "datetime64[D]"),
            y=np.array([goal["value"]], float),
            mode="markers",
            marker={"symbol": "diamond-open" if hollow else "diamond", "size": 11, "color": PRIMARY, "opacity": 1},
            cliponaxis=False,
            hovertemplate=f"{due(goal['due_year'])}<br><b>{name} {_demand(goal)}</b><extra></extra>",
        )
    )


def _at_edge(words: Words, on: date, value: float, text: str, color: str) -> None:
    words.write(on, value, text, Place("left", 12, 0), align="left", font={"color": color})


def _end(goal: Row) -> date:
    return date(int(goal["due_year"]), 12, 31)


def _demand(goal: Row) -> str:
    return "".join(demand(goal["op"], goal["value"], goal["value_max"], goal["unit"]))
