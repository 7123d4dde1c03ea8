"""The picture of a goal without Streamlit: what is drawn, and what is not invented."""

from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.progress import can_draw
from dashboard.charts.progress_lines import pace_of
from dashboard.charts.style import HEADROOM, value_ticks
from dashboard.charts.time_axis import time_ticks, window_of
from dashboard.charts.words import Place, Words
from pipeline.progress import Given
from tests.dashboard.goal_story import base, dated, drawn, marks, observation, target, told

YEAR_ENDS = [date(year, 12, 31) for year in range(2020, 2026)]
FIVE = [observation(50, 2021), observation(58, 2022)]
LEVEL = target(90, 2025)


def texts(figure):
    return " ".join(note.text for note in figure.layout.annotations)


def lines(figure, dash):
    return [
        trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines" and trace.line.dash == dash
    ]


def plan_line(figure):
    return lines(figure, "6px,4px")


def points(figure):
    return next(trace for trace in figure.data if trace.mode == "lines+markers")


def days(trace):
    return [day.astype("datetime64[D]").item() for day in trace.x]


def frame(**columns):
    return pd.DataFrame([columns])


def test_without_figures_the_frame_is_empty_and_no_plan_line_is_drawn():
    figure = drawn(LEVEL)
    assert "没有实际值" in texts(figure)
    assert [shape.type for shape in figure.layout.shapes] == ["rect"]
    assert not plan_line(figure)
    assert figure.layout.height == 260


def test_with_a_base_plan_actual_and_pace_are_drawn():
    figure = drawn(LEVEL, base(40, 2020), *FIVE)
    assert list(plan_line(figure)[0].y) == [40.0, 90.0]
    assert days(plan_line(figure)[0]) == [date(2020, 12, 31), date(2025, 12, 31)]
    assert list(points(figure).y) == [40.0, 50.0, 58.0]
    assert days(points(figure)) == [date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31)]
    assert "序时 40.0%" in texts(figure)
    assert "低4.0" in texts(figure)
    assert "<b>58%</b> 2022年底" in texts(figure)


def test_the_stroke_stands_where_the_pace_asks():
    goal, _ = told(LEVEL, base(40, 2020), *FIVE)
    assert pace_of(goal) == pytest.approx(40 + (90 - 40) * 0.4)


def test_without_a_base_there_is_no_plan_line_and_no_pace():
    figure = drawn(LEVEL, *FIVE)
    assert not plan_line(figure)
    assert "58%" in texts(figure)
    assert "序时" not in texts(figure)
    assert "没有实际值" not in texts(figure)


def test_a_base_that_was_entered_gives_the_line():
    bases = frame(target_id="t1", base_id="b1", value=40.0, base_on="2020-12-31")
    figure = drawn(LEVEL, *FIVE, given=Given(bases=bases))
    assert list(plan_line(figure)[0].y) == [40.0, 90.0]


def test_a_path_runs_through_its_points_even_without_a_base():
    curves = pd.DataFrame(
        {"target_id": "t1", "point_on": ["2021-12-31", "2023-12-31"], "value": [55.0, 80.0]},
    )
    figure = drawn(LEVEL, *FIVE, given=Given(curves=curves))
    assert list(plan_line(figure)[0].y) == [55.0, 80.0, 90.0]
    assert "2023年底计划" in str([trace.customdata for trace in figure.data])
    assert "没有实际值" in texts(drawn(LEVEL, given=Given(curves=curves)))


def test_an_increment_starts_from_nothing_and_adds_up():
    goal = target(100, 2025, measure="increment", unit="个")
    parts = [observation(value, year, measure="increment", unit="个") for value, year in ((10, 2021), (30, 2022))]
    figure = drawn(goal, *parts)
    assert list(points(figure).y) == [10.0, 40.0]
    assert any(list(trace.y) == [0.0, 10.0] for trace in lines(figure, None))
    assert list(plan_line(figure)[0].y) == [0.0, 100.0]


def test_a_range_is_written_with_both_ends_and_drawn_at_the_lower():
    ranged = dated(4.5, "2023-01-01", "2023-03-31", measure="growth", value_max=5.0)
    figure = drawn(target(6, 2023, measure="growth", annual=True), ranged)
    (bars,) = (trace for trace in figure.data if trace.type == "bar")
    assert (list(bars.y), list(bars.text)) == ([4.5], ["4.5–5%"])


def test_growth_is_bars_against_a_line_and_never_a_plan():
    goal = target(6, 2023, measure="growth", annual=True)
    quarter = dated(5.1, "2023-01-01", "2023-03-31", measure="growth")
    half = dated(-0.5, "2023-01-01", "2023-06-30", measure="growth", finality="estimate")
    figure = drawn(goal, quarter, half)
    solid, hollow = [trace for trace in figure.data if trace.type == "bar"]
    assert (list(solid.y), list(hollow.y)) == ([5.1], [-0.5])
    assert hollow.marker.color == "#fff"
    assert hollow.text == ("预计-0.5%",)
    assert solid.width < (days(hollow)[0] - days(solid)[0]).days * 86_400_000
    assert not plan_line(figure)
    assert figure.layout.yaxis.range[0] < -0.5
    assert any(list(trace.y) == [6.0, 6.0] for trace in lines(figure, None))


def test_an_estimate_is_hollow_and_dotted_from_the_last_figure():
    figure = drawn(LEVEL, base(40, 2020), *FIVE, dated(70, "2023-01-01", "2023-06-30", finality="estimate"))
    dotted = lines(figure, "dot")[0]
    assert list(dotted.y) == [58.0, 70.0]
    hollow = next(trace for trace in figure.data if trace.marker.color == "#fff" and trace.mode == "markers")
    assert list(hollow.y) == [70.0]
    assert 70.0 not in points(figure).y
    assert "预计70%" in texts(figure)


def test_another_scope_is_a_grey_point_outside_the_line():
    figure = drawn(LEVEL, base(40, 2020), *FIVE, dated(77, "2022-01-01", "2022-12-31", scope="主城区"))
    grey = next(trace for trace in figure.data if list(trace.y) == [77.0])
    assert grey.mode == "markers"
    assert "主城区" in grey.customdata[0]
    assert 77.0 not in points(figure).y


def test_a_version_is_a_step_with_its_document_number():
    versions = frame(
        target_id="t1", value=80.0, op=">=", due_year=2026, effective_on="2022-07-01", document_number="云政〔2022〕8号"
    )
    figure = drawn(LEVEL, base(40, 2020), *FIVE, given=Given(versions=versions))
    step = next(trace for trace in lines(figure, None) if len(trace.x) == 4)
    assert list(step.y) == [90.0, 90.0, 80.0, 80.0]
    assert days(step)[1:] == [date(2022, 7, 1), date(2022, 7, 1), date(2026, 12, 31)]
    assert "云政〔2022〕8号" in texts(figure)
    assert "目标 ≥80%" in texts(figure)
    symbols = [trace.marker.symbol for trace in figure.data if trace.mode == "markers"]
    assert {"diamond", "diamond-open"} <= set(symbols)


def test_three_figures_make_a_band_with_its_ends_written():
    figure = drawn(LEVEL, base(40, 2020), observation(45, 2020), *FIVE, dated(63, "2023-01-01", "2023-06-30"))
    band = next(trace for trace in figure.data if trace.fill == "toself")
    assert days(band)[1] == date(2025, 12, 31)
    assert band.y[0] == 63.0
    assert band.y[1] < band.y[2]
    assert "按趋势推算" in texts(figure)


def test_two_figures_make_no_band_and_the_story_says_so():
    _, story = told(LEVEL, base(40, 2020), *FIVE)
    assert not [trace for trace in drawn(LEVEL, base(40, 2020), *FIVE).data if trace.fill]
    assert "不足3期" in story.projection_note


def test_phases_are_hairlines_with_the_words_of_the_plan():
    phases = marks(
        (date(2022, 12, 31), "打基础", "第一阶段：打基础"), (date(2025, 12, 31), "求突破", "第二阶段：求突破")
    )
    figure = drawn(LEVEL, *FIVE, phases=phases)
    assert [shape.x0 for shape in figure.layout.shapes] == [date(2022, 12, 31)]
    assert "打基础" in texts(figure)
    assert "求突破" in texts(figure)


def test_events_have_a_lane_under_zero_and_their_names_where_there_is_room():
    events = marks(
        (date(2022, 1, 5), "督办", "督办，请说明"), (date(2022, 1, 20), "答复", "答复，已说明"),
        (date(2030, 1, 1), "以后", "以后"),
    )  # fmt: skip
    figure = drawn(LEVEL, *FIVE, events=events)
    lane = next(trace for trace in figure.data if trace.marker.symbol == "triangle-up")
    assert len(lane.x) == 2
    assert max(lane.y) < 0
    assert figure.layout.yaxis.range[0] < min(lane.y)
    assert "答复" in texts(figure)
    assert "督办" not in texts(figure)
    assert list(lane.customdata) == ["督办，请说明", "答复，已说明"]


def test_the_target_is_written_as_officials_write_it():
    figure = drawn(target(30000, 2025, unit="路"))
    assert "≥3万路" in texts(figure)
    assert "3万" in figure.layout.yaxis.ticktext


def test_house_style():
    figure = drawn(LEVEL, base(40, 2020), *FIVE)
    layout = figure.layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.showlegend is False
    assert layout.font.family.startswith("Noto Sans SC")
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert all(isinstance(trace.x, np.ndarray) for trace in figure.data)


def test_every_point_is_inside_the_frame():
    figure = drawn(target(10, 2025), base(90, 2020), observation(80, 2021), observation(95, 2022))
    low, high = figure.layout.yaxis.range
    left, right = figure.layout.xaxis.range
    for trace in figure.data:
        assert all(low <= value <= high for value in trace.y)
        assert all(left <= day <= right for day in days(trace))


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (YEAR_ENDS[0], YEAR_ENDS[1], ["2021年初", "3月底", "6月底", "9月底", "2021年底"]),
        (YEAR_ENDS[0], YEAR_ENDS[3], ["2021年初", "2023年底", "2022年底", "2021年底"]),
        (YEAR_ENDS[0], YEAR_ENDS[5], ["2021年初", "2025年底", "2023年底"]),
    ],
)
def test_the_time_axis_names_few_ends(left, right, words):
    assert time_ticks(left, right)[1] == words


@pytest.mark.parametrize(("value", "year"), [(None, 2021), (np.nan, 2021), (5.0, None), (5.0, pd.NA)])
def test_a_goal_without_number_or_year_has_no_picture(value, year):
    assert not can_draw({"value": value, "due_year": year})


@pytest.mark.parametrize("goal", [target(0, 2025), target(0, 2025, op="<=", unit="起")])
def test_a_goal_of_nothing_can_be_drawn(goal):
    assert "目标" in texts(drawn(goal))


@given(st.floats(min_value=0.5, max_value=1e9), st.floats(min_value=-1, max_value=0))
def test_ticks_hold_zero_and_reach_the_top(top, depth):
    values, words = value_ticks(top, "个", depth * top)
    step = values[1] - values[0]
    assert 0 in values
    assert depth * top - step * 0.001 <= values[0]
    assert values[-1] <= top * HEADROOM * 1.001
    assert top * HEADROOM < (values[-1] + step) * 1.001
    assert 2 <= len(values) == len(words) <= 7
    assert values == sorted(set(values))


def boxes(figure, window):
    """Where the words of a picture are on a phone."""
    words = Words(figure, window, 308)
    return [
        (note.text, words.box(date.fromisoformat(str(note.x)[:10]), note.y, note.text,
                               Place(note.xanchor, note.xshift, note.yshift)))
        for note in figure.layout.annotations if note.xshift is not None
    ]  # fmt: skip


@pytest.mark.parametrize("monthly", [(50, 52, 54, 56), (50, 60, 70, 75), (50, 49, 48, 47), (46, 47, 47.5, 48)])
def test_words_of_close_periods_do_not_cover_each_other(monthly):
    """Figures of four months in a row and an estimate of the fifth: on a phone there is room for few numbers."""
    ends = ("2022-12-31", "2023-01-31", "2023-02-28", "2023-03-31")
    known = [dated(value, end, end) for value, end in zip(monthly, ends, strict=True)]
    guess = dated(monthly[-1] + 3, "2023-04-30", "2023-04-30", finality="estimate")
    goal, own = told(LEVEL, base(40, 2020), *known, guess)
    figure = drawn(LEVEL, base(40, 2020), *known, guess)
    assert f"<b>{monthly[-1]:g}%</b> 2023年3月底" in texts(figure)
    assert "预计" in texts(figure)
    written = boxes(figure, window_of(goal, own))
    for one, two in combinations(written, 2):
        assert not one[1].shared(two[1]), (one, two)


def test_a_number_stands_by_its_point_where_there_is_room():
    figure = drawn(LEVEL, base(40, 2020), observation(50, 2021), observation(58, 2022))
    assert {"40%", "50%"} <= set(texts(figure).split())
