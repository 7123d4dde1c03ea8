"""Figures with their period, how final they are, and their 口径."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.progress import DEFAULT_RULE, court_of, judge, series
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

GROWTH = {"measure": "growth", "indicator": "一般公共预算收入增长率"}
FIRMS = {"measure": "increment", "unit": "家", "indicator": "新增上云企业"}


def figure(value, start, end, **other):
    """A figure whose period is stated."""
    named = f"f{start}{end}{other.get('scope', '')}{other.get('finality', '')}"
    dated = {"period_start": date.fromisoformat(start), "period_end": date.fromisoformat(end), "observation_id": named}
    return observation(value, int(end[:4]), **(dated | other))


def verdict(promise, *known, as_of, plan_row=None, rule=DEFAULT_RULE):
    tables = targets(promise), observations(*known), plans(plan_row or plan())
    return judge(tables[0], court_of(*tables[1:], rule), date.fromisoformat(as_of)).iloc[0]


def test_a_figure_with_another_scope_is_listed_and_decides_nothing():
    budget = target(6, 2024, annual=True, **GROWTH)
    whole = figure(3.3, "2024-01-01", "2024-09-30", scope="全市", **GROWTH)
    part = figure(6.3, "2024-01-01", "2024-09-30", scope="不含港区", **GROWTH)
    found = verdict(budget, whole, part, as_of="2024-10-11")
    assert (found["state"], found["scope"], found["other_scopes"]) == (
        "未达序时",
        "全市",
        "不含港区6.3%（2024年前三季度）",
    )
    found = verdict(budget, part, as_of="2024-10-11")
    assert found["state"] == "无数据"
    assert found["reason"] == "目标2024年底到期，只有其他口径的数，不作评价：不含港区6.3%（2024年前三季度）。"
    assert found["need"] == "请市经信局报送2024年前三季度全市口径数值。"


def test_a_scope_that_the_name_says_itself_is_no_other():
    thing = {"measure": "increment", "unit": "个", "indicator": "新增省级示范智能车间"}
    promise = target(10, 2019, annual=True, **thing)
    assert (
        verdict(promise, figure(12, "2019-01-01", "2019-12-31", scope="省级示范", **thing), as_of="2020-01-10")["state"]
        == "已完成"
    )
    assert (
        verdict(promise, figure(12, "2019-01-01", "2019-12-31", scope="线缆行业", **thing), as_of="2020-01-10")["state"]
        == "无数据"
    )


def test_an_office_may_count_estimates():
    promise = target(6, 2024, annual=True, **GROWTH)
    guess = figure(9.5, "2024-01-01", "2024-09-30", finality="estimate", **GROWTH)
    found = verdict(promise, guess, as_of="2024-10-11", rule=replace(DEFAULT_RULE, count_estimates=True))
    assert (found["state"], found["value"], found["estimate_value"]) == ("达序时", 9.5, 9.5)
    assert found["reason"] == "2024年前三季度预计为9.5%，达到目标6%以上，到期前须保持。"
    assert "预计数计入" in replace(DEFAULT_RULE, count_estimates=True).description


def test_a_counted_figure_of_the_same_or_a_later_time_replaces_the_estimate():
    promise = target(6, 2024, annual=True, **GROWTH)
    guess = figure(7, "2024-01-01", "2024-06-30", finality="estimate", **GROWTH)
    for end in ("2024-06-30", "2024-09-30"):
        found = verdict(
            promise, guess, figure(5, "2024-01-01", end, finality="preliminary", **GROWTH), as_of="2024-10-11"
        )
        assert (found["value"], pd.isna(found["estimate_value"])) == (5, True)
        assert "预计" not in found["reason"]


def test_the_last_figure_of_a_year_decides_and_the_share_is_that_of_its_end():
    known = [
        observation(60, 2018, plan_id="000", observation_id="base"),
        figure(72, "2019-03-31", "2019-03-31"), figure(75, "2019-06-30", "2019-06-30"),
    ]  # fmt: skip
    found = verdict(target(), *known, as_of="2019-08-15")
    assert (found["value"], found["elapsed_share"]) == (75, 0.5)
    assert (found["attainment"], found["pace_gap"], found["state"]) == (0.5, 0, "达序时")
    assert found["period_end"] == pd.Timestamp("2019-06-30")
    earlier = verdict(target(), *known, as_of="2019-05-01")
    assert (earlier["value"], earlier["elapsed_share"]) == (72, pytest.approx(15 / 36))


def test_a_figure_of_the_running_year_gives_way_to_one_with_its_months_but_not_to_an_estimate():
    whole, guess = observation(71, 2019), figure(75, "2019-06-30", "2019-06-30", finality="estimate")
    assert verdict(target(), whole, guess, as_of="2019-08-31")["value"] == 71
    assert verdict(target(), whole, guess | {"finality": ""}, as_of="2019-08-31")["value"] == 75


def test_growth_of_the_whole_year_so_far_counts_and_not_that_of_its_last_quarter():
    promise = target(6, 2024, annual=True, **GROWTH)
    known = figure(9, "2024-07-01", "2024-09-30", **GROWTH), figure(3.3, "2024-01-01", "2024-09-30", **GROWTH)
    assert verdict(promise, *known, as_of="2024-10-11")["value"] == 3.3


def test_growth_so_far_does_not_answer_the_whole_year():
    promise = target(6, 2024, annual=True, **GROWTH)
    found = verdict(promise, figure(8, "2024-01-01", "2024-09-30", **GROWTH), as_of="2025-02-01")
    assert found["state"] == "数据过期"
    assert found["reason"].startswith("目标2024年底到期，最近一期数据为2024年前三季度")


def test_a_longer_report_replaces_a_shorter_one_of_the_same_year():
    known = [
        figure(400, "2019-01-01", "2019-12-31", **FIRMS),
        figure(150, "2020-01-01", "2020-06-30", **FIRMS), figure(210, "2020-01-01", "2020-09-30", **FIRMS),
    ]  # fmt: skip
    found = verdict(target(1500, 2021, **FIRMS), *known, as_of="2020-10-20", plan_row=plan(2019, 2021))
    assert (found["value"], found["elapsed_share"]) == (610, pytest.approx(21 / 36))
    assert found["reason"].startswith("2019年至2020年9月合计新增610家，目标1500家以上，完成率40.7%，序时进度58.3%")


def test_a_gap_in_a_sum_is_named_by_its_months():
    known = [figure(90, "2020-01-01", "2020-03-31", **FIRMS), figure(120, "2020-07-01", "2020-09-30", **FIRMS)]
    found = verdict(target(500, 2020, **FIRMS), *known, as_of="2020-10-20", plan_row=plan(2020, 2020))
    assert (found["state"], found["value"]) == ("数据过期", 210)
    assert found["reason"] == "2020年前三季度合计新增210家，缺2020年4至6月的数值，合计不全，不作评价。"
    assert found["need"] == "请市经信局补报2020年4至6月数值。"


def test_quarters_add_up_to_the_year():
    ends = {"01-01": "03-31", "04-01": "06-30", "07-01": "09-30", "10-01": "12-31"}
    known = [figure(100, f"2020-{start}", f"2020-{end}", **FIRMS) for start, end in ends.items()]
    found = verdict(target(400, 2020, **FIRMS), *known, as_of="2021-01-10", plan_row=plan(2020, 2020))
    assert (found["state"], found["value"]) == ("已完成", 400)


def test_a_sum_does_not_count_what_began_before_the_plan():
    old = figure(900, "2017-01-01", "2020-06-30", **FIRMS)
    found = verdict(target(1500, 2021, **FIRMS), old, as_of="2020-10-20", plan_row=plan(2019, 2021))
    assert found["state"] == "无数据"


def test_the_estimate_of_a_sum_is_what_the_sum_would_be():
    known = [
        figure(400, "2019-01-01", "2019-12-31", **FIRMS),
        figure(300, "2020-01-01", "2020-06-30", finality="estimate", **FIRMS),
    ]
    found = verdict(target(1500, 2021, **FIRMS), *known, as_of="2020-07-20", plan_row=plan(2019, 2021))
    assert (found["value"], found["estimate_value"]) == (400, 700)
    assert found["estimate_end"] == pd.Timestamp("2020-06-30")
    assert found["reason"].endswith("；另有预计数合计700家（2019年至2020年6月），不计入评价。")


def test_days_may_be_text_and_left_empty():
    entered = figure(72, "2019-06-30", "2019-06-30", target_id="t1")
    told = entered | {"period_start": "2019-01-01", "period_end": "2019-06-30"}
    assert verdict(target(), told, as_of="2019-07-10")["period_end"] == pd.Timestamp("2019-06-30")
    assert verdict(target(), told | {"period_start": ""}, as_of="2019-07-10")["value"] == 72


def test_a_running_total_is_called_one():
    thing = {"measure": "cumulative", "unit": "家", "indicator": "上云企业"}
    found = verdict(target(1500, **thing), figure(700, "2018-01-01", "2019-09-30", **thing), as_of="2019-10-20")
    assert found["reason"].startswith("截至2019年9月累计700家，目标1500家以上，完成率46.7%")


def test_a_figure_of_a_person_answers_its_target_and_no_other():
    mine = observation(95, None, target_id="t1", indicator="", unit="", measure="", city="", observation_id="f1",
                       period_end=date(2020, 12, 31))  # fmt: skip
    promises = targets(target(), target(target_id="t2"))
    found = judge(promises, court_of(observations(mine), plans(plan())), date(2021, 1, 5))
    assert list(found["state"]) == ["已完成", "无数据"]
    assert found["observation_id"][0] == "f1"


def test_of_two_figures_for_one_time_the_more_final_stands_and_a_persons_before_a_documents():
    printed = figure(70, "2019-12-31", "2019-12-31", finality="preliminary")
    entered = figure(72, "2019-12-31", "2019-12-31", finality="final", target_id="t1")
    for known in ((printed, entered), (entered, printed)):
        assert verdict(target(), *known, as_of="2020-01-20")["value"] == 72


def test_a_growth_over_several_years_is_answered_when_a_person_says_so():
    promise = target(20, 2020, **GROWTH)
    assert verdict(promise, figure(25, "2019-01-01", "2019-12-31", **GROWTH), as_of="2020-06-01")["state"] == "无数据"
    entered = figure(25, "2019-01-01", "2019-12-31", target_id="t1", **GROWTH)
    assert verdict(promise, entered, as_of="2020-06-01")["state"] == "达序时"


def test_since_when_it_has_been_behind():
    known = [
        observation(60, 2018, plan_id="000", observation_id="base"), figure(66, "2018-06-30", "2018-06-30"),
        figure(67, "2018-12-31", "2018-12-31"), figure(68, "2019-03-31", "2019-03-31"),
        figure(70, "2019-06-30", "2019-06-30"),
    ]  # fmt: skip
    found = verdict(target(), *[known[0], *known[2:]], as_of="2019-07-10")
    assert (found["state"], found["behind_since"]) == ("未达序时", pd.Timestamp("2018-12-31"))
    found = verdict(target(), *known, as_of="2019-07-10", plan_row=plan(2018, 2020, document_year=2018))
    assert found["behind_since"] == pd.Timestamp("2018-12-31")
    assert found["reason"].endswith("；自2018年底起各期均未达到要求。")
    better = [*known[:-1], figure(80, "2019-06-30", "2019-06-30")]
    assert pd.isna(verdict(target(), *better, as_of="2019-07-10")["behind_since"])


def test_the_series_has_a_row_for_each_period_end():
    known = [
        observation(60, 2018, plan_id="000"),
        figure(66, "2019-06-30", "2019-06-30"),
        figure(84, "2019-12-31", "2019-12-31"),
    ]
    found = series(targets(target()), court_of(observations(*known), plans(plan())), date(2020, 2, 1))
    assert list(found["at"].dt.date) == [date(2019, 6, 30), date(2019, 12, 31)]
    assert list(found["state"]) == ["未达序时", "超序时"]
    assert list(found["elapsed_share"]) == pytest.approx([0.5, 2 / 3])


def test_the_report_of_a_year_was_not_there_while_the_year_ran():
    """A work report of 2020 says what 2019 ended with: in June 2019 nobody knew."""
    reports = plan(None, None, plan_id="report", document_year=2020)
    known = observations(base(60, 2017), observation(72, 2019))
    for as_of, value in (("2019-06-30", None), ("2019-12-31", 72)):
        row = judge(targets(target()), court_of(known, plans(plan(), reports)), date.fromisoformat(as_of)).iloc[0]
        assert (None if pd.isna(row["value"]) else row["value"]) == value
    running = plan(None, None, plan_id="report", document_year=2019, issued_on=date(2019, 5, 1))
    for as_of, value in (("2019-04-30", None), ("2019-06-30", 72)):
        row = judge(targets(target()), court_of(known, plans(plan(), running)), date.fromisoformat(as_of)).iloc[0]
        assert (None if pd.isna(row["value"]) else row["value"]) == value
