"""指标: the dictionary and its counts, a track record with both sentences, wordings decided, changes with history."""

import json

import plotly.graph_objects as go
import pytest

from dashboard.charts.track_record import distance_words, frame_of, track_record, words
from dashboard.data import current_board
from dashboard.indicators import indicators, tracks
from pipeline.build import build
from pipeline.entries import IndicatorChange, Snapshot
from pipeline.ledger import known_entries
from pipeline.progress.values import targets_of
from pipeline.settings import ledger_url
from pipeline.track_record import TrackRecord, YearLine
from tests.city_reports import write_reports
from tests.dashboard.reading import html_of, words_of
from tests.progress.rows import target, targets

GROWTH, TOURISM = "N01", "N109"
NEW_NAME = "接待旅游总收入"


@pytest.fixture
def reports(data_folder, tmp_path):
    build(write_reports(tmp_path / "reports"), data_folder)
    return data_folder


@pytest.fixture
def office(reports, open_page):
    """The page, opened by someone who has given a name."""

    def open_at(**query):
        app = open_page("indicators", **query)
        app.text_input(key="person_typed").set_value("王敏").run()
        return app

    return open_at


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def changes():
    return known_entries(ledger_url(), IndicatorChange)


def record_of(indicator_id):
    board = current_board()
    indicator = next(each for each in indicators(board) if each.id == indicator_id)
    (record,) = tracks(board, indicator)
    return record


def test_the_list_shows_what_the_board_has(reports, open_page):
    app = open_page("indicators")
    page = words_of(app)
    assert "5 项目标中的 5 项、5 个数据中的 4 个归入 2 项规范指标，另有 1 个待归类。" in page
    assert "地区生产总值增长率" in page
    assert "旅游总收入增长率" in page
    assert "政务服务事项网上可办率" not in page


def test_the_list_is_searched_by_name_wording_and_domain(reports, open_page):
    app = open_page("indicators")
    page = words_of(app.text_input(key="indicator_text").set_value("gdp").run())
    assert "地区生产总值增长率" in page
    assert "粮食产量" not in page
    page = words_of(app.selectbox(key="choice_area").set_value("政务服务").run())
    assert "没有符合条件的指标" in page
    app.text_input(key="indicator_text").set_value("").run()
    page = words_of(app.selectbox(key="choice_which").set_value("词典里的全部指标").run())
    assert "政务服务事项网上可办率" in page


def test_one_indicator_tells_its_years_with_both_sentences(reports, open_page):
    app = open_page("indicators", indicator=[GROWTH])
    page, html = words_of(app), html_of(app)
    assert "地区生产总值增长率：云溪 4 年有目标，2 年有结果：1 年达到，1 年未达到。" in page
    assert "2 年无法判断（1 年只有预计数，按预计数 1 年达到）" in page
    assert "无法判断，预计数高1个百分点" in page
    for said in (
        "A 可比",
        "没有对应的分类",
        "按不变价格计算",
        "地区生产总值年均",
        "未达到，低3个百分点",
        "达到，高1.8个百分点",
    ):
        assert said in page
    for quote in ("地区生产总值增长6%以上", "全市地区生产总值增长3%"):
        assert quote in page
    assert html.count('href="goal?target=') == 4
    assert html.count('href="document?plan=') == 4
    assert len(app.get("plotly_chart")) == 1


def test_a_grade_c_indicator_is_not_drawn(office):
    app = office(indicator=[GROWTH])
    app.selectbox(key=f"grade_{GROWTH}_0").set_value("C").run()
    app.text_input(key=f"note_{GROWTH}_0").set_value("有的含开发区").run()
    app.text_input(key=f"reason_{GROWTH}_0").set_value("口径核对").run()
    page = words_of(press(app, "保存修改"))
    assert "口径不同，不画历年图" in page
    assert not app.get("plotly_chart")


def test_a_name_is_decided_by_one_button_and_its_facts_move(office):
    app = office(indicator=[TOURISM])
    page = words_of(app)
    assert f"{NEW_NAME} 云溪 2023 9%；相近的叫法：旅游总收入" in page
    page = words_of(press(app, "是这项指标的叫法"))
    assert f"已记录：“{NEW_NAME}”归入“旅游总收入增长率”。" in page
    assert "旅游总收入增长率：云溪 没有写明年限的目标，1 年有数据" in page
    assert f"叫法：空 → {NEW_NAME}" in page
    assert f"归类：“{NEW_NAME}”是这项指标的叫法" in page
    (change,) = changes()
    assert (change.entered_by, change.indicator_id) == ("王敏", TOURISM)
    assert NEW_NAME in change.definition["words"]


def test_a_name_that_is_something_else_is_not_asked_again(office):
    app = office(indicator=[TOURISM])
    page = words_of(press(app, "不是"))
    assert f"已记录：“{NEW_NAME}”不归入“旅游总收入增长率”。" in page
    assert "待归类" not in page
    assert NEW_NAME in changes()[0].definition["other_things"]


def test_nothing_is_decided_without_a_name(reports, open_page):
    app = open_page("indicators", indicator=[TOURISM])
    assert "请先填写姓名" in words_of(app)
    assert all(button.disabled for button in app.button if button.label in ("不是", "保存修改", "停用"))


def test_a_change_that_cannot_be_is_told_and_nothing_is_kept(office):
    app = office(indicator=[GROWTH])
    app.text_area(key=f"words_{GROWTH}_0").set_value("粮食产量\n粮食产量").run()
    app.text_input(key=f"name_{GROWTH}_0").set_value("").run()
    app.text_input(key=f"reason_{GROWTH}_0").set_value("试").run()
    page = words_of(press(app, "保存修改"))
    assert "缺“名称”" in page
    assert "须各不相同" in page
    assert "没有保存，请改正后再保存。" in page
    assert changes() == []
    assert app.text_area(key=f"words_{GROWTH}_0").value == "粮食产量\n粮食产量"
    app.text_area(key=f"words_{GROWTH}_0").set_value("生产总值").run()
    app.text_input(key=f"name_{GROWTH}_0").set_value("增长率").run()
    app.text_input(key=f"reason_{GROWTH}_0").set_value("").run()
    assert "请写明理由" in words_of(press(app, "保存修改"))
    assert changes() == []


def test_a_new_indicator_has_the_next_number_and_may_be_retired_and_used_again(office):
    app = office()
    assert app.text_input(key="id_X01").value == "X01"
    for field, value in {"name": "接待旅游总收入增速", "unit": "%", "reason": "本地重点"}.items():
        app.text_input(key=f"{field}_X01").set_value(value).run()
    app.multiselect(key="measures_X01").set_value(["growth"]).run()
    app.text_area(key="words_X01").set_value(NEW_NAME).run()
    page = words_of(press(app, "新增"))
    assert "已新增 X01：“接待旅游总收入增速”。" in page
    assert "归入 3 项规范指标。" in page
    assert app.text_input(key="id_X02").value == "X02"
    app = office(indicator=["X01"])
    app.text_input(key="reason_X01_1").set_value("不再跟踪").run()
    page = words_of(press(app, "停用"))
    assert "已停用 X01" in page
    assert "状态：在用 → 停用" in page
    assert "已恢复使用 X01" in words_of(press(app, "恢复使用"))
    assert [change.is_retired for change in changes()] == [False, True, False]


def test_a_snapshot_keeps_its_dictionary_and_takes_no_change(office, open_page):
    app = open_page("snapshots")
    app.text_input(key="person_typed").set_value("王敏").run()
    name_field = next(field for field in app.text_input if field.key.startswith("freeze_name"))
    name_field.set_value("当时").run()
    press(app, "冻结")
    assert [snapshot.name for snapshot in known_entries(ledger_url(), Snapshot)] == ["当时"]
    press(office(indicator=[TOURISM]), "是这项指标的叫法")
    app = open_page("indicators", indicator=[TOURISM], snapshot=["当时"])
    page = words_of(app)
    assert "看板里没有归入这项指标的目标和数据" in page
    assert "没有改动过" in page
    assert not {"保存修改", "停用", "不是"} & {button.label for button in app.button}


def test_the_goal_page_names_the_indicator(reports, open_page):
    goals = current_board().goals
    goal = goals[goals["indicator"].str.contains("地区生产总值")]["target_id"].iloc[0]
    html = html_of(open_page("goals", target=[goal]))
    assert '规范指标：<a href="indicators?indicator=N01" target="_self">地区生产总值增长率</a>' in html


def test_an_unknown_indicator_says_so(reports, open_page):
    assert "没有编号为 Z99 的指标，或已停用" in words_of(open_page("indicators", indicator=["Z99"]))


def marks(drawn: go.Figure) -> list[tuple[str, float, float]]:
    points = (trace for trace in drawn.data if trace.mode == "markers")
    return [(trace.marker.symbol, trace.y[0], trace.x[0]) for trace in points]


def test_the_figure_has_a_row_a_year_and_no_line_between_them(reports):
    record = record_of(GROWTH)
    frame = frame_of([record])
    drawn = track_record(record, frame)
    assert [slot[0] for slot in frame.slots] == [2020, 2021, 2022, 2023, 2024]
    assert marks(drawn) == [
        ("circle", 0, 5), ("line-ns", 1, 7), ("circle", 1, 8.8), ("line-ns", 2, 6), ("x", 2, 3), ("line-ns", 3, 5),
        ("circle", 3, 6), ("line-ns", 4, 5.5),
    ]  # fmt: skip
    stretches = [trace for trace in drawn.data if trace.mode == "lines"]
    assert all(len(set(trace.y)) == 1 for trace in stretches)
    assert [(tuple(trace.x), trace.y[0]) for trace in stretches] == [((7, 8.8), 1), ((6, 3), 2)]
    hollow = drawn.data[-2].marker
    assert (hollow.color, hollow.line.width) == ("#fff", 2)
    json.loads(drawn.to_json())


def test_everything_is_written_beside_its_row(reports):
    record = record_of(GROWTH)
    assert [words(line, record.unit) for line in record.lines] == [
        ("<b>5%</b>", "没有目标"),
        ("<b>8.8%</b> 高1.8个百分点", "达到 目标7%"),
        ("<b>3%</b> 低3个百分点", "未达到 目标≥6%"),
        ("<b>6%</b> 预计 高1个百分点", "无法判断 目标≥5%"),
        ("– 无法判断", "目标约5.5%"),
    ]
    assert len(track_record(record, frame_of([record])).layout.annotations) == 5


def year_line(year, value, asked=None, *, annual=True):
    goal = targets_of(targets(target(asked, year, annual=annual)))[0] if asked else None
    return YearLine(year, goal, (), value, "met" if goal else "none")


def test_records_side_by_side_have_the_same_rows_and_scale():
    first = TrackRecord("甲市", "growth", "%", (year_line(2016, 9.0, 8.0), year_line(2018, 7.0)))
    second = TrackRecord("乙市", "growth", "%", (year_line(2018, 6.5, 6.0, annual=False), year_line(2020, 5.0)))
    frame = frame_of([first, second])
    assert frame.slots == ((2016, False, 0), (2017, False, 0), (2018, False, 0), (2018, True, 0), (2019, False, 0),
                           (2020, False, 0))  # fmt: skip
    assert frame.is_cut
    drawn = [track_record(record, frame) for record in (first, second)]
    assert drawn[0].layout.height == drawn[1].layout.height
    assert drawn[0].layout.xaxis.range == drawn[1].layout.xaxis.range
    assert marks(drawn[1]) == [("diamond", 3, 6), ("circle", 3, 6.5), ("circle", 5, 5)]
    assert not frame_of([TrackRecord("甲市", "growth", "%", (year_line(2016, 9.0, 1.0),))]).is_cut


@pytest.mark.parametrize("values", [(0.0, 0.0), (-3.0, -1.0), (-2.0, 5.0), (8.0, 8.0), (0.001, 0.002)])
def test_any_values_have_an_axis_that_holds_them(values):
    record = TrackRecord("甲市", "growth", "%", tuple(year_line(2016 + at, each) for at, each in enumerate(values)))
    axis = track_record(record, frame_of([record])).layout.xaxis
    assert axis.range[0] <= min(values) <= max(values) < axis.range[1]
    assert axis.ticktext[-1].endswith("%")


def test_the_axis_of_money_is_in_yi():
    record = TrackRecord("甲市", "level", "万元", (year_line(2016, 87_000_000.0), year_line(2017, 92_000_000.0)))
    drawn = track_record(record, frame_of([record]))
    assert drawn.layout.xaxis.ticktext == ("8800", "9000", "9200")
    assert drawn.layout.xaxis.tickvals == (88_000_000, 90_000_000, 92_000_000)


@pytest.mark.parametrize(
    ("distance", "unit", "said"),
    [(0.0, "%", "持平"), (-0.4, "%", "低0.4个百分点"), (163, "家", "高163家"), (-457000, "万元", "低45.7亿元")],
)
def test_a_distance_in_words(distance, unit, said):
    assert distance_words(distance, unit) == said
