"""Names, dates and thresholds hold numbers that are no goals."""

import pytest
from hypothesis import given, settings

from pipeline.extract.exclusions import excluded_spans, without_names
from pipeline.extract.quantities import find_quantities
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
