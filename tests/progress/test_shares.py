"""Printed shares of one whole add up to 100.0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.progress.shares import shares

counts = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


def test_the_five_states_of_a_published_notice():
    """金寨 2025: 222 items, published as 7.7, 4.5, 10.8, 4.1 and 72.9."""
    found = shares([17, 10, 24, 9, 162])
    assert round(sum(found.percents), 1) == 100.0
    assert found.percents == (7.7, 4.5, 10.8, 4.0, 73.0)
    assert not found.uneven


def test_equal_counts_that_cannot_be_printed_alike_are_flagged():
    found = shares([1, 1, 1])
    assert (found.percents, found.uneven) == ((33.4, 33.3, 33.3), True)
    assert shares([1, 1]) == shares([7, 7])
    assert not shares([1, 1]).uneven


def test_nothing_has_no_shares():
    assert shares([0, 0]).percents == (0.0, 0.0)
    assert shares([]).percents == ()
    with pytest.raises(ValueError, match="below zero"):
        shares([3, -1])


@given(counts)
def test_they_add_up_and_stay_within_a_tenth(numbers):
    found, whole = shares(numbers), sum(numbers)
    assert round(sum(found.percents), 1) == (100.0 if whole else 0.0)
    exact = [100 * number / whole if whole else 0 for number in numbers]
    assert all(abs(percent - share) < 0.1 for percent, share in zip(found.percents, exact, strict=True))
    assert found.uneven == any(
        one == two and first != second
        for one, first in zip(numbers, found.percents, strict=True)
        for two, second in zip(numbers, found.percents, strict=True)
    )


@given(counts)
def test_a_larger_count_never_prints_less(numbers):
    pairs = sorted(zip(numbers, shares(numbers).percents, strict=True))
    assert [percent for _, percent in pairs] == sorted(percent for _, percent in pairs)
