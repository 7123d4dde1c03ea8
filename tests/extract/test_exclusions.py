"""Names, dates and thresholds hold numbers that are no goals."""

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
    names = [span for span, _ in excluded_spans(text)]
    assert not any(span.overlaps(quantity.span) for span in names for quantity in kept)


@pytest.mark.parametrize("reason", load("exclusions")["needs"])
def test_every_match_of_a_reason_holds_one_of_the_characters_it_is_said_to_need(reason):
    known = load("exclusions")
    for pattern in known["patterns"][reason]:
        assert _always_holds(_parser.parse(pattern), known["needs"][reason]), pattern


def _always_holds(parts, characters):
    return any(_holds(str(kind), what, characters) for kind, what in parts)


def _holds(kind, what, characters):
    if kind == "LITERAL":
        return chr(what) in characters
    if kind == "IN":
        return all(str(one) == "LITERAL" and chr(letter) in characters for one, letter in what)
    if kind == "BRANCH":
        return all(_always_holds(branch, characters) for branch in what[1])
    if kind == "MAX_REPEAT":
        return what[0] > 0 and _always_holds(what[2], characters)
    return kind == "SUBPATTERN" and _always_holds(what[-1], characters)
