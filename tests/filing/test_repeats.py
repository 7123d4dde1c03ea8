"""A goal stated twice is one goal with two places; goals that differ in what counts are never tied."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.filing.repeats import ALIKE, name_likeness, tie_repeats
from pipeline.model import Fact, Span
from pipeline.read import read_document
from tests.factories import SEEDS, facts_in, reading_of

GOAL = Fact(
    kind="target", indicator="新增省级示范智能车间", value=6, unit="家", op="=", measure="increment",
    span=Span(0, 2), quote_span=Span(0, 2), sentence=Span(0, 2), year=2021,
)  # fmt: skip
TWICE = {
    "000": [
        ("新增省级以上示范智能车间", "新增省级示范智能车间"),
        ("农业信息化覆盖率",) * 2,
        ("电子商务交易额增长率",) * 2,
    ],
    "001": [("“零材料、秒审批”事项", "推出公共服务及便民服务“零材料秒审批”数")],
}
NAMES = st.text(st.sampled_from("新增省级市县国家示范智能车间覆盖率项目以上"), max_size=14)


@cache
def facts_of(seed: str) -> tuple[Fact, ...]:
    return reading_of(read_document(SEEDS[seed])).facts


def tied(*facts: Fact) -> list[int | None]:
    return [fact.same_as for fact in tie_repeats(facts)]


@pytest.mark.parametrize("seed", TWICE)
def test_goals_that_the_seeds_state_twice(seed):
    facts = facts_of(seed)
    pairs = [(facts[fact.same_as].indicator, fact.indicator) for fact in facts if fact.same_as is not None]
    assert [pair for pair in pairs if pair in TWICE[seed]] == TWICE[seed]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_repeat_points_back_to_a_first_statement_of_the_same_number(seed):
    facts = facts_of(seed)
    for index, fact in enumerate(facts):
        if fact.same_as is not None:
            first = facts[fact.same_as]
            assert fact.same_as < index
            assert first.same_as is None
            assert (first.value, first.year, first.kind) == (fact.value, fact.year, "target")


def test_three_statements_point_to_the_first():
    assert tied(GOAL, GOAL, GOAL) == [None, 0, 0]


def test_at_least_30_and_30_are_one_goal():
    assert tied(replace(GOAL, op=">="), GOAL) == [None, 0]


def test_units_that_only_count_are_one_goal():
    assert tied(GOAL, replace(GOAL, unit="个")) == [None, 0]


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "新增市级示范智能车间"},
        {"indicator": "新增国家级示范智能车间"},
        {"indicator": "新增智慧校园"},
        {"value": 7},
        {"value_max": 8},
        {"unit": "%"},
        {"year": 2020},
        {"measure": "growth"},
        {"kind": "actual"},
        {"certainty": "optional"},
    ],
    ids=str,
)
def test_other_goals_are_not_tied(other):
    assert tied(GOAL, replace(GOAL, **other)) == [None, None]


def test_actuals_are_never_tied():
    assert tied(replace(GOAL, kind="actual"), replace(GOAL, kind="actual")) == [None, None]


def test_levels_in_other_words_are_told_apart():
    assert name_likeness("新增市属示范智能车间", "新增区属示范智能车间") < ALIKE


@settings(deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_a_share_and_works_both_ways(a, b):
    assert 0 <= name_likeness(a, b) <= 1
    assert name_likeness(a, b) == name_likeness(b, a)


@settings(deadline=None)
@given(NAMES)
def test_a_name_is_like_itself(name):
    assert name_likeness(name, name) == 1


@settings(deadline=None)
@given(st.lists(st.builds(lambda name, value: replace(GOAL, indicator=name, value=value), NAMES, st.integers(1, 3))))
def test_ties_make_groups_with_one_head(facts):
    made = tie_repeats(tuple(facts))
    assert [replace(fact, same_as=None) for fact in made] == facts
    assert all(made[fact.same_as].same_as is None for fact in made if fact.same_as is not None)


def test_a_goal_stated_again_further_down():
    text = "到2025年，5G网络覆盖率达到95%以上。\n推进网络建设，全市5G网络覆盖率达到95%。\n农村5G网络覆盖率达到90%。"
    assert [fact.same_as for fact in facts_in("plan", "future", text)] == [None, 0, None]
