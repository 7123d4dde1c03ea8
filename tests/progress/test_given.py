"""What people lay down about a goal: its versions, its base, its planned path, and the phases of its plan."""

from datetime import date

import pandas as pd
import pytest

from pipeline.progress import Given, court_of, judge, story
from pipeline.progress.given import Point
from pipeline.progress.splits import split_problems
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

FIRMS = {"measure": "increment", "unit": "家", "indicator": "新增上云企业"}


def verdict(promise, *known, as_of, plan_row=None, **given):
    frames = {name: pd.DataFrame(rows) for name, rows in given.items()}
    tables = targets(promise), observations(*known), plans(plan_row or plan())
    return judge(tables[0], court_of(*tables[1:], given=Given(**frames)), date.fromisoformat(as_of)).iloc[0]


def version(**fields):
    return {"target_id": "t1", "value": 80.0, "op": None, "due_year": None, "effective_on": date(2019, 5, 1),
            "document_number": "政办〔2019〕5号"} | fields  # fmt: skip


def curve(*points):
    return [{"target_id": "t1", "point_on": date(year, 12, 31), "value": value} for year, value in points]


def test_an_adjusted_goal_counts_from_its_date_on():
    known = base(60), observation(72, 2018, period_end=date(2018, 12, 31)), observation(72, 2019)
    before = verdict(target(), *known, as_of="2019-04-30", versions=[version()])
    assert (before["goal_value"], before["goal_version"]) == (90, "")
    assert "原目标" not in before["reason"]
    after = verdict(target(), *known, as_of="2019-12-31", versions=[version()])
    assert (after["goal_value"], after["goal_version"]) == (80, "政办〔2019〕5号")
    assert (after["attainment"], after["state"]) == (pytest.approx(0.6), "略低")
    assert after["reason"].endswith("原目标90%以上，2019年5月1日起调整为80%以上（依据文号：政办〔2019〕5号）。")


def test_a_later_due_year_moves_the_share_and_the_overdue():
    known = base(60), observation(72, 2020)
    assert verdict(target(), *known, as_of="2021-02-01")["state"] == "到期未完成"
    row = verdict(
        target(), *known, as_of="2021-02-01", versions=[version(value=None, due_year=2022, document_number="")]
    )
    assert (row["elapsed_share"], row["goal_value"], row["state"]) == (0.6, 90, "未达序时")
    assert "原目标90%以上、2020年底到期，2019年5月1日起调整为90%以上（未填依据文号）" in row["reason"]


def test_the_last_version_in_force_counts_and_may_turn_the_operator():
    rows = [
        version(value=70.0, effective_on=date(2019, 9, 1)),
        version(),
        version(value=50.0, effective_on=date(2020, 6, 1)),
    ]
    row = verdict(target(), base(60), observation(72, 2019), as_of="2020-01-31", versions=rows)
    assert (row["goal_value"], row["state"]) == (70, "已完成")
    row = verdict(target(), observation(72, 2020), as_of="2021-01-31", versions=[version(op="<=")])
    assert (row["state"], "80%" in row["reason"]) == ("已完成", True)


def test_an_entered_base_takes_the_place_of_a_missing_one():
    entered = {"target_id": "t1", "base_id": "b7", "value": 60.0, "base_on": date(2017, 12, 31)}
    row = verdict(target(), observation(72, 2019), as_of="2020-01-31", bases=[entered | {"value": 50.0}, entered])
    assert (row["base_value"], row["base_year"], row["base_id"]) == (60, 2017, "b7")
    assert (row["attainment"], row["pace_gap"], row["state"]) == (0.4, pytest.approx(-80 / 3), "未达序时")


def test_a_planned_path_takes_the_place_of_the_straight_line():
    known = base(60), observation(72, 2019)
    row = verdict(target(), *known, as_of="2020-01-31", curves=curve((2018, 63), (2019, 69)))
    assert row["elapsed_share"] == pytest.approx(0.3)
    assert (row["pace_gap"], row["state"], row["pace_basis"]) == (pytest.approx(10), "超序时", "分年目标")
    assert row["reason"] == (
        "2019年底为72%，目标90%以上，完成率40.0%（自2018年60%起），序时进度30.0%（按分年目标），高于序时进度10.0个百分点。"
    )
    assert row["need"].endswith("；按分年目标2020年底应为90%。")
    straight = verdict(target(), *known, as_of="2020-01-31")
    assert (straight["state"], straight["pace_basis"]) == ("未达序时", "直线")


def test_between_its_points_the_path_runs_straight_from_the_base():
    half = observation(66, 2019, period_end=date(2019, 6, 30))
    row = verdict(target(), base(60), half, as_of="2019-07-31", curves=curve((2018, 63), (2019, 69)))
    assert row["elapsed_share"] == pytest.approx(0.2)  # 66: half way from 63 to 69
    first = observation(61, 2018, period_end=date(2018, 6, 30))
    row = verdict(target(), base(60, 2017), first, as_of="2018-07-31", curves=curve((2018, 63), (2019, 69)))
    assert row["elapsed_share"] == pytest.approx(0.05)  # 61.5: half way from the base to 63


def test_the_points_of_an_increment_are_added_up():
    row = verdict(
        target(1500, 2021, **FIRMS), observation(400, 2019, **FIRMS), observation(350, 2020, **FIRMS),
        as_of="2021-01-31", plan_row=plan(2019, 2021), curves=curve((2019, 300), (2020, 450), (2021, 750)),
    )  # fmt: skip
    assert (row["elapsed_share"], row["attainment"], row["state"]) == (0.5, 0.5, "达序时")
    assert "与序时进度持平" in row["reason"]


def test_with_a_path_a_level_needs_no_base():
    row = verdict(target(), observation(72, 2019), as_of="2020-01-31", curves=curve((2019, 81)))
    assert (row["state"], row["pace_gap"]) == ("未达序时", pytest.approx(-10))
    assert (
        row["reason"]
        == "2019年底为72%，目标90%以上，达标率80.0%，序时进度90.0%（按分年目标），低于序时进度10.0个百分点。"
    )
    early = observation(50, 2018)
    assert verdict(target(), early, as_of="2019-01-31", curves=curve((2019, 81)))["state"] == "年度指标"


def way(promise, *known, curves=()):
    given = Given(curves=pd.DataFrame(curve(*curves)) if curves else None)
    tables = targets(promise), observations(*known), plans(plan())
    found = story(tables[0], court_of(*tables[1:], given=given), date(2020, 1, 31)).way
    return [(on.date().isoformat(), value) for on, value in zip(found["on"], found["value"], strict=True)]


def test_the_way_that_a_chart_draws():
    start, goal = ("2017-12-31", 60), ("2020-12-31", 90)
    assert way(target(), base(60)) == [start, goal]
    assert way(target(), base(60), curves=[(2019, 69)]) == [start, ("2019-12-31", 69), goal]
    assert way(target(), base(60), curves=[(2019, 69), (2020, 88)])[-1] == ("2020-12-31", 88)
    assert way(target(), curves=[(2019, 69)]) == [("2019-12-31", 69), goal]
    assert way(target(100, **FIRMS), curves=[(2018, 30), (2019, 30)])[:3] == [
        ("2017-12-31", 0), ("2018-12-31", 30), ("2019-12-31", 60)
    ]  # fmt: skip
    assert way(target(6, measure="growth"), curves=[(2019, 5)]) == []
    assert way(target(50), base(60), observation(61, 2019)) == []


PHASES = [
    {"plan_id": "000", "position": 1, "due_year": 2021}, {"plan_id": "000", "position": 2, "due_year": 2022},
    {"plan_id": "000", "position": 3, "due_year": 2023},
]  # fmt: skip


def test_a_goal_of_a_phase_runs_inside_it():
    """001: three phases of a year each in a plan for 2021 to 2023; 归集70% is due at the end of 2021, 5G 99% is not."""
    three_years = plan(2021, 2023)
    first = target(70, 2021, year_source="phase")
    figure = observation(40, 2021, period_end=date(2021, 6, 30))
    row = verdict(first, base(20, 2020), figure, as_of="2021-07-31", plan_row=three_years, milestones=PHASES)
    assert (row["elapsed_share"], row["attainment"], row["pace_basis"]) == (0.5, 0.4, "阶段")
    assert "（按阶段直线序时）" in row["reason"]
    due, later = observation(65, 2021), target(99, 2023, year_source="plan")
    assert verdict(first, due, as_of="2021-12-31", plan_row=three_years, milestones=PHASES)["state"] == "到期未完成"
    assert verdict(later, due, as_of="2021-12-31", plan_row=three_years, milestones=PHASES)["state"] == "年度指标"
    second = target(80, 2022, year_source="phase")
    half = observation(75, 2022, period_end=date(2022, 6, 30))
    row = verdict(second, due, half, as_of="2022-07-31", plan_row=three_years, milestones=PHASES)
    assert (row["base_value"], row["elapsed_share"]) == (65, 0.5)


def test_a_phase_after_one_without_a_date_has_no_start():
    phases = [PHASES[0] | {"due_year": None}, *PHASES[1:]]
    figure = observation(75, 2022, period_end=date(2022, 6, 30))
    row = verdict(
        target(80, 2022, year_source="phase"), base(60, 2020), figure,
        as_of="2022-07-31", plan_row=plan(2021, 2023), milestones=phases,
    )  # fmt: skip
    assert row["state"] == "年度指标"
    assert row["reason"].endswith("所在阶段起始年份未写明，到期前不评。")


def points(*pairs):
    return [Point(date(year, 12, 31), value) for year, value in pairs]


@pytest.mark.parametrize(
    ("split", "total", "measure", "found"),
    [
        (points((2019, 400), (2020, 500), (2021, 600)), 1500, "increment", []),
        (points((2019, 400), (2020, 500), (2021, 500)), 1500, "increment",
         ["分年目标合计1400家，比总目标1500家少100家，请核对。"]),
        (points((2019, 60), (2020, 80), (2021, 90)), 90, "level", []),
        (points((2019, 60), (2020, 80), (2021, 95)), 90, "level",
         ["最后一个分年目标95家，比总目标90家多5家，请核对。"]),
        (points((2019, 400), (2020, 900)), 1500, "cumulative", []),
        (points((2020, 5), (2020, 6)), 11, "increment", ["2020-12-31写了两个分年目标，请只留一个。"]),
        (points((2022, 90)), 90, "level", ["2022-12-31在到期日2021-12-31之后。"]),
        (points((2020, 6)), 6, "growth", ["增速目标不能分解：各年增速不能相加，也不能按直线推算。"]),
        ([], 6, "growth", []),
    ],
)  # fmt: skip
def test_a_split_is_checked_against_its_total(split, total, measure, found):
    assert split_problems(split, total, measure, "家", date(2021, 12, 31)) == found


def entered(value, on):
    return pd.DataFrame([{"target_id": "t1", "base_id": "b1", "value": value, "base_on": on}])


def test_a_base_counts_from_its_day_on():
    """Before it there was none; and what was reported before it is no progress from it."""
    early = observation(55, 2018, period_start=date(2018, 6, 30), period_end=date(2018, 6, 30))
    before = verdict(target(), early, as_of="2018-07-31", bases=entered(60, date(2018, 9, 30)))
    assert (before["state"], pd.isna(before["base_value"])) == ("年度指标", True)
    after = verdict(target(), early, as_of="2018-10-31", bases=entered(60, date(2018, 9, 30)))
    assert (after["state"], after["base_value"]) == ("无数据", 60)


@pytest.mark.parametrize("op", ["=", "~"])
def test_a_plain_goal_below_its_base_is_not_green(op):
    """0.4 after 0.5: to be brought down to it, or to be kept above it? Nobody wrote that down."""
    thing = {"unit": "吨", "indicator": "单位产值能耗"}
    for value, year, as_of in ((0.48, 2019, "2020-01-31"), (0.48, 2020, "2021-01-31")):
        row = verdict(target(0.4, op=op, **thing), base(0.5, **thing), observation(value, year, **thing), as_of=as_of)
        assert row["state"] == "年度指标"
        assert row["reason"].endswith("2018年现状0.5吨高于目标，原文未写明是降到还是保持，不能判定。")
        assert row["need"] == "请写明目标是不低于还是不超过这个数。"
    done = verdict(target(0.4, op=op, **thing), base(0.5, **thing), observation(0.4, 2020, **thing), as_of="2021-01-31")
    assert done["state"] == "已完成"


def test_a_plain_goal_below_its_base_is_judged_once_somebody_says_which_way():
    thing = {"unit": "吨", "indicator": "单位产值能耗"}
    versions = pd.DataFrame(
        [{"target_id": "t1", "value": 0.4, "op": "<=", "due_year": 2020, "effective_on": "2019-01-01"}]
    )
    known = base(0.5, **thing), observation(0.48, 2020, **thing)
    row = verdict(target(0.4, op="=", **thing), *known, as_of="2021-01-31", versions=versions)
    assert row["state"] == "到期未完成"
