"""Names, dates and thresholds hold numbers that are no goals."""

import re
from re import _parser  # the standard library's own reading of a pattern

import pytest
from hypothesis import given, settings

from pipeline.extract.exclusions import excluded_spans, without_names
from pipeline.extract.quantities import find_quantities
from pipeline.lexicon import load
from tests.factories import cases, read_in, surface
from tests.strategies import any_text


@pytest.mark.parametrize("case", cases("exclusions"))
def test_what_is_left(case):
    reading = read_in("plan", "future", case["text"])
    assert [surface(reading, fact) for fact in reading.facts] == case["kept"]


@settings(deadline=None)
@given(any_text)
def test_exclusion_only_takes_away(text):
    found = find_quantities(text)
    kept = without_names(found, text)
    assert [quantity for quantity in found if quantity in kept] == kept
    assert not any(span.overlaps(quantity.span) for span in excluded_spans(text) for quantity in kept)


@pytest.mark.parametrize("reason", load("exclusions")["patterns"])
def test_patterns_begin_with_a_character_at_which_they_are_tried(reason):
    opens = re.compile(f"[{load('exclusions')['opens']}]")
    for pattern in load("exclusions")["patterns"][reason]:
        first, may_be_empty = _first_of(_parser.parse(pattern))
        assert not may_be_empty, pattern
        assert all(opens.match(character) for character in first), pattern


def _first_of(parts):
    """The characters that a match can begin with, and whether it can be empty."""
    first = set()
    for kind, what in parts:
        more, may_be_empty = _first(str(kind), what)
        first |= more
        if not may_be_empty:
            return first, False
    return first, True


def _first(kind, what):
    if kind in ("ASSERT", "ASSERT_NOT", "AT"):
        return set(), True
    if kind == "LITERAL":
        return {chr(what)}, False
    if kind == "IN":
        return {character for one, value in what for character in _members(str(one), value)}, False
    if kind == "BRANCH":
        found = [_first_of(branch) for branch in what[1]]
        return set().union(*(first for first, _ in found)), any(may_be_empty for _, may_be_empty in found)
    first, may_be_empty = _first_of(what[-1])  # a group, or something repeated
    return first, may_be_empty or (kind != "SUBPATTERN" and what[0] == 0)


def _members(kind, what):
    if kind == "CATEGORY":
        assert "DIGIT" in str(what)
        return "0123456789"
    return map(chr, range(what[0], what[1] + 1)) if kind == "RANGE" else [chr(what)]
