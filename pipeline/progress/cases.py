"""One target with all that leads to its verdict, as of any date, and how it stood before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pipeline.progress.answers import Answer, Answers
from pipeline.progress.attainment import Course, Standing, lacks_direction, standing
from pipeline.progress.given import Entries, Given, GoalVersion, Point, entries_of
from pipeline.progress.paths import anchors
from pipeline.progress.rules import DEFAULT_RULE, Light, Rule
from pipeline.progress.states import AHEAD, BEHIND, LAGGING, ON_PACE, fixed_state, waiting
from pipeline.progress.values import Observation, Plan, Target, observations_of, plans_of


@dataclass(frozen=True)
class Case:
    """A judged target. ``original`` is the goal as the plan has it, ``target`` the one in force by ``version``."""

    original: Target
    target: Target
    version: GoalVersion | None
    course: Course
    answer: Answer
    stand: Standing | None
    estimate: Standing | None  # as it would be if the estimates counted; None where there is nothing new in them
    as_of: date
    light: Light
    waits: str = ""  # why it does not count yet: NOT_SAID or NOT_BEGUN; '' once it does
    behind_since: date | None = None

    @property
    def state(self) -> str:
        return self.light.state

    @property
    def base(self) -> Observation | None:
        return self.answer.base

    @property
    def lacks_base(self) -> bool:
        return self.base is None and self.target.is_level

    @property
    def lacks_direction(self) -> bool:
        return lacks_direction(self.target, self.base)

    @property
    def way(self) -> tuple[Point, ...]:
        """The planned way; () where there is none to go."""
        if self.target.is_growth or self.lacks_direction or (self.stand is not None and self.stand.holds):
            return ()
        return anchors(self.course.curve, self.target, self.base, self.course.period)


@dataclass(frozen=True)
class Court:
    """Everything that verdicts are made from: figures, plans, what people laid down, and the rule in force."""

    answers: Answers
    plans: dict[str, Plan]
    entries: Entries
    rule: Rule

    def case(self, target: Target, as_of: date) -> Case:
        """The target as of a date, with since when it has been behind."""
        found = self.at(target, as_of)
        if found.state in LAGGING:
            return replace(found, behind_since=self._behind_since(found))
        if self.rule.made_up and found.state in (ON_PACE, AHEAD) and self._was_behind(found):
            return replace(found, light=self.rule.made_up)
        return found

    def at(self, original: Target, as_of: date) -> Case:
        """The target as of a date, without a look at the time before."""
        target, version = self.entries.goal(original, as_of)
        plan = self.plans.get(target.plan_id, Plan())
        course = Course(
            self.entries.period(target, plan, self.rule.in_days),
            () if target.is_growth else self.entries.curves.get(target.target_id, ()),
        )
        answer = self.answers.to(target, course.period, plan, as_of, self.rule.count_estimates)
        answer = _from_base(answer, self.entries.bases.get(target.target_id), as_of)
        stand = standing(target, answer, course, as_of, self.rule.tolerances)
        return Case(
            original=original,
            target=target,
            version=version,
            course=course,
            answer=answer,
            stand=stand,
            estimate=self._estimate(target, answer, course, as_of),
            as_of=as_of,
            light=self._light(target, answer, stand, course, as_of),
            waits=waiting(plan, course.period, as_of),
        )

    def series(self, target: Target, as_of: date) -> list[Case]:
        """The target at the end of each period that a counted figure tells of, oldest first."""
        return [*self._before(self.at(target, as_of))][::-1]

    def _light(self, target: Target, answer: Answer, stand: Standing | None, course: Course, as_of: date) -> Light:
        state = fixed_state(target, answer, stand, course.period, as_of, self.rule.cycle_months)
        if state is None and stand is not None:
            return self.rule.light(stand)
        return Light(state or "", self.rule.word(state or ""))

    def _estimate(self, target: Target, answer: Answer, course: Course, as_of: date) -> Standing | None:
        """Where the newest estimate would put the target; of a counted figure that is itself one, that one."""
        if self.rule.count_estimates:
            newest = answer.reports[-1:]
            told = answer.reports if newest and newest[0].is_estimate else ()
        else:
            told = (*answer.reports, *answer.news) if answer.news else ()
        return standing(target, replace(answer, reports=told), course, as_of, self.rule.tolerances) if told else None

    def _behind_since(self, found: Case) -> date | None:
        """The first period end from which every reported figure was behind."""
        since = None
        for case in self._before(found):
            if case.state not in LAGGING:
                break
            since = case.stand.at if case.stand else since
        return since

    def _was_behind(self, found: Case) -> bool:
        return any(case.state == BEHIND for case in self._before(found))

    def _before(self, found: Case) -> Iterator[Case]:
        """The target at the end of each of its figures, newest first."""
        ends = {min(report.end, found.as_of) for report in found.answer.reports}
        return (self.at(found.original, end) for end in sorted(ends, reverse=True))


def _from_base(answer: Answer, base: Observation | None, as_of: date) -> Answer:
    """The answer with the base that people laid down, from its day on: what was reported before it is no progress."""
    if base is None or base.end > as_of:
        return answer
    reports, estimates = (
        tuple(figure for figure in figures if figure.end >= base.end) for figures in (answer.reports, answer.estimates)
    )
    return replace(answer, base=base, reports=reports, estimates=estimates)


NO_GIVEN = Given()


def court_of(
    observations: pd.DataFrame, plans: pd.DataFrame, rule: Rule = DEFAULT_RULE, given: Given = NO_GIVEN
) -> Court:
    """From frames with the columns of ``pipeline.schema``; people's figures are more rows of ``observations`` with
    ``target_id``, the one target that they answer.
    """
    documents = plans_of(plans)
    return Court(Answers(observations_of(observations), documents), documents, entries_of(given), rule)
