"""What people put on record, as the tables that verdicts are made from. Pure: entries in, frames out.

Only approved figures count in the official view. A figure that waits, was returned or corrected is shown where it was
entered and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

import pandas as pd

from pipeline.abnormal import doubts_of
from pipeline.access import within
from pipeline.answer_record import answered
from pipeline.entries import AnswerDecision, Base, Curve, Entry, Figure, FollowUp, GoalVersion, RuleChange, Step
from pipeline.facts import Frames
from pipeline.figure_checks import JUMP_CODE
from pipeline.overlay import present
from pipeline.progress import Court, Given, Rule, Story, court_of, judge, series, story, verdicts_of
from pipeline.progress import cases as judged_cases
from pipeline.progress.cases import Case
from pipeline.rule_book import rule_in_force
from pipeline.workflow import Status, status_of

FIGURE_COLUMNS = [
    "seq", "target_id", "plan_id", "city", "indicator", "observation_id", "value", "value_max", "unit",
    "period_start", "period_end", "finality", "scope", "agency", "source", "evidence", "note", "cause", "remedy",
    "new_date", "replaces", "entered_by", "entered_at", "status",
]  # fmt: skip
E = TypeVar("E", bound=Entry)
G = TypeVar("G", Figure, GoalVersion, Base, Curve, AnswerDecision, FollowUp)
FIGURE_ID = "f"  # observation_id of a figure that a person entered: f12


@dataclass(frozen=True)
class Record:
    """The entries that verdicts depend on, each kind in the order of its numbers."""

    figures: Sequence[Figure] = ()
    steps: Sequence[Step] = ()
    versions: Sequence[GoalVersion] = ()
    bases: Sequence[Base] = ()
    curves: Sequence[Curve] = ()
    rules: Sequence[RuleChange] = ()
    answers: Sequence[AnswerDecision] = ()

    def on(self, frames: Frames) -> "Record":
        """The same entries with each goal under the id that it has on a board (``at_home``)."""
        return replace(
            self,
            figures=at_home(self.figures, frames),
            versions=at_home(self.versions, frames),
            bases=at_home(self.bases, frames),
            curves=at_home(self.curves, frames),
            answers=at_home(self.answers, frames),
        )

    def within(self, frames: Frames) -> "Record":
        """Of the same entries those about goals that these tables hold (``pipeline.access``)."""
        figures = within(self.figures, frames)
        kept = {figure.seq for figure in figures}
        return replace(
            self,
            figures=figures,
            steps=tuple(step for step in self.steps if step.figure_seq in kept),
            versions=within(self.versions, frames),
            bases=within(self.bases, frames),
            curves=within(self.curves, frames),
            answers=within(self.answers, frames),
        )

    @property
    def rule(self) -> Rule:
        """The rule in force: the last one that was laid down, else the default. Raises RuleError."""
        return rule_in_force(self.rules)


class Read(Protocol):
    """Gives the entries of a kind on record, in order."""

    def __call__(self, kind: type[E], /) -> Sequence[E]: ...


def record_of(read: Read) -> Record:
    """What verdicts depend on, from whatever holds the entries."""
    return Record(
        read(Figure), read(Step), read(GoalVersion), read(Base), read(Curve), read(RuleChange), read(AnswerDecision)
    )


def figures_of(record: Record) -> pd.DataFrame:
    """Every figure on record with its ``status`` (``pipeline.workflow``): FIGURE_COLUMNS, dates as timestamps."""
    status = status_of(record.figures, record.steps)
    rows = [vars(figure) | _own(figure, status[figure.seq]) for figure in record.figures]
    frame = pd.DataFrame(rows, columns=FIGURE_COLUMNS)
    days = {name: pd.to_datetime(frame[name]) for name in ("period_start", "period_end")}
    return frame.assign(**days)


def with_reported(observations: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The observations of a board and the approved figures: more rows, with the ``target_id`` that they answer."""
    approved = figures[figures["status"] == "approved"]
    known = [column for column in approved.columns if column in observations.columns or column == "target_id"]
    return pd.concat([observations, approved[known]], ignore_index=True) if len(approved) else observations


def verdicts(frames: Frames, record: Record, as_of: date) -> pd.DataFrame:
    """The verdict of each target (``pipeline.progress.judge``), from a reviewed board and what people put on record.

    ``as_of`` is the day that is asked about: figures of later periods do not count. A figure counts by the period that
    it tells of, whenever it was entered, and the rule and the decisions are those of now: so a day gone by shows what
    is known of it today. What was shown on that day is kept by a snapshot (``pipeline.snapshots``).
    """
    return judge(frames["target"], _court(frames, record), as_of)


def judged(frames: Frames, record: Record, as_of: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``verdicts``, and the doubts about the figures behind them (``pipeline.abnormal.doubts_of``), in one go."""
    found = cases(frames, record, as_of)
    return verdicts_of(found, record.rule), doubts_of(found, _explained(record))


def _explained(record: Record) -> dict[str, str]:
    """Why a jump in a reported figure was let stand, by the id of the figure."""
    said = ((figure.seq, figure.warnings_overruled.get(JUMP_CODE, "")) for figure in record.figures)
    return {f"{FIGURE_ID}{seq}": why for seq, why in said if why}


def courses(frames: Frames, record: Record, as_of: date) -> pd.DataFrame:
    """How the targets stood at the end of each period that a counted figure tells of (``pipeline.progress.series``)."""
    return series(frames["target"], _court(frames, record), as_of)


def story_of(frames: Frames, record: Record, as_of: date, target_id: str) -> Story:
    """All that is known of one target (``pipeline.progress.story``). Raises KeyError for one that is not there."""
    targets = frames["target"][frames["target"]["target_id"] == target_id]
    if targets.empty:
        raise KeyError(target_id)
    return story(targets, _court(frames, record, targets["city"].iloc[0]), as_of)


def cases(frames: Frames, record: Record, as_of: date) -> list[Case]:
    """What the verdicts are made from, one case per target (``pipeline.progress.cases``)."""
    return judged_cases(frames["target"], _court(frames, record), as_of)


def evidence(frames: Frames, record: Record, city: str = "") -> pd.DataFrame:
    """The figures that count, of documents and of people, with what people decided of answers; with a ``city`` only
    what documents say of it, which is quicker.
    """
    told = answered(present(frames["observation"]), record.answers)
    if city:
        told = told[told["city"].eq(city) | told.get("target_id", pd.Series(index=told.index)).notna()]
    return with_reported(told, figures_of(record))


def _court(frames: Frames, record: Record, city: str = "") -> Court:
    """All that verdicts are made from."""
    figures = evidence(frames, record, city)
    return court_of(figures, frames["plan"], record.rule, given_of(record, frames["milestone"]))


def given_of(record: Record, milestones: pd.DataFrame) -> Given:
    """What people laid down about goals, as ``judge`` takes it; of several curves for a target the last one counts."""
    curves = {curve.target_id: curve for curve in record.curves}
    return Given(
        versions=_frame(map(vars, record.versions)),
        bases=_frame(vars(base) | {"base_id": f"b{base.seq}", "base_on": base.at} for base in record.bases),
        curves=_frame(
            {"target_id": curve.target_id, "point_on": day, "value": value}
            for curve in curves.values()
            for day, value in curve.points
        ),
        milestones=milestones,
    )


def at_home(entries: Iterable[G], frames: Frames) -> list[G]:
    """Entries that name a goal, each under the id that the goal has on a board.

    A goal that another document states too, or that a reviewer merged, has become a statement of another goal; a
    statement keeps its id, and that tells which goal it was.
    """
    homes = _homes(frames["statement"])
    return [
        replace(entry, target_id=homes[entry.target_id]) if entry.target_id in homes else entry for entry in entries
    ]


def _homes(statements: pd.DataFrame) -> dict[str, str]:
    """Goal that a statement was → goal that it belongs to now, where they differ."""
    own = statements["statement_id"].str.rpartition("#")[0]
    moved = own != statements["target_id"]
    return dict(zip(own[moved], statements["target_id"][moved], strict=True))


def _own(figure: Figure, status: Status) -> dict[str, object]:
    return {"observation_id": f"{FIGURE_ID}{figure.seq}", "status": status}


def _frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame | None:
    known = list(rows)
    return pd.DataFrame(known) if known else None
