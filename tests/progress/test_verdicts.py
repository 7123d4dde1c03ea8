"""Verdicts on worked cases: the numbers stand in the case, the state and the sentence beside them."""

from datetime import date

import pandas as pd
import pytest

from pipeline.progress import COLUMNS, DEFAULT_RULE, court_of, judge
from tests.progress.rows import base, observation, observations, plan, plans, target, targets


def verdict(promise, *known, as_of, plan_row=None, rule=None):
    tables = targets(promise), observations(*known), plans(plan_row or plan())
    result = judge(tables[0], court_of(*tables[1:], rule or DEFAULT_RULE), as_of)
    assert len(result) == 1
    return result.iloc[0]


def test_nothing_reported_is_grey_and_says_what_to_send():
    row = verdict(target(due_year=2021), as_of=date(2026, 11, 22))
    assert row["state"] == "无数据"
    assert row["reason"] == "目标2021年底到期，至今没有可用的实际值。"
    assert row["need"] == "请市经信局补报2021年底数值。"
    assert pd.isna(row["attainment"])
    assert row["elapsed_share"] == 1.0


def test_of_many_bodies_the_first_are_named():
    row = verdict(target(due_year=2021, lead_agencies=["甲局", "乙局", "丙局", "丁局"]), as_of=date(2026, 11, 22))
    assert row["need"] == "请甲局、乙局、丙局等4家补报2021年底数值。"


def test_no_lead_agency_is_said():
    row = verdict(target(due_year=2021, lead_agencies=[]), as_of=date(2026, 11, 22))
    assert row["need"] == "牵头单位未明确，请先明确，再由其补报2021年底数值。"


def test_before_the_end_the_last_ended_period_is_asked_for():
    row = verdict(target(due_year=2030), as_of=date(2026, 7, 2))
    assert row["reason"] == "目标2030年底到期，尚无可用的实际值。"
    assert row["need"] == "请市经信局报送2026年上半年数值。"


def test_the_plans_own_figure_is_the_base_and_not_a_report():
    row = verdict(target(), base(60), as_of=date(2019, 12, 31))
    assert (row["state"], row["base_value"], row["base_year"]) == ("无数据", 60, 2018)
    assert "除2018年现状60%外" in row["reason"]


# base 60, goal 90, 2018 to 2020; at the end of 2019 two thirds of the time are gone.
@pytest.mark.parametrize(
    ("value", "gap", "state"),
    [(83, 10.0, "超序时"), (80, 0.0, "达序时"), (79, -3.3333, "略低"), (77.3, -9.0, "略低"), (77, -10.0, "未达序时")],
)
def test_level_with_base_against_the_share_of_months(value, gap, state):
    row = verdict(target(), base(60), observation(value, 2019), as_of=date(2020, 3, 31))
    assert row["attainment"] == pytest.approx((value - 60) / 30)
    assert row["elapsed_share"] == pytest.approx(2 / 3)
    assert row["pace_gap"] == pytest.approx(gap, abs=1e-3)
    assert row["state"] == state


def test_the_sentences_hold_the_numbers():
    row = verdict(target(), base(60), observation(72, 2019), as_of=date(2019, 12, 31))
    assert row["reason"] == (
        "2019年底为72%，目标90%以上，完成率40.0%（自2018年60%起），序时进度66.7%（按直线序时），低于序时进度26.7个百分点。"
    )
    assert row["need"] == "到2020年底还需18.0个百分点，平均每月1.5个百分点，为此前速度的3.0倍。"


def test_lower_is_better_only_by_its_operator():
    promise = target(20, op="<=", unit="天", indicator="审批时限")
    thing = {"unit": "天", "indicator": "审批时限"}
    row = verdict(promise, base(40, **thing), observation(30, 2019, **thing), as_of=date(2019, 12, 31))
    assert (row["attainment"], row["state"]) == (pytest.approx(0.5), "未达序时")
    assert verdict(promise, observation(18, 2019, **thing), as_of=date(2020, 1, 31))["state"] == "已完成"


def test_level_without_base_waits_for_its_due_date():
    row = verdict(target(), observation(72, 2019), as_of=date(2020, 3, 31))
    assert (row["state"], row["attainment"]) == ("年度指标", pytest.approx(0.8))
    assert pd.isna(row["pace_gap"])
    assert row["reason"] == "2019年底为72%，目标90%以上，达标率80.0%；缺基期，到期前不评。"
    assert row["need"] == "请补充基期数值，以便按序时评价。"


def test_due_and_not_met_is_overdue():
    row = verdict(target(), observation(72, 2020), as_of=date(2021, 2, 1))
    assert row["state"] == "到期未完成"
    assert row["reason"] == "目标2020年底到期，2020年底为72%，目标90%以上，低于目标18.0个百分点。"


def test_met_in_time_stays_met_when_later_figures_fall():
    row = verdict(target(), observation(91, 2020), observation(85, 2022), as_of=date(2023, 1, 1))
    assert (row["state"], row["value_year"]) == ("已完成", 2020)


def test_met_after_the_due_date_says_so():
    row = verdict(target(), observation(85, 2020), observation(91, 2022), as_of=date(2023, 1, 1))
    assert row["state"] == "已完成"
    assert "到期之后" in row["reason"]


def test_an_old_figure_loses_its_colour():
    for as_of in (date(2021, 3, 1), date(2026, 1, 1)):
        row = verdict(target(), base(60), observation(89, 2019), as_of=as_of)
        assert row["state"] == "数据过期"
        assert "最近一期数据为2019年" in row["reason"]
        assert row["need"] == "请市经信局补报2020年底数值。"
    assert (
        verdict(target(due_year=2025), base(60), observation(70, 2019), as_of=date(2021, 1, 31))["state"] == "数据过期"
    )


def test_increment_adds_up_the_years_since_the_plan_began():
    thing = {"measure": "increment", "unit": "家", "indicator": "新增上云企业"}
    promise = target(1500, 2021, **thing)
    row = verdict(
        promise, base(900, 2018, **thing), observation(400, 2019, **thing), observation(350, 2020, **thing),
        as_of=date(2020, 12, 31), plan_row=plan(2019, 2021),
    )  # fmt: skip
    assert (row["value"], row["attainment"], row["elapsed_share"]) == (750, 0.5, pytest.approx(2 / 3))
    assert row["state"] == "未达序时"
    assert row["need"] == "到2021年底还需750家，平均每月62.5家，为此前速度的2.0倍。"
    assert row["reason"].startswith("2019至2020年合计新增750家，目标1500家以上，完成率50.0%，序时进度66.7%")


def test_half_way_through_the_period_half_is_due():
    """DOMAIN 2.4: 1500 firms in 2019 to 2021; at the end of June 2020 half of the months are gone."""
    row = verdict(target(1500, 2021), as_of=date(2020, 6, 30), plan_row=plan(2019, 2021))
    assert row["elapsed_share"] == 0.5


def test_eleven_months_of_a_year():
    row = verdict(target(100, 2020, annual=True), as_of=date(2020, 11, 30))
    assert row["elapsed_share"] == pytest.approx(11 / 12)
    assert (row["state"], row["reason"]) == ("年度指标", "年度指标，2020年底评价，本期不评。")


def test_a_missing_year_leaves_a_sum_open():
    thing = {"measure": "increment", "unit": "家", "indicator": "新增上云企业"}
    row = verdict(target(1500, 2020, **thing), observation(700, 2020, **thing), as_of=date(2021, 1, 1))
    assert row["state"] == "数据过期"
    assert row["need"] == "请市经信局补报2018年、2019年数值。"


def test_over_fulfilled_is_printed_as_it_is():
    """浙江: goal 350, actual 396."""
    thing = {"measure": "increment", "unit": "个", "indicator": "新增示范项目"}
    row = verdict(
        target(350, 2020, **thing), observation(396, 2020, **thing), as_of=date(2021, 1, 1), plan_row=plan(2020)
    )
    assert (row["state"], round(row["attainment"], 2)) == ("已完成", 1.13)


# 平湖 2024 and 2025 (DOMAIN 6.2): growth is held against growth.
@pytest.mark.parametrize(
    ("goal", "actual", "gap", "state"),
    [(6, 3.3, -2.7, "未达序时"), (6, 8.6, 2.6, "达序时"), (7, 7.9, 0.9, "达序时"), (2.5, 1.9, -0.6, "未达序时")],
)
def test_growth_against_growth(goal, actual, gap, state):
    thing = {"measure": "growth", "indicator": "一般公共预算收入增长率"}
    promise = target(goal, 2024, op="=", annual=True, **thing)
    row = verdict(promise, observation(actual, 2024, **thing), as_of=date(2024, 9, 30))
    assert (row["state"], row["pace_gap"]) == (state, pytest.approx(gap))
    assert pd.isna(row["attainment"])
    assert "完成率" not in row["reason"]
    assert actual >= goal or f"低于目标{-gap:.1f}个百分点" in row["reason"]


@pytest.mark.parametrize("annual", [True, False])
def test_the_growth_of_another_year_proves_nothing(annual):
    thing = {"measure": "growth", "indicator": "电子商务交易额增长率"}
    row = verdict(target(20, 2020, annual=annual, **thing), observation(25, 2019, **thing), as_of=date(2021, 6, 1))
    assert row["state"] == "无数据"


def test_a_growth_over_several_years_is_not_answered_by_one_of_them():
    """20% each year, on average, or in all? The plan does not say."""
    thing = {"measure": "growth", "indicator": "电子商务交易额增长率"}
    row = verdict(target(20, 2020, **thing), observation(25, 2020, **thing), as_of=date(2021, 6, 1))
    assert row["state"] == "无数据"


def test_without_a_period_what_is_older_than_the_document_is_base():
    document = plan(None, None, document_year=2018)
    row = verdict(target(), observation(60, 2015), as_of=date(2021, 1, 1), plan_row=document)
    assert (row["state"], row["base_year"]) == ("无数据", 2015)
    row = verdict(target(), observation(60, 2015), observation(80, 2019), as_of=date(2020, 1, 1), plan_row=document)
    assert (row["state"], row["attainment"]) == ("年度指标", pytest.approx(2 / 3))
    assert row["reason"].endswith("规划期起始年份未写明，到期前不评。")


@pytest.mark.parametrize(("value", "state"), [(3, "已完成"), (5, "已完成"), (2, "到期未完成")])
def test_a_range_is_met_from_its_lower_bound(value, state):
    thing = {"measure": "level", "unit": "个", "indicator": "智慧社区"}
    promise = target(3, 2023, op="range", value_max=4, **thing)
    row = verdict(promise, observation(value, 2023, **thing), as_of=date(2024, 1, 1))
    assert row["state"] == state
    assert "3个至4个" in row["reason"]


def test_a_figure_that_is_a_range_is_judged_by_its_lower_bound_and_shown_whole():
    row = verdict(target(90), observation(89.5, 2020, value_max=90.5), as_of=date(2021, 1, 5))
    assert (row["state"], row["value"], row["value_max"]) == ("到期未完成", 89.5, 90.5)
    assert "2020年底为89.5%至90.5%（按下限评判）" in row["reason"]
    sums = [observation(value, year, value_max=top, measure="increment", unit="家")
            for value, year, top in ((100, 2018, 120), (80, 2019, None), (50, 2020, 60))]  # fmt: skip
    row = verdict(target(230, measure="increment", unit="家"), *sums, as_of=date(2021, 1, 5))
    assert (row["state"], row["value"], row["value_max"]) == ("已完成", 230, 260)
    assert "合计新增230家至260家（按下限评判）" in row["reason"]


def test_about_forgives_a_tenth_and_says_so():
    thing = {"unit": "个", "indicator": "智慧场景"}
    row = verdict(target(10, op="~", **thing), observation(9, 2020, **thing), as_of=date(2021, 1, 1))
    assert row["state"] == "已完成"
    assert "容差" in row["reason"]
    assert (
        verdict(target(10, op="~", **thing), observation(8, 2020, **thing), as_of=date(2021, 1, 1))["state"]
        == "到期未完成"
    )


def test_a_level_reached_from_the_start_is_to_be_kept():
    known = base(95), observation(96, 2019)
    assert verdict(target(), *known, as_of=date(2019, 12, 31))["state"] == "达序时"
    assert verdict(target(), base(95), observation(89, 2019), as_of=date(2019, 12, 31))["state"] == "未达序时"
    assert verdict(target(), base(95), observation(96, 2020), as_of=date(2021, 1, 1))["state"] == "已完成"


def test_a_goal_without_a_number_or_a_year():
    row = verdict(target(None, unit="", indicator="全省位次"), as_of=date(2026, 1, 1))
    assert (row["state"], row["need"]) == ("无数据", "请市经信局报送评价结果。")
    row = verdict(target(due_year=None), observation(72, 2019), as_of=date(2020, 3, 1))
    assert row["state"] == "年度指标"
    assert "未写完成年限" in row["reason"]


def test_figures_of_the_future_are_not_known_yet():
    assert verdict(target(), observation(95, 2020), as_of=date(2019, 12, 31))["state"] == "无数据"


def test_one_row_per_target_in_the_order_given():
    rows = targets(target(target_id="b"), target(target_id="a"), target(target_id="c"))
    result = judge(rows, court_of(observations(), plans(plan())), date(2026, 1, 1))
    assert list(result["target_id"]) == ["b", "a", "c"]
    assert list(result.columns) == list(COLUMNS)
    empty = judge(targets(), court_of(observations(), plans()), date(2026, 1, 1))
    assert empty.empty
    assert list(empty.columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("as_of", "waits", "words"),
    [
        (date(2018, 12, 31), "尚未提出", "2018年12月31日目标尚未提出（文件印发在后），不计入各项统计。"),
        (date(2019, 7, 8), "尚未提出", "2019年7月8日目标尚未提出（文件印发在后），不计入各项统计。"),
        (date(2019, 7, 9), "尚未开始", "目标自2020年起，2019年7月9日尚未开始，不计入各项统计。"),
        (date(2020, 1, 1), "", "目标2022年底到期，尚无可用的实际值。"),
    ],
)
def test_a_goal_waits_for_its_document_and_its_period(as_of, waits, words):
    document = plan(2020, 2022, issued_on=date(2019, 7, 9), document_year=2019)
    row = verdict(target(due_year=2022), as_of=as_of, plan_row=document)
    assert (row["waits"], row["reason"], row["need"] == "") == (waits, words, bool(waits))


def test_a_document_without_a_day_is_known_by_its_year():
    document = plan(None, None, document_year=2019)
    told = [verdict(target(due_year=2022), as_of=date(year, 6, 1), plan_row=document)["waits"] for year in (2018, 2019)]
    assert told == ["尚未提出", ""]


def test_a_pace_that_is_next_to_nothing_is_not_none():
    row = verdict(target(), base(0), observation(89.9, 2018), as_of=date(2018, 12, 31), plan_row=plan(2018, 2027))
    assert row["need"].endswith("不到此前速度的十分之一。")


def test_what_is_missing_of_a_growth_is_that_of_the_year():
    row = verdict(target(6, 2020, measure="growth", annual=True), as_of=date(2021, 3, 1))
    assert row["need"] == "请市经信局补报2020年全年数值。"
