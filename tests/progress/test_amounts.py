"""Amounts in words: one large unit at most, also where the unit is a large one already."""

import pytest

from pipeline.progress.wording import amount


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (30000, "路", "3万路"),
        (110_000, "万元", "11亿元"),
        (9_999, "万元", "9999万元"),
        (149_000, "万美元", "14.9亿美元"),
        (5, "万", "5万"),
        (4.5, "%", "4.5%"),
    ],
)
def test_amount(value, unit, words):
    assert amount(value, unit) == words
