"""Counts of goals for the first screen: pure functions from frames to what the templates print.

Every count is of the frame given, so that sentence, bar, key, grid and due years add up to one total.
"""

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.filters import Filters
from dashboard.icons import BY_NAME, STATES, WORST_FIRST
from dashboard.labels import DOCUMENT_KINDS, DOMAINS, UNKNOWN, day, is_missing, period
from dashboard.rows import Row, rows
from pipeline.progress.periods import Period
from pipeline.progress.shares import shares
from pipeline.progress.states import NOT_BEGUN, NOT_SAID

ROUNDED = "项数相同而占比略有不同的，因四舍五入：各占比合计为100.0%"
WAITS = {NOT_SAID: "目标当时尚未提出（文件印发在后）", NOT_BEGUN: "目标尚未开始（规划期或所在阶段在后）"}
MARKS_A_ROW, MARKS_ACROSS = 5, 40  # marks side by side in one year, and in all years of a row at 1366 px
MARKS_DOWN = 8  # rows of marks in one year that can still be counted by eye; beyond, a strip shows the mix
FULL_YEARS = 12  # columns that have room for a year in full
ROW_HEIGHT, HEAD_HEIGHT, MARK_HEIGHT = 58, 36, 11  # as in style.css


Mix = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Cell:
    """Goals by state (``mix``, worst first), and the ``link`` to just these."""

    mix: Mix
    link: str
    in_period: bool = False

    @property
    def count(self) -> int:
        return sum(count for _, count in self.mix)

    @property
    def worst(self) -> str:
        return self.mix[0][0]

    @property
    def marks(self) -> list[str]:
        return [state for state, count in self.mix for _ in range(count)]


@dataclass(frozen=True)
class CityRow:
    """A city: one cell per column, its plan period, or a sentence (``note``) instead of cells."""

    city: str
    cells: tuple[Cell, ...]
    period: str = ""
    note: str = ""
    height: int = ROW_HEIGHT

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """``marked``: few enough goals for one mark each."""

    columns: tuple[str, ...]
    rows: tuple[CityRow, ...]
    totals: tuple[int, ...]
    covered: tuple[int, ...]  # of the totals, the goals that have a figure
    marked: bool = True

    def short(self, year: str) -> str:
        """A year as its column has room for it: 2026, or 26 where there are many."""
        return year[2:] if len(self.columns) > FULL_YEARS and year.isdigit() else year


def state_counts(goals: pd.DataFrame) -> dict[str, int]:
    """Goals per state, every state named, in the order of the bar."""
    counts = goals["state"].value_counts()
    return {state.name: int(counts.get(state.name, 0)) for state in STATES}


def percents(counts: dict[str, int]) -> tuple[dict[str, str], bool]:
    """The share of each state in all, in tenths of a percent that add up to 100.0, and whether equal counts differ."""
    found = shares(list(counts.values()))
    return {name: f"{percent:.1f}%" for name, percent in zip(counts, found.percents, strict=True)}, found.uneven


def conclusion(goals: pd.DataFrame, as_of: datetime.date, *, filtered: bool = False) -> str:
    """The finding of some goals in one sentence; with most figures missing, their absence is the finding.

    A percentage of several states is the sum of theirs, so that sentence and key agree.
    """
    counts, total = state_counts(goals), len(goals)
    missing = counts["无数据"]
    subject = f"{'所选的 ' if filtered else ''}{total} 项数字目标"
    if missing * 2 > total:
        return f"{subject}{_due_clause(goals, as_of)}，{_missing_clause(counts, total)}。"
    good, bad, rest = (_family(counts, family) for family in ("good", "bad", "none"))
    parts = [f"{good} 项达到要求（{_share(counts, 'good')}）"]
    if bad:
        late = counts["到期未完成"]
        parts.append(f"{bad} 项低于要求（{_share(counts, 'bad')}{f'，{late} 项已到期' if late else ''}）")
    if rest:
        parts.append(f"{rest} 项未评（{_share(counts, 'none')}）")
    return f"{subject}：{'，'.join(parts)}。"


def _family(counts: dict[str, int], family: str) -> int:
    return sum(counts[state.name] for state in STATES if state.family == family)


def _share(counts: dict[str, int], family: str) -> str:
    found = dict(zip(counts, shares(list(counts.values())).percents, strict=True))
    return f"{sum(found[state.name] for state in STATES if state.family == family):.1f}%"


def coverage(goals: Iterable[Row]) -> str:
    """10项中3项有数据: how many of some goals have a figure that answers them."""
    known = [not is_missing(goal["actual"]) for goal in goals]
    return f"{len(known)}项中{sum(known)}项有数据"


def finding(
    goals: pd.DataFrame, as_of: datetime.date, filters: Filters, notes: dict[str, str], waiting: int = 0
) -> str:
    """The sentence above a page of goals. Where there is none: that all of them are ``waiting``, or what the chosen
    cities hold instead (``notes``).
    """
    if len(goals):
        return conclusion(goals, as_of, filtered=bool(filters))
    if waiting:
        return f"到{day(as_of)}，{'所选的' if filters else ''}目标都尚未提出或尚未开始。"
    if filters == Filters(city=filters.city) and filters.city and set(filters.city) <= set(notes):
        return "；".join(f"{city}：{notes[city]}" for city in filters.city) + "。"
    return "没有符合条件的目标。" if filters else "看板里还没有数字目标。"


def _due_clause(goals: pd.DataFrame, as_of: datetime.date) -> str:
    over = sum(Period(None, int(year)).is_over(as_of) for year in goals["due_year"].dropna())
    if over == len(goals):
        return "已全部到期"
    return f"，{over} 项已到期" if over else "都未到期"


def _missing_clause(counts: dict[str, int], total: int) -> str:
    missing, stale = counts["无数据"], counts["数据过期"]
    if missing == total:
        return "都没有实际值"
    share = percents(counts)[0]["无数据"]
    return f"{missing} 项没有实际值（{share}）" + (f"，{stale} 项数据过期" if stale else "")


def domain_grid(goals: pd.DataFrame, filters: Filters, plans: pd.DataFrame, notes: dict[str, str]) -> Grid:
    """City × domain. A city with a note (``city_notes``) has a sentence instead of cells."""
    mixes, periods, height = _mixes(goals, "domain_group"), city_periods(plans), row_heights(goals, plans)

    def row(city: str) -> CityRow:
        narrowed = (filters.with_(city=(city,), domain=(domain,)) for domain in DOMAINS)
        cells = tuple(Cell(mixes[city, only.domain[0]], only.link()) for only in narrowed)
        return CityRow(city, cells, periods.get(city, ""), notes.get(city, ""), height.get(city, ROW_HEIGHT))

    return _grid(DOMAINS, tuple(row(city) for city in filters.city or periods), _known(goals, "domain_group"))


def due_years(goals: pd.DataFrame, filters: Filters, plans: pd.DataFrame) -> Grid:
    """City × year: which goals fall due, and which years the city's plans span."""
    mixes, spans, years = _mixes(goals, "due_text"), _spans(plans), year_columns(goals, plans)
    height = row_heights(goals, plans)

    def row(city: str) -> CityRow:
        span = {str(year) for year in spans.get(city, ())}
        narrowed = (filters.with_(city=(city,), year=(year,)) for year in years)
        cells = tuple(Cell(mixes[city, only.year[0]], only.link(), only.year[0] in span) for only in narrowed)
        return CityRow(city, cells, height=height.get(city, ROW_HEIGHT))

    grid = _grid(years, tuple(row(city) for city in filters.city or spans), _known(goals, "due_text"))
    return replace(grid, marked=_mark_rows(goals, plans) is not None)


def year_columns(goals: pd.DataFrame, plans: pd.DataFrame) -> tuple[str, ...]:
    """Every year from the first to the last that a plan or a due date names, then 未明确 if needed."""
    years = {year for span in _spans(plans).values() for year in span} | {
        int(year) for year in goals["due_year"].dropna()
    }
    columns = [str(year) for year in range(min(years), max(years) + 1)] if years else []
    return tuple(columns + [UNKNOWN] * bool((goals["due_text"] == UNKNOWN).any()))


def row_heights(goals: pd.DataFrame, plans: pd.DataFrame) -> dict[str, int]:
    """Height of a city's row in px, the same in both tables, so that a city reads straight across."""
    marks = _mark_rows(goals, plans) or {}
    return {city: max(ROW_HEIGHT, HEAD_HEIGHT + MARK_HEIGHT * down) for city, down in marks.items()}


def _mark_rows(goals: pd.DataFrame, plans: pd.DataFrame) -> dict[str, int] | None:
    """Rows of marks under each other in a city's fullest year; None where they would be too many to read."""
    a_row = max(1, min(MARKS_A_ROW, MARKS_ACROSS // max(1, len(year_columns(goals, plans)))))
    most = goals.groupby(["city", "due_text"]).size().groupby("city").max()
    down = {str(city): math.ceil(int(count) / a_row) for city, count in most.items()}
    return down if max(down.values(), default=0) <= MARKS_DOWN else None


def city_periods(plans: pd.DataFrame) -> dict[str, str]:
    """Plan period by city, in the order of publication; without a plan the last year of the others."""
    return {str(city): _city_period(own) for city, own in plans.groupby("city", sort=False)}


def _city_period(own: pd.DataFrame) -> str:
    dated, written = own[own["first_year"].notna()], own["document_year"].dropna()
    if len(dated):
        return period(dated["first_year"].min(), dated["last_year"].max())
    year = f"{int(written.max())} " if len(written) else ""
    return f"{year}{_kind(rows(own)[-1])}"


def city_notes(plans: pd.DataFrame, goals: pd.DataFrame, figures: pd.DataFrame) -> dict[str, str]:
    """A sentence for each city whose documents hold no numeric goal: what they hold instead."""
    measured = figures.groupby("city").size()
    empty = plans[~plans["city"].isin(goals["city"])]
    return {
        plan["city"]: f"{_kind(plan)}中没有数字目标；有 {measured.get(plan['city'], 0)} 项现状数据"
        for plan in rows(empty)
    }


def left_out(expressions: pd.DataFrame) -> str:
    """How many debatable expressions were not counted; '' when there are none."""
    return f"另有“全覆盖”等表述 {len(expressions)} 处未计" if len(expressions) else ""


def not_yet(waiting: pd.DataFrame) -> str:
    """How many goals do not count on the day, and why; '' when all do."""
    counts = waiting["waits"].value_counts()
    parts = [f"{counts[why]} 项{words}" for why, words in WAITS.items() if counts.get(why)]
    return f"另有 {'，'.join(parts)}，未计" if parts else ""


def grouped(goals: pd.DataFrame, column: str) -> list[tuple[str, list[Row]]]:
    """Rows by the words of ``column``: states worst first, domains in their order, others as they come."""
    words = {"state": WORST_FIRST, "domain_group": DOMAINS}.get(column, tuple(goals[column].unique()))
    return [(word, rows(own)) for word in words if len(own := goals[goals[column] == word])]


def need_attention(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals below what is asked: worst state first, in it those somebody answers for, then the widest gap."""
    bad = goals[goals["state"].map(lambda state: BY_NAME[state].family == "bad").astype(bool)]
    return _in_turns(bad, ["pace_gap"])


def need_figures(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals without a figure: those somebody answers for first, then the longest overdue."""
    return _in_turns(goals[goals["state"] == "无数据"], ["due_year", "start"])


def outdated(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals whose last figure is too old to judge by, the one that waits longest first."""
    return _in_turns(goals[goals["state"] == "数据过期"], ["period_end", "due_year"])


def without_lead(goals: pd.DataFrame) -> int:
    """How many goals name no lead agency."""
    return int((goals["lead_agencies"].map(len) == 0).sum())


def _in_turns(goals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Worst state first, in it goals with a lead agency; there the cities take turns, each in the order ``by``."""
    ranked = goals.assign(_state=goals["state"].map(WORST_FIRST.index), _unled=goals["lead_agencies"].map(len) == 0)
    ranked = ranked.sort_values(by, kind="stable")
    ranked["_turn"] = ranked.groupby(["_state", "_unled", "city"]).cumcount()
    return ranked.sort_values(["_state", "_unled", "_turn", *by], kind="stable")[goals.columns]


def sort_goals(goals: pd.DataFrame) -> pd.DataFrame:
    """The order of the full list and of previous/next: state, gap, due year, place in the text."""
    order = goals["state"].map(WORST_FIRST.index)
    by = ["_order", "pace_gap", "due_year", "city", "start"]
    return goals.assign(_order=order).sort_values(by, kind="stable").drop(columns="_order")


def _kind(plan: Row) -> str:
    return DOCUMENT_KINDS[plan["kind"]][-2:]


def _mixes(goals: pd.DataFrame, column: str) -> dict[tuple[str, str], Mix]:
    """Goals by state, worst first, per city and word of ``column``; () where there are none."""
    counts = Counter(zip(goals["city"], goals[column], goals["state"], strict=True))
    mixes: dict[tuple[str, str], Mix] = defaultdict(tuple)
    for (city, word, state), count in sorted(counts.items(), key=lambda item: WORST_FIRST.index(item[0][2])):
        mixes[city, word] += ((state, count),)
    return mixes


def _known(goals: pd.DataFrame, column: str) -> Counter[str]:
    """Goals that have a figure, per word of ``column``."""
    return Counter(goals[column][goals["actual"].notna()])


def _grid(columns: tuple[str, ...], found: tuple[CityRow, ...], known: Counter[str]) -> Grid:
    totals = tuple(sum(row.cells[place].count for row in found) for place in range(len(columns)))
    return Grid(columns, found, totals, tuple(known[column] for column in columns))


def _spans(plans: pd.DataFrame) -> dict[str, range]:
    return {str(city): _years(own) for city, own in plans.groupby("city", sort=False)}


def _years(plans: pd.DataFrame) -> range:
    if plans["first_year"].isna().all():
        return range(0)
    return range(int(plans["first_year"].min()), int(plans["last_year"].max()) + 1)
