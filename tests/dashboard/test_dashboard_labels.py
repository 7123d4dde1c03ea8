"""Numbers and words as officials write them."""

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import labels

DAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("value", "value_max", "unit", "number", "word"),
    [
        (30000, None, "路", "3万", "路"),
        (170_000_000, None, "条", "1.7亿", "条"),
        (27000, None, "个", "2.7万", "个"),
        (1_300_000, None, "户", "130万", "户"),
        (10998, None, "个", "10998", "个"),
        (14047, None, "项", "14047", "项"),
        (90, None, "%", "90", "%"),
        (62.4, None, "%", "62.4", "%"),
        (3, 4, "个", "3–4", "个"),
        (4484.55, None, "万元", "4484.55", "万元"),
        (110000, None, "万元", "11", "亿元"),
        (41000, None, "万元", "4.1", "亿元"),
        (10998, None, "万元", "10998", "万元"),
        (160_000, None, "万美元", "16", "亿美元"),
        (123_456, None, "万美元", "123456", "万美元"),
        (110_000, 120_000, "万元", "11–12", "亿元"),
        (0, None, "件", "0", "件"),
        (0.125, None, "%", "0.125", "%"),
        (None, None, "", "未量化", ""),
        (np.nan, np.nan, "%", "未量化", ""),
        (5.0, pd.NA, "G", "5", "G"),
    ],
)
def test_quantity(value, value_max, unit, number, word):
    assert labels.quantity(value, value_max, unit) == (number, word)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_count_is_never_changed_by_its_writing(value):
    written = labels.number(value)
    scale = {"万": 10_000, "亿": 100_000_000}.get(written[-1], 1)
    assert round(float(written.rstrip("万亿")) * scale) == value


@pytest.mark.parametrize(
    ("op", "value", "value_max", "unit", "text"),
    [
        (">=", 99, None, "%", "≥99%"),
        (">", 90, None, "%", ">90%"),
        ("=", 100, None, "个", "100个"),
        ("~", 8, None, "个", "约8个"),
        ("range", 3, 4, "个", "3–4个"),
        ("<=", 5, None, "天", "≤5天"),
        ("=", None, None, "", "未量化"),
    ],
)
def test_demand(op, value, value_max, unit, text):
    assert "".join(labels.demand(op, value, value_max, unit)) == text


@pytest.mark.parametrize(
    ("city", "short"),
    [("宜兴市", "宜兴"), ("无锡高新区(新吴区)", "新吴"), ("沙市", "沙市"), ("昆山", "昆山"), ("长兴县", "长兴")],
)
def test_short_city(city, short):
    assert labels.short_city(city) == short


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2021, "4 年 10 个月"),
        (2025, "10 个月"),
        (2024, "1 年 10 个月"),
        (2026, "未到期"),
        (2030, "未到期"),
        (np.nan, "未写完成年限"),
    ],
)
def test_overdue(year, text):
    assert labels.overdue(year, DAY) == text


def test_whole_years_overdue_name_no_months():
    assert labels.overdue(2024, datetime.date(2026, 1, 5)) == "1 年"
    assert labels.overdue(2025, datetime.date(2026, 1, 5)) == "0 个月"
    assert labels.overdue(2025, datetime.date(2025, 12, 31)) == "今天到期"


def test_what_is_short_of_all_is_not_printed_as_all():
    assert [labels.percent(share) for share in (1, 0.99967, 0.9999999, 0.9)] == [
        "100.0%",
        "99.97%",
        "99.99999%",
        "90.0%",
    ]
    gaps = [labels.signed_gap({"pace_gap": gap}) for gap in (0, -0.04, 0.004, -12.4)]
    assert gaps == ["持平", "低0.04", "高0.004", "低12.4"]


def test_what_is_missing_has_a_name():
    assert labels.due(None) == labels.period(2019, None) == labels.names([]) == labels.day(pd.NaT) == "未明确"


def test_dates_agencies_and_shares():
    assert labels.due(2021.0) == "2021年底"
    assert labels.due(2021, annual=True) == "2021年内"
    assert labels.period(2019.0, 2021.0) == "2019–2021"
    assert labels.day(datetime.date(2019, 7, 9)) == "2019年7月9日"
    assert labels.names(["甲局", "乙局"]) == "甲局、乙局"
    assert labels.names(["甲", "乙", "丙", "丁"], 2) == "甲、乙等 4 家"
    assert labels.percent(0.927) == "92.7%"
    assert labels.reduction(4484.55, 3753.28) == "16.3%"
    assert labels.measure("level", has_base=False) == "水平（缺基期）"
    assert labels.measure("increment", has_base=False) == "新增"


@pytest.mark.parametrize("domain", labels.DOMAINS)
def test_domain_in_two_halves(domain):
    assert [len(half) for half in labels.two_by_two(domain)] == [2, 2]
    assert "".join(labels.two_by_two(domain)) in domain


@pytest.mark.parametrize(
    ("start", "end", "year", "words"),
    [
        ("2024-01-01", "2024-09-30", 2024, "2024年1–9月"),
        ("2024-03-01", "2024-03-31", 2024, "2024年3月"),
        ("2023-01-01", "2023-12-31", 2023, "2023年全年"),
        ("2023-12-31", "2023-12-31", 2023, "2023年底"),
        ("2023-06-30", "2023-06-30", 2023, "2023年6月30日"),
        ("2022-07-01", "2023-06-30", 2023, "2022年7月–2023年6月"),
        (None, None, 2023, "2023"),
        (pd.NaT, pd.NaT, 2023.0, "2023"),
        (None, None, None, "未明确"),
    ],
)
def test_data_period(start, end, year, words):
    days = [pd.Timestamp(day) if isinstance(day, str) else day for day in (start, end)]
    assert labels.data_period(*days, year) == words
