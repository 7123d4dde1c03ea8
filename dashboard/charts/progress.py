"""One goal from its base to its due date in one picture: figures, planned way, pace, projection, versions, events.

A plan line needs a base or a path that people entered. Without one it is not drawn; without any figure the frame stays
empty and says so. Estimates are hollow, figures of another 口径 grey points outside the line.
"""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.progress_lines import (
    draw_bars,
    draw_estimates,
    draw_figures,
    draw_gap,
    draw_others,
    draw_way,
    write_figures,
)
from dashboard.charts.progress_marks import (
    draw_events,
    draw_goal_line,
    draw_goals,
    draw_phases,
    draw_projection,
    write_goal,
)
from dashboard.charts.style import DASH, MUTED, figure, write
from dashboard.charts.time_axis import Window, draw_axes, window_of
from dashboard.charts.words import RIGHT, Words
from dashboard.labels import is_missing
from dashboard.rows import Row
from pipeline.progress import Story

HEIGHT, LOW = 372, 260  # px, and where there is nothing but the goal
MARGIN = (44, RIGHT, 28, 36)
NO_FIGURE = "文件和填报里都没有实际值；不画计划线，不推算"
MARK_COLUMNS = ["on", "name", "text"]


def can_draw(goal: Row) -> bool:
    """A goal needs a number and a due year to have a place in the picture."""
    return not is_missing(goal["value"]) and not is_missing(goal["due_year"])


def is_empty(story: Story) -> bool:
    """Nothing is known but the goal: no figure, not even an estimate, no base, no path that people entered."""
    return bool(story.figures["level"].isna().all()) and story.basis != "分年目标"


def progress(goal: Row, story: Story, phases: pd.DataFrame, events: pd.DataFrame, height: int = HEIGHT) -> go.Figure:
    """``goal`` is a row of ``Board.goals``, ``story`` its ``Board.story``; ``phases`` and ``events`` have MARK_COLUMNS.

    A mark stands at its day ``on``; ``name`` is short enough to be written, ``text`` is what it says when pointed at.
    A figure stands at the end of its period.
    """
    window, empty = window_of(goal, story), is_empty(story)
    height = min(height, LOW) if empty else height
    drawn = figure(height, MARGIN)
    draw_axes(drawn, window, str(goal["unit"]), grid=not empty)
    draw_phases(drawn, window, phases)
    draw_events(drawn, window, events)
    words = Words(drawn, window, height - MARGIN[2] - MARGIN[3])
    write_goal(words, goal)
    if empty:
        draw_goal_line(drawn, words, goal, story, window)
        _empty_frame(drawn, goal, window)
    elif goal["measure"] == "growth":
        draw_goal_line(drawn, words, goal, story, window)
        draw_bars(drawn, goal, story, window)
    else:
        _progress_of_level(drawn, words, goal, story, window)
    draw_goals(drawn, goal, story)
    if not empty and story.figures["level"].isna().all():
        write(
            drawn,
            window.left + (window.right - window.left) / 2,
            window.height / 2,
            "<b>没有实际值</b>",
            font={"size": 16},
        )
    return drawn


def _progress_of_level(drawn: go.Figure, words: Words, goal: Row, story: Story, window: Window) -> None:
    """From the back to the front: band, plan, figures, and the gap between the two; then the numbers, where room is."""
    draw_projection(drawn, words, goal, story, window)
    if len(story.goals) > 1 or story.way.empty:
        draw_goal_line(drawn, words, goal, story, window)
    draw_way(drawn, story)
    draw_others(drawn, goal, story)
    draw_estimates(drawn, goal, story)
    draw_figures(drawn, goal, story)
    draw_gap(drawn, words, goal, window)
    write_figures(words, goal, story, window)


def _empty_frame(drawn: go.Figure, goal: Row, window: Window) -> None:
    top, middle = float(goal["value"]) * 0.94, window.left + (window.right - window.left) / 2
    drawn.add_shape(
        type="rect", x0=window.left, x1=window.right, y0=0, y1=top, line={"color": DASH, "width": 1, "dash": "4px,3px"}
    )
    write(drawn, middle, top * 0.6, "<b>没有实际值</b>", font={"size": 16})
    write(drawn, middle, top * 0.38, NO_FIGURE.replace("；", "；<br>"), font={"color": MUTED})
