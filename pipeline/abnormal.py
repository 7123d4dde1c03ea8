"""异常: what in the goals of a board asks for a second look, each with its kind and one sentence. Pure.

Behind, overdue and out of date are states, so the sentence is the verdict's own. A jump is judged as it is when a
figure is reported (``pipeline.figure_checks``), here for every figure that counts, whoever tells it. Sources conflict
where two figures of one goal, period and 口径 would count, come from different sources and differ.
"""

import math
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from pipeline.entries import Figure
from pipeline.figure_checks import Known, jumped
from pipeline.progress.cases import Case
from pipeline.progress.states import BEHIND, OVERDUE, STALE
from pipeline.progress.values import Observation, Target
from pipeline.progress.wording import amount, when_words

JUMP, CONFLICT = "跳变", "来源不一致"
OF_FIGURES = (CONFLICT, JUMP)  # kinds that are about a figure and not about how far the goal is
KINDS = (OVERDUE, BEHIND, CONFLICT, JUMP, STALE)
COLUMNS = ["target_id", "kind", "sentence"]
NOTHING_SAID: Mapping[str, str] = {}


def abnormal(goals: pd.DataFrame, doubts: pd.DataFrame) -> pd.DataFrame:
    """Everything abnormal in some goals: COLUMNS, by KINDS, in each kind in the order of ``goals``.

    ``goals`` has target_id, state and reason of each verdict (``pipeline.progress.COLUMNS``); ``doubts`` are those of
    their figures (``doubts_of``), of these and other goals. A goal may be abnormal in more than one way.
    """
    states = goals.loc[goals["state"].isin(KINDS), ["target_id", "state", "reason"]]
    states = states.rename(columns={"state": "kind", "reason": "sentence"})
    found = pd.concat([states, doubts[doubts["target_id"].isin(goals["target_id"])]], ignore_index=True)
    place = pd.Index(goals["target_id"]).get_indexer(pd.Index(found["target_id"]))
    order = found.assign(_kind=found["kind"].map(KINDS.index), _place=place)
    return order.sort_values(["_kind", "_place"], kind="stable", ignore_index=True)[COLUMNS]


def doubts_of(cases: Iterable[Case], explained: Mapping[str, str] = NOTHING_SAID) -> pd.DataFrame:
    """Jumps and conflicts in the figures that count: COLUMNS. ``explained``: by the id of a figure that a person
    reported, why the jump in it was let stand.
    """
    rows = [row for case in cases if case.answer.reports for row in (*_conflicts(case), *_jumps(case, explained))]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def _jumps(case: Case, explained: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    known = Known(case.target, case.course.period, case.base, case.answer.reports)
    for report in case.answer.reports:
        for problem in jumped(_as_reported(report, case.target), known, case.as_of):
            why = explained.get(report.observation_id, "")
            told = problem.message.removesuffix("，请核对。") + (f"；填报说明：{why}。" if why else "，请核对。")
            yield case.target.target_id, JUMP, f"{when_words(report, case.target)}，{told}"


def _as_reported(told: Observation, target: Target) -> Figure:
    """A figure of whatever source, as the checks take one."""
    return Figure(
        entered_by="",
        target_id=target.target_id,
        plan_id=told.plan_id,
        city=told.city,
        indicator=told.indicator,
        period_start=told.start.isoformat(),
        period_end=told.end.isoformat(),
        value=told.value,
        value_max=told.value_max,
        unit=told.unit or target.unit,
    )


def _conflicts(case: Case) -> Iterator[tuple[str, str, str]]:
    for stands in case.answer.reports:
        against = [other for other in case.answer.beside if _contradicts(stands, other)]
        for other in {_amounts(other): other for other in against}.values():
            both = f"{_source(stands)}为{_words(stands, case.target)}，{_source(other)}为{_words(other, case.target)}"
            told = f"{when_words(stands, case.target)}有两个数：{both}，现按前者评判，请核对。"
            yield case.target.target_id, CONFLICT, told


def _contradicts(one: Observation, other: Observation) -> bool:
    """Of one period and 口径, from two sources, and neither is the other with fewer decimals."""
    same = (one.start, one.end, one.scope) == (other.start, other.end, other.scope)
    return same and _origin(one) != _origin(other) and not all(map(_agree, _amounts(one), _amounts(other)))


def _origin(figure: Observation) -> tuple[bool, str]:
    return _is_reported(figure), figure.plan_id


def _is_reported(figure: Observation) -> bool:
    return figure.target_id is not None and not figure.accepted


def _source(figure: Observation) -> str:
    return "填报的数" if _is_reported(figure) else "文件写到的数"


def _amounts(figure: Observation) -> tuple[float, float]:
    return figure.value, figure.value if figure.value_max is None else figure.value_max


def _agree(one: float, other: float) -> bool:
    """Equal, or equal once both are rounded to the decimals of the coarser: 95.38 and 95.4."""
    places = min(_decimals(one), _decimals(other))
    return math.isclose(one, other, rel_tol=1e-9) or math.isclose(round(one, places), round(other, places))


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def _words(figure: Observation, target: Target) -> str:
    return amount(figure.value, figure.unit or target.unit, figure.value_max)
