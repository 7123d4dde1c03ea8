"""The page 对比: fair sentences, warnings beside every order, refusals with their reason, pictures of the table."""

import dataclasses

import pandas as pd
import pytest

from dashboard import compare_view
from dashboard.charts.peers import ladder, over_years, starts_at_zero
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.peers import peers
from tests.test_peers import FIGURES, GOALS, A, B, figures, goals

INDICATOR = CanonicalIndicator(
    id="N01", name="地区生产总值增长率", unit="%", measures=("growth",), direction="up", domain="产业经济",
    words=("地区生产总值",), grade="A",
)  # fmt: skip
TABLE = peers(GOALS, FIGURES, 2024)


def test_the_sentence_names_both_ends():
    assert compare_view.sentence(TABLE, INDICATOR, 2024) == (
        "2 个城市提出2024年“地区生产总值增长率”的目标，宜兴最高 ≥6%，无锡最低 ≥5%。"
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TABLE[:1], "只有宜兴提出2024年“地区生产总值增长率”的目标：≥6%，2024年内。"),
        (TABLE[2:], "没有城市提出2024年“地区生产总值增长率”的目标，1 个城市有数据。"),
        (TABLE[:0], "没有城市提出2024年“地区生产总值增长率”的目标，也没有数据。"),
        (TABLE.assign(value=6.0)[:2], "2 个城市2024年“地区生产总值增长率”的目标相同：≥6%。"),
    ],
)
def test_sentences_of_few(table, said):
    assert compare_view.sentence(table, INDICATOR, 2024) == said


def test_who_shares_the_highest_is_counted():
    three = goals(*({"target_id": f"t{city}", "city": city, "value": value, "due_year": 2024}
                    for city, value in (("甲市", 8.0), ("乙市", 8.0), ("丙市", 6.0))))  # fmt: skip
    said = compare_view.sentence(peers(three, FIGURES[:0], 2024), INDICATOR, 2024)
    assert "等 2 地最高 ≥8%，丙最低" in said.replace("丙市", "丙")


def test_an_order_carries_its_warnings():
    close = TABLE.assign(value=[5.5, 5.0, None], due_year=[2024, 2025, None], finality=["estimate", "", ""])
    said = "；".join(compare_view.warnings(close))
    for words in ("1 处相邻两市的目标相差不到 1 个百分点", "到期年不同", "行政层级不同", "空心点为预计数"):
        assert words in said
    alike = TABLE[TABLE["city"] == A]
    assert compare_view.warnings(alike) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "高于目标0.1个百分点"),
        ({"actual": 6.0}, "与目标相同"),
        ({"actual": 5.0}, "低于目标1个百分点"),
        ({"annual": False}, "多年平均，不与一年相比"),
        ({"actual_year": 2023}, "未到期末"),
        ({"actual": None}, ""),
    ],
)
def test_gap(changed, said):
    assert compare_view.gap_words(TABLE.iloc[0].to_dict() | changed) == said


def test_only_graded_indicators_with_facts_can_be_asked_for():
    local = dataclasses.replace(INDICATOR, id="N02", grade="")
    unknown = dataclasses.replace(INDICATOR, id="N03")
    found = compare_view.choices(
        [local, unknown, INDICATOR], GOALS.assign(indicator_id="N01"), FIGURES.assign(indicator_id="N02")
    )
    assert list(found["id"]) == ["N01"]
    assert found[["promising", "reporting"]].to_numpy().tolist() == [[2, 0]]


def test_a_refusal_shows_each_statement_with_the_words_that_differ():
    told = goals(
        {"target_id": "a", "city": A, "value": 100.0, "due_year": 2020, "annual": False},
        {"target_id": "b", "city": B, "value": 6.0, "due_year": 2021, "annual": False},
        {"target_id": "c", "city": B, "value": 10.0, "due_year": 2021, "annual": False},
    ).assign(
        indicator=["建成智能车间", "新增省级示范智能车间", "新增市级示范智能车间"], unit="家", op="=",
        measure=["level", "increment", "increment"],
    )  # fmt: skip
    one, other = compare_view.refused(told)
    assert (one.city, one.when, one.amount, one.kind) == ("无锡（地级）", "2020年底目标", "100家", "水平")
    assert one.pieces == (("建成", True), ("智能车间", False))
    assert other.pieces == (("新增省级示范", True), ("智能车间", False))
    assert other.more == ("新增市级示范智能车间 10家",)


def test_the_ladder_draws_what_the_table_says():
    drawn = ladder(TABLE)
    bars = [shape for shape in drawn.layout.shapes if shape.line.width == 4]
    assert sorted(bar.x0 for bar in bars) == [5.0, 6.0]
    dots = [(trace.x[0], trace.marker.color) for trace in drawn.data]
    assert sorted(dots) == [(5.1, "#1B2430"), (5.8, "#1B2430"), (6.1, "#1B2430")]
    words = " ".join(note.text for note in drawn.layout.annotations)
    assert "参照：没有提出此目标的地方" in words
    for each in ("<b>≥6%</b> 2024年内目标", "<b>6.1%</b> 2024年实际", "<b>5.1%</b>"):
        assert each in words
    assert not starts_at_zero(TABLE)


def test_an_estimate_is_hollow_and_a_missing_outcome_is_said():
    drawn = ladder(TABLE.assign(finality="estimate", actual=[6.1, None, 5.1]))
    assert {trace.marker.color for trace in drawn.data} == {"#fff"}
    words = " ".join(note.text for note in drawn.layout.annotations)
    assert "2024年预计" in words
    assert "– 无实际值" in words


def test_years_are_drawn_one_strip_a_city_with_gaps_left():
    estimate = figures({"observation_id": "e", "city": B, "value": 7.0, "year": 2022, "finality": "estimate"})
    over = compare_view.by_year(GOALS, pd.concat([FIGURES, estimate]))
    assert set(over["kind"]) == {"goal", "actual", "estimate"}
    drawn = over_years(over)
    assert {trace.mode for trace in drawn.data} == {"markers"}
    drawn_years = {int(year) for trace in drawn.data for year in trace.x}
    assert drawn_years == {2022, 2023, 2024}
    assert list(drawn.layout.xaxis.ticktext) == ["2022", "2023", "2024"]
    long = over_years(pd.concat([over, over.assign(year=over["year"] - 12)]))
    assert list(long.layout.xaxis.ticktext)[:2] == ["10", "11"]


def test_the_page_of_a_board_without_shared_indicators_says_so(published, open_page):
    page = open_page("compare")
    assert not page.exception
    words = "".join(block.proto.body for block in page.get("html"))
    assert "没有可以对比的指标" in words or "kb-conclusion" in words
