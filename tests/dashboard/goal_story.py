"""A goal with its figures and what people laid down, as the goal page takes it: row, story, record."""

from datetime import date

import pandas as pd

from dashboard.charts.progress import MARK_COLUMNS, progress
from dashboard.goal_table import in_force
from dashboard.rows import rows
from pipeline.progress import Given, Rule, court_of, judge, presets, story
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

AS_OF = date(2023, 7, 15)
DEFAULT = next(iter(presets().values()))
NO_MARKS = pd.DataFrame(columns=MARK_COLUMNS)
__all__ = ["AS_OF", "DEFAULT", "base", "dated", "drawn", "marks", "observation", "plan", "target", "told"]


def dated(value: float, start: str, end: str, **other: object) -> dict[str, object]:
    return dict(observation(value, int(end[:4]), period_start=start, period_end=end, **other)) | {
        "observation_id": f"o{end}{other.get('scope', '')}{other.get('finality', '')}"
    }


def told(goal, *figures, given=None, as_of=AS_OF, rule: Rule = DEFAULT):
    """The row of the board and the story of one goal of a plan for 2021 to 2025."""
    frames = targets(goal), observations(*figures), plans(plan(2021, 2025, title="某规划", document_number=""))
    court = court_of(*frames[1:], rule, given or Given())
    found = in_force(frames[0].merge(judge(frames[0], court, as_of), on="target_id", suffixes=("", "_found")))
    words = {"value_found": "actual", "value_max_found": "actual_max", "value_year": "actual_year"}
    found = found.rename(columns=words)
    return rows(found)[0], story(frames[0], court, as_of)


def drawn(goal, *figures, phases=NO_MARKS, events=NO_MARKS, **more):
    row, own = told(goal, *figures, **more)
    return progress(row, own, phases, events)


def marks(*found):
    return pd.DataFrame(found, columns=MARK_COLUMNS)
