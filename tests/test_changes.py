"""What a new build would show differently."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.board import publish, read_board
from pipeline.changes import compare, lines, summary
from pipeline.frames import frames_of
from pipeline.reading import read_plan
from tests.small_plan import write_plan


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return read_plan(write_plan(tmp_path_factory.mktemp("plan")))


def test_a_board_is_the_same_as_what_it_was_published_from(reading, tmp_path):
    frames = frames_of(reading)
    publish(frames, tmp_path)
    assert compare(read_board(tmp_path), frames).empty
    assert summary(compare(frames, frames)) == "与现在的看板相比没有变化。"


def test_what_appears_vanishes_and_changes(reading):
    facts = [fact for fact in reading.facts if "1500" not in fact.quote_span.of(reading.clean.text)]
    facts = [replace(fact, year=2025, value=98.0) if "网上" in fact.indicator else fact for fact in _untied(facts)]
    old = replace(reading, facts=tuple(_untied(reading.facts[1:])))
    changes = compare(frames_of(old), frames_of(replace(reading, facts=tuple(facts))))
    told = {(row.change, row.field, row.before, row.after) for row in changes.itertuples()}
    assert told == {
        ("新增", "", "", "60%（2018）"),
        ("撤下", "", "1500家（2021）", ""),
        ("改变", "年份", "2021", "2025"),
        ("改变", "数值", "100", "98"),
    }
    assert summary(changes) == "与现在的看板相比：新增 1 项，撤下 1 项，改变 1 项（涉及 1 份文件）。"
    assert any(line.endswith("：数值 100 → 98") for line in lines(changes))


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_going_back_is_the_reverse(data, reading):
    some = st.lists(st.sampled_from(range(len(reading.facts))), unique=True)
    picks = [sorted(data.draw(some)) for _ in "ab"]
    a, b = (
        frames_of(replace(reading, facts=tuple(_untied([reading.facts[index] for index in pick])))) for pick in picks
    )
    there, back = compare(a, b), compare(b, a)
    swap = {"新增": "撤下", "撤下": "新增", "改变": "改变"}
    key = lambda rows: sorted(zip(rows["fact_id"], rows["change"], rows["field"], strict=True))  # noqa: E731
    assert key(there) == sorted((fact, swap[change], field) for fact, change, field in key(back))


def _untied(facts):
    """Facts of a reading, none said to repeat another."""
    return [replace(fact, same_as=None) for fact in facts]
