"""Which figure answers which target: rather none than a wrong one."""

from datetime import date

import pytest

from pipeline.progress import court_of, judge
from pipeline.progress.answers import thing_name
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
