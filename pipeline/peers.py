"""What several cities promise and report of one canonical indicator, side by side. Pure: frames in, frames out.

Only facts that are surely filed under the indicator come in, and only indicators of grade A and B should be asked for;
whether two cities may be compared is said by the dictionary, never by their names being alike.
"""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from pipeline import lexicon
from pipeline.place_levels import level_of
from pipeline.progress.answers import tells_of_years

COLUMNS = [
    "city", "level", "target_id", "plan_id", "quote", "op", "value", "value_max", "unit", "due_year", "annual",
    "measure", "observation_id", "actual", "actual_year", "finality", "scope",
]  # fmt: skip
_GOAL = ["target_id", "plan_id", "quote", "op", "value", "value_max", "unit", "due_year", "annual", "measure"]
_FINALITY = {"estimate": 0, "": 1, "preliminary": 2, "final": 3}  # the one that stands more is preferred


def years(goals: pd.DataFrame, figures: pd.DataFrame) -> list[int]:
    """The years for which a goal of one year or a figure is told, the latest first, but before them all the latest one
    for which two cities or more have both.
    """
    promised = goals[goals["annual"].fillna(False)][["city", "due_year"]].set_axis(["city", "year"], axis=1)
    told = whole_years(figures)[["city", "year"]]
    every = sorted({int(year) for year in (*promised["year"].dropna(), *told["year"])}, reverse=True)
    both = promised.merge(told).drop_duplicates()["year"].value_counts()
    best = next((year for year in every if both.get(year, 0) > 1), None)
    return sorted(every, key=lambda year: year != best)


def peers(goals: pd.DataFrame, figures: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """COLUMNS, one row per city: of ``year``, or (None) the goals for a plan's end with the last figure until then.

    Cities with a goal come first, the higher goal before the lower; then those with a figure alone. Of several goals of
    a city the one for the latest year, of these the one that its latest document states.
    """
    wanted = goals[goals["due_year"].eq(year) if year else ~goals["annual"].fillna(False)]
    promised = wanted[wanted["value"].notna()].sort_values(["due_year", "document_year"], kind="stable")
    table = promised.drop_duplicates("city", keep="last").set_index("city")[_GOAL]
    told = whole_years(figures)
    until = told["city"].map(table["due_year"]).astype("Float64").fillna(told["year"])
    told = told[told["year"].eq(year) if year else told["year"].le(until)]
    table = table.join(_last_told(told), how="outer").reset_index()
    table = table.assign(level=table["city"].map(level_of), unit=_first_known(table["unit"], table["figure_unit"]))
    size = table["value"].where(table["value"].notna(), table["actual"]).astype("float64")
    ranked = table.assign(_goal=table["value"].isna(), _size=-size)
    ranked = ranked.sort_values(["_goal", "_size", "city"], kind="stable")
    return ranked[COLUMNS].reset_index(drop=True)


def whole_years(figures: pd.DataFrame) -> pd.DataFrame:
    """One figure for each city and year, of the whole year or its end: of several the more final one, then the later
    document's. What covers a part of a year, or several years (年均), is not comparable with the rest.
    """
    start, end = pd.to_datetime(figures["period_start"]), pd.to_datetime(figures["period_end"])
    from_its_start = start.isna() | start.eq(end) | (start.dt.month.eq(1) & start.dt.day.eq(1))
    whole = end.isna() | (end.dt.month.eq(12) & end.dt.day.eq(31) & from_its_start)
    several = end.isna() & figures["quote"].map(tells_of_years).astype(bool)
    told = figures[whole & ~several & figures["value"].notna() & figures["year"].notna()]
    ranked = told.assign(_stands=told["finality"].map(_FINALITY))
    ranked = ranked.sort_values(["city", "year", "_stands", "document_year"], kind="stable")
    return ranked.drop_duplicates(["city", "year"], keep="last").drop(columns="_stands")


def _last_told(told: pd.DataFrame) -> pd.DataFrame:
    """By city the figure of the latest year, of ``whole_years``."""
    last = told.sort_values(["year"], kind="stable").drop_duplicates("city", keep="last")
    named = last.rename(columns={"value": "actual", "year": "actual_year", "unit": "figure_unit"}).set_index("city")
    return named[["observation_id", "actual", "actual_year", "finality", "scope", "figure_unit"]]


def _first_known(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.where(one.notna(), other)


def are_close(a: float, b: float, unit: str) -> bool:
    """Whether two figures are so close that their order says nothing (lexicon/comparing.toml)."""
    bounds: dict[str, float] = lexicon.load("comparing")["close"]
    if unit in ("%", "个百分点"):
        return abs(a - b) < bounds["points"]
    return abs(a - b) < bounds["relative"] * max(abs(a), abs(b))


def close_neighbours(values: Sequence[float], unit: str) -> int:
    """How many neighbours in an order are too close to be told apart."""
    return sum(are_close(a, b, unit) for a, b in pairwise(values))
