"""Cities side by side: one row each, of one year or of the ends of their plans, and what is too close to be ordered."""

import pandas as pd
import pytest

from pipeline.peers import COLUMNS, are_close, close_neighbours, peers, whole_years, years


def goals(*rows):
    plain = {
        "plan_id": "p", "quote": "增长6%", "op": ">=", "value_max": None, "unit": "%", "annual": True,
        "measure": "growth", "document_year": 2024,
    }  # fmt: skip
    names = [*plain, "target_id", "city", "value", "due_year"]
    return pd.DataFrame([plain | row for row in rows], columns=names)


def figures(*rows):
    plain = {
        "quote": "增长6%", "unit": "%", "period_start": None, "period_end": None, "finality": "", "scope": "",
        "document_year": 2025,
    }  # fmt: skip
    names = [*plain, "observation_id", "city", "value", "year"]
    return pd.DataFrame([plain | row for row in rows], columns=names)


A, B, C = "无锡市", "宜兴市", "泰州市"
GOALS = goals(
    {"target_id": "a24", "city": A, "value": 5.0, "due_year": 2024},
    {"target_id": "b24", "city": B, "value": 6.0, "due_year": 2024},
    {"target_id": "b25", "city": B, "value": 7.0, "due_year": 2025, "annual": False},
)
FIGURES = figures(
    {"observation_id": "oa", "city": A, "value": 5.8, "year": 2024},
    {"observation_id": "ob", "city": B, "value": 6.1, "year": 2024},
    {"observation_id": "oc", "city": C, "value": 5.1, "year": 2024},
    {"observation_id": "oa23", "city": A, "value": 6.0, "year": 2023},
)


def test_the_goals_of_a_year_stand_first_the_higher_before_the_lower():
    table = peers(GOALS, FIGURES, 2024)
    assert list(table.columns) == COLUMNS
    assert list(table["city"]) == [B, A, C]
    assert list(table["target_id"].fillna("")) == ["b24", "a24", ""]
    assert list(table["actual"]) == [6.1, 5.8, 5.1]
    assert list(table["level"]) == ["县级", "地级", "地级"]


def test_a_year_without_figures_leaves_them_empty():
    table = peers(GOALS, FIGURES, 2025)
    assert list(table["city"]) == [B]
    assert pd.isna(table["actual"].iloc[0])


def test_the_ends_of_plans_take_no_later_figure():
    late = figures({"observation_id": "late", "city": B, "value": 9.0, "year": 2026}, *FIGURES.to_dict("records"))
    own = peers(GOALS, late, None).set_index("city").loc[B]
    assert (own["target_id"], own["observation_id"]) == ("b25", "ob")


@pytest.mark.parametrize(
    "other",
    [
        {"period_start": "2024-01-01", "period_end": "2024-09-30"},
        {"period_start": "2024-10-01", "period_end": "2024-12-31"},
        {"quote": "年均增长6%"},
        {"value": None},
        {"year": None},
    ],
)
def test_what_is_not_of_one_whole_year_is_left_out(other):
    figure = {"observation_id": "x", "city": A, "value": 5.0, "year": 2024}
    assert len(whole_years(figures(figure))) == 1
    assert whole_years(figures(figure | other)).empty


def test_of_several_figures_for_a_year_the_most_final_counts_then_the_later_document():
    told = figures(
        {"observation_id": "final", "city": A, "value": 5.0, "year": 2024, "finality": "final", "document_year": 2024},
        {"observation_id": "later", "city": A, "value": 6.0, "year": 2024},
        {"observation_id": "estimate", "city": A, "value": 7.0, "year": 2024, "finality": "estimate"},
    )
    assert list(whole_years(told)["observation_id"]) == ["final"]
    assert list(whole_years(told[told["finality"] != "final"])["observation_id"]) == ["later"]


def test_the_latest_year_that_two_cities_can_be_compared_in_comes_first():
    assert years(GOALS, FIGURES) == [2024, 2023]
    more = goals({"target_id": "a25", "city": A, "value": 5.0, "due_year": 2025}, *GOALS.to_dict("records"))
    assert years(more, FIGURES) == [2024, 2025, 2023]
    assert years(GOALS[:0], FIGURES[:0]) == []


@pytest.mark.parametrize(
    ("a", "b", "unit", "close"),
    [
        (95.0, 95.9, "%", True),
        (95.0, 96.0, "%", False),
        (100, 104, "家", True),
        (100, 110, "家", False),
        (0, 0, "家", False),
    ],
)
def test_close_figures(a, b, unit, close):
    assert are_close(a, b, unit) is close
    assert close_neighbours([a, b], unit) == int(close)


def test_nothing_known_gives_no_row():
    assert peers(GOALS[:0], FIGURES[:0], None).empty
