"""Numbers and days as people type them, wherever they type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typed import Amount, TypedError, amount_in, day_in, number_in

NUMBERS = [
    ("62.6", "%", 62.6), ("62.6%", "%", 62.6), ("６２．６％", "%", 62.6), ("-0.5", "%", -0.5), ("−3.3", "%", -3.3),
    ("+3", "%", 3), ("3万", "家", 30_000), ("３万", "路", 30_000), ("3万路", "路", 30_000), ("1,290", "家", 1290),
    ("１，２３４", "家", 1234), ("1.2亿", "人次", 120_000_000), ("5 个", "个", 5), (" 12 家 ", "家", 12),
    ("1.2亿元", "万元", 12_000), ("3亿元", "万元", 30_000), ("500万元", "万元", 500), ("12千瓦时", "千瓦时", 12),
    ("3万元/人", "元/人", 30_000), (" 0 ", "", 0), ("12", "", 12),
]  # fmt: skip


@pytest.mark.parametrize(("words", "unit", "value"), NUMBERS)
def test_numbers_as_people_write_them(words, unit, value):
    assert amount_in(words, unit) == (value, None)
    assert number_in(words, unit) == value


@pytest.mark.parametrize(
    ("words", "unit", "ends"),
    [
        ("4.5–5.0", "%", (4.5, 5)), ("4.5%—5.0%", "%", (4.5, 5)), ("4.5~5.0", "%", (4.5, 5)),
        ("4.5-5.0%", "%", (4.5, 5)), ("4.5％～5.0％", "%", (4.5, 5)), ("3至5万", "家", (30_000, 50_000)),
        ("1-2亿元", "万元", (10_000, 20_000)), ("1亿元—2亿元", "万元", (10_000, 20_000)),
        ("3万家至5万家", "家", (3e4, 5e4)),
    ],
)  # fmt: skip
def test_a_range_has_both_ends(words, unit, ends):
    assert amount_in(words, unit) == ends
    with pytest.raises(TypedError, match="是一个区间，请只填一个数"):
        number_in(words, unit)


@pytest.mark.parametrize(
    ("words", "unit", "told"),
    [
        ("", "%", "不是一个数"), ("九成左右", "%", "不是一个数"), ("95以上", "%", "不是一个数"),
        ("增长3%", "%", "不是一个数"), ("约3", "家", "不是一个数"), ("1e400", "家", "不是一个数"),
        ("nan", "", "不是一个数"), ("5-4", "%", "不是一个数"), ("-5-4", "%", "不是一个数"),
        ("[20]", "家", "不是一个数"),
        ("5个", "家", "单位与目标的单位“家”不同"), ("95%", "", "请换算成不带单位的数"),
        ("1.2亿", "万元", "分不清是多少万元"), ("3万", "%", "分不清是多少%"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_the_unit_is_refused(words, unit, told):
    with pytest.raises(TypedError, match=told) as error:
        amount_in(words, unit)
    assert error.value.text in str(error.value)
    assert error.value.remedy.startswith("请")


@given(st.text(max_size=45), st.sampled_from(["%", "家", "万元", "亿元", ""]))
def test_typing_gives_a_number_or_a_message(words, unit):
    try:
        value, high = amount_in(words, unit)
    except TypedError:
        return
    assert value == value
    assert high is None or high > value


@given(st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2))
def test_a_number_is_read_as_it_is_written(number):
    assert amount_in(str(number), "") == (float(number), None)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=2, unique=True).map(sorted))
def test_an_amount_is_typed_again_as_it_is_shown(ends):
    amount = Amount(*(each / 100 for each in ends))
    assert amount_in(str(amount), "家") == amount
    assert amount.cell == (amount.value if len(ends) == 1 else str(amount))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2023", date(2023, 12, 31)), ("2023年底", date(2023, 12, 31)), ("2023-02", date(2023, 2, 28)),
        ("2024年9月30日", date(2024, 9, 30)), ("2024/9/3", date(2024, 9, 3)), ("２０２４．９．３０", date(2024, 9, 30)),
        ("2024-13-01", None), ("2023-02-30", None), ("2024-09-30至10-01", None), ("去年", None), ("", None),
    ],
)  # fmt: skip
def test_days_as_they_are_typed(words, found):
    assert day_in(words) == found
    assert day_in("2023年6月", whole=True) is None
