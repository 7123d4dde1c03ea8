"""What a row of 填报表 says of its goal: the goal in force, the last figure, what is on record for the period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pipeline.entries import Figure, Step
from pipeline.errors import PipelineError
from pipeline.facts import Frames, Values, records
from pipeline.model import Finality
from pipeline.overlay import present
from pipeline.progress.cases import Case
from pipeline.progress.periods import period_words
from pipeline.progress.states import BEHIND, DONE
from pipeline.progress.values import Observation
from pipeline.progress.wording import goal_words, when_words
from pipeline.reported import FIGURE_ID, Record, cases, courses
from pipeline.typed import Amount
from pipeline.workflow import WORDS, Status, standing, status_of

NOT_YET = "未填报"


@dataclass(frozen=True)
class Ground:
    """What a sheet is held against: the reviewed board, what people put on record, and the day that is asked about.

    ``board`` names the build and ``change`` the last entry of the ledger: a sheet says what it was made from.
    """

    frames: Frames
    record: Record
    as_of: date
    board: str = ""
    change: int = 0


@dataclass(frozen=True)
class DataPeriod:
    """数据期 that a sheet asks for."""

    start: date
    end: date

    @property
    def words(self) -> str:
        return period_words(self.start, self.end)


@dataclass(frozen=True)
class Held:
    """What is on record for a goal and the period. ``seq`` 0: a document says it, and nobody has reported it."""

    amount: Amount
    start: date
    end: date
    finality: Finality = ""
    scope: str = ""
    source: str = ""
    note: str = ""
    cause: str = ""
    remedy: str = ""
    new_date: date | None = None
    seq: int = 0
    status: Status | None = None
    by: str = ""


@dataclass(frozen=True)
class GoalRow:
    """A goal as its row shows it, ``case`` as it stands today and ``probe`` as it would with a figure for the period.

    ``latest`` is the number of the last figure that anyone entered for the goal, whatever became of it.
    """

    goal: Values
    case: Case
    period: DataPeriod
    held: Held | None = None
    latest: int = 0
    probe: Case | None = None
    was_behind: bool = False

    @property
    def target_id(self) -> str:
        return self.case.target.target_id

    @property
    def due(self) -> str:
        year = self.case.target.due_year
        return "未明确" if year is None else f"{year}年底"

    @property
    def step(self) -> str:
        return WORDS[self.held.status] if self.held and self.held.status else NOT_YET

    @property
    def previous(self) -> Observation | None:
        """The last figure of an earlier period, an estimate where nothing firmer is known."""
        known = (*self.case.answer.estimates, *self.case.answer.reports)
        return max(
            (figure for figure in known if figure.end < self.period.end), key=lambda each: each.end, default=None
        )

    @property
    def is_of_period(self) -> bool:
        """Whether a figure for the period could count: not for a goal of another year, nor before its plan began."""
        target, begins = self.case.target, self.case.course.period.first_year
        year = self.period.end.year
        other_year = target.annual and target.due_year != year
        return target.value is not None and not other_year and (begins is None or begins <= year)

    @property
    def is_missing(self) -> bool:
        """Whether the office has to be asked: nothing is on record for the period, and the goal still runs.

        A goal that was met when it fell due, in an earlier year, is not asked for.
        """
        due = self.case.target.due_year
        over = due is not None and due < self.period.end.year and self.case.state == DONE
        return self.held is None and self.is_of_period and not over

    def locked(self) -> dict[str, str | float | None]:
        """What the board says in the row, by column."""
        last = self.previous
        return {
            "target_id": self.target_id,
            "city": self.goal["city"],
            "domain": self.goal["domain_group"],
            "indicator": self.goal["indicator"],
            "goal": goal_words(self.case.target),
            "due": self.due,
            "leads": "、".join(self.case.target.leads) or "未明确",
            "last_value": Amount(last.value, last.value_max).cell if last else None,
            "last_period": when_words(last, self.case.target) if last else "",
            "unit": self.case.target.unit,
            "step": self.step,
        }

    def prefilled(self) -> dict[str, str | float | date | None]:
        """What stands in the cells to be filled in: what is on record, else the period alone."""
        if self.held is None:
            blank: dict[str, str | float | date | None] = dict.fromkeys(
                ("value", "finality", "scope", "source", "note", "cause", "remedy", "new_date")
            )
            return blank | {"start": self.period.start, "end": self.period.end}
        texts = {key: getattr(self.held, key) for key in ("scope", "source", "note", "cause", "remedy")}
        days = {key: getattr(self.held, key) for key in ("start", "end", "new_date")}
        return texts | days | {"value": self.held.amount.cell, "finality": self.held.finality}


def period_ending(end: date) -> DataPeriod:
    """The year so far, as offices report: 2024-09-30 is January to September."""
    return DataPeriod(date(end.year, 1, 1), end)


def goal_rows(ground: Ground, target_ids: Sequence[str], period: DataPeriod, *, probed: bool = True) -> list[GoalRow]:
    """A row per goal in the order asked for; ids that the board does not have are left out.

    ``probed``: also judge each goal as if a figure for the period were approved, which the live formulas need.
    """
    frames = _only(ground.frames, target_ids)
    goals = {row["target_id"]: row for row in records(frames["target"])}
    day = max(ground.as_of, period.end)
    status = status_of(ground.record.figures, ground.record.steps)
    own: dict[str, list[Figure]] = {}
    for figure in ground.record.figures:
        own.setdefault(figure.target_id, []).append(figure)
    rows = {
        case.target.target_id: GoalRow(
            goals[case.target.target_id],
            case,
            period,
            _held(case, own.get(case.target.target_id, ()), status, period),
            max((figure.seq for figure in own.get(case.target.target_id, ())), default=0),
        )
        for case in cases(frames, ground.record, day)
    }
    if probed:
        behind = _behind_before(frames, ground.record, period)
        for case in cases(frames, _with_probes(ground.record, rows.values(), period), day):
            target_id = case.target.target_id
            rows[target_id] = _with_probe(rows[target_id], case, target_id in behind)
    return [rows[target_id] for target_id in dict.fromkeys(target_ids) if target_id in rows]


def asked_for(ground: Ground, target_ids: Sequence[str], period: DataPeriod, *, every: bool = False) -> list[str]:
    """The goals of which a figure for the period is missing, in order; or ``every`` one that it could count for."""
    rows = goal_rows(ground, target_ids, period, probed=False)
    return [row.target_id for row in rows if row.is_missing or (every and row.is_of_period)]


def numeric_goals(frames: Frames, cities: Iterable[str] = ()) -> list[str]:
    """The ids of the goals that can be reported on, of some cities or all. Raises PipelineError for an unknown city."""
    goals = present(frames["target"])
    goals = goals[(goals["certainty"] == "core") & goals["value"].notna()]
    wanted = set(cities)
    if unknown := wanted - set(goals["city"]):
        known = "、".join(sorted(set(goals["city"])))
        raise PipelineError(f"看板里没有{'、'.join(sorted(unknown))}的目标。可选：{known}。")
    return [str(each) for each in (goals[goals["city"].isin(wanted)] if wanted else goals)["target_id"]]


def _only(frames: Frames, target_ids: Sequence[str]) -> Frames:
    targets = present(frames["target"])
    return {**frames, "target": targets[targets["target_id"].isin(set(target_ids))]}


def _held(case: Case, figures: Sequence[Figure], status: dict[int, Status], period: DataPeriod) -> Held | None:
    """A person's figure for the period before that of a document; of several the last that stands."""
    end = period.end.isoformat()
    reported = [figure for figure in standing(figures, status) if figure.period_end == end]
    if reported:
        figure = reported[-1]
        return _held_figure(figure, status[figure.seq])
    known = (*case.answer.estimates, *case.answer.reports)
    told = next((each for each in known if each.end == period.end and each.target_id is None), None)
    if told is None:
        return None
    finality: Finality = told.finality  # type: ignore[assignment]  # the board holds the same four words
    return Held(Amount(told.value, told.value_max), told.start, told.end, finality, told.scope)


def _held_figure(figure: Figure, status: Status) -> Held:
    return Held(
        amount=Amount(figure.value, figure.value_max),
        start=date.fromisoformat(figure.period_start),
        end=date.fromisoformat(figure.period_end),
        finality=figure.finality,
        scope=figure.scope,
        source=figure.source,
        note=figure.note,
        cause=figure.cause,
        remedy=figure.remedy,
        new_date=date.fromisoformat(figure.new_date) if figure.new_date else None,
        seq=figure.seq,
        status=status,
        by=figure.entered_by,
    )


def _with_probes(record: Record, rows: Iterable[GoalRow], period: DataPeriod) -> Record:
    """The record as it would be with an approved figure for the period at every goal, in place of the one it has.

    What the figure says does not matter: only what is added to it, which base it is held against and over what time.
    """
    free = max((figure.seq for figure in record.figures), default=0) + 1
    probes = [
        Figure(
            target_id=row.target_id, plan_id=row.goal["plan_id"], city=row.goal["city"],
            indicator=row.goal["indicator"], period_start=_start(row).isoformat(), period_end=period.end.isoformat(),
            value=0.0, unit=row.case.target.unit, finality="final", entered_by="", seq=seq,
            replaces=row.held.seq if row.held else 0,
        )
        for seq, row in enumerate(rows, start=free)
    ]  # fmt: skip
    after = max((step.seq for step in record.steps), default=0) + 1
    approvals = [
        Step(figure_seq=probe.seq, action="approved", entered_by="", seq=seq)
        for seq, probe in enumerate(probes, start=after)
    ]
    return replace(record, figures=[*record.figures, *probes], steps=[*record.steps, *approvals])


def _start(row: GoalRow) -> date:
    return row.held.start if row.held else row.period.start


def _behind_before(frames: Frames, record: Record, period: DataPeriod) -> set[str]:
    """Goals that were behind at the end of an earlier period, where the rule has a light for what caught up."""
    if not record.rule.made_up:
        return set()
    course = courses(frames, record, period.end)
    return set(course[(course["state"] == BEHIND) & (course["at"] < pd.Timestamp(period.end))]["target_id"])


def _with_probe(row: GoalRow, case: Case, was_behind: bool) -> GoalRow:
    """The row with what a figure for the period would meet, where that figure would be the one that counts."""
    stand, reports = case.stand, case.answer.reports
    decides = stand is not None and stand.figure is reports[-1] and _is_probe(reports[-1], row.period)
    return replace(row, probe=case if decides else None, was_behind=was_behind)


def _is_probe(figure: Observation, period: DataPeriod) -> bool:
    return figure.target_id is not None and figure.observation_id.startswith(FIGURE_ID) and figure.end == period.end
