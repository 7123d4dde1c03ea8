"""Projects and their money in words: what was asked for, granted and cut, and what contradicts itself. In 万元."""

import math
from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from dashboard import labels, task_view
from dashboard.data import Board
from dashboard.rows import Row

HEAD = ("单位", "项目数", "申请", "批复", "支付", "支付率", "核减率")


def of_plans(board: Board, plans: pd.DataFrame) -> tuple[Row, ...]:
    """The projects of some documents, as on the page 任务. Raises LedgerError."""
    known = set(plans["plan_id"])
    return tuple(row for row in task_view.subjects(board, task_view.PROJECTS) if row["plan_id"] in known)


def told(projects: Sequence[Row], *, public: bool) -> list[str]:
    """A sentence for each city; ``projects`` as ``task_view.subjects`` gives them. Sums are never guessed."""
    by_city = sorted(projects, key=lambda row: str(row["city"]))
    return [_city(city, list(own), public) for city, own in groupby(by_city, key=lambda row: str(row["city"]))]


def _city(city: str, own: Sequence[Row], public: bool) -> str:
    count, asked, granted = (_sum(own, name) for name in ("projects", "requested", "approved"))
    what = f"{city}{len(own)}个单位" + (f"{count:.0f}个项目" if count is not None else "的项目")
    if asked is None or granted is None:
        return f"{what}，申请或批复金额不全，不计合计。"
    cut = f"，核减{asked - granted:.2f}万元，核减率{labels.reduction(asked, granted)}" if granted <= asked else ""
    return f"{what}共申请{asked:.2f}万元，批复{granted:.2f}万元{cut}。{_doubts(own, public)}"


def _sum(own: Sequence[Row], name: str) -> float | None:
    """The sum, None where a part is not known."""
    known = [float(row[name]) for row in own if not labels.is_missing(row[name])]
    return math.fsum(known) if len(known) == len(own) else None


def _doubts(own: Sequence[Row], public: bool) -> str:
    doubts = [row for row in own if row["doubt"]]
    if public:
        return f"其中{len(doubts)}个单位的数字前后不符，需核对。" if doubts else ""
    return "".join(f"{row['department']}{row['doubt'].replace(' ', '')}，需核对。" for row in doubts)


def rows_of(projects: Sequence[Row]) -> list[list[str]]:
    """One row for each project under HEAD, numbers as on the page 任务."""
    return [
        [
            str(row["department"]), _count(row["projects"]),
            *(_amount(row[name]) for name in ("requested", "approved", "paid")),
            *(_share(row[name]) for name in ("paid_share", "cut_share")),
        ]
        for row in projects
    ]  # fmt: skip


def _count(value: float | None) -> str:
    return "–" if labels.is_missing(value) else f"{value:.0f}"


def _amount(value: float | None) -> str:
    return "–" if labels.is_missing(value) else f"{value:.2f}"


def _share(value: float | None) -> str:
    return "–" if value is None or labels.is_missing(value) else labels.percent(value)
