"""Which figures answer a target: of the same city, for the same thing, counted the same way.

A wrong match would cost the board its trust, so only affixes that say nothing (全市, 数量) are taken off a
name. 省级, 示范, 新增, 规模以上 stay: 27 省级示范智能车间 say nothing about 100 智能车间.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from pipeline import lexicon
from pipeline.progress.periods import Period
from pipeline.progress.values import SUMMED, SUMS, Observation, Plan, Target

_NOT_A_WORD = re.compile(r"[\W_]+")
_FINALITY = {"preliminary": 1, "final": 2}  # how much it stands; what is not said stands least
Thing = tuple[str, str, str, str]
NO_PLANS: Mapping[str, Plan] = {}


@dataclass(frozen=True)
class Answer:
    """What is known of a target: the figure it started from, and the figures reported since, oldest first.

    ``reports`` count; ``estimates`` (预计) do not; ``others`` have another 口径 and never do. ``beside`` would count
    as well, but for the figure of the same period that stands in ``reports``.
    """

    base: Observation | None = None
    reports: tuple[Observation, ...] = ()
    estimates: tuple[Observation, ...] = ()
    others: tuple[Observation, ...] = ()
    beside: tuple[Observation, ...] = ()

    @property
    def news(self) -> tuple[Observation, ...]:
        """Estimates of a time that no counted figure has reached."""
        last = self.reports[-1].end if self.reports else date.min
        return tuple(figure for figure in self.estimates if figure.end > last)


class Answers:
    """The observations, ready to be asked what they say of a target."""

    def __init__(self, observations: Iterable[Observation], plans: Mapping[str, Plan] = NO_PLANS) -> None:
        self._plans = plans
        self._by_thing: dict[Thing, list[Observation]] = defaultdict(list)
        self._by_target: dict[str, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.target_id is not None:
                self._by_target[observation.target_id].append(observation)
            elif is_telling(observation.indicator):
                self._by_thing[_thing(observation)].append(observation)

    def to(self, target: Target, period: Period, plan: Plan, until: date, count_estimates: bool = False) -> Answer:
        """Figures up to ``until``. A plan's own 现状, and what lies before the period, is base.

        A figure of which only the year is printed is known from that year on if its document was there by then,
        unless a dated one tells more.
        """
        bases: list[Observation] = []
        told: list[Observation] = []
        others: list[Observation] = []
        for figure in self._known(target, until):
            plain = figure.is_plain(target.indicator)
            if _is_base(figure, target, period, plan):
                bases += [figure] if plain else []
            elif _can_report(figure, target, period):
                (told if plain else others).append(figure)
        counted = [figure for figure in told if count_estimates or not figure.is_estimate]
        estimates = [] if count_estimates else [figure for figure in told if figure.is_estimate]
        reports = _one_a_period(counted, target)
        return Answer(
            base=max(bases, key=partial(_weight_as_base, plan_id=target.plan_id), default=None),
            reports=reports,
            estimates=_one_a_period(estimates, target),
            others=tuple(sorted(others, key=lambda figure: figure.end)),
            beside=tuple(figure for figure in counted if figure not in reports) if len(counted) > len(reports) else (),
        )

    def _known(self, target: Target, until: date) -> list[Observation]:
        own = (figure for figure in self._by_target.get(target.target_id, ()) if _is_in_its_unit(figure, target))
        matched = (*self._by_thing.get(_thing(target), ()), *own)
        figures = [figure for figure in matched if target.target_id not in figure.refused]
        known = [figure for figure in figures if figure.end <= until]
        running = [figure for figure in figures if self._is_running(figure, until)]
        told = any(figure.dated and figure.year == until.year and _may_decide(figure, target) for figure in known)
        return known if told else [*known, *running]

    def _is_running(self, figure: Observation, until: date) -> bool:
        """Whether a figure of the year that runs was known: the report of the next year tells of the whole of it."""
        of_this_year = not figure.dated and figure.end > until and figure.year == until.year
        return of_this_year and self._plans.get(figure.plan_id, Plan()).is_out(until)


def _is_in_its_unit(figure: Observation, target: Target) -> bool:
    """Whether a figure that was entered for a target is in its unit, also after a reviewer put the unit right."""
    name = thing_name(target.indicator)
    return figure.accepted or not figure.unit or same_unit(name, figure.unit) == same_unit(name, target.unit)


def _may_decide(figure: Observation, target: Target) -> bool:
    """Whether a figure may decide anything by default: no estimate, and of the target's own 口径."""
    return not figure.is_estimate and figure.is_plain(target.indicator)


def _weight_as_base(figure: Observation, plan_id: str) -> tuple[date, bool, bool]:
    return figure.end, not figure.is_estimate, figure.plan_id == plan_id


def _is_base(figure: Observation, target: Target, period: Period, plan: Plan) -> bool:
    start = plan.start if period.first_year is None else period.first_year
    if start is not None and figure.year < start:
        return True
    if figure.target_id is not None or figure.plan_id != target.plan_id or _reports_on_itself(figure, target, period):
        return False
    return plan.start is None or figure.year <= plan.start


def _reports_on_itself(figure: Observation, target: Target, period: Period) -> bool:
    """A table of goals and results holds both: what it dates inside the goal's own period is a result.

    Not so a level in a plan for several years: that is what it starts from.
    """
    inside = figure.dated and period.start is not None and figure.start >= period.start
    return inside and (target.annual or not target.is_level)


def _can_report(figure: Observation, target: Target, period: Period) -> bool:
    """Whether a figure of its period can say how the target stands.

    A goal for one year is answered by that year only; a sum by no year after the due one and by nothing that began
    before its period; a growth rate that runs over several years (each year, on average, or in all? plans rarely
    say) only by a person who says that the figure answers it; and neither a sum nor a rate by a figure that itself
    runs over several years.
    """
    if target.annual and figure.year != target.due_year:
        return False
    if target.is_level:
        return True
    if target.due_year is not None and figure.year > target.due_year:
        return False
    if target.is_growth:
        return figure.target_id is not None or _is_of_one_year(figure, target, period)
    if target.measure in SUMS and period.start is not None and figure.start < period.start:
        return False
    return not _runs_over_years(figure)


def _is_of_one_year(figure: Observation, target: Target, period: Period) -> bool:
    return figure.year == target.due_year == period.first_year and not _runs_over_years(figure)


def _runs_over_years(figure: Observation) -> bool:
    """Told by its words; a figure whose period is stated runs over that period."""
    return not figure.dated and figure.measure not in SUMMED and tells_of_years(figure.quote)


def tells_of_years(quote: str) -> bool:
    """Whether the words of a figure tell of several years: 年均增长7.3%, 五年新增10万人."""
    return any(word in quote for word in lexicon.load("same_thing")["over_years"])


def _one_a_period(figures: list[Observation], target: Target) -> tuple[Observation, ...]:
    """One figure for each period end (of a sum: for each period): two documents that tell of one year are not two.

    Of several: a counted one before an estimate, a person's before a document's, the more final one, the later one.
    A rate of the whole year so far (前三季度) is preferred to that of its last part (三季度).
    """
    summed = target.measure in SUMS
    best: dict[object, Observation] = {}
    for figure in figures:
        key = (figure.start, figure.end) if summed else figure.end
        known = best.get(key)
        if known is None or _weight(figure, target) >= _weight(known, target):
            best[key] = figure
    return tuple(sorted(best.values(), key=lambda figure: (figure.end, figure.start)))


def _weight(figure: Observation, target: Target) -> tuple[bool, int, bool, int]:
    covered = (figure.end - figure.start).days if target.is_growth else 0
    return not figure.is_estimate, covered, figure.target_id is not None, _FINALITY.get(figure.finality, 0)


def _thing(measured: Target | Observation) -> Thing:
    name = thing_name(measured.indicator)
    return measured.city, name, same_unit(name, measured.unit), measured.measure


@cache
def same_unit(name: str, unit: str) -> str:
    """The unit that stands for all which count a thing of this name alike: 座 of a 基站 is 个; else the unit itself."""
    table: dict[str, list[str]] = lexicon.load("same_thing")["same_units"]
    return next((units[0] for noun, units in table.items() if name.endswith(noun) and unit in units), unit)


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
