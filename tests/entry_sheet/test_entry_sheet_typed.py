"""What people type into a cell."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entry_sheet.typed import BadCellError, Typed, day_in, finality_in, number_in

NUMBERS = [
    ("62.6", "%", 62.6),
    ("62.6%", "%", 62.6),
    ("６２．６％", "%", 62.6),
    ("3万", "路", 30_000),
    ("3万路", "路", 30_000),
    ("1.2亿", "人次", 120_000_000),
    ("1,234.5", "家", 1234.5),
    ("１，２３４", "家", 1234),
    ("-3.3", "%", -3.3),
    ("−3.3", "%", -3.3),
    (" 12 家 ", "家", 12),
    ("3亿元", "万元", 30_000),
    ("500万元", "万元", 500),
    ("12", "", 12),
    ("12千瓦时", "千瓦时", 12),
]


@pytest.mark.parametrize(("words", "unit", "value"), NUMBERS)
def test_numbers_as_people_write_them(words, unit, value):
    assert number_in(Typed(words), unit) == value


@pytest.mark.parametrize(
    ("words", "unit"), [("3万", "万元"), ("3万", "%"), ("3家", "个"), ("约3", "家"), ("1-2", "家")]
)
def test_what_could_mean_two_things_is_not_guessed(words, unit):
    with pytest.raises(BadCellError) as error:
        number_in(Typed(words), unit)
    assert error.value.remedy


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_itself(value):
    assert number_in(Typed(value), "家") == value


@pytest.mark.parametrize(
    "words", ["2024-09-30", "2024/9/30", "2024年9月30日", "２０２４．９．３０", "2024-09-30 00:00:00"]
)
def test_dates_as_people_write_them(words):
    assert day_in(Typed(words)) == date(2024, 9, 30)


def test_dates_as_programs_keep_them():
    assert day_in(Typed(datetime(2024, 9, 30))) == day_in(Typed(date(2024, 9, 30))) == date(2024, 9, 30)
    assert day_in(Typed(None)) is day_in(Typed("  ")) is None


@pytest.mark.parametrize("words", ["2024-02-30", "2024年9月", "9月30日", "2024-09-30至10-01"])
def test_what_is_no_date(words):
    with pytest.raises(BadCellError):
        day_in(Typed(words))


def test_finality():
    assert [finality_in(Typed(word)) for word in ("预计", "初步", "审定", None)] == [
        "estimate", "preliminary", "final", "",
    ]  # fmt: skip
