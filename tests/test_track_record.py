"""A year is met, missed, open or cannot be judged, with the reason; figures of parts of a year are not the year's."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.entries import AnswerDecision, Figure, GoalVersion, Step
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.reported import Record
from pipeline.track_record import left_open, sentence, track_records
from tests.progress.rows import observation, observations, plan, plans, target, targets

TODAY = date(2026, 6, 1)
GROWTH = CanonicalIndicator(
    id="X01", name="地区生产总值增长率", unit="%", measures=("growth", "level"), direction="up", domain="产业经济",
    words=("地区生产总值", "GDP"), grade="A",
)  # fmt: skip
SHOPS = CanonicalIndicator(
    id="X02", name="智能车间", unit="家", other_units=("个",), measures=("level", "increment"), direction="up",
    domain="产业经济", words=("新增智能车间", "智能车间"), grade="B", note="有的含市级。",
)  # fmt: skip
YEARS = {f"r{year}": plan(year, year, plan_id=f"r{year}", document_year=year) for year in range(2015, 2027)}


def goal(value, year, **other):
    said = {
        "target_id": f"t{year}", "plan_id": f"r{year}", "indicator": "GDP增长率", "measure": "growth", "annual": True,
        "certainty": "core", "review": "未审",
    }  # fmt: skip
    return target(value, year, **(said | other))


def told(value, year, **other):
    said = {
        "observation_id": f"o{year}", "plan_id": f"r{year + 1}", "indicator": "地区生产总值增长率",
        "measure": "growth", "certainty": "core", "review": "未审",
    }  # fmt: skip
    return observation(value, year, **(said | other))


def shops(make, value, year, **other):
    return make(value, year, **({"indicator": "智能车间", "measure": "level", "unit": "家"} | other))


def tables(goals, figures):
    made = {"target": targets(*goals), "observation": observations(*figures), "plan": plans(*YEARS.values())}
    reviewed = {name: frame.assign(review="未审") for name, frame in made.items()}
    certain = {name: reviewed[name].assign(certainty="core") for name in ("target", "observation")}
    milestones = pd.DataFrame(columns=["plan_id", "position", "due_year"])
    return reviewed | certain | {"milestone": milestones}


def tracks(goals, figures, indicator=GROWTH, record=None, as_of=TODAY):
    frames = tables(goals, figures)
    sure = {*frames["target"]["target_id"], *frames["observation"]["observation_id"]}
    return track_records(frames, record or Record(), indicator, sure, as_of)


def line(goals, figures, **more):
    (track,) = tracks(goals, figures, **more)
    return next(each for each in track.lines if each.goal)


@pytest.mark.parametrize(
    ("asked", "value", "outcome", "distance"),
    [
        (goal(8.0, 2020), 7.6, "missed", -0.4),
        (goal(8.0, 2020), 8.0, "met", 0.0),
        (goal(8.0, 2020, op="~"), 7.9, "missed", -0.1),
        (goal(7.0, 2020, op="range", value_max=7.5), 7.0, "met", 0.0),
        (goal(3.5, 2020, op="<="), 3.1, "met", -0.4),
    ],
)
def test_a_year_is_judged_as_a_goal_is(asked, value, outcome, distance):
    found = line([asked], [told(value, 2020)])
    assert (found.outcome, found.distance) == (outcome, distance)


def test_the_wordings_of_an_indicator_are_one_thing_those_of_grade_c_are_not():
    assert line([goal(8.0, 2020)], [told(8.1, 2020)]).outcome == "met"
    refused = replace(GROWTH, grade="C", note="口径不同")
    assert line([goal(8.0, 2020)], [told(8.1, 2020)], indicator=refused).outcome == "unknown"
    same_name = told(8.1, 2020, indicator="GDP增长率")
    assert line([goal(8.0, 2020)], [same_name], indicator=refused).outcome == "met"


@pytest.mark.parametrize(
    ("asked", "figures", "why"),
    [
        (goal(8.0, 2020), [], "没有2020年全年的实际值"),
        (goal(8.0, 2020), [told(8.1, 2020, finality="estimate")], "只有预计数8.1%"),
        (goal(8.0, 2020), [told(8.1, 2020, scope="不含开发区")], "只有其他口径的数"),
        (goal(None, 2020), [told(8.1, 2020)], "没有数值"),
        (goal(8.0, 2020, annual=False, plan_id="r2016"), [told(8.1, 2020)], "目标说的是几年的增长"),
        (goal(8.0, 2020), [told(8.1, 2020, measure="level")], "2020年的数说的是水平，不能相比"),
    ],
)
def test_what_cannot_be_judged_says_why(asked, figures, why):
    found = next(each for track in tracks([asked], figures) for each in track.lines if each.goal)
    assert found.outcome == "unknown"
    assert why in found.why


def test_an_estimate_says_how_it_stands_and_judges_nothing():
    found = line([goal(8.0, 2020)], [told(7.1, 2020, finality="estimate")])
    assert (found.outcome, found.estimate_met, found.distance) == ("unknown", False, -0.9)
    scoped = line([goal(8.0, 2020)], [told(7.1, 2020, scope="不含开发区")])
    assert (scoped.estimate_met, scoped.distance) == (None, None)


def test_a_part_of_a_year_is_not_the_year():
    autumn = told(9.0, 2020, period_start=date(2020, 1, 1), period_end=date(2020, 9, 30))
    quarter = told(9.0, 2020, period_start=date(2020, 10, 1), period_end=date(2020, 12, 31), observation_id="o4")
    assert line([goal(8.0, 2020)], [autumn, quarter]).value is None
    whole = told(7.0, 2020, period_start=date(2020, 1, 1), period_end=date(2020, 12, 31), observation_id="o5")
    assert line([goal(8.0, 2020)], [autumn, quarter, whole]).value == 7.0


def test_of_several_figures_the_final_one_counts_then_that_of_the_later_document():
    first, later = told(6.0, 2020), told(6.2, 2020, observation_id="later", plan_id="r2022")
    assert line([goal(8.0, 2020)], [later, first]).value == 6.2
    final = told(6.1, 2020, observation_id="final", finality="final")
    assert line([goal(8.0, 2020)], [later, first, final]).value == 6.1
    estimate = told(9.9, 2020, observation_id="guess", finality="estimate", plan_id="r2022")
    assert line([goal(8.0, 2020)], [first, estimate]).value == 6.0


def test_a_level_of_an_earlier_year_does_not_answer_the_goal_of_a_plan():
    asked = shops(goal, 100, 2020, annual=False, plan_id="r2016")
    found = line([asked], [shops(told, 120, 2018)], indicator=SHOPS)
    assert (found.outcome, found.value) == ("unknown", None)
    assert line([asked], [shops(told, 120, 2020, unit="个")], indicator=SHOPS).outcome == "met"


def test_gaps_stay_gaps_and_years_without_a_goal_show_what_came():
    (track,) = tracks([goal(8.0, 2018)], [told(8.1, 2018), told(7.0, 2021)])
    assert [(each.year, each.value, each.outcome) for each in track.lines] == [
        (2018, 8.1, "met"), (2019, None, "none"), (2020, None, "none"), (2021, 7.0, "none"),
    ]  # fmt: skip


def test_stock_and_increment_are_two_records():
    asked = shops(goal, 20, 2020, measure="increment", indicator="新增智能车间")
    every = tracks([asked], [shops(told, 120, 2020)], indicator=SHOPS)
    assert [(track.measure, len(track.lines)) for track in every] == [("increment", 1), ("level", 1)]
    assert "目标说的是新增，2020年的数说的是水平" in every[0].lines[0].why


def test_what_people_decided_counts():
    approved = Record(
        figures=[
            Figure(
                entered_by="甲", target_id="t2020", plan_id="r2020", city="甲市", indicator="GDP增长率", value=8.4,
                unit="%", period_start="2020-01-01", period_end="2020-12-31", finality="final", seq=1,
            )
        ],
        steps=[Step(figure_seq=1, action="approved", entered_by="乙", seq=1)],
    )  # fmt: skip
    assert line([goal(8.0, 2020)], [told(7.0, 2020)], record=approved).value == 8.4
    decision = AnswerDecision(
        entered_by="甲", target_id="t2020", plan_id="r2020", observation_id="o2020", figure_plan_id="r2021",
        action="rejected", kind="same", seq=1,
    )  # fmt: skip
    refused = Record(answers=[decision])
    assert line([goal(8.0, 2020)], [told(8.1, 2020)], record=refused).outcome == "unknown"
    scoped = told(8.1, 2020, scope="不含开发区")
    taken = Record(answers=[replace(decision, action="accepted", kind="near", reason="就是全市")])
    assert line([goal(8.0, 2020)], [scoped], record=taken).outcome == "met"
    version = GoalVersion(
        entered_by="甲", target_id="t2020", plan_id="r2020", value=7.0, op=">=", due_year=2020, document_number="1号",
        effective_on="2020-07-01",
    )  # fmt: skip
    assert line([goal(8.0, 2020)], [told(7.5, 2020)], record=Record(versions=[version])).outcome == "met"


def test_what_is_not_due_is_open_and_later_figures_are_not_seen():
    asked, figures = [goal(8.0, 2020), goal(8.0, 2021)], [told(8.1, 2020), told(7.0, 2021)]
    (track,) = tracks(asked, figures, as_of=date(2021, 6, 30))
    assert [each.outcome for each in track.lines] == ["met", "open"]
    assert track.lines[1].value is None


def test_the_sentence_and_what_it_leaves_out_add_up():
    asked = [goal(8.0, year) for year in (2018, 2019, 2020, 2021, 2026)]
    asked += [goal(8.0, 2020, target_id="plan", annual=False, plan_id="r2016"), goal(8.0, None, target_id="undated")]
    figures = [told(8.1, 2018), told(7.0, 2019), told(9.0, 2020, finality="estimate")]
    every = tracks(asked, figures)
    assert sentence(every) == "5 年有目标，2 年有结果：1 年达到，1 年未达到"
    assert left_open(every) == [
        "2 年无法判断（1 年只有预计数，按预计数 1 年达到）", "1 年未到期", "期末目标 1 项，都没有结果，1 项无法判断",
        "1 项目标没有写年限",
    ]  # fmt: skip
    assert sentence(tracks([], figures)) == "没有写明年限的目标，3 年有数据"


def test_facts_that_are_not_sure_are_left_out():
    frames = tables([goal(8.0, 2020)], [told(8.1, 2020)])
    (track,) = track_records(frames, Record(), GROWTH, {"t2020"}, TODAY)
    assert track.lines[0].value is None
    assert track_records(frames, Record(), GROWTH, set(), TODAY) == []
