"""For each goal of a place the figures that may answer it: what is proposed, and what never is."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.matching.names import each_of
from pipeline.matching.proposals import LEAST, MOST_NEAR, propose
from pipeline.matching.said import Said

NAMES = ("新增智能车间", "智能车间", "建成省级智能车间", "市级智能车间", "智能工厂", "智能车间产值增长率")
MEASURES = (("increment", "家"), ("level", "家"), ("cumulative", "个"), ("growth", "%"), ("level", "%"))


def said(key: str, indicator: str = "新增智能车间", value: float = 10.0, **values) -> Said:
    common = {"unit": "家", "measure": "increment", "year": 2023, "document": "report" if key[0] == "f" else "plan"}
    return Said(key, indicator=indicator, value=value, **common | values)


def proposed(goals, figures):
    return [(each.goal.key, each.figure.key, each.kind) for each in propose(goals, figures)]


@st.composite
def some(draw, letter: str):
    """A few goals or figures of one place."""
    count = draw(st.integers(0, 7))
    return [_one(draw, f"{letter}{number}") for number in range(count)]


def _one(draw, key: str) -> Said:
    measure, unit = draw(st.sampled_from(MEASURES))
    return said(
        key, draw(st.sampled_from(NAMES)), float(draw(st.integers(0, 40))), measure=measure, unit=unit,
        year=draw(st.sampled_from([None, 2022, 2023, 2025])), annual=draw(st.booleans()), since=2021,
        issued=draw(st.sampled_from([None, 2021, 2024])), document=draw(st.sampled_from(["a", "b"])),
        finality=draw(st.sampled_from(["", "estimate"])), looks_back=draw(st.booleans()),
    )  # fmt: skip


worlds = given(some("g"), some("f"))


@settings(deadline=None)
@worlds
def test_what_is_never_proposed(goals, figures):
    for each in propose(goals, figures):
        assert LEAST * 0.7 <= each.score <= each.comparison.score <= 1
        assert (each.goal.measure == "growth") == (each.figure.measure == "growth")
        if each.goal.annual or each.goal.measure != "level":
            assert each.goal.year == each.figure.year
        assert each.figure.year is not None
        if each.kind == "same":
            assert not any(difference.decides for difference in each.comparison.differs)


@settings(deadline=None)
@worlds
def test_the_order_of_figures_does_not_change_what_is_the_same(goals, figures):
    def same(of):
        return {(each.goal.key, each.figure.value) for each in propose(goals, of) if each.kind == "same"}

    assert same(figures) == same(list(reversed(figures)))


@settings(deadline=None)
@worlds
def test_one_document_gives_one_answer_or_a_few_near_ones(goals, figures):
    told = {}
    for each in propose(goals, figures):
        told.setdefault((each.goal.key, each.figure.document, each.figure.year), []).append(each)
    for proposals in told.values():
        assert len(proposals) <= MOST_NEAR
        assert len(proposals) == 1 or {each.kind for each in proposals} == {"near"}


@settings(deadline=None)
@worlds
def test_goals_keep_their_order(goals, figures):
    order = [goal.key for goal in goals]
    found = [order.index(each.goal.key) for each in propose(goals, figures)]
    assert all(before <= after for before, after in pairwise(found))


def test_the_same_thing_is_proposed_alone():
    figures = [said("f-near", "新增省级智能车间"), said("f-same", value=12.0)]
    assert proposed([said("g")], figures) == [("g", "f-same", "same")]


def test_two_figures_that_fit_as_well_are_rivals():
    first, second = propose([said("g")], [said("f1", value=12.0), said("f2", value=15.0)])
    assert (first.kind, second.kind) == ("near", "near")
    assert (first.rivals, first.score) == (1, 0.7)


def test_one_number_said_twice_is_no_rival():
    assert proposed([said("g")], [said("f1"), said("f2")]) == [("g", "f1", "same")]


def test_two_documents_give_two_answers():
    figures = [said("f1", document="a", value=11.0), said("f2", document="b", value=12.0)]
    assert proposed([said("g")], figures) == [("g", "f1", "same"), ("g", "f2", "same")]


def test_of_two_goals_of_one_name_the_first_has_the_answer():
    city, platforms = said("g-city", value=9.0), said("g-platforms", value=15.0)
    assert proposed([city, platforms], [said("f")]) == [("g-city", "f", "same"), ("g-platforms", "f", "near")]


def test_a_goal_said_twice_is_answered_twice():
    assert proposed([said("g1"), said("g2")], [said("f")]) == [("g1", "f", "same"), ("g2", "f", "same")]


def test_a_number_said_of_each_of_two_things_asks_for_two_answers():
    goal = said("g", "新开工、竣工学校", unit="所", quote="新开工、竣工学校各50所")
    figures = [said("f1", "学校新开工", unit="所"), said("f2", "学校竣工", value=20.0, unit="所")]
    assert len(each_of(goal.indicator, goal.quote)) == 2
    assert proposed([goal], figures) == [("g", "f1", "same"), ("g", "f2", "same")]


def test_a_figure_said_of_each_thing_answers_the_goals_of_each():
    goals = [said("g1", "新增艺术空间", unit="个"), said("g2", "新增阅读点", value=20.0, unit="个")]
    both = said("f", "新增艺术空间、阅读点", value=30.0, unit="个", quote="新增艺术空间、阅读点均超30个")
    assert proposed(goals, [both]) == [("g1", "f", "same"), ("g2", "f", "same")]


def test_an_act_without_a_thing_answers_nothing():
    assert proposed([said("g", "新竣工")], [said("f", "新竣工")]) == []


def test_a_level_of_several_years_is_told_of_on_the_way():
    goal = said("g", "智能车间覆盖率", unit="%", measure="level", year=2025, since=2021, issued=2021)
    figure = said("f", "智能车间覆盖率", unit="%", measure="level", year=2023, issued=2024)
    assert proposed([goal], [figure]) == [("g", "f", "same")]
    assert [each.aspect for each in next(propose([goal], [figure])).comparison.differs] == ["数据期"]


def test_of_what_is_to_be_built_in_years_a_year_brings_a_part():
    goal = said("g", "建成智能车间", measure="level", value=50.0, year=2025, since=2021, issued=2021)
    figure = said("f", "建成智能车间", measure="level", value=12.0, year=2023, issued=2024)
    assert proposed([goal], [figure]) == [("g", "f", "near")]


def test_nothing_is_told_before_it_was_promised():
    goal = said("g", "智能车间覆盖率", unit="%", measure="level", year=2025, since=2021, issued=2021)
    base = said("f", "智能车间覆盖率", unit="%", measure="level", year=2022, issued=2021)
    early = said("f", "智能车间覆盖率", unit="%", measure="level", year=2020, issued=2024)
    assert proposed([goal], [base, early]) == []


def test_what_a_year_added_is_not_told_by_another_year():
    goal = said("g", year=2025, since=2021, issued=2021)
    assert proposed([goal], [said("f", year=2023, issued=2024)]) == []


def test_a_name_that_says_nothing_is_not_asked_for():
    assert proposed([said("g", "（原文未写指标）")], [said("f", "（原文未写指标）")]) == []
