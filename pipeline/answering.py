"""Which figures of a board answer which of its goals: rows in, proposals out. A person decides on them.

``pipeline.matching`` compares; here goals and figures of one place are put before it, from the tables of a board.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from pipeline import lexicon
from pipeline.clean import clean_text
from pipeline.errors import PipelineError
from pipeline.facts import KEYS
from pipeline.filing.dictionary import CanonicalIndicator, dictionary
from pipeline.filing.indicators import filed
from pipeline.frames import Frames
from pipeline.matching.proposals import Proposal, propose
from pipeline.matching.said import Said
from pipeline.progress.values import day, number, year

Row = Mapping[Any, Any]


class UnknownPlaceError(PipelineError):
    """Nothing is known of a place that was asked for."""

    def __init__(self, place: str, known: list[str]) -> None:
        have = f"文件里写到的有：{'、'.join(known)}" if known else "文件都没有写明城市"
        super().__init__(f"没有“{place}”的文件。{have}。请核对 --place 和文件。")


def proposals(frames: Frames, indicators: Sequence[CanonicalIndicator] | None = None) -> Iterator[Proposal]:
    """The proposals of a board, city by city, in the order of its goals; ``indicators`` as ``proposals_for``."""
    for city in frames["plan"]["city"].unique():
        if city:
            yield from proposals_for(city, frames, frames, indicators)


def proposals_for(
    city: str, goals: Frames, reports: Frames, indicators: Sequence[CanonicalIndicator] | None = None
) -> Iterator[Proposal]:
    """The proposals for the goals of a city among the figures that ``reports`` tell of it.

    Two wordings of one canonical indicator are one thing; ``indicators`` is the dictionary, the shipped one if not
    given. Raises UnknownPlaceError where either has no document of the city.
    """
    for frames in (goals, reports):
        cities = [each for each in frames["plan"]["city"].unique() if each]
        if city not in cities:
            raise UnknownPlaceError(city, cities)
    words = dictionary() if indicators is None else indicators
    return propose(_said(goals, "target", city, words), _said(reports, "observation", city, words))


def _said(frames: Frames, table: str, city: str, indicators: Sequence[CanonicalIndicator]) -> list[Said]:
    """The numeric facts of one kind that are told of a city."""
    facts, sentences = frames[table], _Sentences(frames["passage"])
    plans = frames["plan"].set_index("plan_id")[["first_year", "document_year"]].to_dict("index")
    own = facts[facts["city"].eq(city) & facts["value"].notna()]
    canonical = _canonical(own, table, indicators)
    return [
        _of_row(row | {"indicator_id": canonical.get(row[KEYS[table]], "")}, plans[row["plan_id"]], sentences)
        for row in own.to_dict("records")
    ]


def _canonical(facts: pd.DataFrame, table: str, indicators: Sequence[CanonicalIndicator]) -> Mapping[str, str]:
    """The indicator that a fact surely belongs to; not one of grade C, whose wordings are different things."""
    alike = [indicator for indicator in indicators if indicator.grade != "C"]
    places = filed(facts, KEYS[table], alike)
    return dict(places.loc[places["sure"], ["fact_id", "indicator_id"]].itertuples(index=False))


class _Sentences:
    """What the documents say around their numbers."""

    def __init__(self, passages: pd.DataFrame) -> None:
        ordered = passages.sort_values(["plan_id", "position"])
        self._texts = {
            str(plan_id): (int(own["start"].iloc[0]), "".join(own["raw_text"]))
            for plan_id, own in ordered.groupby("plan_id")
        }

        self._looking_back = {plan_id for plan_id, (_, text) in self._texts.items() if _looks_back(text)}

    def look_back(self, plan_id: str) -> bool:
        """Whether a document tells of several years."""
        return plan_id in self._looking_back

    def before(self, row: Row) -> Callable[[], str]:
        """The clean words up to a number, from the start of its sentence."""
        first, raw = self._texts[row["plan_id"]]
        start, end = int(row["sentence_start"]) - first, int(row["start"]) - first
        return cache(lambda: clean_text(raw[start:end]).text)


def _looks_back(text: str) -> bool:
    words = lexicon.load("matching")["looking_back"]
    return bool(sum(text.count(word) for word in words["words"]) >= words["times"])


def _of_row(row: Row, plan: Row, sentences: _Sentences) -> Said:
    goal = "target_id" in row and "due_year" in row
    return Said(
        key=row["target_id"] if goal else row["observation_id"],
        document=row["plan_id"],
        indicator=row["indicator"],
        value=float(row["value"]),
        value_max=number(row["value_max"]),
        unit=row["unit"],
        measure=row["measure"],
        op=row["op"],
        year=year(row["due_year"] if goal else row["year"]),
        annual=bool(goal and row["annual"]),
        since=year(plan["first_year"]),
        issued=year(plan["document_year"]),
        end=None if goal else day(row["period_end"]),
        finality="" if goal else row["finality"],
        scope="" if goal else row["scope"],
        quote=row["quote"],
        indicator_id=row["indicator_id"],
        looks_back=sentences.look_back(row["plan_id"]),
        context=sentences.before(row),
    )
