"""What a period asks for, and that a figure which puts its goal behind brings cause, remedy and a new date."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.cycles import DataPeriod
from pipeline.decisions import apply
from pipeline.due_figures import APPROVED, MISSING, RETURNED, WAITING, asked, due_figures, overdue_years
from pipeline.entries import Figure
from pipeline.errors import PipelineError
from pipeline.figure_checks import Problem
from pipeline.reported import Record
from pipeline.reporting import FigureRefused, Outlook, Reporting, remedy_lacking
from pipeline.workflow import StepRefused
from tests.dashboard.small_board import frames
from tests.ledger.samples import figure, step

TODAY = date(2024, 10, 15)
PERIOD = DataPeriod(date(2021, 12, 31))
REMEDY = {"cause": "设备未到", "remedy": "已催货", "new_date": "2022-06-30"}


def report(value=40.0, **values) -> Figure:
    """A figure for the goal 恶意词 (50% by 2021), of which no document tells."""
    plain = {
        "target_id": "t-evil", "period_start": "2021-01-01", "period_end": "2021-12-31", "finality": "final",
        "source": "月报", "value": value,
    }  # fmt: skip
    return figure(**plain | values)


def reporting(*figures, steps=()) -> Reporting:
    return Reporting(apply(frames(), []).frames, Record(figures=figures, steps=steps), TODAY)


def states(now, period=PERIOD):
    due = due_figures(now, period)
    return dict(zip(due["target_id"], due["state"], strict=True))


def test_only_what_no_document_tells_is_asked_for():
    assert states(reporting()) == {"t-twice": MISSING, "t-evil": MISSING}


def test_outside_its_time_a_goal_is_not_asked_for():
    assert states(reporting(), DataPeriod(date(2018, 12, 31))) == {}
    assert "t-evil" not in states(reporting(), DataPeriod(date(2022, 3, 31)))


@pytest.mark.parametrize(
    ("actions", "state"),
    [((), WAITING), (("returned",), RETURNED), (("approved",), APPROVED), (("withdrawn",), MISSING)],
)
def test_a_report_stands_where_its_steps_have_brought_it(actions, state):
    steps = [replace(step(1, action, reason="x"), seq=place) for place, action in enumerate(actions, start=1)]
    now = reporting(report(seq=1), steps=steps)
    assert states(now)["t-evil"] == state
    assert sum(due_figures(now, PERIOD)["state"].value_counts()) == 2


def test_returned_ones_come_first():
    now = reporting(report(seq=1), steps=[step(1, "returned", reason="x")])
    assert list(states(now)) == ["t-evil", "t-twice"]


def test_a_row_is_filled_in_beforehand():
    row = asked(reporting(), "t-twice", PERIOD)
    assert (row["unit"], row["period_start"], row["seq"]) == ("家", "2019-01-01", 0)  # a sum begins with its goal
    assert asked(reporting(), "t-evil", PERIOD)["agency"] == "<b>局</b>"
    row = asked(reporting(report(seq=1, agency="统计局")), "t-evil", DataPeriod(date(2021, 9, 30)))
    assert (row["source"], row["agency"], row["state"]) == ("月报", "统计局", MISSING)


def test_what_a_document_tells_may_still_be_reported():
    row = asked(reporting(), "t-done", PERIOD)
    assert (row["held"], row["runs"], row["state"]) == (True, True, MISSING)


def test_goals_that_fell_due_unknown_are_counted_by_year():
    assert overdue_years(reporting()) == {2021: 2}


def test_an_unknown_goal_is_named():
    with pytest.raises(PipelineError, match="t-none"):
        reporting().known("t-none", TODAY)


def test_red_is_not_approved_before_it_has_cause_remedy_and_date():
    now = reporting(report(seq=1))
    with pytest.raises(StepRefused, match="通过后为“到期未完成”，还缺原因、对策、新的完成时限"):
        now.taken(step(1, "approved"))
    partly = reporting(report(seq=1, cause="设备未到", remedy=" "))
    assert partly.lacking(partly.record.figures[0]) == ["对策", "新的完成时限"]
    full = reporting(report(seq=1, **REMEDY))
    assert full.taken(step(1, "approved")) == step(1, "approved")
    assert now.taken(step(1, "returned", reason="x")) == step(1, "returned", reason="x")


def test_what_is_met_needs_no_remedy():
    now = reporting(report(55.0, seq=1))
    assert now.lacking(now.record.figures[0]) == []
    outlook = now.outlook([report(55.0)])["t-evil"]
    assert (outlook.before["state"], outlook.after["state"], outlook.red) == ("无数据", "已完成", False)


@pytest.mark.parametrize("values", [{"finality": "estimate"}, {"scope": "不含港区"}])
def test_what_does_not_count_is_never_red(values):
    now = reporting(report(seq=1, **values))
    outlook = now.outlook([report(seq=1, **values)])["t-evil"]
    assert not outlook.changes
    assert now.taken(step(1, "approved"))


def test_the_verdict_is_that_of_the_figures_own_period():
    """A figure entered years later was red when it was of: today it would only be old."""
    goal = {"target_id": "t-evil", "period_start": "2021-01-01", "period_end": "2021-06-30"}
    outlook = reporting().outlook([report(10.0, **goal)])["t-evil"]
    assert outlook.after["period_end"].date() == date(2021, 6, 30)


def test_remedy_is_lacking_only_for_red():
    unknown = {"state": "无数据", "value": None, "observation_id": None}
    red = Outlook(unknown, {"state": "未达序时", "value": 1.0, "observation_id": "f1"})
    good = replace(red, after=red.after | {"state": "达序时"})
    assert remedy_lacking(report(), red) == ["原因", "对策", "新的完成时限"]
    assert remedy_lacking(report(**REMEDY), red) == []
    assert remedy_lacking(report(), good) == []


def test_entering_checks_and_keeps_only_reasons_for_warnings_there_are():
    now = reporting()
    with pytest.raises(FigureRefused, match="比例不能大于 100%") as refused:
        now.entered(report(140.0))
    assert [problem.code for problem in refused.value.found] == ["over_whole"]
    assert isinstance(refused.value.found[0], Problem)
    kept = now.entered(report(55.0, warnings_overruled={"jump": "不存在的提示"}, plan_id="?", city="?"))
    assert (kept.warnings_overruled, kept.plan_id, kept.city) == ({}, "a", "云溪市")


def test_a_new_date_lies_after_the_period():
    with pytest.raises(FigureRefused, match="应晚于数据期"):
        reporting().entered(report(**REMEDY | {"new_date": "2021-06-30"}))
