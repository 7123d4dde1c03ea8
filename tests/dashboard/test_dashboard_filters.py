"""A filter and its address are the same thing."""

from dataclasses import fields
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import NAMES, Filters

WORDS = st.lists(st.text(min_size=1).map(str.strip).filter(bool), max_size=3, unique=True).map(tuple)
FILTERS = st.builds(Filters, **{field.name: WORDS for field in fields(Filters)})


@given(FILTERS)
def test_address_and_back(filters):
    query = urlsplit(filters.link("goal")).query
    assert Filters.from_query(parse_qs(query)) == filters


@given(FILTERS)
def test_query_and_back(filters):
    assert Filters.from_query(filters.to_query()) == filters
    assert bool(filters) == bool(filters.to_query())


@given(FILTERS, WORDS)
def test_a_change_touches_one_field(filters, words):
    changed = filters.with_(city=words)
    assert changed.city == words
    assert changed.with_(city=filters.city) == filters


def test_every_field_has_a_word():
    assert set(NAMES) == {field.name for field in fields(Filters)}


def test_no_filter_lets_everything_through_in_order(board):
    pd.testing.assert_frame_equal(Filters().apply(board.goals), board.goals)


def test_values_of_a_field_are_alternatives_and_fields_add_up(board):
    cities = Filters(city=("云溪市", "丙山市")).apply(board.goals)
    assert set(cities["city"]) == {"云溪市"}
    both = Filters(city=("云溪市",), state=("无数据",)).apply(board.goals)
    assert list(both["target_id"]) == ["t-twice", "t-evil"]


def test_each_field_finds_its_goals(board):
    def found(**values):
        return list(Filters(**values).apply(board.goals)["target_id"])

    assert found(domain=("政务服务",)) == ["t-done"]
    assert found(year=("2021",)) == ["t-done", "t-missed", "t-twice", "t-evil"]
    assert found(programme=("发展智能车间",)) == ["t-twice"]
    assert found(agency=("市公安局", "区公安分局")) == ["t-missed", "t-wan"]
    assert found(text=("停车场",)) == ["t-missed"]
    assert found(text=(".*",)) == []
    assert found(city=("没有这个市",)) == []


def test_unknown_parameters_are_ignored():
    assert Filters.from_query({"utm": ["x"], "city": [" 云溪市 ", "云溪市", ""]}) == Filters(city=("云溪市",))
