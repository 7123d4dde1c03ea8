"""One verdict per target, as of a date."""

from dataclasses import astuple, dataclass
from datetime import date

import pandas as pd

from pipeline.progress import reasons
from pipeline.progress.answers import Answer, Answers
from pipeline.progress.attainment import standing
from pipeline.progress.reasons import Case
from pipeline.progress.rules import DEFAULT_RULE, Rule, state_of
from pipeline.progress.values import Period, Plan, Target, observations_of, plans_of, targets_of

COLUMNS = {
    "target_id": "str",
    "state": "str",
    "attainment": "Float64",
    "elapsed_share": "Float64",
    "pace_gap": "Float64",
    "value": "Float64",
    "value_year": "Int64",
    "observation_id": "str",
    "base_value": "Float64",
    "base_year": "Int64",
    "base_id": "str",
    "reason": "str",
    "need": "str",
}


@dataclass(frozen=True)
class Verdict:
    """A row of the result; fields are its columns."""

    target_id: str
    state: str
    attainment: float | None
    elapsed_share: float | None
    pace_gap: float | None
    value: float | None
    value_year: int | None
    observation_id: str | None
    base_value: float | None
    base_year: int | None
    base_id: str | None
    reason: str
    need: str


def judge(
    targets: pd.DataFrame, observations: pd.DataFrame, plans: pd.DataFrame, as_of: date, rule: Rule = DEFAULT_RULE
) -> pd.DataFrame:
    """State and reason of each target, in the order given.

    ``targets``, ``observations`` and ``plans`` have the columns of ``pipeline.schema``. The result has ``COLUMNS``:
    ``attainment`` (完成率; 达标率 for a level whose ``base_value`` is missing) and ``elapsed_share`` (序时进度, at the
    date of the figure, or at ``as_of`` without one) as shares; ``pace_gap`` in percentage points, positive is good
    (for growth the distance between rate and goal); ``value`` in the target's unit (for an increment the sum since
    the period began) and the base, each with the year and the id of its observation (the last one); ``reason`` a
    Chinese sentence; ``need`` what is asked for from now on, or ''. A period begins with its plan, that of an
    annual target with its year, and ends with the due year.
    """
    answers, by_id = Answers(observations_of(observations)), plans_of(plans)
    verdicts = [
        _verdict(target, answers, by_id.get(target.plan_id, Plan()), as_of, rule) for target in targets_of(targets)
    ]
    frame = pd.DataFrame([astuple(verdict) for verdict in verdicts], columns=list(COLUMNS))
    return frame.astype(COLUMNS)


def _verdict(target: Target, answers: Answers, plan: Plan, as_of: date, rule: Rule) -> Verdict:
    period = Period(target.due_year if target.annual else plan.first_year, target.due_year)
    answer = answers.to(target, period, plan, as_of.year)
    stand = standing(target, answer, period, as_of, rule.tolerances)
    case = Case(target, answer, stand, period, as_of, state_of(target, stand, period, as_of, rule))
    return _row(case, answer)


def _row(case: Case, answer: Answer) -> Verdict:
    stand, base = case.stand, answer.base
    return Verdict(
        target_id=case.target.target_id,
        state=case.state,
        attainment=stand.attainment if stand else None,
        elapsed_share=stand.share if stand else case.period.share(case.as_of),
        pace_gap=stand.gap if stand else None,
        value=stand.value if stand else None,
        value_year=stand.figure.year if stand else None,
        observation_id=stand.figure.observation_id if stand else None,
        base_value=base.value if base else None,
        base_year=base.year if base else None,
        base_id=base.observation_id if base else None,
        reason=reasons.reason(case),
        need=reasons.need(case),
    )
