"""The published methods on the ten worked cases: their numbers to 1e-6 and their words."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.progress import court_of, judge
from pipeline.progress.agreement import disagreement_words, spread
from pipeline.progress.methods import (
    CLASSES,
    METHODS,
    Track,
    cagr_ratio,
    findings,
    linear_ratio,
    share_covered,
    share_elapsed,
)
from tests.progress.rows import base, observation, observations, plan, plans, target, targets

VECTORS = json.loads((Path(__file__).parent / "progress_vectors.json").read_text(encoding="utf-8"))
IN_THE_VECTORS = {
    "Open SDG": "Open SDG 2.4 / StatCan, target known",
    "Eurostat": "Eurostat, target known",
    "联合国进展图2022": "UN Progress Chart 2022 (CR)",
    "联合国2023": "UN 2023 note as used by Eustat",
    "SDSN箭头": "SDSN arrow (green threshold = target, 0-100 scale)",
    "德国统计局天气": "Destatis weather (2-point step)",
    "CityScore": "CityScore",
    "银川序时灯": "Yinchuan 序时进度 lamp",
    "ESCAP现状指数": "ESCAP Current Status Index",
    "Akvo完成百分比": "Akvo RSR percent_accomplishment",
}


def track(case):
    inputs = VECTORS[case]["inputs"]
    return Track(inputs["y0"], inputs["t0"], inputs["yT"], inputs["tT"], inputs["y"], inputs["t"])


@pytest.mark.parametrize("case", VECTORS)
@pytest.mark.parametrize("number", [share_covered, share_elapsed, linear_ratio, cagr_ratio])
def test_the_numbers(case, number):
    expected = VECTORS[case][number.__name__]
    assert number(track(case)) == (None if expected is None else pytest.approx(expected, abs=1e-6))


@pytest.mark.parametrize("case", VECTORS)
@pytest.mark.parametrize("method", METHODS)
def test_the_words(case, method):
    assert METHODS[method](track(case)).words == VECTORS[case]["verdicts"][IN_THE_VECTORS[method]]


def levels(case):
    return {name: finding.level for name, finding in findings(track(case)).items()}


def test_methods_two_classes_apart_are_told():
    """A base of zero: compound growth is beyond all bounds, the straight line falls short."""
    words = disagreement_words(levels("V6 zero base (30,000 feeds)"))
    assert words == "方法分歧：Open SDG判为正常，德国统计局天气判为明显偏慢，相差2级"


@pytest.mark.parametrize("case", ["V1 brief", "V3 on the straight line", "V5 early hit", "V10 maintain 100"])
def test_one_class_is_no_difference(case):
    assert spread(levels(case)) <= 1
    assert disagreement_words(levels(case)) == ""


def test_methods_that_do_not_judge_do_not_differ():
    assert spread({"甲": None, "乙": 4}) == 0
    assert spread({"甲": None}) == 0


numbers = st.floats(-1e4, 1e4).map(lambda number: round(number, 3))


@given(numbers, numbers, numbers, st.floats(0.01, 3))
def test_every_method_says_something_of_any_target(base, goal, figure, elapsed):
    for finding in findings(Track(base, 0.0, goal, 3.0, figure, elapsed)).values():
        assert finding.words
        assert finding.level in (None, *CLASSES)


def test_the_badge_stands_in_the_verdict():
    """From 1 to 100 by compound growth, 30 at half time is far ahead; on the straight line it is far behind."""
    known = base(1, 2017, unit="个"), observation(30, 2019, unit="个", period_end=date(2019, 6, 30))
    row = judge(
        targets(target(100, 2020, unit="个")), court_of(observations(*known), plans(plan())), date(2019, 7, 1)
    ).iloc[0]
    assert row["state"] == "未达序时"
    assert row["disagreement"] == "方法分歧：Open SDG判为正常，本看板判为明显偏慢，相差2级"
    sums = {"measure": "increment", "unit": "个"}
    promise, figure = targets(target(100, 2020, **sums)), observations(observation(30, 2018, **sums))
    assert judge(promise, court_of(figure, plans(plan())), date(2019, 1, 1)).iloc[0]["disagreement"] == ""
