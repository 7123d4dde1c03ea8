"""The same goals on two boards: which are in another state, from what to what. Pure: frames in, frames out."""

import pandas as pd

from dashboard.icons import WORST_FIRST

_SAID = {"state": "state", "actual": "value", "pace_gap": "gap"}
COLUMNS = [
    "target_id", "city", "indicator", "unit", "due_text", "state_before", "state_after", "value_before", "value_after",
    "gap_before", "gap_after",
]  # fmt: skip


def compared(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row per goal of either board (``dashboard.data.Board.goals``), COLUMNS; worst first by the state after.

    ``value_*`` in the goal's ``unit``, ``gap_*`` 序时差 in percentage points; the state is '' on a board that does not
    have the goal.
    """
    one, two = (_side(goals, side) for goals, side in ((before, "before"), (after, "after")))
    both = one.join(two, how="outer", sort=False)
    known = pd.concat([after, before]).drop_duplicates("target_id").set_index("target_id")
    both = both.join(known[["city", "indicator", "unit", "due_text"]]).rename_axis("target_id").reset_index()
    both = both.fillna({"state_before": "", "state_after": ""})[COLUMNS]
    order = both["state_after"].map(["", *WORST_FIRST].index)
    return (
        both.assign(_order=order)
        .sort_values(["_order", "city", "indicator", "due_text"], kind="stable")
        .drop(columns="_order")
    )


def changed(both: pd.DataFrame) -> pd.DataFrame:
    """The rows whose goal is in another state, or is on one of the boards only."""
    return both[both["state_before"] != both["state_after"]]


def sentence(both: pd.DataFrame) -> str:
    """How many of how many changed, and how many kept their state with another value."""
    others = len(changed(both))
    same = both[both["state_before"] == both["state_after"]]
    values = int((same["value_before"].fillna(float("inf")) != same["value_after"].fillna(float("inf"))).sum())
    found = f"{len(both)} 项目标中 {others} 项状态有变" if others else f"{len(both)} 项目标的状态都没有变"
    return f"{found}；另有 {values} 项状态未变、数值有变" if values else found


def _side(goals: pd.DataFrame, side: str) -> pd.DataFrame:
    own = goals.set_index("target_id")[list(_SAID)]
    return own.rename(columns={column: f"{word}_{side}" for column, word in _SAID.items()})
