"""A goal, and goals by state, in the words and numbers that the screen prints them in. Pure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import labels, summary
from dashboard.icons import STATES
from dashboard.rows import Row, rows
from pipeline.progress.periods import Period

ABSENT = "无数据"
ORDINALS = (*"一二三四五六七八九十", *(f"十{digit}" for digit in "一二三四五六七八九"))
NO_FIGURE = "–"
MET, BEHIND, OPEN = "达到要求", "低于要求", "未评"  # as the sentence of the first screen has them
_FAMILIES = {"good": MET, "bad": BEHIND, "none": OPEN}
GROUPS: Mapping[str, tuple[str, ...]] = {
    word: tuple(state.name for state in STATES if state.family == family) for family, word in _FAMILIES.items()
}  # together every state
NOT_JUDGED = tuple(state for state in GROUPS[OPEN] if state != ABSENT)


@dataclass(frozen=True)
class Line:
    """A goal in one row: ``of`` is the moment its figure is of, ``gap`` 低12.4 (percentage points) or ''."""

    target_id: str
    place: str
    name: str
    asked: str
    actual: str
    of: str
    gap: str
    state: str
    lead: str
    reason: str
    need: str

    @property
    def figure(self) -> str:
        """3.3%（2024年9月底）, or that there is none."""
        return f"{self.actual}（{self.of}）" if self.of else self.actual


def line_of(goal: Row) -> Line:
    """A row of ``Board.goals`` in words."""
    actual, of = _actual(goal)
    return Line(
        goal["target_id"], labels.short_city(goal["city"]), goal["indicator"],
        "".join(labels.demand(goal["op"], goal["value"], goal["value_max"], goal["unit"])), actual, of,
        labels.signed_gap(goal), goal["state"], labels.names(goal["lead_agencies"], 2), goal["reason"], goal["need"],
    )  # fmt: skip


def lines(goals: pd.DataFrame) -> list[Line]:
    return [line_of(goal) for goal in rows(goals)]


def _actual(goal: Row) -> tuple[str, str]:
    """The figure and its moment; an estimate says so, and none is a dash."""
    if not labels.is_missing(goal["actual"]):
        amount = "".join(labels.quantity(goal["actual"], goal["actual_max"], goal["unit"]))
        return amount, labels.moment_of(goal["period_end"])
    if not labels.is_missing(goal["estimate_value"]):
        amount = "".join(labels.quantity(goal["estimate_value"], None, goal["unit"]))
        return f"预计{amount}", labels.moment_of(goal["estimate_end"])
    return NO_FIGURE, ""


def group_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Goals by GROUPS; the three add up to all."""
    return {word: sum(counts[state] for state in states) for word, states in GROUPS.items()}


def in_states(goals: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """The goals in one of these states, in their order."""
    return goals[goals["state"].isin(states)]


def headline(counts: Mapping[str, int]) -> str:
    """The finding in a line: 61项目标中54项无数据，4项达到要求，1项低于要求; with most known, also 未评."""
    groups, total, missing = group_counts(counts), sum(counts.values()), counts[ABSENT]
    if not total:
        return "没有符合条件的目标"
    if missing == total:
        return f"{total}项目标都没有数据"
    if groups[OPEN] == total:
        states = [f"{counts[state]}项{state}" for state in GROUPS[OPEN] if counts[state]]
        return f"{total}项目标都未评：{'，'.join(states)}"
    few = missing * 2 > total
    parts = [f"{count}项{word}" for word, count in groups.items() if count and not (few and word == OPEN)]
    return f"{total}项目标中{missing}项无数据，{'，'.join(parts)}" if few else f"{total}项目标：{'，'.join(parts)}"


def shares(counts: Mapping[str, int]) -> str:
    """已完成1项，占1.8%；…；无数据49项，占87.5%: the states that have goals, with the shares of the screen."""
    percents, uneven = summary.percents(dict(counts))
    parts = [f"{state}{count}项，占{percents[state]}" for state, count in counts.items() if count]
    return "；".join(parts) + (f"。{summary.ROUNDED}" if uneven else "")


def in_turn(items: Sequence[str]) -> list[str]:
    """一是…, 二是…, without the stop that each may end in; beyond the ordinals just the items."""
    plain = [item.rstrip("。") for item in items]
    counted = [f"{ordinal}是{item}" for ordinal, item in zip(ORDINALS, plain, strict=False)]
    return counted + plain[len(counted) :]


def is_over(goals: pd.DataFrame, as_of: datetime.date) -> pd.Series:
    """Whether the year in which a goal falls due is over; a goal without a year is not."""
    years = goals["due_year"]
    over = [not labels.is_missing(year) and Period(None, int(year)).is_over(as_of) for year in years]
    return pd.Series(over, index=goals.index, dtype=bool)


@dataclass(frozen=True)
class CityGap:
    """What a city's goals lack: ``missing`` of ``total`` have no data, ``over`` of these fell due already."""

    place: str
    period: str
    total: int
    missing: int
    over: int
    led: int
    names: tuple[str, ...]

    @property
    def ahead(self) -> int:
        return self.missing - self.over


def city_gaps(goals: pd.DataFrame, plans: pd.DataFrame, as_of: datetime.date) -> list[CityGap]:
    """Every city of the goals, the most without data first; ``led`` counts those of them that name a lead agency."""
    periods = summary.city_periods(plans)
    found = [_city_gap(str(city), own, periods, as_of) for city, own in goals.groupby("city", sort=False)]
    return sorted(found, key=lambda each: -each.missing)


def lacking(goals: pd.DataFrame, plans: pd.DataFrame, as_of: datetime.date) -> list[CityGap]:
    """Those of ``city_gaps`` that lack data."""
    return [gap for gap in city_gaps(goals, plans, as_of) if gap.missing]


def _city_gap(city: str, own: pd.DataFrame, periods: Mapping[str, str], as_of: datetime.date) -> CityGap:
    missing = own[own["state"] == ABSENT]
    names = tuple(f"{line.name}{line.asked}" for line in lines(summary.need_figures(missing)))
    return CityGap(
        labels.short_city(city), periods.get(city, ""), len(own), len(missing),
        int(is_over(missing, as_of).sum()), int((missing["lead_agencies"].map(len) > 0).sum()), names,
    )  # fmt: skip
