"""年度: the plans over the years with their phases and dated nodes, and what falls due in one year. Pure."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.labels import is_missing, short_city
from dashboard.rows import Row, rows
from pipeline.progress.nodes import Node

MOST_YEARS = 16


@dataclass(frozen=True)
class Stretch:
    """Years of a row in a table: ``years`` columns wide; a phase has words and a state, a gap between them has none."""

    years: int
    words: str = ""
    state: str = ""
    link: str = ""


@dataclass(frozen=True)
class Road:
    """One plan: its phases over its years, and the nodes laid down by the office in the year they are due."""

    city: str
    title: str
    link: str
    phases: tuple[Stretch, ...]
    nodes: Mapping[int, tuple[str, ...]]


def years_of(plans: pd.DataFrame, goals: pd.DataFrame) -> list[int]:
    """The years that plans span and goals fall due in; the last MOST_YEARS of them where there are more."""
    named = [*plans["first_year"].dropna(), *plans["last_year"].dropna(), *goals["due_year"].dropna()]
    every = list(range(int(min(named)), int(max(named)) + 1)) if named else []
    return every[-MOST_YEARS:]


def roads(
    plans: pd.DataFrame, phases: Sequence[Row], nodes: Mapping[str, Iterable[Node]], years: Sequence[int]
) -> list[Road]:
    """The plans that have a period, with their judged phases (``task_view.subjects``) and nodes by plan."""
    dated = rows(plans[plans["first_year"].notna() & plans["last_year"].notna()])
    return [_road(plan, phases, nodes.get(plan["plan_id"], ()), years) for plan in dated if _is_in(plan, years)]


def _is_in(plan: Row, years: Sequence[int]) -> bool:
    return bool(years) and plan["last_year"] >= years[0]


def _road(plan: Row, phases: Sequence[Row], nodes: Iterable[Node], years: Sequence[int]) -> Road:
    own = [phase for phase in phases if phase["plan_id"] == plan["plan_id"]]
    due: dict[int, tuple[str, ...]] = {}
    for node in sorted(nodes, key=lambda node: node.due_on):
        due[node.due_on.year] = (*due.get(node.due_on.year, ()), _node_words(node))
    link = f"document?plan={plan['plan_id']}"
    return Road(short_city(plan["city"]), plan["title"] or plan["file_name"], link, _stretches(plan, own, years), due)


def _node_words(node: Node) -> str:
    return f"{node.due_on.month}月 {node.name}{'（已通过）' if node.passed_on else ''}"


def _stretches(plan: Row, phases: Sequence[Row], years: Sequence[int]) -> tuple[Stretch, ...]:
    """The whole row of years: before the plan, its phases one after another, after it. A plan without dated phases is
    one stretch; what it says of phases without a year cannot be placed and is not.
    """
    first, last = max(int(plan["first_year"]), years[0]), min(int(plan["last_year"]), years[-1])
    found = [Stretch(first - years[0])] if first > years[0] else []
    begins = first
    for phase in sorted(
        (each for each in phases if not is_missing(each["due_year"])), key=lambda each: each["due_year"]
    ):
        ends = min(int(phase["due_year"]), last)
        if ends >= begins:
            words = phase["name"] if phase["label"] in phase["name"] else f"{phase['label']} {phase['name']}".strip()
            found.append(Stretch(ends - begins + 1, words, phase["state"], f"tasks?task={phase['milestone_id']}"))
            begins = ends + 1
    if begins <= last:
        found.append(Stretch(last - begins + 1, "规划期" if begins == first else "其后", "规划期"))
    return (*found, Stretch(years[-1] - last)) if years[-1] > last else tuple(found)


def default_year(years: Sequence[int], goals: pd.DataFrame, as_of: datetime.date) -> int:
    """The year of the day where something falls due in it, else the next such year, else the last one before."""
    due = sorted({int(year) for year in goals["due_year"].dropna()} & set(years))
    later = [year for year in due if year >= as_of.year]
    return later[0] if later else due[-1] if due else as_of.year
