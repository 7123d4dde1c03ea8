"""The dictionary of canonical indicators: what ships is right, and what is wrong is refused with all that is wrong."""

import re
from dataclasses import replace
from typing import get_args

import pytest

from pipeline.errors import PipelineError
from pipeline.filing.dictionary import (
    FIELDS,
    MEASURES,
    CanonicalIndicator,
    DictionaryError,
    check,
    definition_of,
    dictionary,
    indicator_of,
)
from pipeline.lexicon import load
from pipeline.model import Measure
from pipeline.progress.answers import is_telling
from pipeline.reading import read_plan
from tests.factories import SEEDS

BY_ID = {indicator.id: indicator for indicator in dictionary()}
GDP = {
    "id": "X01", "name": "地区生产总值增长率", "unit": "%", "measures": ["growth"], "direction": "up",
    "domain": "产业经济", "words": ["地区生产总值", "GDP"], "grade": "A",
}  # fmt: skip


def named(word):
    """The shipped indicators that have a wording, by id."""
    return {indicator.id for indicator in dictionary() if word in indicator.words}


def message(error):
    return str(error.value)


def test_the_forty_of_the_plans_and_the_frequent_of_the_reports_ship():
    ids = list(BY_ID)
    numbered = {int(re.sub(r"\D", "", each)) for each in ids if each.startswith("C")}
    assert numbered == set(range(1, 38))
    assert {"C16a", "C16b", "C16c", "C16d"} <= set(ids)
    assert sum(each.startswith("N") for each in ids) >= 80


def test_what_ships_agrees_with_itself():
    check(dictionary())


@pytest.mark.parametrize("indicator", dictionary(), ids=lambda indicator: indicator.id)
def test_there_and_back(indicator):
    definition = definition_of(indicator)
    assert list(definition) == list(FIELDS)
    assert indicator_of(definition) == indicator


@pytest.mark.parametrize("indicator", dictionary(), ids=lambda indicator: indicator.id)
def test_a_shipped_indicator_says_what_it_is(indicator):
    assert all(map(is_telling, indicator.words))
    printed = (*indicator.words, *indicator.other_things) if "growth" in indicator.measures else ()
    assert not any(word.endswith("增长率") for word in printed)
    assert indicator.domain in load("domains")["words"]
    assert indicator.grade == "A" or indicator.note.endswith("。")
    assert all(text.endswith("。") for text in (indicator.note, indicator.definition) if text)


@pytest.mark.parametrize(
    ("ids", "grade"),
    [
        ("C14 C15 C34", "A"),
        ("C01 C02 C04 C12 C13 C21 C29 C36", "B"),
        ("C03 C05 C07 C09 C10 C11 C16a C16b C17 C18 C20 C22 C23 C24 C25 C26 C27 C32 C33", "C"),
        ("C06 C08 C16c C16d C19 C28 C30 C31 C35 C37", ""),
    ],
)
def test_the_grades_of_the_forty(ids, grade):
    assert {each: BY_ID[each].grade for each in ids.split()} == dict.fromkeys(ids.split(), grade)


def test_workshops_are_refused_under_every_wording_with_the_reason():
    words = "新增省级示范智能车间", "建成智能车间", "新增市级示范智能车间"
    assert [named(word) for word in words] == [{"C23"}] * 3
    assert "新增" in BY_ID["C23"].note
    assert "市级" in BY_ID["C23"].note


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("到位注册外资", "实际使用外资"), ("新增高新技术企业", "净增高新技术企业"), ("财政总收入", "一般公共预算收入"),
        ("新增公共停车泊位", "新增停车泊位"), ("森林覆盖率", "林木覆盖率"), ("城镇化率", "常住人口城镇化率"),
        ("新增专精特新“小巨人”企业", "新增国家级专精特新“小巨人”企业"), ("城镇新增就业", "新增就业"),
    ],
)  # fmt: skip
def test_look_alikes_are_kept_apart(one, other):
    assert named(one)
    assert named(other)
    assert not named(one) & named(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("研发投入强度", "全社会研究与试验发展经费支出占地区生产总值比重"), ("城镇新增就业", "新增城镇就业"),
        ("规上工业增加值", "规模以上工业增加值"), ("单位GDP能耗下降率", "万元GDP能耗下降率"),
    ],
)  # fmt: skip
def test_wordings_of_one_thing_are_together(one, other):
    assert named(one) == named(other) != set()


def test_growth_and_amount_are_two_indicators():
    kinds = {BY_ID[each].measures for each in named("社会消费品零售总额")}
    assert kinds == {("growth",), ("level",)}


def test_what_the_plans_promise_is_found_by_its_words():
    printed = {fact.indicator for path in SEEDS.values() for fact in read_plan(path).facts}
    for each in ("C01", "C02", "C03", "C04", "C13", "C14", "C15", "C23", "C34"):
        assert printed & set(BY_ID[each].words), each


def test_a_definition_may_leave_out_what_is_not_known():
    indicator = indicator_of(GDP)
    assert (indicator.definition, indicator.note, indicator.other_things, indicator.gbt33356) == ("", "", (), "")
    assert indicator.units == ("%",)
    assert indicator_of(GDP | {"unit": "家", "other_units": ["户"]}).units == ("家", "户")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "十一"}, "“编号”须为一个大写字母加两三位数字"),
        ({"name": " "}, "缺“名称”"),
        ({"direction": "sideways"}, "“方向”须为up（越高越好）、down（越低越好）、none（不论高低）之一"),
        ({"grade": "D"}, "须为A（可比）、B（可比，须附说明）、C（口径不同，不作比较）、空（只在本地逐年比较）之一"),
        ({"domain": "经济"}, "“领域”须为信息安全、"),
        ({"gbt33356": "经济"}, "“GB/T 33356 分类”须为空、惠民服务、"),
        ({"measures": []}, "“计量方式”须为level（水平）、"),
        ({"measures": ["growth", "speed"]}, "“计量方式”须为level（水平）、"),
        ({"measures": "growth"}, "“计量方式”须为一项一项列出的文字"),
        ({"unit": 5}, "“单位”须为文字"),
        ({"words": ["地区生产总值", " "]}, "“叫法”须为一项一项列出的文字"),
        ({"words": []}, "“叫法”须至少有一个"),
        ({"words": ["——"]}, "“叫法”须至少有一个，且不能只有符号"),
        ({"words": ["5G网络覆盖率", "全市5G网络覆盖率"]}, "“叫法”须各不相同：5G网络覆盖率重复"),
        ({"other_things": ["全市地区生产总值"]}, "“叫法”不能又列为“易混的叫法”：地区生产总值"),
        ({"other_units": ["%"]}, "“同义单位”不能含本来的单位"),
        ({"grade": "B"}, "“说明”须写明：可比，须附说明的指标要说清哪里不同"),
        ({"grade": "C", "note": " "}, "“说明”须写明：口径不同，不作比较的指标要说清哪里不同"),
        ({"formula": "x"}, "有不认识的项目formula，可填的是id（编号）、name（名称）、"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_what_is_allowed(change, said):
    with pytest.raises(DictionaryError) as error:
        indicator_of(GDP | change)
    assert said in message(error)
    assert "X01" in message(error) or "id" in change
    assert message(error).endswith("请改正后再保存。")


@pytest.mark.parametrize("key", ["id", "name", "unit", "measures", "direction", "domain", "words", "grade"])
def test_a_missing_field_is_named(key):
    with pytest.raises(DictionaryError, match=f"缺“{FIELDS[key]}”"):
        indicator_of({field: value for field, value in GDP.items() if field != key})


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(DictionaryError) as error:
        indicator_of(GDP | {"direction": "?", "grade": "B", "domain": "?"})
    assert len(error.value.problems) == 3
    assert isinstance(error.value, PipelineError)


def test_an_indicator_made_in_code_is_held_to_the_same():
    with pytest.raises(DictionaryError, match="方向"):
        replace(BY_ID["C01"], direction="sideways")


def clash(**changes):
    return check([indicator_of(GDP), indicator_of(GDP | {"id": "X02", "name": "另一项"} | changes)])


def test_two_indicators_may_not_have_one_id():
    with pytest.raises(DictionaryError, match="“另一项”（X01）的“编号”须是没有用过的"):
        clash(id="X01", words=["财政收入"])


@pytest.mark.parametrize("changes", [{}, {"words": ["全市GDP"]}, {"unit": "‰", "other_units": ["%"]}])
def test_a_wording_belongs_to_one_indicator(changes):
    with pytest.raises(DictionaryError, match="“叫法”须只属于一项指标"):
        clash(**changes)


@pytest.mark.parametrize("changes", [{"unit": "万元"}, {"measures": ["level"]}, {"words": ["生产总值"]}])
def test_another_unit_measure_or_wording_is_another_thing(changes):
    clash(**changes)


def test_every_measure_has_its_word():
    assert set(MEASURES) == set(get_args(Measure))
    assert isinstance(BY_ID["C01"], CanonicalIndicator)
