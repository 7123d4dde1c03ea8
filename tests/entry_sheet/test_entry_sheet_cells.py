"""What stands in a cell of a sheet that came back; words are read as in tests/test_typed.py."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entry_sheet.cells import Typed, amount_of, day_of, finality_of
from pipeline.typed import TypedError


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_itself(value):
    assert amount_of(Typed(value), "家") == (value, None)


def test_words_are_read_as_everywhere():
    assert amount_of(Typed("4.5%—5.0%"), "%") == (4.5, 5)
    assert amount_of(Typed(" "), "%") is None
    with pytest.raises(TypedError, match=r"被当成了日期.*区间写成 4~5"):
        amount_of(Typed(datetime(2024, 4, 5)), "%")


@pytest.mark.parametrize(
    "words", ["2024-09-30", "2024/9/30", "2024年9月30日", "２０２４．９．３０", "2024-09-30 00:00:00"]
)
def test_dates_as_people_write_them(words):
    assert day_of(Typed(words)) == date(2024, 9, 30)


def test_dates_as_programs_keep_them():
    assert day_of(Typed(datetime(2024, 9, 30))) == day_of(Typed(date(2024, 9, 30))) == date(2024, 9, 30)
    assert day_of(Typed(None)) is day_of(Typed("  ")) is None


@pytest.mark.parametrize("words", ["2024-02-30", "2024年9月", "9月30日", "2024-09-30至10-01"])
def test_what_is_no_date(words):
    with pytest.raises(TypedError):
        day_of(Typed(words))


def test_finality():
    assert [finality_of(Typed(word)) for word in ("预计", "初步", "审定", None)] == [
        "estimate", "preliminary", "final", "",
    ]  # fmt: skip
