"""An estimate is told from a figure by its own words."""

import pytest

from pipeline.filing.finality import finality


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("预计全年地区生产总值增长6%", "estimate"),
        ("一般公共预算收入有望突破100亿元", "estimate"),
        ("初步核算，全市生产总值增长5.1%", "preliminary"),
        ("新增5G基站2600座", ""),
        ("", ""),
    ],
)
def test_finality(quote, expected):
    assert finality(quote) == expected
