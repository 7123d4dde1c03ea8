"""Sentences of plans, outlines and work reports → their facts; and what holds of any text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Fact, Reading
from tests.factories import DOCUMENTS, cases, facts_in, raw_document, read_in, reading_of, surface
from tests.strategies import any_text

YEARS = {
    ("plan", "future"): 2025, ("plan", "past"): 2023, ("outline", "future"): 2025, ("outline", "past"): 2021,
    ("report", "future"): 2024, ("report", "past"): 2023,
}  # fmt: skip
COMPARED = (
    "indicator", "value", "value_max", "unit", "op", "measure", "year", "kind", "lead", "supporting", "certainty",
)  # fmt: skip


def usual(case: dict) -> dict:
    """What a case does not have to say."""
    return {
        "value_max": None,
        "op": "=",
        "measure": "level",
        "year": YEARS[case["document"], case["section"]],
        "kind": "target" if case["section"] == "future" else "actual",
        "lead": [],
        "supporting": [],
        "certainty": "core",
    }


def told(reading: Reading, fact: Fact) -> dict:
    fields = {name: getattr(fact, name) for name in COMPARED}
    lists = {name: list(fields[name]) for name in ("lead", "supporting")}
    return {"number": surface(reading, fact)} | fields | lists


@pytest.mark.parametrize("case", cases("facts"))
def test_facts_of_a_sentence(case):
    reading = read_in(case["document"], case["section"], case["text"])
    assert [told(reading, fact) for fact in reading.facts] == [usual(case) | fact for fact in case["facts"]]


def test_where_things_stood_has_no_year_unless_one_is_said():
    before, after = facts_in("report", "past", "农村卫生户厕普及率由82%提高到91%。")
    assert (before.kind, before.year, after.year) == ("actual", None, 2023)


@settings(max_examples=60, deadline=None)
@given(any_text, st.sampled_from(tuple(DOCUMENTS)), st.sampled_from(("past", "future")))
@example("(100%", "plan", "future")
@example("全覆盖\n1.覆盖率达到90%以上", "report", "past")
def test_any_text_in_a_document(text, document, section):
    check(read_in(document, section, text.replace("{", "").replace("}", "")))


@settings(max_examples=60, deadline=None)
@given(any_text)
def test_any_text_alone(text):
    check(reading_of(raw_document(text)))


@pytest.mark.parametrize("text", ["3万路以上。", "到2025年，达到90%。", "其中，1200家。"])
def test_what_nothing_names_says_so(text):
    assert all(fact.indicator for fact in facts_in("plan", "future", text))


def check(reading: Reading) -> None:
    """Each number stands in its quote, each quote in the text, in the order they are printed."""
    length = len(reading.clean.text)
    for fact in reading.facts:
        assert fact.quote_span.contains(fact.span)
        assert fact.quote_span.end <= length
        assert fact.sentence.contains(fact.span)
        raw = reading.clean.to_raw(fact.quote_span)
        assert raw.contains(reading.clean.to_raw(fact.span))
    assert list(reading.facts) == sorted(reading.facts, key=lambda fact: fact.span)


@given(st.integers(1, 100), st.sampled_from(("达到", "超过", "不低于")), st.integers(2024, 2030))
@settings(max_examples=20, deadline=None)
def test_value_and_year_are_those_printed(value, verb, year):
    (fact,) = facts_in("plan", "future", f"到{year}年，群众满意率{verb}{value}%。")
    assert (fact.value, fact.unit, fact.year, fact.indicator) == (value, "%", year, "群众满意率")
