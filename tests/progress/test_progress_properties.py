"""What holds for every target, figure, period and date."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline.progress import STATES, court_of, judge
from pipeline.progress.periods import Period
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

GREEN_OR_AMBER = {"已完成", "超序时", "达序时", "略低"}
values = st.one_of(st.integers(-5, 200), st.floats(-1e6, 1e9, allow_nan=False))
years = st.integers(2015, 2030)
measures = st.sampled_from(["level", "increment", "growth", "cumulative", "cumulative_spend"])
operators = st.sampled_from([">=", ">", "<=", "<", "=", "~", "range"])
dates = st.dates(date(2014, 1, 1), date(2032, 12, 31))


@st.composite
def cases(draw):
    measure, unit = draw(measures), draw(st.sampled_from(["%", "家", "万元", ""]))
    thing = {"measure": measure, "unit": unit}
    promise = target(
        draw(st.none() | values), draw(st.none() | years), **thing, op=draw(operators), annual=draw(st.booleans()),
        value_max=draw(st.none() | values), lead_agencies=draw(st.sampled_from([[], ["甲局"], ["甲局", "乙局"]])),
    )  # fmt: skip
    figures = st.dictionaries(years, values, max_size=4)
    reports = [observation(value, year, **thing) for year, value in draw(figures).items()]
    bases = [base(value, year, **thing) for year, value in draw(figures).items()]
    return promise, [*bases, *reports], plan(draw(st.none() | years), None), draw(dates)


def verdict(case):
    promise, known, document, as_of = case
    return judge(targets(promise), court_of(observations(*known), plans(document)), as_of).iloc[0]


@given(cases())
def test_every_target_has_a_state_and_a_reason(case):
    row = verdict(case)
    assert row["state"] in STATES
    assert row["reason"].endswith("。")
    assert "None" not in row["reason"] + row["need"]
    assert "nan" not in row["reason"] + row["need"]
    assert (row["need"] == "") == (row["state"] == "已完成") or row["state"] == "年度指标" or row["waits"]


@given(cases())
def test_shares_and_gaps_agree(case):
    row = verdict(case)
    assert pd.isna(row["elapsed_share"]) or 0 <= row["elapsed_share"] <= 1
    if case[0]["measure"] != "growth" and pd.notna(row["pace_gap"]):
        expected = (row["attainment"] - row["elapsed_share"]) * 100
        assert abs(row["pace_gap"] - expected) <= 1e-6 * max(1.0, abs(expected))


@given(cases())
def test_due_and_not_met_is_never_green_or_amber(case):
    promise, _, _, as_of = case
    row = verdict(case)
    is_due = promise["due_year"] is not None and as_of >= date(promise["due_year"], 12, 31)
    if is_due and row["state"] in GREEN_OR_AMBER:
        assert row["state"] == "已完成"
        assert reached(promise, row["value"])


@given(cases())
def test_without_a_figure_there_is_no_colour(case):
    row = verdict(case)
    if pd.isna(row["value"]):
        assert row["state"] in {"无数据", "年度指标"}
        assert pd.isna(row["attainment"])
    else:
        assert row["value_year"] <= case[3].year


@given(cases(), st.floats(0, 100))
def test_a_better_last_figure_is_never_a_worse_state(case, more):
    """More of a rising level, all else equal, cannot turn a good state into a bad one."""
    promise, known, document, as_of = case
    if promise["measure"] != "level" or promise["op"] in ("<", "<="):
        return
    order = ["到期未完成", "未达序时", "略低", "达序时", "超序时", "已完成"]
    better = [row | {"value": row["value"] + more} if row["plan_id"] == "report" else row for row in known]
    states = [verdict((promise, rows, document, as_of))["state"] for rows in (known, better)]
    if set(states) <= set(order):
        assert order.index(states[0]) <= order.index(states[1])


@given(st.none() | years, st.none() | years, dates)
def test_a_period_runs_from_nothing_to_all(first, due, at):
    share = Period(first, due).share(at)
    if share is None:
        assert first is None or due is None or first > due
        return
    assert 0 <= share <= 1
    assert (share == 1) == Period(first, due).is_over(at)


def reached(promise, value):
    """Told again, from the words of the operators."""
    goal = promise["value"]
    slack = 1e-6 + (abs(goal) * 0.1 if promise["op"] == "~" and promise["measure"] != "growth" else 0)
    return value <= goal + slack if promise["op"] in ("<", "<=") else value >= goal - slack
