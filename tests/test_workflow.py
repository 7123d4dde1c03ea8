"""填报 → 审核 → 退回 → 通过: what may follow what, and what counts, in any order of acts that people think of."""

from collections import Counter

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from pipeline.entries import Figure, Step
from pipeline.workflow import WORDS, StepRefused, check_figure, check_step, standing, status_of
from tests.ledger.samples import figure, step

PEOPLE = ("王敏", "李四", "赵六")
SCOPES = ("", "不含新区", "含园区")
ACTIONS = ("submitted", "approved", "returned", "withdrawn")


class Desk:
    """What is on record, kept as the ledger keeps it."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.steps: list[Step] = []

    def enter(self, by: str = "王敏", replaces: int = 0, scope: str = "") -> int:
        seq = len(self.figures) + 1
        new = figure(entered_by=by, replaces=replaces, seq=seq, scope=scope)
        check_figure(new, self.figures, self.steps)
        self.figures.append(new)
        return seq

    def take(self, seq: int, action: str, by: str = "李四", reason: str = "口径不符") -> None:
        new = Step(figure_seq=seq, action=action, entered_by=by, reason=reason, seq=len(self.steps) + 1)
        check_step(new, self.figures, self.steps)
        self.steps.append(new)

    def status(self) -> dict[int, str]:
        return dict(status_of(self.figures, self.steps))


def test_a_figure_is_entered_returned_corrected_and_approved():
    desk = Desk()
    first = desk.enter()
    assert desk.status() == {first: "submitted"}
    desk.take(first, "returned")
    second = desk.enter(replaces=first)
    assert desk.status() == {first: "replaced", second: "submitted"}
    desk.take(second, "approved")
    assert desk.status() == {first: "replaced", second: "approved"}


def test_an_approved_figure_counts_until_its_correction_is_approved():
    desk = Desk()
    first = desk.enter()
    desk.take(first, "approved")
    second = desk.enter(replaces=first)
    assert desk.status() == {first: "approved", second: "submitted"}
    desk.take(second, "returned")
    third = desk.enter(replaces=second)
    assert desk.status() == {first: "approved", second: "replaced", third: "submitted"}
    desk.take(third, "approved")
    assert desk.status() == {first: "replaced", second: "replaced", third: "approved"}
    desk.take(third, "withdrawn")
    assert desk.status() == {first: "approved", second: "returned", third: "withdrawn"}


def test_what_was_returned_may_be_handed_in_again_as_it_is():
    desk = Desk()
    first = desk.enter()
    desk.take(first, "returned")
    desk.take(first, "submitted", by="王敏")
    desk.take(first, "approved")
    assert desk.status() == {first: "approved"}


@pytest.mark.parametrize(
    ("before", "action", "by", "reason", "told"),
    [
        ([], "approved", "王敏", "", "由王敏填报，要由另一人通过"),
        ([], "returned", "王敏", "x", "由王敏填报，要由另一人退回"),
        ([], "submitted", "王敏", "", "待审核，不能重新提交"),
        ([], "withdrawn", "李四", "", "由王敏填报，只能由本人撤回"),
        (["approved"], "approved", "赵六", "", "已通过，不能通过"),
        (["approved"], "returned", "赵六", "x", "已通过，不能退回"),
        (["approved"], "withdrawn", "王敏", "x", "要由另一人撤回"),
        (["approved"], "withdrawn", "李四", " ", "撤回要写明理由"),
        (["returned"], "approved", "李四", "", "已退回，不能通过"),
        (["returned"], "submitted", "李四", "", "只能由本人重新提交"),
        (["approved", "withdrawn"], "approved", "李四", "", "已撤回，不能通过"),
    ],
)
def test_a_step_that_may_not_be_taken_is_refused(before, action, by, reason, told):
    desk = Desk()
    first = desk.enter()
    for each in before:
        desk.take(first, each)
    with pytest.raises(StepRefused, match=told):
        desk.take(first, action, by, reason)


def test_nothing_is_corrected_twice():
    desk = Desk()
    first = desk.enter()
    desk.take(first, "approved")
    second = desk.enter(replaces=first)
    with pytest.raises(StepRefused, match="第 2 号，待审核"):
        desk.enter(replaces=first)
    desk.take(second, "withdrawn", by="王敏")
    with pytest.raises(StepRefused, match="已撤回，不能再更正"):
        desk.enter(replaces=second)
    with pytest.raises(StepRefused, match="没有第 9 号"):
        desk.enter(replaces=9)
    assert desk.enter(replaces=first) == 3


def test_a_step_without_its_figure_is_refused():
    with pytest.raises(StepRefused, match="没有第 5 号"):
        check_step(step(5, "approved"), [], [])
    assert status_of([], [step(5, "approved")]) == {}


class Office(RuleBasedStateMachine):
    """Three people do what comes to their minds; what is refused changes nothing."""

    seqs = Bundle("seqs")

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.counting: dict[int, list[int]] = {}  # for each first figure: the approved ones, the newest last

    def first_of(self, seq: int) -> int:
        before = self.desk.figures[seq - 1].replaces
        return self.first_of(before) if before else seq

    def standing(self) -> list[Figure]:
        return standing(self.desk.figures, self.desk.status())

    @rule(target=seqs, by=st.sampled_from(PEOPLE), scope=st.sampled_from(SCOPES))
    def enter(self, by, scope):
        there = [each for each in self.standing() if each.scope == scope]
        try:
            seq = self.desk.enter(by, scope=scope)
        except StepRefused:
            assert there
            return multiple()
        assert not there
        self.counting[seq] = []
        return seq

    @rule(target=seqs, wrong=seqs, by=st.sampled_from(PEOPLE))
    def correct(self, wrong, by):
        before = self.desk.status()
        try:
            return self.desk.enter(by, wrong, self.desk.figures[wrong - 1].scope)
        except StepRefused:
            assert self.desk.status() == before
            return wrong

    @rule(seq=seqs, action=st.sampled_from(ACTIONS), by=st.sampled_from(PEOPLE))
    def act(self, seq, action, by):
        before = self.desk.status()
        try:
            self.desk.take(seq, action, by)
        except StepRefused:
            assert self.desk.status() == before
            return
        counting = self.counting[self.first_of(seq)]
        if action == "approved":
            counting.append(seq)
        elif seq in counting:
            counting.remove(seq)
        assert self.desk.status()[seq] == action

    @invariant()
    def every_figure_has_a_status(self):
        status = self.desk.status()
        assert set(status) == {each.seq for each in self.desk.figures}
        assert set(status.values()) <= WORDS.keys()

    @invariant()
    def of_a_figure_and_its_corrections_the_newest_approved_one_counts(self):
        status = self.desk.status()
        approved = {seq for seq, word in status.items() if word == "approved"}
        assert approved == {seqs[-1] for seqs in self.counting.values() if seqs}

    @invariant()
    def of_a_figure_and_its_corrections_one_at_most_waits(self):
        waiting = [seq for seq, word in self.desk.status().items() if word in ("submitted", "returned")]
        assert max(Counter(map(self.first_of, waiting)).values(), default=0) <= 1

    @invariant()
    def one_figure_at_most_stands_for_a_period(self):
        assert max(Counter(each.scope for each in self.standing()).values(), default=0) <= 1

    @invariant()
    def nobody_has_approved_their_own(self):
        by = {each.seq: each.entered_by for each in self.desk.figures}
        assert not [one for one in self.desk.steps if one.action == "approved" and one.entered_by == by[one.figure_seq]]


Office.TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
TestOffice = Office.TestCase
