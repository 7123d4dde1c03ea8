"""异常: what stands out, of which kind and with which words; and what must not stand out."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.abnormal import COLUMNS, KINDS, abnormal, doubts_of
from pipeline.progress import cases, court_of
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

AS_OF = date(2020, 3, 1)


def doubts(*figures, goal=None, explained=None):
    """Kind and sentence of each doubt about the figures of one goal of a plan for 2018 to 2020."""
    court = court_of(observations(*figures), plans(plan(2018, 2020)))
    found = doubts_of(cases(targets(goal or target()), court, AS_OF), explained or {})
    assert list(found.columns) == COLUMNS
    return list(zip(found["kind"], found["sentence"], strict=True))


def reported(value, year, **other):
    return observation(value, year, observation_id="f7", target_id="t1", **other)


def judged(*states):
    rows = [{"target_id": f"t{place}", "state": state, "reason": f"{place}。"} for place, state in enumerate(states)]
    return pd.DataFrame(rows, columns=["target_id", "state", "reason"])


def test_a_jump_says_both_figures_and_the_limit():
    told = "2019年底，本期 72%，上期 40%（2018年底）；相差32.0个百分点，超过20个百分点，请核对。"
    assert doubts(observation(40, 2018), observation(72, 2019)) == [("跳变", told)]


def test_a_jump_from_the_base_is_one_too():
    assert [kind for kind, _ in doubts(base(40, 2017), observation(72, 2019))] == ["跳变"]


def test_what_was_explained_when_it_was_reported_is_told():
    ((_, told),) = doubts(observation(40, 2018), reported(72, 2019), explained={"f7": "并入新区"})
    assert told.endswith("超过20个百分点；填报说明：并入新区。")


def test_a_report_against_a_document_is_a_conflict():
    told = "2019年底有两个数：填报的数为72%，文件写到的数为70%，现按前者评判，请核对。"
    assert doubts(observation(70, 2019), reported(72, 2019)) == [("来源不一致", told)]


def test_two_documents_may_conflict():
    other = observation(71, 2019, plan_id="other", observation_id="o-other")
    assert [kind for kind, _ in doubts(observation(70, 2019), other)] == ["来源不一致"]


@pytest.mark.parametrize(
    "second",
    [
        reported(70, 2019),  # says the same
        reported(70.04, 2019),  # the same with more decimals
        reported(75, 2019, finality="estimate"),  # does not count
        reported(75, 2019, scope="不含开发区"),  # of another 口径
        observation(75, 2019, observation_id="o-twice"),  # the same document
        reported(75, 2019, period_start="2019-07-01", period_end="2019-12-31"),  # of another period
    ],
)
def test_no_conflict_where_the_second_figure_agrees_does_not_count_or_is_of_another_kind(second):
    assert "来源不一致" not in [kind for kind, _ in doubts(observation(70.0, 2019), second)]


def test_states_stand_out_with_the_words_of_the_verdict():
    doubtful = pd.DataFrame([("t1", "跳变", "跳。"), ("gone", "跳变", "不在。")], columns=COLUMNS)
    found = abnormal(judged("数据过期", "到期未完成", "已完成", "未达序时", "略低", "无数据"), doubtful)
    assert found.to_numpy().tolist() == [
        ["t1", "到期未完成", "1。"], ["t3", "未达序时", "3。"], ["t1", "跳变", "跳。"], ["t0", "数据过期", "0。"],
    ]  # fmt: skip


@given(st.lists(st.tuples(st.floats(1, 1000), st.sampled_from([2018, 2019])), max_size=6))
def test_one_source_never_conflicts_with_itself(told):
    figures = [observation(value, year, observation_id=f"o{place}") for place, (value, year) in enumerate(told)]
    assert "来源不一致" not in [kind for kind, _ in doubts(*figures)]


@given(st.floats(0, 100), st.floats(0, 100))
def test_two_sources_conflict_alike_whoever_is_first(one, other):
    first = [kind for kind, _ in doubts(observation(one, 2019), reported(other, 2019))]
    second = [kind for kind, _ in doubts(observation(other, 2019), reported(one, 2019))]
    assert first == second
    assert set(first) <= set(KINDS)


def test_the_figure_that_lost_stands_beside_the_answer():
    court = court_of(observations(observation(70, 2019), reported(72, 2019)), plans(plan(2018, 2020)))
    (case,) = cases(targets(target()), court, AS_OF)
    assert [figure.value for figure in case.answer.reports] == [72]
    assert [figure.value for figure in case.answer.beside] == [70]
