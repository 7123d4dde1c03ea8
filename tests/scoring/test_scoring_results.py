"""The total of an agency can be redone from what is printed; without a part there is none."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.progress import STATES
from pipeline.scoring import (
    DIMENSIONS,
    Period,
    definition_of,
    dimension_counts,
    given_mark,
    marks_of,
    period_from,
    places,
    scheme_from,
    score,
)
from tests.scoring.scoring_samples import YEAR, goal, mark, points, scheme, scored

PACE = {"name": "目标任务", "weight": 80, "how": "on_pace"}
GIVEN = {"name": "社会评价", "weight": 20, "kind": "given"}
MIXED = scheme(PACE, GIVEN)


def test_the_total_is_the_sum_of_the_printed_parts():
    found = scored(MIXED, [goal(), goal("未达序时"), goal()], [mark("社会评价", 91.5)])
    assert found.total == points("71.63")
    assert found.formula == "目标任务53.33 + 社会评价18.30 = 71.63分"


def test_without_a_part_there_is_no_total():
    found = scored(MIXED, [goal()])
    assert found.total is None
    assert (found.partial, found.partial_of, found.open) == (points("80.00"), 80, ("社会评价",))
    assert found.formula == "目标任务80.00 = 80.00分（已评部分满分80分）"


def test_an_agency_of_which_nothing_can_be_computed_has_a_reason():
    found = scored(MIXED, [goal("无数据", None), goal("无数据", None), goal(runs=False)])
    assert found.is_blank
    assert found.note == "本期2项目标：无数据2项，没有能计分的；另有1项不在本期执行"
    assert scored(MIXED, [goal(runs=False)]).note == "1项目标不在本期执行"


def test_every_agency_that_leads_is_listed_in_the_order_of_the_documents():
    goals = [goal(leads=("丙局", "甲局")), goal(leads=("乙局",), city="甲山市"), goal(leads=()), goal(runs=False)]
    found = score(MIXED, YEAR, lambda _: (goals, {}))
    assert [(each.city, each.agency) for each in found.agencies] == [
        ("乙海市", "丙局"), ("乙海市", "甲局"), ("甲山市", "乙局"), ("乙海市", "市经信局"),
    ]  # fmt: skip
    assert (found.unled, found.outside) == (1, 1)


def test_agencies_of_one_name_in_two_cities_are_two():
    goals = [goal(), goal("未达序时", city="甲山市")]
    both = score(scheme(PACE), YEAR, lambda _: (goals, {})).agencies
    assert [each.total for each in both] == [points("80.00"), points("0.00")]


def test_what_an_agency_has_nothing_to_do_with_is_spread_over_the_rest_only_if_chosen():
    parts = [PACE | {"domains": ["政务服务"]}, GIVEN | {"name": "信息", "kind": "computed", "domains": ["数据资源"]}]
    goals = [goal(), goal("未达序时")]
    assert scored(scheme(*parts), goals).total is None
    spread = scored(scheme(*parts, without_goals="spread"), goals)
    assert spread.total == points("50.00")
    assert spread.formula == "（目标任务40.00）× 100 ÷ 80 = 50.00分；不涉及信息，按其余80分折算"
    assert spread.open == ()
    unknown = [*goals, goal("无数据", None, domains=("数据资源", "数据资源"))]
    assert scored(scheme(*parts, without_goals="spread"), unknown).total is None


def test_marks_alone_are_not_spread_over_what_was_to_be_computed():
    spread = scheme(PACE | {"domains": ["数据资源"]}, GIVEN, without_goals="spread")
    assert scored(spread, [goal()], [mark("社会评价", 100)]).total is None


def test_points_more_and_less_stand_apart():
    adjusted = scheme(PACE, GIVEN, adjustments=[{"name": "加减分", "plus": 5, "minus": 5}])
    marks = [mark("社会评价", 100), mark("加减分", -2.5)]
    found = scored(adjusted, [goal()], marks)
    assert found.total == points("97.50")
    assert found.formula == "目标任务80.00 + 社会评价20.00 − 加减分2.50 = 97.50分"
    assert scored(adjusted, [goal()], marks[:1]).adjustments[0].formula == "没有记加减分"


def test_a_veto_is_off_unless_the_scheme_has_it():
    marks = [mark("社会评价", 100), mark("安全生产", 1)]
    assert scored(MIXED, [goal()], marks).veto == ""
    vetoed = scored(scheme(PACE, GIVEN, vetoes=["安全生产"]), [goal()], marks)
    assert vetoed.veto == "安全生产（王敏评定，依据：会议纪要）"
    assert vetoed.total == points("100.00")
    assert [place.rank for place in places([vetoed])] == [None]


def test_the_year_is_the_mean_of_its_halves():
    halved = scheme(PACE, GIVEN, cycle="half")
    first, second = YEAR.halves
    asked = {first: [goal("未达序时"), goal()], second: [goal()], YEAR: [goal()]}
    marks = [mark("社会评价", 80, first), mark("社会评价", 90.05, second)]

    def basis(period):
        return asked[period], marks_of(marks, period)

    asked[first] = asked[first][:1]
    found = score(halved, YEAR, basis).agencies[0]
    assert [half.total for half in found.halves] == [points("16.00"), points("98.01")]
    assert found.total == points("57.01")
    assert found.formula == "（2024年上半年 16.00 + 2024年下半年 98.01）÷ 2 = 57.01分"
    marks.pop()
    open_year = score(halved, YEAR, basis).agencies[0]
    assert open_year.total is None
    assert open_year.open == ("2024年下半年社会评价",)


def test_equal_totals_share_their_rank_and_few_goals_are_flagged():
    goals = [goal(leads=(name,)) for name in "甲乙丙丁" for _ in range(5)]
    goals[0] = goal("未达序时", leads=("甲",))
    goals += [goal("无数据", None, leads=("戊",))]
    ranked = places(score(scheme(PACE), YEAR, lambda _: (goals, {})).agencies)
    assert [(each.score.agency, each.rank, each.ties) for each in ranked] == [
        ("乙", 1, 3), ("丙", 1, 3), ("丁", 1, 3), ("甲", 4, 1), ("戊", None, 0),
    ]  # fmt: skip
    assert [each.few for each in ranked] == [False] * 4 + [True]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2024", Period(2024)), ("2024年", Period(2024)), ("2024年全年", Period(2024)), ("2024-12-31", Period(2024)),
        ("2024-06-30", Period(2024, "上半年")), (" 2024年下半年 ", Period(2024, "下半年")),
    ],
)  # fmt: skip
def test_a_period_is_read_as_it_is_typed(words, period):
    assert period_from(words, "half") == period


def test_what_is_no_period_is_refused():
    with pytest.raises(PipelineError, match="不是考核期"):
        period_from("2024-09-30", "half")
    with pytest.raises(PipelineError, match="没有2024年上半年"):
        period_from("2024年上半年", "year")


@pytest.mark.parametrize(
    ("part", "number", "told"),
    [
        ("社会评价", 101, "不在0至100之间"),
        ("社会评价", float("nan"), "之间"),
        ("目标任务", 3, "没有由人评定的“目标任务”"),
    ],
)
def test_a_mark_that_the_scheme_does_not_know_is_refused(part, number, told):
    with pytest.raises(PipelineError, match=told):
        given_mark(MIXED, mark(part, number))
    assert given_mark(MIXED, mark("社会评价", 90)).number == 90


def test_dimensions_count_each_goal_once():
    counts = dimension_counts(
        [("产业经济", "已完成"), ("文化教育", "略低"), ("基础设施", "无数据"), ("新领域", "无数据")]
    )
    assert tuple(counts) == DIMENSIONS == ("经济", "政治", "文化", "社会", "生态文明", "未归入")
    assert counts["未归入"]["无数据"] == 2
    assert sum(sum(own.values()) for own in counts.values()) == 4


HOW = st.sampled_from(["attainment", "on_pace", "deductions"])
GOALS = st.lists(
    st.builds(goal, st.sampled_from(STATES), st.none() | st.floats(-2, 6, allow_nan=False)), min_size=1, max_size=9
)
WEIGHTS = st.lists(st.integers(1, 4000).map(lambda cents: cents / 100), min_size=1, max_size=4)


@given(
    weights=WEIGHTS,
    hows=st.lists(HOW, min_size=4, max_size=4),
    goals=GOALS,
    number=st.floats(0, 100),
    zero=st.booleans(),
)
def test_totals_can_be_redone_from_what_is_printed(weights, hows, goals, number, zero):
    """An independent reading of the printed sums: fractions, half up, nothing of the code under test."""
    made = _scheme(weights, hows, zero=zero)
    found = scored(made, goals, [mark("评定", round(number, 1))])
    for part in found.parts:
        if part.points is None:
            assert part.open
            continue
        sum_, _, printed = part.formula.partition("分")[0].partition("=")
        assert _half_up(_read(sum_, part)) == part.points == Decimal(printed.strip())
    known = [part.points for part in found.parts if part.points is not None]
    assert found.partial == sum(known)
    assert found.total == (sum(known) if len(known) == len(found.parts) else None)
    for part in found.parts[:-1]:
        assert len(part.counted) + len(part.left_out) == len(goals)
    assert json.dumps(definition_of(made))


def _scheme(weights, hows, *, zero):
    parts = [
        {"name": f"第{number}", "weight": weight, "how": how}
        for number, (weight, how) in enumerate(zip(weights, hows, strict=False))
    ]
    for part in parts:
        if part["how"] == "deductions":
            part["deductions"] = {"略低": 0.25, "未达序时": 1.5, "到期未完成": 7}
        elif zero:
            part["without_data"] = "zero"
    parts.append({"name": "评定", "weight": 7.5, "kind": "given"})
    return scheme_from(
        {"name": "方案", "total": float(sum(Decimal(str(part["weight"])) for part in parts)), "parts": parts}
    )


def _read(sum_: str, part) -> Fraction:
    """The value of a printed sum; the rates of more than six goals are in the list of goals."""
    if "完成率合计" in sum_:
        listed = sum(Fraction(each.number.rstrip("%")) for each in part.counted)
        assert Fraction(re.search(r"合计([\d.]+)%", sum_)[1]) == listed
    terms = re.sub(r"[^\d.+\-−×÷（）]|项", "", sum_.replace("完成率合计", ""))
    tokens = re.findall(r"[\d.]+|[+−×÷（）]", terms)
    python = "".join(
        f"Fraction('{each}')" if each[0].isdigit() else dict(zip("+−×÷（）", "+-*/()", strict=True))[each]
        for each in tokens
    )
    value = eval(python, {"Fraction": Fraction})
    if "%" in sum_:
        value /= 100
    return max(value, Fraction(0))


def _half_up(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
