"""The table of goals that pages read: what documents ask for, the verdict, and words to show and to search. Pure."""

import pandas as pd

from dashboard import searching
from dashboard.labels import due
from pipeline.facts import Frames

ADJUSTED = ("value", "value_max", "op", "due_year")  # what 目标调整 may change


def goals_of(frames: Frames, judged: pd.DataFrame, sentences: pd.Series) -> pd.DataFrame:
    """One row per target, with its verdict; ``sentences`` by statement (``dashboard.searching``)."""
    judged = judged.rename(columns={"value": "actual", "value_max": "actual_max", "value_year": "actual_year"})
    goals = in_force(frames["target"].merge(judged, on="target_id", validate="1:1"))
    goals = _with_words(goals, frames["programme"])
    statements = frames["statement"]
    said = statements["statement_id"].map(sentences).fillna("").groupby(statements["target_id"])
    return goals.assign(search_text=searching.words_of(goals, said.agg("\n".join)))


def promised_of(goals: pd.DataFrame) -> pd.DataFrame:
    """The numeric ones, without 全覆盖 and other expressions."""
    return goals[goals["certainty"] == "core"]


def in_force(goals: pd.DataFrame) -> pd.DataFrame:
    """Targets and their verdicts with the goal in force in place of the plan's own, which is kept as ``original_…``."""
    own = {f"original_{name}": goals[name] for name in ADJUSTED}
    now = {name: goals[f"goal_{name}"].astype(goals[name].dtype) for name in ADJUSTED}
    return goals.assign(**own, **now).drop(columns=[f"goal_{name}" for name in ADJUSTED])


def _with_words(goals: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    known = programmes.set_index("programme_id")
    title = goals["programme_id"].map(known["title"]).astype("object").fillna("").astype(str)
    number = goals["programme_id"].map(known["number"])
    due_text = goals["due_year"].map(lambda year: due(year).removesuffix("年底")).astype(str)  # 2021年底 → 2021
    return goals.assign(programme_title=title, programme_number=number, due_text=due_text)
