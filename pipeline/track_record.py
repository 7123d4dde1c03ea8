"""Promised and delivered: what a city said of one indicator for each year, and what came of it. Pure.

A year is judged as a goal is anywhere on the board (``pipeline.progress``), with all wordings of the indicator taken
for one name. Only figures of whole years count, and what nobody promised or told stays a gap.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from pipeline.facts import Frames
from pipeline.filing.dictionary import MEASURES, CanonicalIndicator
from pipeline.overlay import present
from pipeline.progress.answers import Answers
from pipeline.progress.cases import Case, Court
from pipeline.progress.given import entries_of
from pipeline.progress.reasons import reason
from pipeline.progress.values import Observation, Plan, Target, observations_of, plans_of, targets_of
from pipeline.reported import Record, evidence, given_of

Measured = TypeVar("Measured", Target, Observation)
Outcome = Literal["met", "missed", "open", "unknown", "none"]
OUTCOMES: dict[Outcome, str] = {
    "met": "达到", "missed": "未达到", "unknown": "无法判断", "open": "未到期", "none": "没有目标",
}  # fmt: skip
JUDGED: tuple[Outcome, ...] = ("met", "missed")
OPEN: tuple[Outcome, ...] = ("unknown", "open")
_WORST_FIRST: tuple[Outcome, ...] = ("missed", "met", "open", "unknown")
_DIGITS = 9  # 7.4 - 7.5 is -0.1


@dataclass(frozen=True)
class YearLine:
    """One year: a goal that fell due in it (None: nobody promised anything), and what was delivered.

    ``figures`` make ``value`` (of a sum several); of an outcome that is unknown they are what is known all the same:
    an estimate, a figure of another 口径. ``why`` is a Chinese sentence, '' for a year without a goal.
    ``estimate_met``: whether an estimate, which judges nothing, would meet the goal; None where there is none.
    """

    year: int
    goal: Target | None = None
    figures: tuple[Observation, ...] = ()
    value: float | None = None
    outcome: Outcome = "none"
    why: str = ""
    estimate_met: bool | None = None

    @property
    def figure(self) -> Observation | None:
        return self.figures[-1] if self.figures else None

    @property
    def is_estimate(self) -> bool:
        return any(figure.is_estimate for figure in self.figures)

    @property
    def distance(self) -> float | None:
        """Figure (or estimate) minus goal, in the unit, of percentages in 百分点; None where the two do not compare."""
        is_compared = self.outcome in JUDGED or self.estimate_met is not None
        if not is_compared or self.value is None or self.goal is None or self.goal.value is None:
            return None
        return round(self.value - self.goal.value, _DIGITS)


@dataclass(frozen=True)
class TrackRecord:
    """An indicator in one city, counted one way (水平, 新增 …): ``lines`` by year, gaps included.

    ``undated``: goals without a due year, which stand in no line.
    """

    city: str
    measure: str
    unit: str
    lines: tuple[YearLine, ...]
    undated: tuple[Target, ...] = ()

    @property
    def by_year(self) -> list[YearLine]:
        """The line that decides for each year with a goal of its own (年度目标): of several the worst judged one."""
        worst: dict[int, YearLine] = {}
        for line in self.lines:
            if line.goal and line.goal.annual:
                known = worst.setdefault(line.year, line)
                worst[line.year] = min(known, line, key=lambda each: _WORST_FIRST.index(each.outcome))
        return list(worst.values())

    @property
    def of_plans(self) -> list[YearLine]:
        """The lines of goals for the end of a plan (期末目标)."""
        return [line for line in self.lines if line.goal and not line.goal.annual]


def sentence(records: Sequence[TrackRecord]) -> str:
    """What the records say together: 9 年有目标，8 年有结果：5 年达到，3 年未达到."""
    if years := [line for record in records for line in record.by_year]:
        return _judged(years, "年", f"{len(years)} 年有目标")
    if finals := [line for record in records for line in record.of_plans]:
        return _judged(finals, "项", f"{len(finals)} 项期末目标")
    told = sum(len({line.year for line in record.lines if line.figures}) for record in records)
    return f"没有写明年限的目标，{told} 年有数据"


def left_open(records: Sequence[TrackRecord]) -> list[str]:
    """What the sentence leaves out: years without a result and why, goals for the end of a plan, undated goals."""
    years = [line for record in records for line in record.by_year]
    finals = [line for record in records for line in record.of_plans]
    undated = sum(len(record.undated) for record in records)
    told = _unjudged(years or finals, "年" if years else "项")
    if years and finals:
        said = [_judged(finals, "项", f"期末目标 {len(finals)} 项"), *_unjudged(finals, "项")]
        told.append("，".join(said))
    return [*told, f"{undated} 项目标没有写年限"] if undated else told


def _judged(lines: Sequence[YearLine], of: str, what: str) -> str:
    count = Counter(line.outcome for line in lines)
    judged = [f"{count[each]} {of}{OUTCOMES[each]}" for each in JUDGED if count[each]]
    found = f"{sum(count[each] for each in JUDGED)} {of}有结果：{'，'.join(judged)}"
    return f"{what}，{found if judged else '都没有结果'}"


def _unjudged(lines: Sequence[YearLine], of: str) -> list[str]:
    count = Counter(line.outcome for line in lines)
    told = {each: f"{count[each]} {of}{OUTCOMES[each]}" for each in OPEN if count[each]}
    if estimates := [line for line in lines if line.estimate_met is not None]:
        met = sum(bool(line.estimate_met) for line in estimates)
        by = {"met": met, "missed": len(estimates) - met}
        leaning = "，".join(f"{by[each]} {of}{OUTCOMES[each]}" for each in JUDGED if by[each])
        told["unknown"] += f"（{len(estimates)} {of}只有预计数，按预计数 {leaning}）"
    return list(told.values())


def track_records(
    frames: Frames, record: Record, indicator: CanonicalIndicator, sure: Collection[str], as_of: date
) -> list[TrackRecord]:
    """The track record of an indicator in each city and way of counting, in the order of the board.

    ``frames`` is a reviewed board, ``sure`` holds the ids of the facts that surely belong to the indicator
    (``pipeline.filing.indicators``). Of several figures for a year the most final counts, then that of the later
    document. Wordings of a grade C indicator are not taken for one name: a goal is answered by its own name alone.
    """
    observations, plan_rows = evidence(frames, record), frames["plan"]
    plans = plans_of(plan_rows)
    targets = present(frames["target"])
    own_targets = targets[targets["target_id"].isin(sure) & (targets["certainty"] == "core")]
    goals = [_named(goal, indicator) for goal in targets_of(own_targets)]
    told_plainly = observations[observations["certainty"] != "optional"]
    figures = _figures(observations_of(told_plainly), {goal.target_id: goal for goal in goals}, indicator, sure, plans)
    court = Court(Answers(figures), plans, entries_of(given_of(record, frames["milestone"])), record.rule)
    told = [figure for figure in figures if figure.target_id is None and figure.end <= as_of]
    measured: list[Target | Observation] = [*goals, *told]
    kinds = dict.fromkeys((each.city, each.measure) for each in measured)
    tracks = [_track(court, goals, told, kind, as_of) for kind in kinds]
    return [track for track in tracks if track.lines or track.undated]


def _figures(
    observations: Iterable[Observation], goals: Mapping[str, Target], indicator: CanonicalIndicator,
    sure: Collection[str], plans: Mapping[str, Plan],
) -> list[Observation]:  # fmt: skip
    """Figures of whole years, oldest document first; what people gave for one goal says it for the indicator too."""
    known: list[Observation] = []
    for figure in observations:
        if figure.target_id is None:
            known += [_named(figure, indicator)] if figure.observation_id in sure else []
        elif goal := goals.get(figure.target_id):
            alike = replace(figure, indicator=goal.indicator, unit=goal.unit, measure=goal.measure, accepted=False)
            known += [figure, replace(alike, target_id=None)]
    whole = [figure for figure in known if _is_of_whole_years(figure)]
    return sorted(whole, key=lambda figure: _document_year(plans.get(figure.plan_id)))


def _document_year(plan: Plan | None) -> int:
    return (plan.document_year or 0) if plan else 0


def _named(measured: Measured, indicator: CanonicalIndicator) -> Measured:
    name = measured.indicator if indicator.grade == "C" else indicator.name
    return replace(measured, indicator=name, unit=indicator.unit)


def _is_of_whole_years(figure: Observation) -> bool:
    """Not of a quarter or of 前三季度; the end of a year is one moment for a level."""
    ends = (figure.end.month, figure.end.day) == (12, 31)
    return ends and ((figure.start.month, figure.start.day) == (1, 1) or figure.start == figure.end)


def _track(
    court: Court, goals: Sequence[Target], told: Sequence[Observation], kind: tuple[str, str], as_of: date
) -> TrackRecord:
    """The lines of one city and way of counting (``kind``), from its first year to its last."""
    city, measure = kind
    mine = [goal for goal in goals if (goal.city, goal.measure) == kind]
    others = {(figure.year, figure.measure) for figure in told if figure.city == city and figure.measure != measure}
    promised = [line for goal in mine if (line := _promised(court, goal, as_of, others))]
    asked = {line.year for line in promised}
    own = [each for each in told if (each.city, each.measure) == kind]
    alone = {(each.year, each.indicator): each for each in own if each.year not in asked}
    delivered = [line for figure in alone.values() if (line := _delivered(court, figure)).figures]
    lines = [*promised, *delivered]
    ordered = sorted([*lines, *_gaps(lines)], key=lambda line: (line.year, line.goal is None or not line.goal.annual))
    undated = tuple(goal for goal in mine if goal.due_year is None)
    return TrackRecord(city, measure, mine[0].unit if mine else own[0].unit, tuple(ordered), undated)


def _gaps(lines: Iterable[YearLine]) -> list[YearLine]:
    """An empty line for each year between the first and the last of which nothing is known."""
    known = {line.year for line in lines}
    every = range(min(known), max(known) + 1) if known else ()
    return [YearLine(year) for year in every if year not in known]


def _promised(court: Court, goal: Target, as_of: date, others: Collection[tuple[int, str]]) -> YearLine | None:
    """The line of a goal, judged at the end of its year; None for one without a year."""
    in_force, _ = court.entries.goal(goal, as_of)
    year = in_force.due_year
    if year is None:
        return None
    end = date(year, 12, 31)
    case = court.at(goal, min(as_of, end))
    if end > as_of:
        return YearLine(year, case.target, outcome="open", why=f"{year}年底到期，尚未到期。")
    figures, value = _told(case, year)
    stand = case.stand
    if stand is None or stand.gaps or stand.figure.year != year:
        measures = [measure for other, measure in others if other == year]
        why, guess = _why_unknown(case, year, measures), _estimate_met(case, year)
        return YearLine(year, case.target, figures, value, "unknown", why, guess)
    return YearLine(year, case.target, figures, value, "met" if stand.met else "missed", reason(case))


def _estimate_met(case: Case, year: int) -> bool | None:
    estimate = case.estimate
    return estimate.met if estimate and estimate.figure.year == year and not estimate.gaps else None


def _why_unknown(case: Case, year: int, measures: Sequence[str]) -> str:
    goal = case.target
    if goal.value is None or (case.stand and case.stand.gaps) or case.estimate is not None or case.answer.others:
        return reason(case)
    if goal.is_growth and not goal.annual:
        return "目标说的是几年的增长，一年的增速不能评判。"
    if measures:
        theirs = "、".join(MEASURES[measure] for measure in MEASURES if measure in measures)
        return f"目标说的是{MEASURES[goal.measure]}，{year}年的数说的是{theirs}，不能相比。"  # type: ignore[index]
    return f"没有{year}年全年的实际值。"


def _told(case: Case, year: int) -> tuple[tuple[Observation, ...], float | None]:
    """What was delivered in a year: what counts, else an estimate, else a figure of another 口径."""
    if case.stand and case.stand.figure.year == year:
        return case.stand.counted, case.stand.value
    for known in (case.answer.reports, case.answer.estimates, case.answer.others):
        if own := [figure for figure in known if figure.year == year]:
            return (own[-1],), own[-1].value
    return (), None


def _delivered(court: Court, figure: Observation) -> YearLine:
    """The line of a year in which something was delivered that nobody had promised: a goal without a number asks."""
    asked = Target(
        target_id="", plan_id="", city=figure.city, indicator=figure.indicator, value=None, value_max=None,
        unit=figure.unit, op="=", measure=figure.measure, due_year=figure.year, annual=True, of_phase=False, leads=(),
    )  # fmt: skip
    figures, value = _told(court.at(asked, figure.end), figure.year)
    return YearLine(figure.year, None, figures, value)
