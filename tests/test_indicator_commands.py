"""indicators and series as a user types them: the counts of the board, one track record, and what is wrong."""

import json

import pytest

from pipeline.__main__ import main
from pipeline.build import build
from tests.city_reports import CITY, write_reports


@pytest.fixture
def board(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    build(write_reports(tmp_path / "reports"), tmp_path / "data")


def test_the_dictionary_is_listed_with_what_the_board_has(board, capsys):
    assert main(["indicators"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["编号", "指标", "单位", "可比等级", "城市", "目标", "数据", "待归类"]
    counts = {line[0]: line[4:] for line in lines[1:]}
    assert (counts["N01"], counts["N109"], counts["C01"]) == (
        ["1", "4", "4", "0"], ["0", "0", "0", "1"], ["0", "0", "0", "0"],
    )  # fmt: skip


def test_a_series_is_told_year_by_year(board, capsys):
    assert main(["series", "--place", CITY, "--indicator", "N01"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["year"], line["outcome"], line["distance"]) for line in lines] == [
        (2020, "none", None), (2021, "met", 1.8), (2022, "missed", -3.0), (2023, "unknown", 1.0),
        (2024, "unknown", None),
    ]  # fmt: skip
    assert lines[0]["goal"] is None
    assert lines[3]["figure"]["finality"] == "estimate"


@pytest.mark.parametrize(
    ("place", "indicator", "words"),
    [
        (CITY, "Z99", "没有编号为 Z99 的指标"),
        ("别的市", "N01", f"“别的市”没有归入这项指标的目标和数据。有的是：{CITY}"),
        (CITY, "C01", "有的是：没有城市"),
    ],
)
def test_what_there_is_not_is_said(board, capsys, place, indicator, words):
    assert main(["series", "--place", place, "--indicator", indicator]) == 1
    assert words in capsys.readouterr().err
