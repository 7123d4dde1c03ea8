"""The points of one part: what counts, what is left out and said to be, and the sum in words."""

import pytest

from pipeline.progress import STATES
from pipeline.scoring.goals import GOOD, JUDGED, WITHOUT_DATA
from tests.scoring.scoring_samples import goal, mark, only, points, scheme

RATE = {"name": "目标任务", "weight": 60}
PACE = RATE | {"how": "on_pace"}
OFF = {"name": "目标进度", "weight": 10, "how": "deductions", "deductions": {"略低": 0.5, "未达序时": 2}}


def test_the_states_are_those_of_the_board():
    assert set(GOOD) <= set(JUDGED)
    assert {*JUDGED, *WITHOUT_DATA, "年度指标"} == set(STATES)


def test_rates_are_averaged_as_they_are_printed():
    part = only(scheme(RATE), [goal(attainment=2 / 3), goal(attainment=0.5)])
    assert part.points == points("35.01")
    assert part.formula.startswith("60 ×（66.7% + 50%）÷ 2项 = 35.01分")


@pytest.mark.parametrize(("cap", "given"), [(100, "60.00"), (120, "72.00"), (150, "90.00")])
def test_a_rate_is_capped_and_the_cap_is_stated(cap, given):
    part = only(scheme(RATE | {"cap": cap}), [goal("已完成", 5.1)])
    assert part.points == points(given)
    assert f"单项封顶{cap}%" in part.formula


def test_what_is_done_is_whole_and_what_went_back_is_nothing():
    part = only(scheme(RATE), [goal("已完成", 0.95), goal("未达序时", -0.4)])
    assert [each.number for each in part.counted] == ["100%", "0%"]
    assert part.points == points("30.00")


def test_growth_is_never_a_ratio():
    part = only(scheme(RATE), [goal("未达序时", None), goal(attainment=0.5)])
    assert part.points == points("30.00")
    assert part.coverage == "2项目标，1项计分；未计入：不计完成率（增速、保持一类）1项"


def test_goals_without_data_are_left_out_and_counted():
    part = only(scheme(PACE), [goal(), goal("未达序时"), goal("无数据", None), goal("数据过期"), goal("年度指标")])
    assert part.points == points("30.00")
    assert part.formula == "60 × 1项 ÷ 2项 = 30.00分；达序时及以上1项，占50.0%"
    assert part.coverage == "5项目标，2项计分；未计入：无数据1项、数据过期1项、本期不评1项"


@pytest.mark.parametrize("how", ["attainment", "on_pace"])
def test_nothing_counts_as_zero_unless_it_was_chosen(how):
    goals = [goal(attainment=1.0), goal("无数据", None), goal("年度指标", None)]
    assert only(scheme(RATE | {"how": how}), goals).points == points("60.00")
    zero = only(scheme(RATE | {"how": how, "without_data": "zero"}), goals)
    assert zero.points == points("30.00")
    assert "无数据和数据过期的按0计" in zero.formula
    assert [each.why for each in zero.left_out] == ["本期不评"]


@pytest.mark.parametrize("part", [RATE, PACE, OFF])
def test_a_part_of_which_nothing_is_known_is_open_and_not_zero(part):
    found = only(scheme(part), [goal("无数据", None)])
    assert found.points is None
    assert found.open == "1项目标不能计分"


def test_deductions_by_state_stop_at_nothing():
    some = only(scheme(OFF), [goal("略低"), goal("略低"), goal("未达序时"), goal("已完成"), goal("无数据", None)])
    assert some.formula == "10 − 略低2项 × 0.5 − 未达序时1项 × 2 = 7.00分"
    assert [each.number for each in some.counted] == ["扣0.5分", "扣0.5分", "扣2分", "不扣"]
    worst = only(scheme(OFF), [goal("未达序时") for _ in range(6)])
    assert worst.points == points("0.00")
    assert "扣完为止" in worst.formula


def test_no_data_is_deducted_only_where_the_scheme_names_it():
    part = OFF | {"deductions": {"无数据": 3}}
    assert only(scheme(part), [goal("无数据", None)]).points == points("7.00")


def test_goals_are_chosen_by_domain_nature_lead_and_role():
    goals = [
        goal(domains=("文化教育", "民生服务"), nature="约束性"),
        goal("未达序时", domains=("产业经济", "产业经济"), leads=("市经信局", "市商务局")),
        goal("未达序时", leads=("市商务局",), supporting=("市经信局",)),
    ]

    def counted(**choice):
        return len(only(scheme(PACE | choice), goals).counted)

    assert counted() == 2
    assert counted(domains=["民生服务"]) == counted(domains=["文化教育"]) == counted(natures=["约束性"]) == 1
    assert counted(agencies=["市商务局"]) == 1
    assert counted(role="lead_and_supporting") == 3


def test_what_people_give_names_who_and_on_what():
    part = scheme({"name": "实地调研", "weight": 20, "kind": "given"})
    assert only(part, [goal()]).points is None
    found = only(part, [goal()], [mark("实地调研", 88)])
    assert found.points == points("17.60")
    assert found.formula == "20 × 88 ÷ 100 = 17.60分；王敏评定，依据：会议纪要"


def test_the_last_mark_counts_and_one_without_a_number_takes_it_back():
    part = scheme({"name": "实地调研", "weight": 20, "kind": "given"})
    marks = [mark("实地调研", 88), mark("实地调研", 60, seq=2)]
    assert only(part, [goal()], marks).points == points("12.00")
    assert only(part, [goal()], [*marks, mark("实地调研", None, seq=3)]).points is None
