"""Which figures answer a target: of the same city, for the same thing, counted the same way.

A wrong match would cost the board its trust, so only affixes that say nothing (全市, 数量) are taken off a
name. 省级, 示范, 新增, 规模以上 stay: 27 省级示范智能车间 say nothing about 100 智能车间.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.progress.values import Observation, Period, Plan, Target

_NOT_A_WORD = re.compile(r"[\W_]+")
Thing = tuple[str, str, str, str]


@dataclass(frozen=True)
class Answer:
    """What is known of a target: the figure it started from, and the figures reported since, oldest first."""

    base: Observation | None = None
    reports: tuple[Observation, ...] = ()


class Answers:
    """The observations, ready to be asked what they say of a target."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._by_thing: dict[Thing, list[Observation]] = defaultdict(list)
        for observation in observations:
            if is_telling(observation.indicator):
                self._by_thing[_thing(observation)].append(observation)

    def to(self, target: Target, period: Period, plan: Plan, until: int) -> Answer:
        """Figures up to the year ``until``. A plan's own 现状, and what lies before the period, is base."""
        known = [figure for figure in self._by_thing.get(_thing(target), ()) if figure.year <= until]
        bases = [figure for figure in known if _is_base(figure, target, period, plan)]
        reports = [figure for figure in known if figure not in bases and _can_report(figure, target, period)]
        base = max(bases, key=lambda figure: (figure.year, figure.plan_id == target.plan_id), default=None)
        return Answer(base, tuple(_one_a_year(reports)))


def _is_base(figure: Observation, target: Target, period: Period, plan: Plan) -> bool:
    start = plan.start if period.first_year is None else period.first_year
    if start is not None and figure.year < start:
        return True
    if figure.plan_id != target.plan_id:
        return False
    return plan.start is None or figure.year <= plan.start


def _can_report(figure: Observation, target: Target, period: Period) -> bool:
    """Whether a figure of its year can say how the target stands.

    A goal for one year is answered by that year only; a sum by no year after the due one; a growth rate that runs
    over several years (each year, on average, or in all? plans rarely say) by no single year; and neither a
    sum nor a rate by a figure that itself runs over several years.
    """
    if target.measure == "level":
        return not target.annual or figure.year == target.due_year
    if _runs_over_years(figure):
        return False
    if target.annual or target.measure == "growth":
        return figure.year == target.due_year == period.first_year
    return target.due_year is None or figure.year <= target.due_year


def _runs_over_years(figure: Observation) -> bool:
    words = lexicon.load("same_thing")["over_years"]
    return not figure.measure.startswith("cumulative") and any(word in figure.quote for word in words)


def _one_a_year(figures: list[Observation]) -> list[Observation]:
    """The last printed figure of each year: two documents that tell of one year are not two years."""
    return [figure for _, figure in sorted({figure.year: figure for figure in figures}.items())]


def _thing(measured: Target | Observation) -> Thing:
    return measured.city, thing_name(measured.indicator), measured.unit, measured.measure


def is_telling(indicator: str) -> bool:
    """Whether a name says what is measured: 完成投资 or 产业规模 alone can be anything."""
    name = thing_name(indicator)
    return len(name) > 1 and name not in lexicon.load("same_thing")["too_general"]


@cache
def thing_name(indicator: str) -> str:
    """The name of what is measured without affixes that say nothing: 全市5G网络覆盖率 → 5G网络覆盖."""
    words = lexicon.load("same_thing")
    name = _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", indicator))
    name = _without_place(name, words["places"], words["place_goes_on"])
    if name.endswith(tuple(words["whole_endings"])):
        return name
    ending = next((ending for ending in words["endings"] if name.endswith(ending) and name != ending), "")
    return name.removesuffix(ending)


def _without_place(name: str, places: list[str], goes_on: list[str]) -> str:
    """全市 and a bare 市 go; 市 of 市级, 市区, 市场 stays."""
    place = next((place for place in places if name.startswith(place)), "")
    rest = name.removeprefix(place)
    return name if not rest or rest.startswith(tuple(goes_on)) else rest
