"""The score of each agency for a period: its parts, what is still open, and the total as a sum anyone can redo."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from pipeline.scoring.amounts import exact, plain, points
from pipeline.scoring.goals import Goal, chosen
from pipeline.scoring.marks import Marks, agency_id
from pipeline.scoring.periods import Period
from pipeline.scoring.points import PartScore, computed_part, given_part, signed
from pipeline.scoring.schemes import Scheme

FEW = 5  # goals; fewer say little about an agency
Basis = Callable[[Period], tuple[Sequence[Goal], Marks]]
"""The goals with their verdicts at the end of a period, and the marks given for it."""


@dataclass(frozen=True)
class AgencyScore:
    """The score of one agency. ``total`` is None while a part is open or a half is; ``partial`` then is the sum of
    what there is, of ``partial_of`` points. ``formula`` is the sum with its numbers; ``veto`` why the total does not
    count; ``note`` why nothing can be computed, '' otherwise. A year of halves has no parts of its own.
    """

    city: str
    agency: str
    period: str
    parts: tuple[PartScore, ...]
    adjustments: tuple[PartScore, ...]
    total: Decimal | None
    partial: Decimal
    partial_of: Decimal
    formula: str
    veto: str = ""
    note: str = ""
    halves: tuple["AgencyScore", ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """What is 未评, part by part."""
        of_halves = (f"{half.period}{'、'.join(half.open)}" for half in self.halves if half.open)
        return (*of_halves, *(part.name for part in self.parts if part.points is None and part.open))

    @property
    def is_blank(self) -> bool:
        """Nothing was computed and nothing given."""
        return all(part.points is None for part in self.parts) and all(half.is_blank for half in self.halves)

    @property
    def goals(self) -> int:
        """How many goals count; a goal of two parts or both halves once."""
        parts = [part for each in (self, *self.halves) for part in each.parts]
        return len({goal.target_id for part in parts for goal in part.counted})


@dataclass(frozen=True)
class Scores:
    """Every agency that answers for a goal, as its documents name them first; ``unled`` goals name nobody,
    ``outside`` goals are not carried out in the period.
    """

    scheme: Scheme
    period: Period
    agencies: tuple[AgencyScore, ...]
    unled: int
    outside: int


@dataclass(frozen=True)
class Place:
    """A rank: ``rank`` is shared by ``ties`` agencies, None without a total. ``few``: so few goals say little."""

    score: AgencyScore
    rank: int | None
    ties: int
    few: bool


def score(scheme: Scheme, period: Period, basis: Basis) -> Scores:
    """The score of each agency; a year in a scheme of halves is the mean of the two."""
    goals, _ = basis(period)
    halved = scheme.cycle == "half" and not period.part
    asked = {each: basis(each) for each in (period.halves if halved else (period,))}
    own = {each: _scored(scheme, each, *found) for each, found in asked.items()}
    agencies = (
        next(iter(own.values())) if not halved else [_mean(period, *pair) for pair in zip(*own.values(), strict=True)]
    )
    running = [goal for goal in goals if goal.runs]
    unled = sum(not goal.leads for goal in running)
    return Scores(scheme, period, tuple(agencies), unled, len(goals) - len(running))


def _scored(scheme: Scheme, period: Period, goals: Sequence[Goal], marks: Marks) -> list[AgencyScore]:
    both = any(part.role != "lead" for part in scheme.parts)
    return [_agency(scheme, period, city, agency, goals, marks) for city, agency in _agencies(goals, both)]


def _agencies(goals: Iterable[Goal], both: bool) -> list[tuple[str, str]]:
    named = ((goal.city, agency) for goal in goals for agency in (*goal.leads, *(goal.supporting if both else ())))
    return list(dict.fromkeys(named))


def _agency(scheme: Scheme, period: Period, city: str, agency: str, goals: Sequence[Goal], marks: Marks) -> AgencyScore:
    mine = [goal for goal in goals if goal.city == city]
    running = [goal for goal in mine if goal.runs]
    key = agency_id(city, agency)
    parts = tuple(
        given_part(part, marks.get((key, part.name)))
        if part.kind == "given"
        else computed_part(part, chosen(running, part, agency))
        for part in scheme.parts
    )
    vetoes = [marks[key, matter] for matter in scheme.vetoes if (key, matter) in marks and marks[key, matter].number]
    summed = _summed(scheme, parts, _adjustments(scheme, key, marks))
    veto = "；".join(f"{mark.what.partition(':')[2]}（{signed(mark)}）" for mark in vetoes)
    return replace(
        summed, city=city, agency=agency, period=period.name, veto=veto, note=_note(parts, mine, running, agency)
    )


def _adjustments(scheme: Scheme, key: str, marks: Marks) -> tuple[PartScore, ...]:
    """加减分; one that nobody gave is none, and is said to be none."""
    found = [(each, marks.get((key, each.name))) for each in scheme.adjustments]
    return tuple(
        PartScore(
            each.name, "adjustment", Decimal(0), points(exact(mark.number)), f"{mark.number:+g}分；{signed(mark)}"
        )
        if mark and mark.number is not None
        else PartScore(each.name, "adjustment", Decimal(0), Decimal("0.00"), "没有记加减分")
        for each, mark in found
    )


def _summed(scheme: Scheme, parts: tuple[PartScore, ...], adjustments: tuple[PartScore, ...]) -> AgencyScore:
    spread = scheme.without_goals == "spread"
    asked = [part for part in parts if part.concerned or not spread]
    there = [part for part in asked if part.points is not None]
    extra = sum((each.points for each in adjustments if each.points), Decimal("0.00"))
    own = sum((part.points for part in there if part.points is not None), Decimal("0.00"))
    weight = sum((part.weight for part in there), Decimal(0))
    full = sum((part.weight for part in asked), Decimal(0))
    is_open = len(there) < len(asked) or not _has_basis(parts, there)
    value, formula = _total(exact(own), exact(full or weight), scheme, extra)
    terms = " + ".join(f"{part.name}{part.points}" for part in there)
    not_asked = [part.name for part in parts if part not in asked]
    more = "".join(
        f" {'−' if each.points < 0 else '+'} {each.name}{abs(each.points)}" for each in adjustments if each.points
    )
    without = f"；不涉及{'、'.join(not_asked)}，按其余{plain(full)}分折算" if not_asked and not is_open else ""
    whole = f"{formula.format(terms)}{more} = {value}分{without}"
    partial = f"{terms}{more} = {own + extra}分（已评部分满分{plain(weight)}分）" if there else ""
    return AgencyScore(
        "", "", "", _spread(parts, asked), adjustments, None if is_open else value, own + extra, weight,
        partial if is_open else whole,
    )  # fmt: skip


def _has_basis(parts: Sequence[PartScore], there: Sequence[PartScore]) -> bool:
    """Where a scheme computes anything, a total needs something computed: marks alone are not spread over the rest."""
    computed = any(part.kind == "computed" for part in parts)
    return any(part.kind == "computed" or not computed for part in there)


def _spread(parts: tuple[PartScore, ...], asked: Sequence[PartScore]) -> tuple[PartScore, ...]:
    """Parts that are not asked for are 不涉及 and no longer open."""
    return tuple(part if part in asked else replace(part, open="", formula="不涉及") for part in parts)


def _total(own: Fraction, full: Fraction, scheme: Scheme, extra: Decimal) -> tuple[Decimal, str]:
    """The total, and how its own part is written; ``{}`` stands for the terms."""
    whole = exact(scheme.total)
    if full == whole or not full:
        return points(own) + extra, "{}"
    return points(own * whole / full) + extra, f"（{{}}）× {plain(whole)} ÷ {plain(full)}"


def _note(parts: Sequence[PartScore], mine: Sequence[Goal], running: Sequence[Goal], agency: str) -> str:
    """Why nothing of an agency can be computed; '' where something can."""
    if any(part.points is not None for part in parts if part.kind == "computed"):
        return ""
    if not any(part.kind == "computed" for part in parts):
        return ""
    led = [goal for goal in running if goal.is_of(agency, "both")]
    outside = sum(goal.is_of(agency, "both") for goal in mine) - len(led)
    if not led:
        return f"{outside}项目标不在本期执行"
    rest = f"；另有{outside}项不在本期执行" if outside else ""
    states = {state: sum(goal.state == state for goal in led) for state in dict.fromkeys(goal.state for goal in led)}
    listed = "、".join(f"{state}{count}项" for state, count in states.items())
    return f"本期{len(led)}项目标：{listed}，没有能计分的{rest}"


def _mean(period: Period, first: AgencyScore, second: AgencyScore) -> AgencyScore:
    """包头 2022: 年度分 = mean of the two halves."""
    named = f"{first.period} {first.total}", f"{second.period} {second.total}"
    if first.total is None or second.total is None:
        total, formula = None, f"{'、'.join(half.period for half in (first, second) if half.total is None)}没有评完"
    else:
        total = points((exact(first.total) + exact(second.total)) / 2)
        formula = f"（{named[0]} + {named[1]}）÷ 2 = {total}分"
    veto = "；".join(f"{half.period}：{half.veto}" for half in (first, second) if half.veto)
    note = "；".join(f"{half.period}：{half.note}" for half in (first, second)) if first.note and second.note else ""
    zero = Decimal("0.00")
    return AgencyScore(
        first.city, first.agency, period.name, (), (), total, zero, Decimal(0), formula, veto, note, (first, second)
    )


def places(scores: Iterable[AgencyScore]) -> list[Place]:
    """The agencies of one city from the highest total down; equal totals share their rank (1, 2, 2, 4).

    Those without a total, or with a veto, come last and have no rank.
    """
    every = list(scores)
    totals = [each.total for each in every if each.total is not None and not each.veto]
    ranked = sorted(every, key=lambda each: (each.total is None or bool(each.veto), -(each.total or 0)))
    return [_place(each, totals) for each in ranked]


def _place(each: AgencyScore, totals: list[Decimal]) -> Place:
    few = each.goals < FEW
    if each.total is None or each.veto:
        return Place(each, None, 0, few)
    return Place(each, 1 + sum(total > each.total for total in totals), totals.count(each.total), few)
