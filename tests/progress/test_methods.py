"""The published methods on the ten worked cases: their numbers to 1e-6 and their words."""

import json
from pathlib import Path

import pytest

from pipeline.progress.methods import METHODS, Track, cagr_ratio, linear_ratio, share_covered, share_elapsed

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
