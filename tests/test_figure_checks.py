"""Whether a figure is likely: each check with the numbers it says, and what must hold of any figure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entries import Figure
from pipeline.figure_checks import Known, open_problems, problems
from pipeline.progress.periods import Period
from pipeline.progress.values import Observation, Target
from tests.ledger.samples import PROOF, figure

TODAY = date(2024, 10, 15)


def goal(**values) -> Target:
    plain = {
        "target_id": "t1", "plan_id": "p", "city": "乙海市", "indicator": "5G网络覆盖率", "value": 99.0,
        "value_max": None, "unit": "%", "op": ">=", "measure": "level", "due_year": 2024,
        "annual": False, "of_phase": False, "leads": (),
    }  # fmt: skip
    return Target(**plain | values)


def counted(value, end, start=None, target_id="t1"):
    end = date.fromisoformat(end)
    first = date.fromisoformat(start) if start else date(end.year, 1, 1)
    return Observation("o", "p", "乙海市", "x", value, "", "", first, end, dated=True, target_id=target_id)


def reported(**values) -> Figure:
    return figure(**{"finality": "final", "source": "统计月报"} | values)


def found(target, new, *before, **known):
    """The codes and messages of what is wrong with ``new``."""
    period = Period(known.pop("first_year", 2022), target.due_year)
    return {
        problem.code: problem.message
        for problem in problems(new, Known(target, period, counted=before, **known), TODAY)
    }


EARLY = reported(period_start="2021-01-01", period_end="2021-12-31")
PRINTED = counted(69.0, "2024-09-30", target_id=None)
CASES = {
    "over_whole": (goal(), reported(value=108.0), [], "本期 108%，比例不能大于 100%"),
    "negative": (goal(unit="家", indicator="智能车间"), reported(unit="家", value=-1.0), [], "不能小于 0"),
    "unit": (goal(unit="家"), reported(), [], "单位是“%”，目标的单位是“家”"),
    "finality": (goal(), reported(finality=""), [], "预计、初步或审定"),
    "source": (goal(), reported(source=" "), [], "数据来源"),
    "not_ended": (goal(), reported(period_end="2024-12-31"), [], "到2024年12月31日才结束"),
    "outside_goal": (goal(), EARLY, [], "早于目标的起始年份2022年"),
    "wrong_way": (goal(), reported(value=60.0), [counted(62.6, "2024-06-30")], "本期 60%，上期 62.6%（截至2024年6月）"),
    "jump": (goal(), reported(value=90.0), [counted(62.6, "2024-06-30")], "相差27.4个百分点，超过20个百分点"),
    "document": (goal(), reported(value=70.0), [PRINTED], "文件已写到2024年前三季度为 69%"),
    "after_due": (goal(due_year=2023), reported(), [], "目标2023年底到期"),
    "fraction": (goal(unit="家", value=100.0), reported(unit="家", value=90.5), [], "一般是整数"),
    "far_from_goal": (goal(unit="家", value=15.0), reported(unit="家", value=90000.0), [], "是目标值的 6000 倍"),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_each_check_says_what_is_wrong_with_the_numbers(code):
    target, new, before, words = CASES[code]
    said = found(target, new, *before)
    assert words in said[code]


def test_a_plain_figure_has_nothing_against_it():
    assert found(goal(), reported(value=70.0), counted(62.6, "2024-06-30")) == {}


def test_evidence_stands_for_a_source():
    assert found(goal(), reported(source="", evidence=(PROOF,))) == {}


def test_an_estimate_may_be_of_a_period_that_has_not_ended():
    assert found(goal(), reported(period_end="2024-12-31", finality="estimate")) == {}


def test_a_share_that_may_pass_the_whole_is_not_refused():
    assert found(goal(indicator="投资完成率"), reported(value=108.0)) == {}
    assert found(goal(measure="growth", annual=True), reported(value=110.0)) == {}


def test_what_is_lower_the_better_must_not_rise():
    target = goal(op="<=", value=30.0)
    assert "却升了2.0个百分点" in found(target, reported(value=42.0), counted(40.0, "2024-06-30"))["wrong_way"]
    assert found(target, reported(value=38.0), counted(40.0, "2024-06-30")) == {}


def test_a_count_that_jumps_states_its_formula():
    said = found(goal(unit="家", value=500.0), reported(unit="家", value=160.0), counted(100.0, "2024-06-30"))
    assert "|本期 − 上期| ÷ |上期| = 60%，超过 50%" in said["jump"]


SUM = {"measure": "increment", "unit": "家", "value": 1500.0, "indicator": "新增上云企业"}


def test_a_sum_does_not_fall_and_its_pace_does_not_jump():
    before = counted(1050.0, "2024-06-30", "2022-01-01")  # 35 a month
    since = {"unit": "家", "period_start": "2022-01-01"}
    assert "本期小于上期，累计数不应减少" in found(goal(**SUM), reported(value=900.0, **since), before)["fell"]
    assert found(goal(**SUM), reported(value=1160.0, **since), before) == {}
    said = found(goal(**SUM), reported(value=1500.0, **since), before)["jump"]
    assert "每月增加的数是此前的 4.3 倍" in said


def test_sums_of_spans_that_cross_are_told_and_nested_ones_are_not():
    crossing = counted(400.0, "2024-06-30", "2023-07-01")
    new = reported(unit="家", value=300.0)
    assert "2024年前三季度与已报的2023年7月至2024年6月重叠" in found(goal(**SUM), new, crossing)["overlap"]
    assert "overlap" not in found(goal(**SUM), new, counted(200.0, "2024-06-30", "2024-01-01"))
    assert "overlap" not in found(goal(**SUM), new, counted(400.0, "2023-12-31", "2023-01-01"))


def test_sums_and_rates_after_the_due_year_cannot_count():
    target = goal(**SUM | {"due_year": 2023})
    assert "目标只到2023年底" in found(target, reported(unit="家", value=10.0))["outside_goal"]


def test_one_figure_a_period_unless_it_corrects():
    first = reported(seq=3)
    assert "已由王敏填报62.6%（第 3 号）" in found(goal(), reported(value=70.0), standing=(first,))["twice"]
    assert found(goal(), reported(value=70.0, replaces=3), standing=(first,)) == {}
    assert found(goal(), first, standing=(first,)) == {}
    assert found(goal(), reported(scope="不含港区"), standing=(first,)) == {}


def test_a_reason_overrules_a_warning_and_no_refusal():
    known = Known(goal(), Period(2022, 2024), counted=(counted(62.6, "2024-06-30"),))
    falling = reported(value=60.0, warnings_overruled={"wrong_way": "口径调整"})
    assert open_problems(falling, problems(falling, known, TODAY)) == []
    too_much = reported(value=108.0, warnings_overruled={"over_whole": "就是这样"})
    assert [each.code for each in open_problems(too_much, problems(too_much, known, TODAY))] == ["over_whole"]


AMOUNTS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(
    value=AMOUNTS, goal_value=AMOUNTS, before=AMOUNTS, days=st.lists(DAYS, min_size=4, max_size=4),
    measure=st.sampled_from(["level", "increment", "growth", "cumulative"]),
    unit=st.sampled_from(["%", "家", "万元", ""]), op=st.sampled_from([">=", "<=", "=", "~"]), annual=st.booleans(),
)  # fmt: skip
def test_any_figure_is_answered_in_words(value, goal_value, before, days, measure, unit, op, annual):
    """No figure breaks the checks; each problem has a code of its own kind and a sentence; refusals come alone."""
    start, end = sorted(days[:2])
    earlier_start, earlier_end = sorted(days[2:])
    target = goal(value=goal_value, measure=measure, unit=unit, op=op, annual=annual)
    new = reported(value=value, unit=unit, period_start=start.isoformat(), period_end=end.isoformat())
    earlier = counted(before, earlier_end.isoformat(), earlier_start.isoformat())
    said = problems(new, Known(target, Period(2021, 2024), counted=(earlier,)), TODAY)
    assert all(problem.message.endswith("。") for problem in said)
    assert len({problem.refused for problem in said}) <= 1
    assert any(problem.code == "not_ended" for problem in said) == (end > TODAY)
