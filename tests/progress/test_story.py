"""The story of a goal: every figure with its part in the verdict, the goal's versions, the planned way."""

from datetime import date

import pandas as pd
import pytest

from pipeline.progress import Given, court_of, judge, story
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

AS_OF = date(2023, 7, 15)
PLANS = plans(plan(2021, 2025))
LEVEL = target(90, 2025)


def told(goal, *figures, given=None, as_of=AS_OF):
    return story(targets(goal), court_of(observations(*figures), PLANS, given=given or Given()), as_of)


def levels(found, role):
    return list(found.figures.loc[found.figures["role"] == role, "level"])


def test_each_figure_has_its_part():
    guess = observation(70, 2023, period_end="2023-06-30", finality="estimate", observation_id="e")
    other = observation(77, 2022, scope="主城区", observation_id="s")
    found = told(LEVEL, base(40, 2020), observation(50, 2021), guess, other)
    assert list(found.figures["role"]) == ["base", "counted", "other", "estimate"]
    assert list(found.figures["level"]) == [40, 50, 77, 70]
    assert (found.start, found.due) == (date(2021, 1, 1), date(2025, 12, 31))


def test_of_a_sum_the_level_is_what_it_adds_up_to():
    goal = target(100, 2025, measure="increment", unit="个")
    known = [observation(value, year, measure="increment", unit="个") for value, year in ((10, 2021), (30, 2022))]
    guess = observation(
        20, 2023, period_start="2023-01-01", period_end="2023-06-30", finality="estimate", measure="increment",
        unit="个", observation_id="e",
    )  # fmt: skip
    found = told(goal, *known, guess)
    assert levels(found, "counted") == [10, 40]
    assert levels(found, "estimate") == [60]
    judged = judge(targets(goal), court_of(observations(*known, guess), PLANS), AS_OF).iloc[0]
    assert judged["value"] == 40
    assert judged["estimate_value"] == 60


def test_versions_follow_each_other_and_those_to_come_are_left_out():
    versions = pd.DataFrame(
        {
            "target_id": "t1", "value": [95.0, 80.0], "op": ">=", "due_year": [2025, 2026],
            "effective_on": ["2022-01-01", "2024-01-01"], "document_number": ["甲", "乙"],
        }
    )  # fmt: skip
    found = told(LEVEL, given=Given(versions=versions))
    assert list(found.goals["value"]) == [90, 95]
    assert list(found.goals["name"]) == ["", "甲"]
    judged = judge(
        targets(LEVEL), court_of(observations(), PLANS, given=Given(versions=versions)), date(2024, 6, 1)
    ).iloc[0]
    assert (judged["goal_value"], judged["goal_op"], judged["goal_due_year"]) == (80, ">=", 2026)


@pytest.mark.parametrize(
    ("figures", "length"),
    [([], 0), ([observation(50, 2021)], 0), ([base(40, 2020)], 2), ([base(95, 2020), observation(96, 2021)], 0)],
)
def test_a_way_needs_where_it_starts_and_where_it_goes(figures, length):
    assert len(told(LEVEL, *figures).way) == length


def test_a_projection_needs_three_figures_and_time_to_go():
    three = [observation(value, year) for value, year in ((50, 2021), (55, 2022))]
    three.append(observation(58, 2023, period_end="2023-06-30"))
    found = told(LEVEL, base(40, 2020), *three)
    assert found.projection.due == date(2025, 12, 31)
    assert "2025年底约为" in found.projection_note
    assert told(LEVEL, *three[:2]).projection is None
    assert told(LEVEL, *three, as_of=date(2026, 1, 1)).projection_note == "目标已到期，不再推算。"


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (target(6, 2023, measure="growth", annual=True), "增速目标不作推算"),
        (target(90, None), "目标未写明完成年限"),
        (target(None, 2025), ""),
    ],
)
def test_where_none_can_be_made_it_is_said_why(goal, words):
    found = told(goal)
    assert found.projection is None
    assert found.projection_note.startswith(words)
    assert bool(found.projection_note) == bool(words)


def test_methods_are_those_that_the_badge_speaks_of():
    found = told(LEVEL, base(40, 2020), observation(50, 2021), as_of=date(2022, 6, 1))
    assert found.methods["本看板"] is not None
    assert len(found.methods) > 5
    assert told(LEVEL, observation(50, 2021)).methods == {}
