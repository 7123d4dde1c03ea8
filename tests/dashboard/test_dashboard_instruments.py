"""仪表: what each instrument draws and says, that figure, table and sentence agree, and what is not drawn."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import instruments
from dashboard.charts.gauge import gauge, reading
from dashboard.charts.levels import columns_of, is_counted, levels
from dashboard.charts.progress import MARK_COLUMNS
from dashboard.charts.radar import HIGHEST, LOWEST, MOST, dots, limit_of, radar, spokes
from dashboard.charts.trends import figures_of, trend
from dashboard.icons import GLYPHS, STATES, SYMBOLS, WORST_FIRST
from dashboard.labels import DOMAINS
from pipeline.progress import presets
from tests.dashboard.goal_story import base, observation, target, told
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import EVIL

NAMES = [state.name for state in STATES]
JUDGED = ["已完成", "超序时", "达序时", "略低", "未达序时", "到期未完成"]
ONE = {
    "target_id": "t", "city": "甲市", "indicator": "指标", "state": "未达序时", "measure": "level", "base_value": 0.0,
    "actual": 46.0, "actual_max": None, "unit": "个", "attainment": 0.46, "elapsed_share": 0.667, "pace_gap": -20.7,
    "lead_agencies": ["市教育局"], "domain_group": "政务服务", "estimate_value": None, "value": 100.0, "due_year": 2023,
    "period_end": pd.Timestamp("2022-12-31"), "start": 0, "need": "到2023年底还需54个。",
}  # fmt: skip


def goals(*changes):
    frame = pd.DataFrame(
        [ONE | {"target_id": f"t{place}"} | change for place, change in enumerate(changes)], columns=list(ONE)
    )
    return frame.astype({"pace_gap": "Float64", "attainment": "Float64", "actual": "Float64"})


def doubts(*found):
    return pd.DataFrame(found, columns=["target_id", "kind", "sentence"])


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def blocks(figure):
    return [(trace.name, x, base) for trace in figure.data for x, base in zip(trace.x, trace.base, strict=True)]


def test_every_state_has_a_glyph_and_a_symbol():
    assert list(GLYPHS) == NAMES == list(SYMBOLS)
    assert len(set(GLYPHS.values())) == len(GLYPHS)


# 速度表
def test_the_gauge_shows_rate_pace_and_the_gap_between_them():
    found = reading(ONE)
    assert (found.filled, found.pace, found.gap, found.number) == (0.46, 0.667, (0.46, 0.667), "46.0%")
    drawn = gauge(ONE)
    assert {"<b>46.0%</b>", "序时", "0", "50", "100%"} <= set(texts(drawn))
    assert [trace.fillcolor for trace in drawn.data] == ["#E8EDF2", "#1B2430", "#CC3B2B"]
    ends = [round(float(np.degrees(np.arctan2(trace.y[0], trace.x[0]))), 1) for trace in drawn.data]
    assert ends == [180.0, 180.0, 97.2]  # ring and rate begin on the left, the gap where the rate ends


def test_the_speed_needed_is_told_while_there_is_time():
    assert "到2023年底还需54个。" in instruments.gauge_words(ONE)
    assert "到2023年底还需54个。" not in instruments.gauge_words(ONE | {"state": "到期未完成"})


def test_without_a_figure_the_ring_is_empty_and_only_the_time_is_marked():
    found = reading(ONE | {"actual": None, "attainment": None, "pace_gap": None})
    assert (found.filled, found.pace, found.gap, found.number) == (0.0, 0.667, None, "–")
    assert len(gauge(ONE | {"actual": None, "attainment": None, "pace_gap": None}).data) == 1


def test_a_rate_without_a_base_is_not_held_against_the_time():
    goal = ONE | {"base_value": None, "pace_gap": None}
    assert reading(goal).pace is None
    assert "缺基期，圈内为达标率，不与序时比" in instruments.gauge_words(goal)


def test_a_growth_rate_fills_no_ring():
    goal = ONE | {"measure": "growth", "attainment": None, "pace_gap": -0.4, "unit": "%", "actual": 5.6}
    assert (reading(goal).number, reading(goal).gap) == ("–", None)
    assert instruments.gauge_words(goal)[:1] == ["比目标低0.4个百分点"]


def test_above_the_goal_the_ring_is_full_and_the_number_says_more():
    found = reading(ONE | {"attainment": 1.13, "elapsed_share": 1.0, "pace_gap": 13.0})
    assert (found.filled, found.number) == (1.0, "113.0%")


@given(st.floats(-5, 50), st.floats(-1, 2))
def test_no_arc_leaves_the_half_ring(share, elapsed):
    drawn = gauge(ONE | {"attainment": share, "elapsed_share": elapsed})
    for trace in drawn.data:
        assert np.hypot(trace.x, trace.y).max() <= 1 + 1e-9
        assert min(trace.y) >= -1e-9


# 音量柱
def test_one_block_per_goal_good_below_and_unjudged_on_top():
    own = goals({"state": "无数据"}, {"state": "到期未完成"}, {"state": "已完成"})
    (column,) = columns_of(own, "agency")
    assert [block["state"] for block in column.blocks] == ["已完成", "到期未完成", "无数据"]
    assert blocks(levels([column])) == [("已完成", 0, 0.05), ("到期未完成", 0, 1.05), ("无数据", 0, 2.05)]


def test_columns_stand_by_what_is_bad_then_by_size_and_cities_apart():
    own = goals(
        {"state": "已完成"}, {"state": "已完成"}, {"city": "乙市"}, {"lead_agencies": []},
        {"state": "已完成", "lead_agencies": ["市教育局", "市民政局"]},
    )  # fmt: skip
    found = [(column.city, column.name, column.bad, len(column.blocks)) for column in columns_of(own, "agency")]
    assert found == [("乙市", "市教育局", 1, 1), ("甲市", "市教育局", 0, 3), ("甲市", "市民政局", 0, 1)]
    assert instruments.agencies_missing(own) == "1 项规划未写牵头单位，不在图上"
    assert instruments.shared(columns_of(own, "agency"), own) == "多家牵头的目标在各列各计一次"
    assert sum(len(column.blocks) for column in columns_of(own, "city")) == len(own)


def test_a_doubtful_block_has_a_mark_and_a_rim_of_its_own():
    drawn = levels(columns_of(goals({}, {}), "city"), frozenset({"t1"}))
    assert list(drawn.data[0].text) == ["■", "■!"]
    assert list(drawn.data[0].marker.line.width) == [1, 3]


def test_many_goals_become_counts_and_few_marks():
    own = goals(*({"state": NAMES[place % 9], "city": f"{place % 7}市"} for place in range(900)))
    columns = columns_of(own, "city")
    assert is_counted(columns)
    drawn = levels(columns)
    assert sum(len(trace.x) for trace in drawn.data) <= 500
    assert sum(sum(trace.y) for trace in drawn.data) == 900
    assert not any(re.search(r"[–-]\s?\d", text) for trace in drawn.data for text in trace.text)


def test_words_of_documents_are_no_markup_in_a_figure():
    drawn = levels(columns_of(goals({"indicator": EVIL, "lead_agencies": ["<b>局</b>"]}), "agency"))
    assert "&lt;" in drawn.layout.xaxis.ticktext[0]
    assert "<script" not in str(drawn.to_json())


# 预警雷达
def test_a_dot_lies_on_its_spoke_at_its_distance_and_past_the_scale_on_the_rim():
    found = dots(goals({}, {"pace_gap": -100.0, "domain_group": "数据资源"}, {"pace_gap": 400.0, "state": "已完成"}))
    assert list(found["radius"]) == [LOWEST, -20.7, HIGHEST]
    assert list(found["angle"]) == [36.0, 72.0, 72.0]


def test_what_has_no_pace_or_no_verdict_has_no_dot_and_is_counted():
    own = goals({}, {"pace_gap": None}, {"state": "无数据", "pace_gap": None}, {"state": "数据过期"})
    told_of = spokes(own).set_index("domain").loc["政务服务"]
    assert list(told_of[["bad", "judged", "total", "unplaced"]]) == [2, 2, 4, 1]
    assert list(dots(own)["target_id"]) == ["t0"]
    assert "1 项已评而没有序时差" in instruments.radar_notes(spokes(own), dots(own))[0]


def test_beyond_the_most_marks_the_worst_stay_and_the_rest_is_told():
    own = goals(*({"pace_gap": float(-place % 60)} for place in range(700)), {"state": "到期未完成", "pace_gap": -1.0})
    found = dots(own)
    assert len(found) == MOST
    assert found["state"].iloc[0] == "到期未完成"
    assert f"只画落后最多的 {MOST} 项，另有 201 项未画" in instruments.radar_notes(spokes(own), found)


def test_the_radar_is_never_filled_and_rings_the_doubtful():
    own = goals({}, {"state": "已完成", "pace_gap": 3.0})
    drawn = radar(dots(own), spokes(own), -10.0, frozenset({"t1"}))
    assert {trace.fill for trace in drawn.data} == {None}
    rings = [trace.r[0] for trace in drawn.data if trace.mode == "lines"]
    assert rings == [HIGHEST + 2, -10.0, 0.0]
    assert [list(trace.r) for trace in drawn.data if trace.name == "异常"] == [[3.0]]
    assert "■1" in drawn.layout.polar.angularaxis.ticktext[DOMAINS.index("政务服务")]


def test_the_limit_is_that_of_the_rule_or_none():
    rules = presets()
    assert limit_of(next(iter(rules.values()))) == -10.0
    assert {limit_of(rule) for rule in rules.values() if rule.measured != "差距"} <= {None}


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(DOMAINS), st.none() | st.floats(-500, 500)), max_size=60)
)
def test_sectors_keep_their_dots_and_all_add_up(rows):
    own = goals(*({"state": state, "domain_group": domain, "pace_gap": gap} for state, domain, gap in rows))
    found, told_of = dots(own), spokes(own)
    assert told_of["total"].sum() == len(own)
    assert len(found) + told_of["unplaced"].sum() == told_of["judged"].sum()
    assert set(found["state"]) <= set(JUDGED)
    for angle, domain in zip(found["angle"], found["domain_group"], strict=True):
        assert abs(angle - DOMAINS.index(domain) * 36) <= 15
    assert [*found["state"].map(WORST_FIRST.index)] == sorted(found["state"].map(WORST_FIRST.index))


# 趋势图
def test_a_panel_starts_at_zero_is_low_and_rings_a_doubtful_figure():
    goal, story = told(target(90, 2025), base(40, 2020), observation(50, 2021), observation(58, 2022))
    no_events = pd.DataFrame(columns=MARK_COLUMNS)
    drawn = trend(goal, story, no_events, doubtful=True)
    assert drawn.layout.height == 224
    assert drawn.layout.yaxis.range[0] < 0 <= drawn.layout.yaxis.tickvals[0]
    (ring,) = [trace for trace in drawn.data if trace.name == "异常"]
    assert (ring.y[0], ring.marker.symbol) == (58, "circle-open")
    assert not [trace for trace in trend(goal, story, no_events).data if trace.name == "异常"]


def test_the_table_of_a_panel_has_its_figures_and_the_way():
    _, story = told(target(90, 2025), base(40, 2020), observation(58, 2022))
    found = figures_of(story)
    assert list(found["role"]) == ["base", "counted"]
    assert list(found["level"]) == [40, 58]
    assert [round(value, 1) for value in found["planned"]] == [40.0, 60.0]


def test_without_a_base_no_way_is_made_up():
    _, story = told(target(90, 2025), observation(58, 2022))
    assert figures_of(story)["planned"].isna().all()


# 异常
def test_the_abnormal_are_told_by_kind_and_add_up():
    found = doubts(("t0", "到期未完成", "一。"), ("t1", "跳变", "二。"), ("t0", "跳变", "三。"))
    assert instruments.abnormal_finding(found, 9) == "9 项目标中 2 项有异常：到期未完成 1 处，跳变 2 处。"
    assert instruments.doubtful(found) == {"t0", "t1"}
    groups = instruments.abnormal_groups(found, goals({}, {}), most=1)
    assert [(kind, count, len(shown)) for kind, count, shown in groups] == [("到期未完成", 1, 1), ("跳变", 2, 1)]
    assert instruments.abnormal_line(found.head(0)) == ""


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("3", 3), ("0", 1), ("4", 1), ("x", 1), ("-1", 1), ("²", 1)])
def test_an_address_asks_for_a_part_or_gets_the_first(asked, number):
    part = instruments.part_of(asked, 14, 6)
    assert (part.number, part.parts) == (number, 3)
    assert part.last - part.first < 6


# the page
@pytest.mark.parametrize("name", instruments.NAMES)
def test_each_instrument_says_what_it_means_and_leads_to_goals(published, open_page, name):
    app = open_page("instruments", show=[name])
    assert not app.exception
    words = words_of(app)
    assert instruments.NAMES[name] in words
    assert instruments.MEANINGS[name] in words
    assert re.search(r'href="goal\?', html_of(app))
    assert "<script>" not in html_of(app)


def test_the_page_finds_the_jump_and_marks_its_goal(published, open_page):
    words = words_of(open_page("instruments", show=["abnormal"]))
    assert "6 项目标中 2 项有异常：到期未完成 1 处，跳变 1 处。" in words
    assert "相差45.0个百分点，超过20个百分点，请核对。" in words
    assert '<i class="kb-tag">跳变</i>' in html_of(open_page("instruments"))
    assert "跳变：2" in words_of(open_page("goals", target=["t-ahead"]))
    overview = html_of(open_page())
    assert "2 项目标有异常：到期未完成 1 处，跳变 1 处" in overview
    assert 'href="instruments?show=abnormal"' in overview


def test_the_instruments_keep_the_filter(published, open_page):
    app = open_page("instruments", show=["radar"], city=["云溪市"])
    assert "城市治理最多，1 项（已评 1 项，共 1 项）" in words_of(app)
    assert "city=%E4%BA%91%E6%BA%AA%E5%B8%82" in html_of(app)


def test_a_filter_that_finds_nothing_and_goals_without_figures_are_told(published, open_page):
    app = open_page("instruments", text=["没有这个词"])
    assert "没有符合条件的目标。" in words_of(app)
    app = open_page("instruments", show=["trends"], state=["无数据"])
    assert "没有走势可看" in words_of(app)
    app = open_page("instruments", show=["abnormal"], state=["已完成"])
    assert "没有发现异常" in words_of(app)


def test_a_goal_in_the_address_is_the_large_gauge(published, open_page):
    app = open_page("instruments", one=["t-wan"])
    assert app.selectbox(key="choice_one").value == "t-wan"


def test_the_agencies_are_not_ranked_by_name(published, open_page):
    app = open_page("instruments", show=["levels"])
    assert "不是成绩排名" in words_of(app)
    assert "项规划未写牵头单位，不在图上" in words_of(app)
    assert "市公安局" not in app.get("html")[1].proto.body  # the finding
