"""The name of an indicator, taken apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.matching.names import each_of, name_of
from tests.strategies import any_text

ONE = [
    ("城镇新增就业", "新增城镇就业"),
    ("新增省级以上众创空间", "省级及以上众创空间新增数"),
    ("GDP增长率", "地区生产总值增速"),
    ("研发投入强度", "全社会R&D经费支出占GDP比重"),
    ("新建改扩建幼儿园", "新改扩建幼儿园"),
    ("新建和改造提升高标准农田", "新建改造高标准农田"),
    ("“智改数转”覆盖率", "智能化改造、数字化转型覆盖率"),
    ("中小学、幼儿园", "幼儿园和中小学"),
    ("完成老旧小区改造任务数", "完成改造老旧小区数"),
    ("国家级高新技术企业", "高新技术企业"),
    ("全市登记失业率", "城镇登记失业率"),
]
OTHER = [
    ("新增高新技术企业", "高新技术企业"),
    ("新建绿道", "新开工绿道"),
    ("省级智能工厂", "市级智能工厂"),
    ("省级智能工厂", "省级以上智能工厂"),
    ("市区新增绿地", "新增绿地"),
    ("一般公共预算收入同口径增长率", "一般公共预算收入增长率"),
    ("规模以上工业增加值", "工业增加值"),
    ("企业研发投入强度", "研发投入强度"),
    ("新增有效发明专利总数", "新增有效发明专利"),
    ("3亿元以上项目", "10亿元以上项目"),
]


@pytest.mark.parametrize(("one", "two"), ONE)
def test_wordings_of_one_thing_are_one_name(one, two):
    assert name_of(one) == name_of(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_what_makes_another_thing_stays_in_the_name(one, two):
    assert name_of(one) != name_of(two)


def test_a_name_is_taken_apart():
    name = name_of("市区新建成省级以上示范幼儿园数")
    assert (name.core, name.acts, name.levels, name.areas) == ("示范幼儿园", {"build"}, {"省以上"}, {"市区"})
    assert not name.is_stock
    assert name.is_new


@pytest.mark.parametrize("stock", ["新增上市公司总数", "机动车保有量", "累计建成5G基站"])
def test_all_there_are_is_no_act(stock):
    assert name_of(stock).is_stock
    assert name_of(stock).acts == frozenset()


@pytest.mark.parametrize("thing", ["建设用地", "改造项目", "重点建设项目", "工业增加值", "孵化器", "投资完成率"])
def test_a_word_in_the_name_of_a_thing_is_no_act(thing):
    assert name_of(thing).acts == frozenset()
    assert name_of(f"新增{thing}").acts == {"add"}


@pytest.mark.parametrize(
    ("indicator", "quote", "things"),
    [
        ("新开工、竣工中小学幼儿园", "新开工、竣工中小学幼儿园各50所", ("新开工中小学幼儿园", "竣工中小学幼儿园")),
        ("打造美丽小区、美丽街巷", "打造美丽小区、美丽街巷各100个", ("打造美丽小区", "打造美丽街巷")),
        ("打造“美丽小区”“美丽街巷”", "打造“美丽小区”“美丽街巷”各100个", ("打造“美丽小区", "打造“美丽街巷”")),
        ("工业投资、民间投资增长率", "工业投资、民间投资均增长10%以上", ("工业投资增长率", "民间投资增长率")),
        (
            "新增5G基站、充电桩、停车位",
            "新增5G基站、充电桩、停车位均超8000个",
            ("新增5G基站", "新增充电桩", "新增停车位"),
        ),
        ("亩均税收、增加值增长率", "亩均税收、增加值分别增长7%和8%", ("亩均税收、增加值增长率",)),
        ("公办率、普惠率", "公办率、普惠率各50%", ("公办率", "普惠率")),
        ("新建中小学、幼儿园", "新建中小学、幼儿园110所", ("新建中小学、幼儿园",)),
        ("新建小学", "新建小学各5所", ("新建小学",)),
    ],
)
def test_a_number_said_of_each_thing(indicator, quote, things):
    assert each_of(indicator, quote) == things


@settings(deadline=None)
@given(any_text)
def test_no_name_is_taken_away_whole(text):
    letters = any(letter.isalnum() for letter in text)
    assert bool(name_of(text).core) or not letters


@settings(deadline=None)
@given(st.sampled_from([one for pair in ONE + OTHER for one in pair]))
def test_a_core_is_its_own_name(indicator):
    core = name_of(indicator).core
    assert name_of(core).core == core
