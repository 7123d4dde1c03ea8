"""Tables that offices make for themselves: which goal a row may answer, and what is left to a person."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.build import checked_tables
from pipeline.entry_sheet import figure_of, proposals
from pipeline.errors import PipelineError
from pipeline.reported import Record
from tests.dashboard.small_board import CITIES, THIS_YEAR
from tests.entry_sheet.worlds import figure

CITY = CITIES["b"]
YEAR = THIS_YEAR - 1
TABLE = f"""甲港高新区(江北区){YEAR}年目标完成情况表
指标名称,单位,{YEAR}年目标,{YEAR}年实际完成
5G覆盖率,%,86,87.5
接入视频数,路,20000,21000
财政收入,万元,900,950
"""


@pytest.fixture
def observations(tmp_path):
    def read(text):
        path = Path(tmp_path / "完成情况.csv")
        path.write_text(text, encoding="utf-8")
        return checked_tables(path)["observation"]

    return read


def by_name(found):
    return {each.figure.indicator: each for each in found}


def test_rows_are_matched_by_what_is_measured_unit_and_year(ground, period, observations):
    found = by_name(proposals(observations(TABLE), ground, CITY, period))
    alike = found["5G覆盖率"]
    assert [match.target_id for match in alike.matches] == ["t-ahead"]
    assert (alike.clear, alike.matches[0].why, alike.matches[0].differs) == (True, "指标同名，单位都是%", "")
    assert [match.target_id for match in found["接入视频数"].matches] == ["t-wan"]
    assert found["财政收入"].matches == ()


def test_a_confirmed_row_is_a_figure_with_its_place(ground, period, observations):
    found = by_name(proposals(observations(TABLE), ground, CITY, period))["5G覆盖率"]
    made = figure_of(found, "t-ahead", "王敏", "完成情况.csv")
    assert (made.value, made.unit, made.target_id, made.entered_by) == (87.5, "%", "t-ahead", "王敏")
    assert made.period_end == f"{YEAR}-12-31"
    assert made.source.startswith("完成情况.csv 第")
    assert "87.5" in made.note
    with pytest.raises(KeyError):
        figure_of(found, "t-wan", "王敏", "完成情况.csv")


def test_what_is_on_record_is_known(ground, period, observations):
    held = figure(ground, "t-ahead", 87.5, period, seq=4)
    held = replace(held, period_start=f"{YEAR}-01-01", period_end=f"{YEAR}-12-31")
    there = replace(ground, record=Record(figures=[held]))
    found = by_name(proposals(observations(TABLE), there, CITY, period))["5G覆盖率"]
    assert found.is_on_record(found.matches[0])
    other = by_name(proposals(observations(TABLE.replace("87.5", "88")), there, CITY, period))["5G覆盖率"]
    assert not other.is_on_record(other.matches[0])
    assert figure_of(other, "t-ahead", "王敏", "x.csv").replaces == 4


def test_two_goals_that_are_equally_alike_are_left_to_a_person(ground, period, observations):
    frames = dict(ground.frames)
    targets = frames["target"]
    frames["target"] = targets.assign(
        indicator=targets["indicator"].mask(targets["target_id"] == "t-wan", "5G覆盖率"),
        unit=targets["unit"].mask(targets["target_id"] == "t-wan", "%"),
    )
    found = by_name(proposals(observations(TABLE), replace(ground, frames=frames), CITY, period))["5G覆盖率"]
    assert (len(found.matches), found.clear) == (2, False)


def test_a_goal_of_another_unit_is_never_proposed(ground, period, observations):
    found = by_name(proposals(observations(TABLE.replace("接入视频数,路", "接入视频数,家")), ground, CITY, period))
    assert found["接入视频数"].matches == ()


def test_a_city_without_goals_is_refused(ground, period, observations):
    with pytest.raises(PipelineError, match="看板里没有丁河市"):
        proposals(observations(TABLE), ground, "丁河市", period)
