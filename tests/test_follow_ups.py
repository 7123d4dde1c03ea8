"""督办: the cycle from 立项 to 销号, what is due when, and who may take which step, in any order people think of."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pipeline.entries import FollowUp
from pipeline.entry_checks import EntryError, check
from pipeline.follow_ups import (
    ANSWERED,
    CLOSED,
    OVERDUE,
    RETURNED,
    STATES,
    WAITING,
    FollowUpRefused,
    check_follow_up,
    day_of,
    items_of,
    next_id,
)
from pipeline.ladders import ladder_named
from pipeline.ledger import Ledger

ANSWERS = {"agency": "市工信局", "by": "李四"}


class Office:
    """What is on record, kept as the ledger keeps it; ``day`` is today."""

    def __init__(self) -> None:
        self.steps: list[FollowUp] = []
        self.day = date(2024, 10, 8)

    def take(self, action, item="2024-001", by="王敏", due="", text="请说明", agency="") -> None:
        new = FollowUp(
            item_id=item, target_id="t1", plan_id="p", action=action, text=text, due_on=due, agency=agency,
            entered_by=by, entered_at=f"{self.day}T04:00:00+00:00", seq=len(self.steps) + 1,
        )  # fmt: skip
        check(new)
        check_follow_up(new, [step for step in self.steps if step.item_id == item])
        self.steps.append(new)

    def opened(self, due="2024-11-01", agency="市工信局") -> "Office":
        self.take("opened", due=due, agency=agency)
        return self

    def on(self, day: str) -> "Office":
        self.day = date.fromisoformat(day)
        return self

    def item(self, day: str = "", ladder="缺省"):
        return items_of(self.steps, date.fromisoformat(day) if day else self.day, ladder_named(ladder))[0]


def test_an_item_is_opened_answered_and_closed():
    office = Office().opened()
    assert (office.item().state, office.item().days_left, office.item().level) == (WAITING, 24, None)
    office.on("2024-10-20").take("answered", due="2024-12-31", text="设备未到，已催", **ANSWERS)
    item = office.item()
    assert (item.state, item.due_on, item.answered_on) == (ANSWERED, date(2024, 12, 31), date(2024, 10, 20))
    office.on("2024-12-20").take("closed", by="赵六", text="现场核实已投用")
    item = office.item()
    assert (item.state, item.due_on, item.closed_on, item.level) == (CLOSED, None, date(2024, 12, 20), None)
    assert [step.action for step in item.history] == ["opened", "answered", "closed"]


def test_levels_rise_with_the_days():
    office = Office().opened()
    days = {"2024-10-24": None, "2024-10-25": "蓝", "2024-11-01": "蓝", "2024-11-02": "黄", "2024-11-17": "红"}
    assert {day: office.item(day).level for day in days} == days
    assert office.item("2024-11-01").state == WAITING
    assert (office.item("2024-11-02").state, office.item("2024-11-02").days_left) == (OVERDUE, -1)


def test_missing_a_second_deadline_is_red_at_once():
    office = Office().opened()
    office.on("2024-11-03").take("extended", due="2024-11-20", text="等省厅批复")
    assert (office.item().level, office.item().times_overdue) == (None, 1)
    assert (office.item("2024-11-21").level, office.item("2024-11-21").times_overdue) == ("红", 2)
    assert [step.text for step in office.item().extensions] == ["等省厅批复"]


def test_an_answer_that_was_returned_is_owed_again():
    office = Office().opened()
    office.take("answered", **ANSWERS)
    assert office.item("2025-03-01").level is None
    office.take("reopened", by="赵六", due="2024-12-01", text="没有新的时限", agency="市财政局")
    item = office.item()
    assert (item.state, item.due_on, item.agency, item.answered_on) == (RETURNED, date(2024, 12, 1), "市财政局", None)
    assert item.answer.entered_by == "李四"
    assert office.item("2024-12-02").state == OVERDUE
    assert office.item(ladder="宿迁").level == "黄"


def test_a_promised_day_that_has_passed_is_lit():
    office = Office().opened()
    office.take("answered", due="2024-10-30", **ANSWERS)
    item = office.item("2024-10-31")
    assert (item.state, item.days_left, item.level) == (ANSWERED, -1, "黄")


def test_the_board_as_it_was_on_a_day():
    office = Office().opened()
    office.on("2024-10-20").take("answered", **ANSWERS)
    assert office.item("2024-10-19").state == WAITING
    assert items_of(office.steps, date(2024, 10, 7)) == []


def test_what_is_due_comes_first():
    office = Office()
    for number, due in enumerate(("2024-12-01", "2024-10-10", "2024-10-09"), start=1):
        office.take("opened", item=f"2024-00{number}", due=due)
    office.take("answered", item="2024-003", agency="市工信局", by="李四")
    office.take("closed", item="2024-003", by="赵六")
    assert [item.item_id for item in items_of(office.steps, date(2024, 10, 20))] == ["2024-002", "2024-001", "2024-003"]


@pytest.mark.parametrize(
    ("before", "step", "told"),
    [
        ([], {"action": "opened", "due": "2024-12-01"}, "已经立项，编号不能再用"),
        ([], {"action": "closed"}, "还没有答复，不能销号"),
        ([], {"action": "reopened", "due": "2024-12-01"}, "还没有答复，不能退回重办"),
        ([], {"action": "answered", "agency": "市财政局"}, "由市工信局办理，不能由市财政局答复"),
        ([], {"action": "extended", "due": "2024-11-01"}, "要更晚"),
        ([], {"action": "answered", "agency": "市工信局", "due": "2024-10-07"}, "早于立项"),
        (["answered"], {"action": "answered", "agency": "市工信局"}, "已答复，待核实，不能答复"),
        (["answered"], {"action": "extended", "due": "2024-12-01"}, "已答复，待核实，不能延期"),
        (["answered"], {"action": "closed", "by": "李四"}, "由李四答复，要由另一人销号"),
        (["answered"], {"action": "reopened", "by": "李四", "due": "2024-12-01"}, "要由另一人退回重办"),
        (["answered", "closed"], {"action": "closed"}, "已销号，不能销号"),
        (["answered", "closed"], {"action": "answered", "agency": "市工信局"}, "已销号，不能答复"),
    ],
)
def test_a_step_that_may_not_be_taken_is_refused(before, step, told):
    office = Office().opened()
    for action in before:
        office.take(action, **(ANSWERS if action == "answered" else {"by": "赵六"}))
    kept = list(office.steps)
    with pytest.raises(FollowUpRefused, match=told):
        office.take(**step)
    assert office.steps == kept


def test_a_step_of_an_item_that_is_not_there_is_refused():
    with pytest.raises(FollowUpRefused, match="没有编号为 2024-001 的督办"):
        Office().take("answered", **ANSWERS)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"action": "opened"}, "缺少办理时限"),
        ({"action": "opened", "due": "2024-12-01", "text": " "}, "缺少督办要求"),
        ({"action": "extended", "due": "2024-12-01", "text": ""}, "缺少延期理由"),
        ({"action": "extended"}, "缺少办理时限"),
        ({"action": "answered"}, "缺少答复单位"),
        ({"action": "closed", "text": ""}, "缺少核实情况"),
        ({"action": "reopened", "due": "2024-12-01", "text": ""}, "缺少退回理由"),
        ({"action": "reopened"}, "缺少办理时限"),
        ({"action": "withdrawn"}, "不在可选范围"),
    ],
)
def test_a_step_that_can_never_be_right_is_refused(step, told):
    with pytest.raises(EntryError, match=told):
        Office().opened().take(**step)


def test_the_ledger_refuses_what_the_cycle_does_not_allow(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    first, answer = (
        FollowUp(item_id="2024-001", target_id="", plan_id="p", action=action, entered_by="李四", **values)
        for action, values in (
            ("opened", {"text": "智慧停车进度", "due_on": "2030-01-01", "agency": "市工信局、市财政局"}),
            ("answered", {"text": "已完成", "agency": "市财政局"}),
        )
    )
    ledger.add_all([first, answer])
    with pytest.raises(FollowUpRefused, match="要由另一人销号"):
        ledger.add(
            FollowUp(item_id="2024-001", target_id="", plan_id="p", action="closed", text="已核", entered_by="李四")
        )
    assert [step.action for step in ledger.entries(FollowUp)] == ["opened", "answered"]
    ledger.close()


def test_numbers_go_up_year_by_year():
    steps = Office().opened().steps
    assert (next_id([], 2024), next_id(steps, 2024), next_id(steps, 2025)) == ("2024-001", "2024-002", "2025-001")


class Many(RuleBasedStateMachine):
    """People do what comes to their minds, day after day, with one item; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office().opened()

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.office.day += timedelta(days)

    @rule(
        action=st.sampled_from(("extended", "answered", "closed", "reopened")),
        by=st.sampled_from(("王敏", "李四")),
        days=st.integers(1, 40),
        agency=st.sampled_from(("市工信局", "市财政局")),
    )
    def act(self, action, by, days, agency):
        before = list(self.office.steps)
        due = "" if action == "closed" else str(self.office.day + timedelta(days))
        try:
            self.office.take(action, by=by, due=due, agency="" if action == "closed" else agency)
        except FollowUpRefused:
            assert self.office.steps == before

    @invariant()
    def the_state_says_what_happened_last(self):
        item, last = self.office.item(), self.office.steps[-1].action
        assert item.state in STATES
        assert (item.state == CLOSED) == (last == "closed")
        assert (item.state == ANSWERED) == (last == "answered")
        assert (item.state == OVERDUE) == (last not in ("closed", "answered") and self.office.day > item.due_on)

    @invariant()
    def what_is_overdue_is_lit_and_what_is_closed_is_not(self):
        item = self.office.item()
        if item.is_overdue:
            assert item.level in ("黄", "红")
            assert item.times_overdue >= 1
        assert item.state != CLOSED or (item.level, item.due_on) == (None, None)

    @invariant()
    def nobody_has_closed_their_own_answer(self):
        steps = self.office.steps
        for before, after in pairwise(steps):
            assert not (before.action == "answered" and after.entered_by == before.entered_by)

    @invariant()
    def yesterday_stays_as_it_was(self):
        for step in self.office.steps:
            then = items_of(self.office.steps, day_of(step))[0]
            assert {each.seq for each in then.history} == {
                each.seq for each in self.office.steps if day_of(each) <= day_of(step)
            }


Many.TestCase.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
TestMany = Many.TestCase
