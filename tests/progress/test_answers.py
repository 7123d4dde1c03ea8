"""Which figure answers which target: rather none than a wrong one."""

from datetime import date

import pytest

from pipeline.progress import court_of, judge
from pipeline.progress.answers import same_unit, thing_name
from tests.progress.rows import observation, observations, plan, plans, target, targets

SAME = [
    ("全市5G网络覆盖率", "5G网络覆盖率"),
    ("省级示范智能车间数", "省级示范智能车间数量"),
    ("“最多跑一次”服务事项数", "最多跑一次服务事项"),
    ("非涉密政务数据开放比例", "非涉密政务数据开放率"),
    ("市政务数据中心虚拟机数量", "政务数据中心虚拟机数"),
]
OTHER = [
    ("省级示范智能车间数", "智能车间数"),
    ("市级示范智能车间", "级示范智能车间"),
    ("新增上云企业", "上云企业"),
    ("规模以上工业增加值", "工业增加值"),
    ("两化融合指数", "两化融合指"),
    ("全国城镇化率", "城镇化率"),
    ("市区绿化率", "区绿化率"),
    ("市场主体数", "场主体数"),
    ("家庭医生签约人数", "家庭医生签约人"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_affixes_that_say_nothing_do_not_part_names(one, two):
    assert thing_name(one) == thing_name(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_words_that_make_another_thing_part_names(one, two):
    assert thing_name(one) != thing_name(two)


@pytest.mark.parametrize("name", ["", "率", "数", "市", "全市", "，"])
def test_a_name_is_never_stripped_away_into_another(name):
    assert thing_name(thing_name(name)) == thing_name(name)


@pytest.mark.parametrize(
    "other", [{"city": "乙市"}, {"unit": "个"}, {"measure": "increment"}, {"indicator": "农村5G网络覆盖率"}]
)
def test_another_city_unit_measure_or_thing_is_no_answer(other):
    promise = targets(target())
    same, different = observation(95, 2020), observation(95, 2020, **other)
    as_of = date(2021, 1, 1)
    assert judge(promise, court_of(observations(same), plans(plan())), as_of)["state"][0] == "已完成"
    assert judge(promise, court_of(observations(different), plans(plan())), as_of)["state"][0] == "无数据"


@pytest.mark.parametrize("name", ["完成投资", "产业规模", "项目数", "率", ""])
def test_a_name_that_can_be_anything_answers_nothing(name):
    promise, known = targets(target(indicator=name)), observations(observation(95, 2020, indicator=name))
    assert judge(promise, court_of(known, plans(plan())), date(2021, 1, 1))["state"][0] == "无数据"


@pytest.mark.parametrize("quote", ["累计建成幸福河湖2200条", "五年新增就业51万人", "比2010年增长66.5%"])
def test_a_figure_of_several_years_is_no_answer_to_a_year(quote):
    thing = {"measure": "increment", "unit": "条", "indicator": "建成幸福河湖"}
    promise = targets(target(400, 2020, annual=True, **thing))
    known = observations(observation(2200, 2020, quote=quote, **thing))
    assert judge(promise, court_of(known, plans(plan())), date(2021, 1, 1))["state"][0] == "无数据"
    known = observations(observation(450, 2020, quote="建成幸福河湖450条", **thing))
    assert judge(promise, court_of(known, plans(plan())), date(2021, 1, 1))["state"][0] == "已完成"


def test_two_units_that_count_one_thing_alike_match_and_both_are_printed():
    """无锡 2019: a goal of 500 个, a report of 2600 座."""
    thing = {"indicator": "新建5G基站", "measure": "increment"}
    promise, document = targets(target(500, 2019, annual=True, unit="个", **thing)), plans(plan(2019, 2019))
    told = observations(observation(2600, 2019, unit="座", **thing))
    row = judge(promise, court_of(told, document), date(2020, 1, 10)).iloc[0]
    assert (row["state"], row["value"]) == ("已完成", 2600)
    assert row["reason"].startswith("2019年新增2600座，已达到目标500个以上，完成率520%")


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [("新增农户", "户", "家"), ("新建5G基站", "个", "万个"), ("智慧灯杆", "个", "座"), ("停车泊位", "个", "%")],
)
def test_other_units_do_not(name, one, two):
    assert same_unit(thing_name(name), one) != same_unit(thing_name(name), two)


def test_a_figure_entered_in_a_unit_that_was_put_right_since_does_not_count():
    mine = observation(95, 2020, unit="%", target_id="t1", period_end=date(2020, 12, 31))
    promise = targets(target(90, 2020, unit="个"))
    assert judge(promise, court_of(observations(mine), plans(plan())), date(2021, 1, 5)).iloc[0]["state"] == "无数据"
