"""Which goals a period scores, and who answers for them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.scoring.periods import Period
from pipeline.scoring.schemes import Part

JUDGED = ("已完成", "超序时", "达序时", "略低", "未达序时", "到期未完成")
GOOD = ("已完成", "超序时", "达序时")
WITHOUT_DATA = ("数据过期", "无数据")  # 年度指标 is not judged on purpose, so it is left out under any scheme
Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Goal:
    """A goal with its verdict at the end of a period. ``attainment`` a share, None where it has none."""

    target_id: str
    city: str
    indicator: str
    domains: tuple[str, str]
    nature: str
    leads: tuple[str, ...]
    supporting: tuple[str, ...]
    state: str
    attainment: float | None
    runs: bool

    def is_of(self, agency: str, role: str) -> bool:
        return agency in self.leads or (role != "lead" and agency in self.supporting)


def goals_of(judged: pd.DataFrame, plans: pd.DataFrame, period: Period) -> tuple[Goal, ...]:
    """The goals of a board in their order. ``judged``: numeric targets with the columns of ``pipeline.schema`` and
    of their verdict at ``period.end``; ``plans`` with ``plan_id`` and ``first_year``.
    """
    first = dict(zip(plans["plan_id"], plans["first_year"], strict=True))
    return tuple(_goal(row, first.get(row["plan_id"]), period) for row in judged.to_dict("records"))


def runs_in(row: Row, first_year: float | None, period: Period) -> bool:
    """Whether a goal is carried out in the year of the period: begun, and not due in a year before.

    A goal for one year is carried out in that year alone; one without a due year still runs.
    """
    due = row["due_year"]
    if not pd.isna(due) and (int(due) < period.year or (row["annual"] and int(due) != period.year)):
        return False
    return bool(pd.isna(first_year)) or first_year is None or first_year <= period.year


def chosen(goals: Iterable[Goal], part: Part, agency: str) -> tuple[Goal, ...]:
    """The goals of an agency that a part counts."""
    return tuple(goal for goal in goals if goal.is_of(agency, part.role) and _fits(goal, part))


def _fits(goal: Goal, part: Part) -> bool:
    return (
        (not part.domains or bool(set(part.domains) & set(goal.domains)))
        and (not part.natures or goal.nature in part.natures)
        and (not part.agencies or bool(set(part.agencies) & set(goal.leads)))
    )


def _goal(row: Row, first_year: float | None, period: Period) -> Goal:
    return Goal(
        target_id=row["target_id"],
        city=row["city"],
        indicator=row["indicator"],
        domains=(row["domain"], row["domain_group"]),
        nature=row["nature"],
        leads=tuple(row["lead_agencies"]),
        supporting=tuple(row["supporting_agencies"]),
        state=row["state"],
        attainment=None if pd.isna(row["attainment"]) else float(row["attainment"]),
        runs=runs_in(row, first_year, period),
    )
