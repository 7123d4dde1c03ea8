"""From a figure that a person reports to one that counts: what it is held against, what red must bring along.

Every way in (page, command line, table) goes through ``Reporting``: ``entered`` for a figure, ``taken`` for a step.
``pipeline.ledger`` keeps the order of the steps; what needs the board is asked here. Pure: tables and entries in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.entries import Figure, Step
from pipeline.errors import PipelineError
from pipeline.facts import Frames, records
from pipeline.figure_checks import Known, Problem, open_problems, problems
from pipeline.overlay import present
from pipeline.progress.answers import Answers
from pipeline.progress.given import Entries, entries_of
from pipeline.progress.states import LAGGING
from pipeline.progress.values import Plan, Target, observations_of, plans_of, targets_of
from pipeline.reported import Record, figures_of, given_of, verdicts, with_reported
from pipeline.workflow import Status, StepRefused, standing, status_of

REMEDY = {"cause": "原因", "remedy": "对策", "new_date": "新的完成时限"}  # what a figure that is behind must carry


class FigureRefused(PipelineError):  # noqa: N818  a refusal, told to the person who asked
    """A figure that was not taken; ``found`` are the problems that stand in the way."""

    def __init__(self, figure: Figure, found: Sequence[Problem]) -> None:
        self.found = tuple(found)
        said = "".join(problem.message for problem in found)
        if any(not problem.refused for problem in found):
            said += "如数值无误，请写明理由。"
        super().__init__(f"{figure.indicator or figure.target_id}没有提交：{said}")


@dataclass(frozen=True)
class Outlook:
    """评判 of a goal at the end of a figure's period, without and with it: rows of ``pipeline.progress.COLUMNS``.

    ``red``: the figure counts, and with it the goal is 未达序时 or 到期未完成.
    """

    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def red(self) -> bool:
        return self.changes and self.after["state"] in LAGGING

    @property
    def changes(self) -> bool:
        """Whether the figure counts; an estimate (预计) or one of another 口径 does not."""
        return any(not _same(self.before[name], self.after[name]) for name in ("state", "value", "observation_id"))


@dataclass(frozen=True)
class Reporting:
    """What reports are held against: a reviewed board, what people put on record, and today."""

    frames: Frames
    record: Record
    today: date

    def known(self, target_id: str, at: date) -> Known:
        """What a figure of a goal is held against. Raises PipelineError for a goal that the board does not have."""
        if target_id not in self.targets:
            raise PipelineError(f"看板里没有编号为“{target_id}”的数字目标，不能填报。编号见看板上的目标页。")
        target, _ = self._entries.goal(self.targets[target_id], at)
        plan = self._plans.get(target.plan_id, Plan())
        period = self._entries.period(target, plan, in_days=False)
        answer = self._answers.to(target, period, plan, date.max - timedelta(days=1))
        base = self._entries.bases.get(target_id, answer.base)
        return Known(target, period, base, answer.reports, self._standing(target_id))

    def problems(self, figure: Figure) -> list[Problem]:
        """Everything that is wrong with a figure (``pipeline.figure_checks``)."""
        return problems(figure, self.known(figure.target_id, date.fromisoformat(figure.period_end)), self.today)

    def entered(self, figure: Figure) -> Figure:
        """The figure with city, indicator and plan of its goal, ready for the ledger.

        Raises FigureRefused for what cannot count and for each warning that no reason overrules. Kept are the
        reasons of the warnings that there are.
        """
        target = self.known(figure.target_id, date.fromisoformat(figure.period_end)).target
        figure = replace(figure, city=target.city, indicator=target.indicator, plan_id=target.plan_id)
        found = self.problems(figure)
        if figure.new_date and figure.new_date <= figure.period_end:
            found.append(Problem("new_date", f"新的完成时限“{figure.new_date}”应晚于数据期。", refused=True))
        if left := open_problems(figure, found):
            raise FigureRefused(figure, left)
        codes = {problem.code for problem in found}
        reasons = {code: why.strip() for code, why in figure.warnings_overruled.items() if code in codes}
        return replace(figure, warnings_overruled=reasons)

    def taken(self, step: Step) -> Step:
        """The step, ready for the ledger. Raises StepRefused for the approval of a red figure without its remedy."""
        figure = next((each for each in self.record.figures if each.seq == step.figure_seq), None)
        if step.action == "approved" and figure is not None and (lacking := self.lacking(figure)):
            state = self.outlook([figure])[figure.target_id].after["state"]
            raise StepRefused(
                f"第 {figure.seq} 号实际值（{figure.indicator}）通过后为“{state}”，还缺{'、'.join(lacking)}，不能通过。"
                "请退回，由填报人补齐后再提交。"
            )
        return step

    def lacking(self, figure: Figure) -> list[str]:
        """What a figure still has to carry before it can be approved; [] for one that is not red."""
        return remedy_lacking(figure, self.outlook([figure])[figure.target_id])

    def outlook(self, figures: Sequence[Figure]) -> dict[str, Outlook]:
        """By target, what each figure would do if it were approved. Of one target at most one figure is given."""
        found: dict[str, Outlook] = {}
        for end in {figure.period_end for figure in figures}:
            found |= self._outlook([figure for figure in figures if figure.period_end == end], date.fromisoformat(end))
        return found

    def _outlook(self, figures: Sequence[Figure], at: date) -> dict[str, Outlook]:
        targets = self.frames["target"]
        frames = {**self.frames, "target": targets[targets["target_id"].isin([each.target_id for each in figures])]}
        sides = [_by_target(verdicts(frames, record, at)) for record in (self.record, self._approving(figures))]
        return {target_id: Outlook(before, sides[1][target_id]) for target_id, before in sides[0].items()}

    def _approving(self, figures: Sequence[Figure]) -> Record:
        """The record as it would be with the figures approved; one that is not on record yet gets the next number."""
        last = max((figure.seq for figure in self.record.figures), default=0)
        numbered = [each if each.seq else replace(each, seq=last + 1 + place) for place, each in enumerate(figures)]
        after = max((step.seq for step in self.record.steps), default=0) + 1
        steps = [Step(figure_seq=each.seq, action="approved", entered_by="", seq=after) for each in numbered]
        new = [each for each in numbered if each.seq > last]
        return replace(self.record, figures=[*self.record.figures, *new], steps=[*self.record.steps, *steps])

    def _standing(self, target_id: str) -> tuple[Figure, ...]:
        own = [figure for figure in self.record.figures if figure.target_id == target_id]
        return tuple(standing(own, self.status))

    @cached_property
    def status(self) -> dict[int, Status]:
        return status_of(self.record.figures, self.record.steps)

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Numeric goals that count on the board, by id."""
        targets = present(self.frames["target"])
        core = targets_of(targets[targets["certainty"] == "core"])
        return {target.target_id: target for target in core if target.value is not None}

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return plans_of(self.frames["plan"])

    @cached_property
    def _entries(self) -> Entries:
        return entries_of(given_of(self.record, self.frames["milestone"]))

    @cached_property
    def _answers(self) -> Answers:
        observations = with_reported(present(self.frames["observation"]), figures_of(self.record))
        return Answers(observations_of(observations))


def remedy_lacking(figure: Figure, outlook: Outlook) -> list[str]:
    """原因, 对策, 新的完成时限: those that a figure needs, since it makes its goal red, and does not carry."""
    return [word for name, word in REMEDY.items() if outlook.red and not str(getattr(figure, name)).strip()]


def _by_target(judged: pd.DataFrame) -> dict[str, Mapping[str, Any]]:
    return {row["target_id"]: row for row in records(judged)}


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401  cells of a verdict
    return bool(pd.isna(one) and pd.isna(other)) or bool(pd.notna(one) and pd.notna(other) and one == other)
