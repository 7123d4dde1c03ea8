"""Where it leads: a trend with its band, or the sentence that there is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.progress import court_of, story
from pipeline.progress.projection import _quantile, limits, project, projection_words, why_none
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

DUE = date(2021, 12, 31)


def yearly(*values):
    return [(date(2018 + index, 12, 31), value) for index, value in enumerate(values)]


def test_on_a_straight_line_the_band_is_closed():
    days = [date(2020, 1, 1) + timedelta(days=100 * step) for step in range(3)]
    found = project(list(zip(days, (10, 20, 30), strict=True)), date(2020, 1, 1) + timedelta(days=400))
    assert (found.value, found.low, found.high) == pytest.approx((50, 50, 50))
    assert found.observations == 3


def test_the_band_by_hand():
    """Days 0, 100, 200 with 10, 24, 26: slope 0.08, residuals -2, 4, -2, so s = √24 with one degree of freedom;
    at day 300 the value is 36, and √(1 + 1/3 + 200²/20000) = √(10/3).
    """
    days = [date(2020, 1, 1) + timedelta(days=100 * step) for step in range(4)]
    found = project(list(zip(days, (10, 24, 26), strict=False)), days[3])
    half = 3.0777 * 24**0.5 * (10 / 3) ** 0.5
    assert (found.value, found.low, found.high) == pytest.approx((36, 36 - half, 36 + half))


@pytest.mark.parametrize("points", [[], yearly(60, 70), [*yearly(60, 70), (date(2019, 12, 31), 71)]])
def test_too_few_observations_are_said(points):
    days = len({day for day, _ in points})
    assert project(points, DUE) is None
    assert why_none(points, DUE) == f"同一口径的实际值只有{days}期，不足3期，不能推算到期值。"


def test_nothing_is_projected_past_the_due_date():
    assert project(yearly(60, 70, 80, 90), DUE) is None
    assert why_none(yearly(60, 70, 80, 90), DUE) == "已有到期时的实际值，不再推算。"
    assert why_none(yearly(60), None) == "目标未写明完成年限，不能推算到期值。"


@pytest.mark.parametrize(
    ("values", "goal", "falling", "outcome"),
    [
        ((60, 70, 80), 85, False, "预计可达到目标"), ((60, 62, 64), 90, False, "预计达不到目标"),
        ((60, 72, 78), 90, False, "能否达到目标尚不确定"), ((40, 30, 20), 15, True, "预计可达到目标"),
        ((40, 39, 38), 15, True, "预计达不到目标"),
    ],
)  # fmt: skip
def test_the_sentence(values, goal, falling, outcome):
    said = projection_words(project(yearly(*values), DUE), "%", goal, falling)
    assert said.startswith("按3期实际值的直线趋势，2021年底约为")
    assert said.endswith(f"，{outcome}。")


@given(st.lists(st.tuples(st.integers(0, 3000), st.floats(-1e6, 1e6)), max_size=12))
def test_the_value_lies_in_its_band(pairs):
    points = [(date(2012, 1, 1) + timedelta(days=day), value) for day, value in pairs]
    found = project(points, DUE)
    assert (found is None) == (len({day for day, _ in points}) < 3)
    if found:
        assert found.low <= found.value <= found.high


def test_the_quantiles_beyond_the_table_join_it():
    """t(0.9) with 11, 30 and 120 degrees of freedom, from printed tables."""
    assert [_quantile(freedom) for freedom in (11, 30, 120)] == pytest.approx([1.3634, 1.3104, 1.2886], abs=2e-4)


def test_a_trend_does_not_lead_beyond_what_a_thing_can_be():
    """A coverage is at most all, a count at least nothing; what was ever beyond that may go there again."""
    rising = [(date(2018, 12, 31), 60.0), (date(2019, 12, 31), 80.0), (date(2020, 12, 31), 97.0)]
    found = project(rising, date(2022, 12, 31), limits(99, (60.0, 80.0, 97.0), "%"))
    assert (found.value, found.low <= 100, found.high) == (100, True, 100)
    assert limits(120, (60.0,), "%") == (0, float("inf"))
    assert limits(5, (-2.0,), "%") == (-float("inf"), float("inf"))
    assert limits(99, (60.0,), "家") == (0, float("inf"))


def test_the_outlook_of_a_goal():
    """60 at the end of 2017, then 66, 70, 74: by the end of 2021 82 of 90, the estimate of 2021 aside."""
    known = [base(60, 2017), *(observation(value, year) for value, year in ((66, 2018), (70, 2019), (74, 2020)))]
    guess = observation(95, 2021, finality="estimate")
    promise, document = targets(target(due_year=2022)), plans(plan(2018, 2022))
    court = court_of(observations(*known, guess), document)
    found = story(promise, court, date(2022, 1, 31))
    assert found.projection.value == pytest.approx(82, abs=0.01)
    assert found.projection_note == "按3期实际值的直线趋势，2022年底约为82%（八成把握在82%至82%之间），预计达不到目标。"
    early = story(promise, court, date(2019, 12, 31))
    assert early.projection_note == "同一口径的实际值只有2期，不足3期，不能推算到期值。"
    assert early.projection is None
