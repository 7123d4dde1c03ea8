"""Figures without Streamlit: what is drawn, and what is not invented."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.progress import can_draw, progress
from dashboard.charts.style import HEADROOM, value_ticks
from dashboard.goal_view import history
from dashboard.rows import row_of


def drawn_for(board, target_id, first_year=2019):
    goal = row_of(board.everything, "target_id", target_id)
    return progress(goal, history(goal, board.table("observation")), first_year), goal


def texts(figure):
    return " ".join(note.text for note in figure.layout.annotations)


def test_without_figures_the_frame_is_empty_and_no_plan_line_is_drawn(board):
    figure, _ = drawn_for(board, "t-twice")
    assert "没有实际值" in texts(figure)
    assert len(figure.layout.shapes) == 1
    assert not [trace for trace in figure.data if trace.line.dash]
    assert figure.layout.height == 260


def test_with_a_base_plan_actual_and_pace_are_drawn(board):
    figure, goal = drawn_for(board, "t-ahead", first_year=None)
    plan = next(trace for trace in figure.data if trace.line.dash)
    assert list(plan.y) == [40.0, 90.0]
    actual = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert list(actual.y) == [40.0, 85.0]
    assert list(actual.x) == [goal["base_year"] + 1, goal["actual_year"] + 1]
    assert "序时" in texts(figure)


def test_without_a_base_there_is_no_plan_line(board):
    figure, _ = drawn_for(board, "t-missed")
    assert not [trace for trace in figure.data if trace.line.dash]
    assert "60%" in texts(figure)
    assert "没有实际值" not in texts(figure)


def test_the_target_is_written_as_officials_write_it(board):
    figure, _ = drawn_for(board, "t-wan", first_year=2024)
    assert "≥3万路" in texts(figure)
    assert "3万" in figure.layout.yaxis.ticktext


def test_house_style(board):
    figure, _ = drawn_for(board, "t-done")
    layout = figure.layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.showlegend is False
    assert layout.font.family.startswith("Noto Sans SC")
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert all(isinstance(trace.x, np.ndarray) for trace in figure.data)


def test_axis_runs_from_the_first_year_to_the_due_year(board):
    figure, _ = drawn_for(board, "t-twice")
    assert figure.layout.xaxis.ticktext == ("2021年底", "2020年底", "2019年底", "2019年初")


@pytest.mark.parametrize(("value", "year"), [(None, 2021), (np.nan, 2021), (5.0, None), (5.0, pd.NA)])
def test_a_goal_without_number_or_year_has_no_picture(value, year):
    assert not can_draw({"value": value, "due_year": year})


@given(st.floats(min_value=0.5, max_value=1e9))
def test_ticks_start_at_zero_and_reach_the_top(top):
    values, words = value_ticks(top, "个")
    assert values[0] == 0
    assert values[-1] <= top * HEADROOM * 1.001
    assert top * HEADROOM < (values[-1] + values[1]) * 1.001
    assert 3 <= len(values) == len(words) <= 6
    assert values == sorted(set(values))


@pytest.mark.parametrize(("source", "when"), [("document", "2021年（按文件年份）"), ("clause", "2021年底")])
def test_a_figure_says_where_its_year_comes_from(board, source, when):
    goal = row_of(board.everything, "target_id", "t-done")
    known = history(goal, board.table("observation").assign(year_source=source))
    assert list(known["when"]) == [when]
    assert "at=o-done" in known["link"].iloc[0]
    assert when.partition("（")[0] in texts(progress(goal, known, 2019))
