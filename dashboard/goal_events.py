"""What happened to a goal up to the day that is shown, as its pictures mark it."""

import pandas as pd

from dashboard.data import Board
from dashboard.goal_record import events
from dashboard.rows import Row
from pipeline.entries import Mark


def milestones_of(board: Board, goal: Row) -> pd.DataFrame:
    """The phases and nodes of the goal's plan, columns of ``milestone``."""
    every = board.table("milestone")
    own: pd.DataFrame = every[every["plan_id"] == goal["plan_id"]]
    return own


def happened(board: Board, goal: Row) -> pd.DataFrame:
    """``charts.progress.MARK_COLUMNS``, in the order of their days. Raises LedgerError."""
    told = events(goal, board.record, board.follow_ups, board.entries(Mark), milestones_of(board, goal))
    return told[told["on"] <= board.as_of]
