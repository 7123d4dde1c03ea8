"""A fact is filed by its wording; what is only like a wording is unsure, what differs in scope is another thing."""

import dataclasses

import pandas as pd
import pytest

from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.filing.indicators import COLUMNS, Cabinet, filed

VILLAGES = CanonicalIndicator(
    id="X01", name="省级特色田园乡村", unit="个", other_units=("家",), measures=("increment",), direction="up",
    domain="产业经济", words=("新增省级特色田园乡村",), other_things=("新增省级特色示范田园乡村",), grade="",
)  # fmt: skip
GDP = CanonicalIndicator(
    id="X02", name="地区生产总值增速", unit="%", measures=("growth",), direction="up", domain="产业经济",
    words=("地区生产总值",), grade="A",
)  # fmt: skip
CABINET = Cabinet([VILLAGES, GDP])


@pytest.mark.parametrize(
    ("name", "unit", "measure", "where"),
    [
        ("新增省级特色田园乡村", "个", "increment", "X01"),
        ("新增省级特色田园乡村数", "家", "increment", "X01"),
        ("新增省特色田园乡村", "个", "increment", "X01"),
        ("全市地区生产总值增长率", "%", "growth", "X02"),
        ("GDP增速", "%", "growth", "X02"),
    ],
)
def test_a_wording_is_sure(name, unit, measure, where):
    found = CABINET.place(name, unit, measure)
    assert found is not None
    assert (found.indicator_id, found.sure) == (where, True)


@pytest.mark.parametrize(
    ("name", "unit", "measure"),
    [
        ("新增市级特色田园乡村", "个", "increment"),
        ("省级特色田园乡村", "个", "increment"),
        ("新增省级特色田园乡村", "个", "level"),
        ("新增省级特色田园乡村", "%", "increment"),
        ("新增省级特色示范田园乡村", "个", "increment"),
        ("地区生产总值", "万元", "level"),
        ("进出口总额增长率", "%", "growth"),
    ],
)
def test_another_thing_is_filed_nowhere(name, unit, measure):
    assert CABINET.place(name, unit, measure) is None


def test_what_is_like_a_wording_is_unsure():
    found = CABINET.place("新增省级特色田园乡村片", "个", "increment")
    assert found is not None
    assert (found.indicator_id, found.wording, found.sure) == ("X01", "新增省级特色田园乡村", False)
    assert 0 < found.score < 0.8


def test_a_table_is_filed_fact_by_fact():
    facts = pd.DataFrame(
        [("t1", "地区生产总值增长率", "%", "growth"), ("t2", "别的", "%", "level"), ("t3", "GDP增速", "%", "growth")],
        columns=["target_id", "indicator", "unit", "measure"],
    )
    places = filed(facts, "target_id", [VILLAGES, GDP])
    assert list(places.columns) == COLUMNS
    assert list(places["fact_id"]) == ["t1", "t3"]
    assert filed(facts[:0], "target_id", [GDP]).empty


def test_a_name_with_the_parts_of_two_indicators_is_not_sure():
    net = dataclasses.replace(VILLAGES, id="X03", words=("新获评省级特色田园乡村",), other_things=())
    cabinet = Cabinet([VILLAGES, net])
    assert cabinet.place("新获评省级特色田园乡村", "个", "increment") == Cabinet([net]).place(
        "新获评省级特色田园乡村", "个", "increment"
    )
    found = cabinet.place("新认定省级特色田园乡村", "个", "increment")
    assert found is not None
    assert not found.sure
