"""Facts filed under canonical indicators, by the words and the structure of their names, with a score.

Only what is worded as the dictionary has it is sure; what is merely like a wording is put before a person, who makes it
a wording or another thing. A fact that is like nothing is filed nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.facts import KEYS
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.matching.comparing import likeness
from pipeline.matching.names import Name, name_of
from pipeline.progress.answers import thing_name

COLUMNS = ["fact_id", "indicator_id", "score", "sure", "wording"]
ALIKE = 0.75  # likeness of two cores below which a fact is not worth a look
_WORDED, _TAKEN_APART, _LIKE = 1.0, 0.97, 0.8  # scores: to the letter; the same parts; of a name that is only like it


@dataclass(frozen=True)
class Filed:
    """Where a name belongs: ``wording`` is the one of the dictionary that it has, or is like."""

    indicator_id: str
    score: float
    wording: str

    @property
    def sure(self) -> bool:
        return self.score >= _TAKEN_APART


def filed(facts: pd.DataFrame, key: str, indicators: Sequence[CanonicalIndicator]) -> pd.DataFrame:
    """COLUMNS for the facts (target or observation, by its ``key``) that belong, or may belong, to an indicator."""
    cabinet = Cabinet(indicators)
    places: dict[tuple[Any, ...], Filed | None] = {}
    rows = []
    for fact_id, *named in facts[[key, "indicator", "unit", "measure"]].itertuples(index=False):
        asked = tuple(named)
        if asked not in places:
            places[asked] = cabinet.place(*asked)
        if found := places[asked]:
            rows.append((fact_id, found.indicator_id, found.score, found.sure, found.wording))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"score": "float64", "sure": "bool"})


def counts(facts: Mapping[str, pd.DataFrame], places: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """By ``indicator_id``: how many ``cities``, ``goals`` and ``figures`` surely belong to it, and how many facts
    (``unsure``) may. ``facts`` and ``places`` hold the tables target and observation and their filing.
    """
    every = pd.concat(
        filing.merge(facts[table][[KEYS[table], "city"]], left_on="fact_id", right_on=KEYS[table]).assign(
            goals=filing["sure"] & (table == "target"), figures=filing["sure"] & (table == "observation")
        )
        for table, filing in places.items()
    )
    found = every.assign(unsure=~every["sure"]).groupby("indicator_id", sort=False)
    known = found[["goals", "figures", "unsure"]].sum()
    cities = every[every["sure"]].groupby("indicator_id")["city"].nunique()
    return known.assign(cities=cities.reindex(known.index, fill_value=0)).reset_index()


class Cabinet:
    """The dictionary, ready to be asked where a name belongs."""

    def __init__(self, indicators: Iterable[CanonicalIndicator]) -> None:
        self._worded: dict[tuple[str, str, str], Filed] = {}
        self._apart: dict[tuple[Name, str, str], dict[str, Filed]] = defaultdict(dict)
        self._cores: dict[tuple[str, str], list[tuple[Name, Filed]]] = defaultdict(list)
        self._others: dict[str, set[str]] = {}
        for indicator in indicators:
            self._others[indicator.id] = {thing_name(word) for word in indicator.other_things}
            for word in indicator.words:
                self._put(indicator, word)

    def _put(self, indicator: CanonicalIndicator, word: str) -> None:
        found, name = Filed(indicator.id, _WORDED, word), name_of(word)
        for unit in indicator.units:
            for measure in indicator.measures:
                self._worded.setdefault((thing_name(word), unit, measure), found)
                self._apart[name, unit, measure].setdefault(indicator.id, Filed(indicator.id, _TAKEN_APART, word))
                self._cores[unit, measure].append((name, found))

    def place(self, indicator: str, unit: str, measure: str) -> Filed | None:
        """Where a fact of this name, unit and measure belongs; None where nothing is like it."""
        plain = thing_name(wording_of(indicator, measure))
        name = name_of(indicator)
        known = self._worded.get((plain, unit, measure)) or self._taken_apart(name, unit, measure)
        if known and plain not in self._others[known.indicator_id]:
            return known
        return self._likest(name, plain, unit, measure)

    def _taken_apart(self, name: Name, unit: str, measure: str) -> Filed | None:
        """The one indicator with a wording of the same parts; 新增 and 净增 are one act, so two may have it: none."""
        found = list(self._apart.get((name, unit, measure), {}).values())
        return found[0] if len(found) == 1 else None

    def _likest(self, name: Name, plain: str, unit: str, measure: str) -> Filed | None:
        best: Filed | None = None
        for other, found in self._cores[unit, measure]:
            if _narrowing(other) != _narrowing(name) or plain in self._others[found.indicator_id]:
                continue
            alike = likeness(name.core, other.core)
            if alike >= ALIKE and (best is None or alike * _LIKE > best.score):
                best = Filed(found.indicator_id, round(alike * _LIKE, 3), found.wording)
        return best


def wording_of(indicator: str, measure: str) -> str:
    """The name of a fact as the dictionary words it: of a growth rate without 增长率."""
    return indicator.removesuffix("增长率") if measure == "growth" else indicator


def _narrowing(name: Name) -> tuple[object, ...]:
    """All of a name but what it measures: what differs in it is another thing, not a like one."""
    return name.acts, name.levels, name.areas, name.ways, name.is_stock
