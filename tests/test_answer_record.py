"""A figure of a document that a person took for an answer counts for that goal; one that was refused does not."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.answer_record import answered, standing
from pipeline.entries import AnswerDecision
from pipeline.progress import court_of, judge
from tests.progress.rows import observation, observations, plan, plans, target, targets

AS_OF = date(2021, 1, 31)
TAKEN = AnswerDecision(
    entered_by="王敏", target_id="t1", plan_id="000", observation_id="o2020", figure_plan_id="report",
    action="accepted", kind="near", score=0.7, reason="同一件事", seq=1,
)  # fmt: skip
OTHER_NAME = observation(93, 2020, indicator="5G信号覆盖率")
SAME_NAME = observation(93, 2020)


def judged(*figures, decisions=()):
    told = answered(observations(*figures), decisions)
    return judge(targets(target()), court_of(told, plans(plan())), AS_OF).iloc[0]


def test_what_was_taken_counts_with_its_own_period():
    assert judged(OTHER_NAME)["state"] == "无数据"
    taken = judged(OTHER_NAME, decisions=[TAKEN])
    assert (taken["state"], taken["value"], taken["observation_id"]) == ("已完成", 93, "o2020")


def test_what_was_refused_does_not_count_though_its_name_is_the_same():
    assert judged(SAME_NAME)["state"] == "已完成"
    assert judged(SAME_NAME, decisions=[replace(TAKEN, action="rejected")])["state"] == "无数据"


def test_a_refusal_is_of_one_goal_only():
    decisions = [replace(TAKEN, action="rejected", target_id="another")]
    assert judged(SAME_NAME, decisions=decisions)["state"] == "已完成"


@pytest.mark.parametrize("action", ["accepted", "rejected"])
def test_a_decision_that_was_reopened_is_as_if_it_had_never_been_made(action):
    decisions = [replace(TAKEN, action=action), replace(TAKEN, action="reopened", seq=2)]
    assert standing(decisions) == {}
    assert judged(OTHER_NAME, decisions=decisions)["state"] == "无数据"
    assert judged(SAME_NAME, decisions=decisions)["state"] == "已完成"


def test_an_estimate_that_was_taken_stays_an_estimate():
    estimate = observation(93, 2020, indicator="5G信号覆盖率", finality="estimate")
    assert judged(estimate, decisions=[TAKEN])["state"] != "已完成"


def test_a_figure_of_another_scope_counts_once_a_person_took_it():
    scoped = observation(93, 2020, scope="不含开发区")
    assert judged(scoped)["state"] == "无数据"
    assert judged(scoped, decisions=[TAKEN])["state"] == "已完成"


def test_what_is_no_longer_on_the_board_answers_nothing():
    assert judged(decisions=[TAKEN])["state"] == "无数据"
