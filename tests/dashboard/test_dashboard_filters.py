"""A filter and its address are the same thing."""

from dataclasses import fields
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data import current_board
from dashboard.filters import NAMES, Filters
from dashboard.searching import fold
from pipeline.board import publish
from tests.dashboard.small_board import frames

WORDS = st.lists(st.text(min_size=1).map(str.strip).filter(bool), max_size=3, unique=True).map(tuple)
FIELDS = {field.name: WORDS for field in fields(Filters)}
SEARCHED = WORDS.map(lambda words: tuple(dict.fromkeys(" ".join(words).split())))
FILTERS = st.builds(Filters, **FIELDS | {"text": SEARCHED})


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("网上可办率达到", ["t-done"]),  # the Simplified reading of a Traditional source
        ("網上可辦率", ["t-done"]),
        ("停車場", ["t-missed"]),  # a Traditional word in a Simplified sentence
        ("发展智能车间", ["t-twice"]),
        ("云溪", ["t-done", "t-missed", "t-twice", "t-evil"]),
        ("市工信局 云溪", ["t-evil"]),
        ("30000", ["t-wan"]),
        ("30,000", ["t-wan"]),
        ("３万", ["t-ahead", "t-wan"]),
        ("5g", ["t-ahead", "t-wan"]),
        ("另一处", ["t-twice"]),  # stands in its second statement only
    ],
)
def test_search_finds_what_is_printed_in_either_script(data_folder, text, found):
    tables = frames()
    tables["target"].loc[tables["target"]["target_id"] == "t-evil", "supporting_agencies"] = pd.Series(
        [["市工信局"]] * len(tables["target"])
    )
    again = tables["passage"].index[-1]
    start = int(tables["passage"].loc[again, "end"])
    text_added = {"raw_text": "另一处也写到。\n", "clean_text": "另一处也写到。", "start": start, "end": start + 8}
    added = tables["passage"].loc[[again]].assign(passage_id="c#9", position=9, **text_added)
    tables["passage"] = pd.concat([tables["passage"], added], ignore_index=True)
    place = {"plan_id": "c", "sentence_start": start, "sentence_end": start + 7}
    tables["statement"].loc[tables["statement"]["statement_id"] == "t-twice#1", list(place)] = list(place.values())
    publish(tables, data_folder)
    assert list(Filters.from_query({"text": [text]}).apply(current_board().goals)["target_id"]) == found


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_blanks_in_a_pasted_text_part_words():
    assert Filters.from_query({"text": ["视频 监控", "监控"]}).text == ("视频", "监控")


def test_unknown_parameters_are_ignored():
    assert Filters.from_query({"utm": ["x"], "city": [" 云溪市 ", "云溪市", ""]}) == Filters(city=("云溪市",))
