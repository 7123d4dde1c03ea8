"""Every usual spelling of a number with its unit, and what must hold of any text."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.extract.exclusions import without_names
from pipeline.extract.quantities import Quantity, find_quantities
from tests.factories import cases
from tests.strategies import any_text

COUNT_WORDS = ("个", "家", "项", "座", "户", "人次", "公里", "万元", "%")


def spelled(quantity: Quantity, text: str) -> dict:
    found = {"surface": quantity.span.of(text), "value": quantity.value, "unit": quantity.unit}
    return found if quantity.value_max is None else found | {"value_max": quantity.value_max}


@pytest.mark.parametrize("case", cases("quantities"))
def test_spelling(case):
    found = without_names(find_quantities(case["text"]), case["text"])
    assert [spelled(quantity, case["text"]) for quantity in found] == case["found"]


@settings(deadline=None)
@given(any_text)
def test_found_in_order_apart_and_inside(text):
    found = find_quantities(text)
    ends = [0, *(quantity.span.end for quantity in found)]
    assert all(end <= quantity.span.start for end, quantity in zip(ends, found, strict=False))
    assert ends[-1] <= len(text)


@settings(deadline=None)
@given(any_text)
def test_a_range_goes_up(text):
    assert all(quantity.value < quantity.value_max for quantity in find_quantities(text) if quantity.value_max)


@settings(deadline=None)
@given(st.integers(1, 10**7), st.sampled_from(COUNT_WORDS), st.sampled_from(("完成", "达到", "超过", "", "约")))
def test_whole_number_with_its_unit(value, unit, before):
    assert only(f"{before}{value}{unit}") == (value, unit)


@example(Decimal("293.21"), "亿", "条")
@settings(deadline=None)
@given(st.decimals(0, 9999, places=2), st.sampled_from(("万", "亿")), st.sampled_from(("条", "人次", "户")))
def test_scale_multiplies(value, scale, unit):
    assert only(f"{value}{scale}{unit}") == (float(value * {"万": 10**4, "亿": 10**8}[scale]), unit)


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from("-—–~～至到"), st.sampled_from(("个", "家", "%")))
def test_both_ends_of_a_range(low, more, dash, unit):
    (quantity,) = find_quantities(f"每年{low}{dash}{low + more}{unit}")
    assert (quantity.value, quantity.value_max, quantity.unit) == (low, low + more, unit)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(("元", "万元", "亿元")))
def test_money_is_kept_in_ten_thousands(value, unit):
    factor = {"元": 1e-4, "万元": 1, "亿元": 1e4}[unit]
    assert only(f"投入{value}{unit}") == (pytest.approx(value * factor), "万元")


def only(text: str) -> tuple[float, str]:
    (quantity,) = find_quantities(text)
    assert text.endswith(quantity.span.of(text))
    return quantity.value, quantity.unit
