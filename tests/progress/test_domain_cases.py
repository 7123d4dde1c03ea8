"""Cases from real life with their numbers (DOMAIN 6.2 and 7)."""

import csv
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from pipeline.progress import Given, court_of, judge, presets
from pipeline.progress.projects import judge_projects
from pipeline.progress.shares import shares
from pipeline.progress.wording import points
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

XUANCHENG = presets()["宣城（达序时与未达序时）"]
YINCHUAN = presets()["银川2025（10至30个百分点）"]
BUDGET = {"measure": "cumulative", "unit": "万元", "indicator": "一般公共预算收入"}


def verdict(promise, *known, as_of, plan_row=None, **more):
    tables = targets(promise), observations(*known), plans(plan_row or plan())
    return judge(tables[0], court_of(*tables[1:], **more), date.fromisoformat(as_of)).iloc[0]


def of_hundred(done, as_of, **more):
    """A year's goal of 100 万元, of which so much was reached by a date."""
    end = date.fromisoformat(as_of)
    figure = observation(done, end.year, period_start=date(end.year, 1, 1), period_end=end, **BUDGET)
    promise = target(100, end.year, annual=True, **BUDGET)
    return verdict(promise, figure, as_of=as_of, plan_row=plan(end.year, end.year), **more)


def test_1_eleven_of_twelve_months():
    row = of_hundred(91.6, "2020-11-30", rule=XUANCHENG)
    assert (row["state"], "序时进度91.7%" in row["reason"]) == ("未达序时", True)
    assert of_hundred(100 * 11 / 12, "2020-11-30", rule=XUANCHENG)["state"] == "达序时"


def test_2_points_below_and_above():
    assert "低于序时进度12.4个百分点" in of_hundred(62.6, "2020-09-30")["reason"]
    assert "高于序时进度17.73个百分点" in of_hundred(92.73, "2020-09-30")["reason"]


def test_3_growth_is_no_ratio():
    thing = {"measure": "growth", "indicator": "一般公共预算收入增长率"}
    row = verdict(target(6, 2024, op="=", annual=True, **thing), observation(3.3, 2024, **thing), as_of="2024-09-30")
    assert (row["state"], "低于目标2.7个百分点" in row["reason"]) == ("未达序时", True)
    assert "完成率" not in row["reason"] + row["need"]
    assert pd.isna(row["attainment"])


@pytest.mark.parametrize(("goal", "actual", "printed"), [(350, 396, "113%"), (200, 1020, "510%"), (7, 28.03, "400%")])
def test_4_more_than_promised_is_printed_as_it_is(goal, actual, printed):
    thing = {"measure": "increment", "unit": "个", "indicator": "新增示范项目"}
    row = verdict(
        target(goal, 2020, **thing), observation(actual, 2020, **thing), as_of="2021-01-10", plan_row=plan(2020, 2020)
    )
    assert (row["state"], f"完成率{printed}，超额完成" in row["reason"]) == ("已完成", True)


def test_5_the_shares_of_a_whole_add_up():
    """金寨 2025: 162 of 222 is 72.97, printed as 72.9 there so that all add up to 100.0."""
    found = shares([17, 10, 24, 9, 162])
    assert sum(Fraction(f"{percent:.1f}") for percent in found.percents) == 100
    assert found.percents == (7.7, 4.5, 10.8, 4.0, 73.0)


def test_6_an_annual_goal_is_not_judged_in_its_first_quarter():
    row = verdict(target(3, 2024, annual=True), as_of="2024-03-31", plan_row=plan(2024, 2024), rule=XUANCHENG)
    assert (row["state"], row["local_word"]) == ("年度指标", "年度运行指标")


@pytest.mark.parametrize(
    ("gap", "state", "word"),
    [(9.9, "达序时", "绿灯（略低）"), (10, "略低", "黄灯"), (30, "略低", "黄灯"), (30.1, "未达序时", "红灯")],
)
def test_7_ten_to_thirty_points_are_yellow(gap, state, word):
    row = of_hundred(50 - gap, "2024-06-30", rule=YINCHUAN)
    assert (row["state"], row["local_word"]) == (state, word)


@pytest.mark.parametrize(
    ("as_of", "gathered", "covered"),
    [
        ("2021-12-30", "年度指标", "年度指标"),
        ("2021-12-31", "到期未完成", "年度指标"),
        ("2023-12-31", "到期未完成", "到期未完成"),
    ],
)
def test_8_a_goal_of_a_phase_is_due_at_its_end(as_of, gathered, covered):
    """广德: 70% of the data are due in the first phase, 99% 5G coverage with the plan."""
    document, end = plan(2021, 2023), int(as_of[:4])
    phases = pd.DataFrame([{"plan_id": "000", "position": at, "due_year": 2020 + at} for at in (1, 2, 3)])
    more = {"as_of": as_of, "plan_row": document, "given": Given(milestones=phases)}
    data = {"indicator": "市直单位数据归集率"}
    row = verdict(target(70, 2021, year_source="phase", **data), observation(66, 2021, **data), **more)
    assert row["state"] == gathered
    assert verdict(target(99, 2023), observation(55, end), **more)["state"] == covered


@pytest.mark.parametrize(("value", "words"), [(3, "已达到目标3个至4个。"), (5, "已达到目标3个至4个，超额。")])
def test_9_a_range_is_reached_at_its_lower_end_and_exceeded_above(value, words):
    thing = {"unit": "个", "indicator": "智慧社区"}
    promise = target(3, 2023, op="range", value_max=4, **thing)
    row = verdict(promise, observation(value, 2023, **thing), as_of="2024-01-10", plan_row=plan(2021, 2023))
    assert (row["state"], row["reason"].endswith(words)) == ("已完成", True)


def test_12_money_that_contradicts_itself_is_flagged_and_a_cut_is_a_share():
    table = pd.DataFrame([
        {"project_id": "total", "requested": 4484.55, "approved": 3753.28},
        {"project_id": "finance", "requested": 100.0, "approved": 120.0},
    ])  # fmt: skip
    total, finance = judge_projects(table, [], date(2018, 12, 31)).to_dict("records")
    assert (f"{total['cut_share']:.1%}", total["doubt"]) == ("16.3%", "")
    assert (finance["doubt"], pd.isna(finance["cut_share"])) == ("批复 120 万元大于申请 100 万元", True)


def test_14_a_goal_without_a_figure_is_grey():
    row = verdict(target(), as_of="2021-06-30")
    assert (row["state"], pd.isna(row["attainment"]), pd.isna(row["pace_gap"])) == ("无数据", True, True)


def test_15_an_estimate_counts_only_where_the_office_says_so():
    thing = {"measure": "growth", "indicator": "地区生产总值增长率"}
    period = {"period_start": date(2024, 1, 1), "period_end": date(2024, 9, 30)}
    guess = observation(5, 2024, finality="estimate", **period, **thing)
    promise = target(5.5, 2024, annual=True, **thing)
    assert verdict(promise, guess, as_of="2024-10-11")["state"] == "无数据"
    counting = replace(XUANCHENG, count_estimates=True)
    assert verdict(promise, guess, as_of="2024-10-11", rule=counting)["state"] == "未达序时"


def test_half_way_through_the_plan_half_is_due():
    """DOMAIN 2.4: 1500 firms from 2019 to 2021; at the end of June 2020 750 are due."""
    thing = {"measure": "increment", "unit": "家", "indicator": "新增上云企业"}
    half = observation(750, 2020, period_start=date(2019, 1, 1), period_end=date(2020, 6, 30), **thing)
    row = verdict(target(1500, 2021, **thing), half, as_of="2020-06-30", plan_row=plan(2019, 2021))
    assert (row["elapsed_share"], row["pace_gap"], row["state"]) == (0.5, 0, "达序时")


def test_a_tiny_difference_is_not_printed_as_none():
    assert [points(gap) for gap in (0.0004, 0.004, 0.05, 12.4, -17.73, 80 / 3)] == [
        "不足0.001个百分点", "0.004个百分点", "0.05个百分点", "12.4个百分点", "17.73个百分点", "26.7个百分点"
    ]  # fmt: skip


# The tables of 平湖 as published: growth goals of a year with the figures so far, as of the day of publication.
PUBLISHED = list(csv.DictReader((Path(__file__).parent / "pinghu.csv").open(encoding="utf-8")))
PINGHU = [
    ("2023-06-30", "地区生产总值增长率", "未达序时", 5.1, -0.9, 6,
     "2023年一季度为5.1%，目标6%，低于目标0.9个百分点；另有预计数6%（2023年上半年），不计入评价。"),
    ("2023-06-30", "一般公共预算收入增长率", "未达序时", 4.2, -0.8, 6.2,
     "2023年1至5月为4.2%，目标5%，低于目标0.8个百分点；另有预计数6.2%（2023年上半年），不计入评价。"),
    ("2023-06-30", "规上工业增加值增长率", "年度指标", None, None, None, "年度指标，2023年底评价，本期不评。"),
    ("2024-10-11", "地区生产总值增长率", "无数据", None, None, 5,
     "目标2024年底到期，只有预计数5%（2024年前三季度），不计入评价。"),
    ("2024-10-11", "一般公共预算收入增长率", "未达序时", 3.3, -2.7, None,
     "2024年前三季度为3.3%，目标6%，低于目标2.7个百分点。"),
    ("2024-10-11", "固定资产投资增长率", "达序时", 8.6, 2.6, None,
     "2024年1至8月为8.6%，达到目标6%以上，到期前须保持。"),
    ("2024-10-11", "规上工业增加值增长率", "达序时", 7.9, 0.9, None, "2024年1至8月为7.9%，达到目标7%，到期前须保持。"),
    ("2024-10-11", "服务业增加值增长率", "无数据", None, None, 4.5,
     "目标2024年底到期，只有预计数4.5%（2024年前三季度），不计入评价。"),
    ("2024-10-11", "社会消费品零售总额增长率", "无数据", None, None, 9.5,
     "目标2024年底到期，只有预计数9.5%（2024年前三季度），不计入评价。"),
    ("2025-04-18", "一般公共预算收入增长率", "未达序时", 1.9, -0.6, None,
     "2025年一季度为1.9%，目标2.5%，低于目标0.6个百分点。"),
]  # fmt: skip


@pytest.mark.parametrize(("as_of", "indicator", "state", "value", "gap", "estimate", "reason"), PINGHU)
def test_the_published_tables_of_one_city(as_of, indicator, state, value, gap, estimate, reason):
    year = int(as_of[:4])
    promise = next(each for each in PUBLISHED if each["kind"] == "target" and is_of(each, indicator, year))
    row = verdict(
        target(**said(promise), target_id="t1", due_year=year, annual=True, plan_id="table"),
        *(
            observation(**said(each), year=2024, observation_id=each["period_end"] + each["scope"],
                        period_start=date.fromisoformat(each["period_start"]),
                        period_end=date.fromisoformat(each["period_end"]),
                        finality=each["certainty"], scope=each["scope"], plan_id="table")
            for each in PUBLISHED if each["kind"] == "actual"
        ),
        as_of=as_of, plan_row=plan(None, None, plan_id="table", document_year=year),
    )  # fmt: skip
    assert (row["state"], row["reason"]) == (state, reason)
    assert numbers(row) == [value, None if gap is None else pytest.approx(gap), estimate]
    assert "完成率" not in row["need"]


def is_of(row, indicator, year):
    return row["indicator"] == indicator and int(row["year"]) == year


def said(row):
    same = {name: row[name] for name in ("indicator", "measure", "op", "unit")}
    return same | {"city": row["place"], "value": float(row["value"])}


def numbers(row):
    cells = [row[name] for name in ("value", "pace_gap", "estimate_value")]
    return [None if pd.isna(cell) else cell for cell in cells]


def test_the_other_scope_is_shown_beside_it():
    thing = {"measure": "growth", "indicator": "一般公共预算收入增长率"}
    period = {"period_start": date(2024, 1, 1), "period_end": date(2024, 9, 30)}
    both = [
        observation(value, 2024, scope=scope, **period, **thing)
        for value, scope in ((3.3, "全市"), (2.3, "不含嘉兴港区"))
    ]
    row = verdict(target(6, 2024, annual=True, **thing), *both, as_of="2024-10-11")
    assert (row["value"], row["other_scopes"]) == (3.3, "不含嘉兴港区2.3%（2024年前三季度）")


def test_a_plans_own_level_is_what_it_starts_from():
    own = base(60, 2018, period_start=date(2018, 1, 1), period_end=date(2018, 6, 30))
    assert verdict(target(), own, as_of="2019-01-31")["base_value"] == 60
    row = verdict(target(due_year=2018, annual=True), own, as_of="2018-07-31")
    assert (row["value"], pd.isna(row["base_value"])) == (60, True)


def test_no_figure_since_the_base_is_grey():
    row = verdict(target(), base(60), as_of="2019-12-31")
    assert (row["state"], row["local_word"]) == ("无数据", "无数据")
