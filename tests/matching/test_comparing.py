"""A goal against a figure, over pairs of real reports (tests/corpus/pairs.toml)."""

import tomllib
from datetime import date

import pytest

from pipeline.matching.comparing import compare, likeness
from pipeline.matching.proposals import SURE
from pipeline.matching.said import Said
from tests.factories import TESTS

PAIRS = tomllib.loads((TESTS / "corpus" / "pairs.toml").read_text(encoding="utf-8"))["pair"]


def said(key: str, indicator: str = "新增智能车间", context: str = "", **values) -> Said:
    common = {"document": key, "value": 10.0, "unit": "个", "measure": "increment", "year": 2023}
    return Said(key, indicator=indicator, context=lambda: context, **common | values)


def compared(pair: dict):
    return compare(said("goal", **pair["goal"]), said("figure", **pair["figure"]))


def answer_of(comparison) -> str:
    if comparison is None:
        return "none"
    return comparison.kind if comparison.score >= SURE else "near"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['goal']['indicator']}-{pair['figure']['indicator']}")
def test_pair(pair):
    comparison = compared(pair)
    assert answer_of(comparison) == pair["answer"]
    assert {each.aspect for each in comparison.differs} == set(pair["differs"]) if comparison else not pair["differs"]


def test_the_pairs_are_many_and_of_all_kinds():
    assert len(PAIRS) >= 60
    assert {pair["answer"] for pair in PAIRS} == {"same", "near", "none"}


def test_a_thing_is_the_same_as_itself_and_nothing_differs():
    comparison = compare(said("goal"), said("figure"))
    assert (comparison.kind, comparison.score, comparison.differs) == ("same", 1, ())
    assert "指标" in comparison.agrees


def test_what_differs_does_not_agree():
    comparison = compare(said("goal"), said("figure", "新增省级智能车间"))
    assert "层级" not in comparison.agrees
    assert [difference.words for difference in comparison.differs] == ["层级：目标未写，实际“省”"]


@pytest.mark.parametrize("unit", ["户", "平方米", "%", "万元"])
def test_what_is_counted_otherwise_is_no_pair(unit):
    assert compare(said("goal"), said("figure", unit=unit)) is None


@pytest.mark.parametrize("unit", ["家", "座", "处", "所"])
def test_counters_of_one_thing(unit):
    assert compare(said("goal"), said("figure", unit=unit)).kind == "same"


def test_files_are_not_items():
    """10件55项为民办实事项目: the 55 items do not answer ten 件."""
    assert compare(said("goal", unit="件"), said("figure", unit="项")) is None


def test_an_estimate_is_an_answer_and_says_so():
    comparison = compare(said("goal"), said("figure", finality="estimate"))
    assert comparison.kind == "same"
    assert [difference.aspect for difference in comparison.differs] == ["数据状态"]


def test_a_part_of_the_year_does_not_answer_the_year():
    half, whole = (compare(said("goal"), said("figure", end=date(2023, month, 30 + month // 12))) for month in (6, 12))
    assert (half.kind, [difference.aspect for difference in half.differs]) == ("near", ["数据期"])
    assert whole.differs == ()


def test_a_scope_of_the_table_is_another_way_of_counting():
    part, whole = (compare(said("goal"), said("figure", scope=scope)) for scope in ("不含港区", "全市"))
    assert (part.kind, whole.kind) == ("near", "same")


def test_a_level_said_of_the_things_before_it():
    goal = said("goal", "小巨人企业", context="新增国家级单项冠军5家、")
    other = said("figure", "小巨人企业", context="新增省级隐形冠军3家、")
    assert compare(goal, other).kind == "near"
    assert compare(goal, said("figure", "小巨人企业", context="新增国家级领军企业3家、")).kind == "same"


@pytest.mark.parametrize(
    ("context", "kind"),
    [
        ("地区生产总值年均增长", "near"),
        ("地区生产总值增长6%、年均增长", "near"),
        ("财政收入、地区生产总值年均增长6.7%和", "near"),
        ("地区生产总值比2018年增长", "near"),
        ("地区生产总值累计增长", "near"),
        ("地区生产总值比2022年增长", "same"),
        ("财政收入年均增长6%，地区生产总值增长", "same"),
        ("五年年均增长7%。去年地区生产总值增长", "same"),
    ],
)
def test_growth_over_years_does_not_answer_a_year(context, kind):
    growth = {"indicator": "地区生产总值增长率", "unit": "%", "measure": "growth"}
    assert compare(said("goal", **growth), said("figure", context=context, **growth)).kind == kind


@pytest.mark.parametrize(("looks_back", "value", "kind"), [(True, 48, "near"), (True, 12, "same"), (False, 48, "same")])
def test_a_document_of_five_years_may_give_their_sum(looks_back, value, kind):
    assert compare(said("goal"), said("figure", value=float(value), looks_back=looks_back)).kind == kind


def test_likeness_is_of_both_sides():
    assert likeness("智能车间", "智能车间") == 1
    assert likeness("智能车间", "智能工厂") == likeness("智能工厂", "智能车间") < 0.55
    assert likeness("智能车间", "示范智能车间") >= 0.6
    assert likeness("甲", "乙") == 0
