"""Goals counted by a word (领域, 城市, 牵头单位): how many there are, in which states, and how many have a figure.

A roll-up is a count, never a mean of unlike percentages (DESIGN, section 4).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.icons import BY_NAME, WORST_FIRST
from dashboard.labels import UNKNOWN

MOST_CITIES = 40  # rows of a table that is still read; more are found by the filter
Mix = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Counted:
    """The goals under one word. ``mix`` is goals by state, worst first; ``bad`` are below what is asked."""

    word: str
    mix: Mix
    known: int
    link: str

    @property
    def total(self) -> int:
        return sum(count for _, count in self.mix)

    @property
    def bad(self) -> int:
        return sum(count for state, count in self.mix if BY_NAME[state].family == "bad")

    @property
    def missing(self) -> int:
        return dict(self.mix).get("无数据", 0)


def by_word(goals: pd.DataFrame, words: Iterable[str], column: str, link: Callable[[str], str]) -> list[Counted]:
    """One row a word, in the order of ``words``, also where there is no goal."""
    groups = {str(word): own for word, own in goals.groupby(column, sort=False)}
    return [_counted(word, groups.get(word, goals.iloc[:0]), link(word)) for word in words]


def by_agency(goals: pd.DataFrame, link: Callable[[str], str]) -> list[Counted]:
    """One row a lead agency, by name and not by merit, and at last the goals that name none. A goal that several
    agencies lead counts for each of them.
    """
    apart = goals.assign(agency=goals["lead_agencies"].map(list)).explode("agency")
    named = apart.assign(agency=apart["agency"].fillna(UNKNOWN))
    words = sorted(set(named["agency"]) - {UNKNOWN}) + [UNKNOWN] * bool((named["agency"] == UNKNOWN).any())
    return by_word(named, words, "agency", link)


def _counted(word: str, goals: pd.DataFrame, link: str) -> Counted:
    counts = Counter(goals["state"])
    mix = tuple((state, counts[state]) for state in WORST_FIRST if counts[state])
    return Counted(word, mix, int(goals["actual"].notna().sum()), link)


def first_cities(goals: pd.DataFrame, cities: Sequence[str]) -> list[str]:
    """All of ``cities``, in their order; of more than MOST_CITIES those with most goals below what is asked."""
    if len(cities) <= MOST_CITIES:
        return list(cities)
    bad = goals["city"][goals["state"].map(lambda state: BY_NAME[state].family == "bad").astype(bool)].value_counts()
    kept = set(sorted(cities, key=lambda city: -int(bad.get(city, 0)))[:MOST_CITIES])
    return [city for city in cities if city in kept]
