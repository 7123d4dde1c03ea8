import tomllib
from pathlib import Path

import pytest

from pipeline.structure import agencies_in

CASES = tomllib.loads((Path(__file__).parent / "agencies.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_agencies(case):
    assert agencies_in(case["text"]) == (tuple(case["lead"]), tuple(case["supporting"]))
