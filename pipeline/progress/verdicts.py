"""One verdict per target, as of a date."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.progress.agreement import disagreement
from pipeline.progress.cases import Case, Court
from pipeline.progress.needs import need
from pipeline.progress.reasons import other_scopes, reason
from pipeline.progress.rules import Rule
from pipeline.progress.values import targets_of

COLUMNS = {
    "target_id": "str",
    "state": "str",
    "attainment": "Float64",
    "elapsed_share": "Float64",
    "pace_gap": "Float64",
    "value": "Float64",
    "value_max": "Float64",
    "value_year": "Int64",
    "observation_id": "str",
    "base_value": "Float64",
    "base_year": "Int64",
    "base_id": "str",
    "reason": "str",
    "need": "str",
    "local_word": "str",
    "rule_name": "str",
    "period_end": "datetime64[us]",
    "scope": "str",
    "other_scopes": "str",
    "estimate_value": "Float64",
    "estimate_end": "datetime64[us]",
    "behind_since": "datetime64[us]",
    "goal_value": "Float64",
    "goal_value_max": "Float64",
    "goal_op": "str",
    "goal_due_year": "Int64",
    "goal_version": "str",
    "pace_basis": "str",
    "disagreement": "str",
    "waits": "str",
}
Cell = float | str | date | None


def judge(targets: pd.DataFrame, court: Court, as_of: date) -> pd.DataFrame:
    """State and reason of each target, in the order given.

    ``targets`` has the columns of ``pipeline.schema``, the result ``COLUMNS``:
    ``attainment`` (完成率; 达标率 for a level whose ``base_value`` is missing) and ``elapsed_share`` (序时进度, at the
    date of the figure, or at ``as_of`` without one) as shares; ``pace_gap`` in percentage points, positive is good
    (for growth the distance between rate and goal); ``value`` in the target's unit (for an increment the sum since
    the period began; ``value_max`` the upper bound of a range, which is judged by the lower), with the year,
    ``period_end``, 口径 and id of its last observation; the base likewise;
    ``reason`` a Chinese sentence; ``need`` what is asked for from now on, or ''.

    ``local_word`` is the rule's word for the state; ``other_scopes`` the last figures of other 口径, in words, or '';
    ``estimate_value`` what the target would stand at with the estimates (预计) newer than the figure, and the end of
    their period; ``behind_since`` the first period end from which it is behind without a break; ``goal_value``,
    ``goal_value_max``, ``goal_op`` and ``goal_due_year`` the goal in force, and ``goal_version`` its document number,
    '' for the original; ``pace_basis`` 直线, 分年目标 or 阶段, '' where no pace is judged; ``disagreement`` which
    published methods differ by two classes, or ''; ``waits`` why the goal does not count yet on that day, 尚未提出 (its
    document came later) or 尚未开始 (its period did), or ''.
    """
    return verdicts_of(cases(targets, court, as_of), court.rule)


def verdicts_of(found: Sequence[Case], rule: Rule) -> pd.DataFrame:
    """The verdicts of cases that ``rule`` has judged: COLUMNS, in their order."""
    rows = [_row(case, rule.name) for case in found]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def cases(targets: pd.DataFrame, court: Court, as_of: date) -> list[Case]:
    """What each verdict is made from, target by target: for who has to work it out again elsewhere, as in a sheet."""
    return [court.case(target, as_of) for target in targets_of(targets)]


def _row(case: Case, rule_name: str) -> tuple[Cell, ...]:
    """In the order of ``COLUMNS``."""
    version = case.version
    return (
        case.target.target_id,
        case.state,
        *_of_figure(case),
        *_of_base(case),
        reason(case),
        need(case),
        case.light.word,
        rule_name,
        case.stand.figure.end if case.stand else None,
        case.stand.figure.scope if case.stand else "",
        other_scopes(case),
        case.estimate.value if case.estimate else None,
        case.estimate.figure.end if case.estimate else None,
        case.behind_since,
        case.target.value,
        case.target.value_max,
        case.target.op,
        case.target.due_year,
        version.name if version else "",
        case.course.basis if case.stand and case.stand.gap is not None and not case.target.is_growth else "",
        disagreement(case),
        case.waits,
    )


def _of_figure(case: Case) -> tuple[Cell, ...]:
    stand = case.stand
    if stand is None:
        return None, case.course.period.share(case.as_of), None, None, None, None, None
    figure = stand.figure
    return stand.attainment, stand.share, stand.gap, stand.value, stand.value_max, figure.year, figure.observation_id


def _of_base(case: Case) -> tuple[Cell, ...]:
    base = case.base
    return (base.value, base.year, base.observation_id) if base else (None, None, None)
