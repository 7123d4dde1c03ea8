"""责任单位: what an agency answers for, as plain values. Agencies stand by name; nobody is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import follow_up_view, task_view
from dashboard.data import Board
from dashboard.labels import UNKNOWN
from dashboard.roll_up import Counted
from dashboard.rows import Row
from pipeline.follow_ups import CLOSED, agencies_of


@dataclass(frozen=True)
class Duties:
    """All that an agency has to do with: goals it leads or supports, tasks it leads, open 督办."""

    leads: pd.DataFrame
    supports: pd.DataFrame
    tasks: Sequence[Row]
    items: Sequence[follow_up_view.Line]


def duties(board: Board, goals: pd.DataFrame, agency: str) -> Duties:
    """Of the ``goals`` given. 未明确 stands for goals that name no lead agency. Raises LedgerError."""
    if agency == UNKNOWN:
        return Duties(goals[goals["lead_agencies"].map(len) == 0], goals.iloc[:0], (), ())
    tasks = [row for row in task_view.subjects(board, task_view.TASKS) if agency in row["agencies"]]
    items = follow_up_view.lines(follow_up_view.items(board), board.goals, board.table("plan"))
    own = [line for line in items if agency in agencies_of(line.item.agency) and line.item.state != CLOSED]
    return Duties(_naming(goals, "lead_agencies", agency), _naming(goals, "supporting_agencies", agency), tasks, own)


def _naming(goals: pd.DataFrame, column: str, agency: str) -> pd.DataFrame:
    return goals[goals[column].map(lambda names: agency in set(names)).astype(bool)]


def of_all(found: Sequence[Counted], total: int) -> str:
    """18 个单位牵头 34 项目标，28 项没有写牵头单位。"""
    named, unnamed = [row for row in found if row.word != UNKNOWN], [row for row in found if row.word == UNKNOWN]
    unled = unnamed[0].total if unnamed else 0
    parts = [f"{len(named)} 个单位牵头 {total - unled} 项目标"] if named else []
    parts += [f"{unled} 项没有写牵头单位"] * bool(unled)
    return f"{'，'.join(parts)}。" if parts else "没有数字目标。"


def of_one(agency: str, own: Duties) -> str:
    """市教育局牵头 5 项、配合 2 项目标，1 项任务，没有在办的督办。"""
    if agency == UNKNOWN:
        return f"{len(own.leads)} 项目标没有写牵头单位：请先明确由谁负责。"
    supports = f"、配合 {len(own.supports)} 项" if len(own.supports) else ""
    tasks = f"，牵头 {len(own.tasks)} 项任务" if own.tasks else ""
    running = f"，{len(own.items)} 件督办在办" if own.items else ""
    return f"{agency}牵头 {len(own.leads)} 项{supports}目标{tasks}{running}。"
