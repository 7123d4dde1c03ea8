"""数据期: what has ended by a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cycles import CYCLES, ended


@pytest.mark.parametrize(
    ("cycle", "as_of", "words"),
    [
        ("季度", "2024-10-15", ["2024年前三季度", "2024年上半年", "2024年一季度", "2023年"]),
        ("半年", "2024-10-15", ["2024年上半年", "2023年"]),
        ("全年", "2024-12-30", ["2023年"]),
        ("全年", "2024-12-31", ["2024年"]),
        ("月度", "2024-03-01", ["2024年1至2月", "2024年1月", "2023年"]),
    ],
)
def test_the_last_periods_of_a_cycle(cycle, as_of, words):
    assert [period.words for period in ended(cycle, date.fromisoformat(as_of), len(words))] == words


@given(st.sampled_from([*CYCLES]), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_has_ended_lies_in_the_past_and_the_next_does_not(cycle, as_of):
    last, before = ended(cycle, as_of, 2)
    assert before.end < last.end <= as_of
    later = date(as_of.year + 1, 12, 31)
    count = 12 * 2 // CYCLES[cycle]
    following = min(period.end for period in ended(cycle, later, count + 1) if period.end > last.end)
    assert following > as_of
