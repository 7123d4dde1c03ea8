"""数据期: which part of a year words name, and which titles report on their own year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.data_period import OTHER_TIME, DataPeriod, data_period, reports_own_year, without_period

NAMED = {
    "前三季度，一般公共预算收入": (1, 9, None),
    "2024年前三季度完成情况": (1, 9, 2024),
    "2023年上半年政府工作报告主要任务完成情况表": (1, 6, 2023),
    "一季度重点工作完成情况": (1, 3, None),
    "第三季度": (7, 9, None),
    "1—8月，固定资产投资": (1, 8, None),
    "1-5月": (1, 5, None),
    "1至11月份": (1, 11, None),
    "2024年1－6月": (1, 6, 2024),
    "2025年度1~3月": (1, 3, 2025),
    "前8个月": (1, 8, None),
    "前十个月": (1, 10, None),
    "1—5月43.92亿元，增长4.2%；预计1—6月": (1, 6, None),
    "一季度增长3%，比上年同期提高": (1, 3, None),
}
NOTHING = (
    "", "力争上半年", "3月5日", "较一季度", "每季度", "比去年上半年", "比去年提高", "12—8月", "较上半年",
)  # fmt: skip
OTHER = (
    "2023年，地区生产总值",
    "6月底前",
    "前三季度增长3%，去年",
    "全年",
    "截至8月底",
    "去年上半年",
    "1—8月增长5%，2022年",
)


@pytest.mark.parametrize(("words", "months"), NAMED.items(), ids=NAMED)
def test_words_that_name_a_part_of_a_year(words, months):
    assert data_period(words) == DataPeriod(*months)


@pytest.mark.parametrize("words", NOTHING)
def test_words_that_name_none(words):
    assert data_period(words) is None


@pytest.mark.parametrize("words", OTHER)
def test_another_time_said_last_counts(words):
    assert data_period(words) == OTHER_TIME


def test_a_period_has_its_days():
    assert DataPeriod(1, 9).days(2024) == (date(2024, 1, 1), date(2024, 9, 30))
    assert DataPeriod(1, 2).days(2024) == (date(2024, 1, 1), date(2024, 2, 29))


@given(st.text("一二三四上下前半年季度月个12345890—-至到底末去同期，", max_size=30))
def test_any_words_give_a_period_inside_a_year_or_none(words):
    period = data_period(words)
    assert period is None or period == OTHER_TIME or 1 <= period.first <= period.last <= 12
    assert words.endswith(without_period(words))


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("平湖市2024年前三季度政府工作报告主要任务完成情况表", True),
        ("桐乡市2024年主要指标完成情况表", True),
        ("某市2024年上半年经济运行情况报告", True),
        ("某市2025年一季度重点工作通报", True),
        ("某市2024年下半年工作要点", False),
        ("平湖市2024年政府工作报告", False),
        ("平湖市2024年政府工作报告主要任务责任分解表", False),
        ("关于某市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告", False),
        ("乙海市智慧城市建设三年行动计划", False),
    ],
)
def test_titles_that_report_on_their_own_year(title, own):
    assert reports_own_year(title) is own
