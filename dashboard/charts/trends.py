"""趋势图: one small panel per goal, from 0 and over its own plan period: figures, planned way, projection, events.

It is the picture of the goal's page (``dashboard.charts.progress``), lower and without the phases.
"""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.progress import MARK_COLUMNS, progress
from dashboard.charts.progress_lines import planned
from dashboard.charts.style import INK
from dashboard.rows import Row
from pipeline.progress import Story

HEIGHT = 224  # px
_NO_PHASES = pd.DataFrame(columns=MARK_COLUMNS)


def trend(goal: Row, story: Story, events: pd.DataFrame, *, doubtful: bool = False) -> go.Figure:
    """Arguments as of ``progress``; a ring around the last figure where one of the figures is ``doubtful``."""
    drawn = progress(goal, story, _NO_PHASES, events.assign(name=""), HEIGHT)
    known = _counted(story)
    if doubtful and len(known):
        last = known.tail(1)
        drawn.add_trace(
            go.Scatter(
                x=last["end"].to_numpy("datetime64[D]"), y=last["level"].to_numpy(float), mode="markers", name="异常",
                marker={"symbol": "circle-open", "size": 17, "color": INK, "opacity": 1, "line": {"width": 1.5}},
                hoverinfo="skip", cliponaxis=False,
            )
        )  # fmt: skip
    return drawn


def figures_of(story: Story) -> pd.DataFrame:
    """What stands behind a panel, oldest first: ``role``, ``start``, ``end``, ``level``, and ``planned``, the value of
    the planned way at that day, missing where there is none.
    """
    shown = story.figures[story.figures["level"].notna()]
    way = pd.Series([planned(story, end) for end in shown["end"]], index=shown.index, dtype="Float64")
    return shown[["role", "start", "end", "level"]].assign(planned=way)


def _counted(story: Story) -> pd.DataFrame:
    figures = story.figures
    return figures[(figures["role"] == "counted") & figures["level"].notna()]
