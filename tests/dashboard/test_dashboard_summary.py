"""Counts: every one of the same goals, so that all parts of the first screen add up."""

import datetime
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import summary
from dashboard.filters import Filters
from dashboard.icons import BY_NAME, STATES, WORST_FIRST
from dashboard.labels import DOMAINS
from dashboard.rows import rows
from pipeline import progress

DUE = "项数字目标已全部到期"
TODAY = datetime.date(2026, 11, 22)
CITIES = ["云溪市", "甲港市", "丙山市"]
GOAL = st.fixed_dictionaries(
    {
        "city": st.sampled_from(CITIES),
        "domain_group": st.sampled_from(DOMAINS),
        "state": st.sampled_from([state.name for state in STATES]),
        "due_year": st.one_of(st.none(), st.integers(2018, 2030)),
        "pace_gap": st.one_of(st.none(), st.floats(-90, 90)),
        "start": st.integers(0, 9999),
        "lead_agencies": st.lists(st.sampled_from(["甲局", "乙局"]), max_size=2),
    }
)
PLANS = pd.DataFrame(
    {
        "city": CITIES,
        "kind": ["plan", "plan", "proposal"],
        "first_year": [2019, 2022, None],
        "last_year": [2021, 2025, None],
        "document_year": [2019, 2022, 2018],
    }
)


def frame(goals):
    made = pd.DataFrame(goals)
    made["due_year"] = made["due_year"].astype("Int64")
    made["pace_gap"] = made["pace_gap"].astype("Float64")
    made["actual"] = [float(number) if number % 3 else None for number in range(len(made))]
    made["due_text"] = made["due_year"].map(lambda year: "未明确" if pd.isna(year) else str(year)).astype(str)
    return made


GOALS = st.lists(GOAL, min_size=1, max_size=40).map(frame)


def test_states_are_those_of_the_verdicts():
    assert tuple(state.name for state in STATES) == progress.STATES
    assert set(WORST_FIRST) == set(progress.STATES)


@given(GOALS)
def test_all_counts_have_the_same_total(goals):
    total = len(goals)
    grid = summary.domain_grid(goals, Filters(), PLANS, {})
    years = summary.due_years(goals, Filters(), PLANS)
    assert sum(summary.state_counts(goals).values()) == total
    for table in (grid, years):
        assert sum(row.total for row in table.rows) == total
        assert sum(cell.count for row in table.rows for cell in row.cells) == total
        assert sum(table.totals) == total
        assert all(sum(count for _, count in cell.mix) == cell.count for row in table.rows for cell in row.cells)
    assert [row.height for row in grid.rows] == [row.height for row in years.rows]


def goals_of_one_year(count):
    """So many goals of one city that fall due in 2021."""
    columns = {"city": CITIES[0], "domain_group": DOMAINS[0], "state": "无数据", "due_year": 2021, "due_text": "2021"}
    return pd.DataFrame([columns | {"actual": None}] * count)


def test_goals_are_marked_one_by_one_while_they_can_be_counted():
    few, many = (summary.due_years(goals_of_one_year(count), Filters(), PLANS) for count in (20, 200))
    assert (few.marked, many.marked) == (True, False)
    assert few.rows[0].height > summary.ROW_HEIGHT
    assert {row.height for row in many.rows} == {summary.ROW_HEIGHT}
    assert many.totals == tuple(200 if year == "2021" else 0 for year in many.columns)


def test_years_are_shortened_where_many_stand_side_by_side():
    grid = summary.due_years(goals_of_one_year(1), Filters(), PLANS)
    assert grid.short("2021") == "2021"
    wide = PLANS.assign(first_year=[2010, 2022, None], last_year=[2030, 2025, None])
    grid = summary.due_years(goals_of_one_year(1), Filters(), wide)
    assert (grid.short("2021"), grid.short("未明确")) == ("21", "未明确")


@given(GOALS)
def test_the_sentence_accounts_for_every_goal(goals):
    sentence = summary.conclusion(goals, TODAY)
    counts = summary.state_counts(goals)
    assert sentence.startswith(f"{len(goals)} 项数字目标")
    assert sentence.endswith("。")
    if "达到要求" in sentence:
        parts = {"达到要求": "good", "低于要求": "bad", "未评": "none"}
        for words, family in parts.items():
            expected = sum(counts[state.name] for state in STATES if state.family == family)
            assert (f"{expected} 项{words}" in sentence) or expected == 0


def tenths(text):
    return sum(round(float(found) * 10) for found in re.findall(r"(\d+\.\d)%", text))


@given(GOALS)
def test_printed_percentages_add_up_in_the_key_and_in_the_sentence(goals):
    counts = summary.state_counts(goals)
    percents, uneven = summary.percents(counts)
    assert tenths(" ".join(percents.values())) == 1000
    alike = {(counts[name], percent) for name, percent in percents.items()}
    assert uneven == (len(alike) > len(set(counts.values())))
    sentence = summary.conclusion(goals, TODAY)
    if "达到要求" in sentence:
        assert tenths(sentence) == 1000


def test_equal_counts_that_cannot_print_alike_are_explained():
    assert summary.percents({"已完成": 1, "略低": 1, "无数据": 1})[1]
    assert not summary.percents({"已完成": 2, "略低": 2})[1]
    assert "因四舍五入" in summary.ROUNDED


@given(GOALS)
def test_coverage_counts_goals_with_a_figure(goals):
    total, covered = map(int, re.fullmatch(r"(\d+)项中(\d+)项有数据", summary.coverage(rows(goals))).groups())
    assert (total, covered) == (len(goals), int(goals["actual"].notna().sum()))
    grid = summary.domain_grid(goals, Filters(), PLANS, {})
    assert sum(grid.covered) == covered
    assert all(covered <= total for covered, total in zip(grid.covered, grid.totals, strict=True))


@given(GOALS)
def test_sorting_keeps_every_goal_and_puts_the_worst_first(goals):
    ordered = summary.sort_goals(goals)
    assert sorted(ordered.index) == sorted(goals.index)
    ranks = [WORST_FIRST.index(state) for state in ordered["state"]]
    assert ranks == sorted(ranks)


@given(GOALS)
def test_those_somebody_answers_for_come_first_and_cities_take_turns(goals):
    found = summary.need_figures(goals)
    assert sorted(found.index) == sorted(goals.index[goals["state"] == "无数据"])
    unled = [not agencies for agencies in found["lead_agencies"]]
    assert unled == sorted(unled)
    assert summary.without_lead(found) == sum(unled)
    for _, same in found.groupby(unled):
        turns = list(same.groupby("city").cumcount())
        assert turns == sorted(turns)


@given(GOALS)
def test_the_worst_state_needs_attention_first(goals):
    found = summary.need_attention(goals)
    assert {BY_NAME[state].family for state in found["state"]} <= {"bad"}
    ranks = [WORST_FIRST.index(state) for state in found["state"]]
    assert ranks == sorted(ranks)


@given(GOALS, st.sampled_from(["state", "city", "domain_group"]))
def test_groups_hold_every_goal_once(goals, column):
    assert sum(len(own) for _, own in summary.grouped(goals, column)) == len(goals)


def test_cell_links_put_city_and_domain_into_the_address_and_keep_the_rest(board):
    grid = summary.domain_grid(board.goals, Filters(text=("率",)), board.table("plan"), {})
    cell = next(cell for cell in grid.rows[0].cells if cell.count)
    assert cell.link.startswith("./?city=")
    assert "domain=" in cell.link
    assert "text=" in cell.link


@pytest.mark.parametrize(
    ("states", "years", "sentence"),
    [
        (["无数据", "无数据"], [2021, 2020], "2 项数字目标已全部到期，都没有实际值。"),
        (["无数据", "无数据", "已完成"], [2021, 2020, 2021], "3 项数字目标已全部到期，2 项没有实际值（66.7%）。"),
        (["无数据", "无数据"], [2021, 2030], "2 项数字目标，1 项已到期，都没有实际值。"),
        (["无数据", "无数据", "数据过期"], [2021] * 3, f"3 {DUE}，2 项没有实际值（66.7%），1 项数据过期。"),
        (["无数据"], [2030], "1 项数字目标都未到期，都没有实际值。"),
        (["已完成", "到期未完成"], [2021, 2021],
         "2 项数字目标：1 项达到要求（50.0%），1 项低于要求（50.0%，1 项已到期）。"),
        (["达序时", "略低"], [2030, 2030], "2 项数字目标：1 项达到要求（50.0%），1 项低于要求（50.0%）。"),
        (["年度指标"], [2030], "1 项数字目标：0 项达到要求（0.0%），1 项未评（100.0%）。"),
    ],
)  # fmt: skip
def test_conclusion(states, years, sentence):
    goals = pd.DataFrame({"state": states, "due_year": pd.array(years, dtype="Int64")})
    assert summary.conclusion(goals, TODAY) == sentence


def test_nothing_found_and_nothing_there_differ(board):
    none, notes = board.goals.iloc[:0], {"丙山市": "报告中没有数字目标；有 2 项现状数据"}

    def found(**values):
        return summary.finding(none, TODAY, Filters(**values), notes)

    assert found() == "看板里还没有数字目标。"
    assert found(city=("云溪市",)) == "没有符合条件的目标。"
    assert found(city=("丙山市",)) == "丙山市：报告中没有数字目标；有 2 项现状数据。"
    assert found(city=("丙山市",), year=("2021",)) == "没有符合条件的目标。"


def test_how_many_goals_have_a_figure_is_said_in_words():
    assert summary.coverage([{"actual": 1.0}] * 3 + [{"actual": None}] * 7) == "10项中3项有数据"
