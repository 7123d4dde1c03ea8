"""The goal page: every figure with what became of it, what people laid down, and the dialogs that write it."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard import goal_typing, goal_view
from dashboard.data import current_board
from dashboard.goal_history import history
from dashboard.goal_record import events, laid_down, phases
from dashboard.ledger import enter, entries
from dashboard.rows import row_of
from pipeline.entries import Base, Curve, Evidence, Figure, FollowUp, GoalVersion, Mark, Step
from pipeline.evidence import store
from pipeline.progress import Given
from pipeline.reported import Record
from tests.dashboard.goal_story import DEFAULT, base, dated, observation, target, told
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import THIS_YEAR

GOAL = {"target_id": "t-wan", "plan_id": "b"}  # 接入视频 ≥3万路, a level due in three years
NOW = f"{THIS_YEAR}-02-03T04:05:06+00:00"
LAST = THIS_YEAR - 1
CITY = {"city": "甲港高新区(江北区)", "indicator": "接入视频"}
FILE = Evidence("年报.pdf", "a" * 64, 9)


def figure(value, year=LAST, **more):
    period = {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
    return Figure(**GOAL | CITY | period | {"value": value, "unit": "路", "entered_by": "甲"} | more)


def put(*figures, approve=True):
    for each in figures:
        (kept,) = enter(each)
        if approve:
            enter(Step(figure_seq=kept.seq, action="approved", entered_by="乙"))


def page_of(board, target_id="t-wan"):
    goal, story = row_of(board.goals, "target_id", target_id), board.story(target_id)
    observations = board.table("observation").assign(title="某文件")
    return goal, story, history(goal, story, observations, board.reported, board.record)


def test_the_table_has_counted_figures_first_of_all_the_latest(published):
    enter(Base(**GOAL, value=6000.0, unit="路", at=f"{THIS_YEAR - 3}-12-31", source="年报", entered_by="丙"))
    put(figure(12_000, agency="公安分局", source="台账", evidence=(FILE,), finality="final"), figure(9_000, LAST - 1))
    _, _, told_rows = page_of(current_board())
    assert [row["when"] for row in told_rows] == [f"{LAST}年全年", f"{LAST - 1}年全年", f"{THIS_YEAR - 3}年底"]
    first, _, start = told_rows
    assert (first["status"], first["finality"], first["agency"]) == ("已通过，计入", "审定", "公安分局")
    assert first["source"] == "台账；年报.pdf"
    assert re.fullmatch(r"甲 .*日填报", first["who"][0])
    assert re.fullmatch(r"乙 .*日审核通过", first["who"][1])
    assert (start["status"], start["source"], start["muted"]) == ("录入，基期", "年报", False)


def test_what_waits_was_returned_or_is_an_estimate_is_listed_muted_and_not_drawn(published):
    put(figure(12_000))
    put(figure(13_000, THIS_YEAR), figure(99_000, LAST - 1), approve=False)
    waits, returned = [each for each in entries(Figure) if each.value in (13_000, 99_000)]
    enter(Step(figure_seq=returned.seq, action="returned", reason="与台账不符", entered_by="乙"))
    put(figure(14_000, LAST, scope="主城区"))
    _, story, told_rows = page_of(current_board())
    by_value = {row["value"].number: row for row in told_rows}
    assert by_value["1.3万"]["status"] == "待审核"
    assert by_value["9.9万"]["status"] == "已退回：与台账不符"
    assert by_value["1.4万"]["status"] == "已通过，口径不同，不计入"
    assert {number for number, row in by_value.items() if row["muted"]} == {"1.3万", "9.9万", "1.4万"}
    counted = story.figures[story.figures["role"] == "counted"]
    assert list(counted["level"]) == [12_000.0]
    assert waits.seq


def test_a_corrected_figure_stays_in_the_table(published):
    put(figure(12_000))
    put(figure(15_000, replaces=entries(Figure)[0].seq))
    _, _, told_rows = page_of(current_board())
    assert {row["status"] for row in told_rows} == {"已通过，计入", "已被更正"}


def test_a_figure_of_a_document_leads_to_its_place(board):
    _, _, told_rows = page_of(board, "t-done")
    assert [row["when"] for row in told_rows] == ["2021年（按文件年份）"]
    assert "at=o-done" in told_rows[0]["link"]
    assert told_rows[0]["status"] == "文件写到，计入"


def test_a_row_of_a_table_is_named_and_a_sentence_is_quoted():
    goal, story = told(target(90, 2025), observation(50, 2021))
    known = {"observation_id": "o2021", "plan_id": "report", "title": "公报", "quote": "a,b,1", "year_source": "clause"}
    none = pd.DataFrame({"target_id": [], "observation_id": []})
    for place, source in (("第3行", "公报，第3行"), ("第2页", "“a,b,1”"), ("", "“a,b,1”")):
        table = pd.DataFrame([known | {"place": place}])
        assert history(goal, story, table, none, Record())[0]["source"] == source


def test_what_people_laid_down_is_shown_with_who_and_a_split_that_does_not_agree(published):
    points = ((f"{THIS_YEAR}-12-31", 20_000.0), (f"{THIS_YEAR + 3}-12-31", 29_000.0))
    enter(Base(**GOAL, value=6000.0, unit="路", at=f"{LAST}-12-31", source="年报", entered_by="丙"))
    enter(Curve(**GOAL, points=points, source="分解表", entered_by="丁"))
    board = current_board()
    first, second = laid_down(row_of(board.goals, "target_id", "t-wan"), board.record)
    assert (first["kind"], first["words"], first["source"]) == ("基期", f"{LAST}年底为6000路", "年报")
    assert first["who"].startswith("丙 ")
    assert second["kind"] == "分年目标"
    assert "比总目标3万路少1000路" in second["wrong"]


def test_a_version_changes_what_every_page_asks_for(published, open_page):
    version = GoalVersion(
        **GOAL, value=20_000.0, op=">=", unit="路", due_year=THIS_YEAR + 5, document_number="云政发〔2024〕8号",
        effective_on=f"{LAST}-07-01", entered_by="丙",
    )  # fmt: skip
    enter(version)
    goal = row_of(current_board().goals, "target_id", "t-wan")
    assert (goal["value"], goal["due_year"]) == (20_000, THIS_YEAR + 5)
    assert (goal["original_value"], goal["original_due_year"]) == (30_000, THIS_YEAR + 3)
    assert goal["due_text"] == str(THIS_YEAR + 5)
    words = words_of(open_page("goals", target=["t-wan"]))
    assert f"≥2万路，{THIS_YEAR + 5}年底（依据云政发〔2024〕8号）" in words
    assert f"≥3万路，{THIS_YEAR + 3}年底" in words
    assert "调整" in words_of(open_page("goals"))


def test_facts_say_where_the_count_begins_and_by_what_the_pace_runs():
    def said(goal, *figures, **more):
        row, story = told(goal, *figures, **more)
        row |= {"supporting_agencies": [], "year_source": "plan", "programme_title": "", "chapter": "", "nature": ""}
        row |= {"domain": "产业经济", "domain_group": "产业经济"}
        plan = {"title": "某规划", "first_year": 2021, "last_year": 2025}
        return dict(goal_view.facts(row, plan, story, DEFAULT))

    level, figures = target(90, 2025), [observation(41, 2021), observation(42, 2022)]
    with_base = said(level, base(40, 2020), *figures)
    assert with_base["起算"] == "2020年底 40%"
    assert "按直线序时" in with_base["规则"]
    assert with_base["落后起始"] == "2021年底"
    without = said(level, *figures)
    assert without["起算"] == "缺基期"
    assert "到期判定" in without["规则"]
    assert "落后起始" not in without
    assert said(target(9, 2025, measure="increment", unit="个"))["起算"] == "2021年初，从零累计"
    assert "增速与目标相比" in said(target(6, 2023, measure="growth", annual=True))["规则"]


def test_the_small_print_names_only_what_is_drawn():
    level = target(90, 2025)
    goal, story = told(level)
    assert goal_view.shown_in_chart(goal, story) == ["单位 %", "菱形为目标"]
    estimate = dated(70, "2023-01-01", "2023-06-30", finality="estimate")
    print_ = goal_view.shown_in_chart(*told(level, base(40, 2020), observation(50, 2021), estimate))[1]
    assert "虚线为计划（直线）" in print_
    assert "空心为预计" in print_
    assert "其他口径" not in print_
    assert "推算" not in print_


def test_methods_that_differ_are_listed_best_first():
    goal, story = told(target(99.5, 2027), base(42, 2020), observation(55, 2021), observation(58, 2022))
    listed = goal_view.methods(story)
    assert ("本看板", "明显偏慢") in listed or ("本看板", "正常") in listed or ("本看板", "略慢") in listed
    levels = [story.methods[name] or 0 for name, _ in listed]
    assert levels == sorted(levels, reverse=True)
    assert goal["disagreement"] == "" or goal["disagreement"].startswith("方法分歧")


def test_events_are_versions_follow_ups_and_milestones_in_their_order(board):
    goal = row_of(board.goals, "target_id", "t-done")
    own = {"target_id": "t-done", "plan_id": "a", "entered_by": "丙", "entered_at": NOW}
    version = GoalVersion(
        **own, value=99.0, op=">=", due_year=2022, document_number="云政〔2020〕2号", effective_on="2020-05-01"
    )
    asked = FollowUp(**own, item_id="d1", action="opened", text="请说明原因")
    other = replace(asked, target_id="t-missed")
    passed = Mark(subject_kind="milestone", subject_id="a-m2", plan_id="a", what="node", text="验收", on="2020-12-20",
                  entered_by="丙")  # fmt: skip
    elsewhere = replace(passed, subject_id="b-m1")
    record = replace(Record(), versions=[version])
    found = events(goal, record, [asked, other], [passed, elsewhere], board.table("milestone"))
    assert list(found["name"]) == ["目标调整", "第二年", "督办"]
    assert list(found["text"])[:2] == ["目标调整，云政〔2020〕2号", "第二年，验收"]
    assert "请说明原因" in found["text"].iloc[2]
    assert found["on"].iloc[0] == date(2020, 5, 1)


def test_phases_have_the_words_of_the_plan(board):
    found = phases(board.table("milestone"))
    assert list(found["name"]) == ["第一年", "第二年"]
    assert list(found["text"]) == ["第一年：原文缺", "第二年：见成效"]


def test_what_is_wrong_is_said_all_at_once():
    goal, _ = told(target(90, 2025))
    base_typed = {"value": "四十", "at": "去年", "source": " ", "note": ""}
    assert len(goal_typing.base_of(goal, base_typed, "甲")[1]) == 3
    version = dict.fromkeys(("value", "value_max", "due_year", "document_number", "effective_on", "reason"), "")
    assert len(goal_typing.version_of(goal, version | {"op": "range"}, "甲")[1]) == 5
    assert goal_typing.curve_of(goal, {date(2022, 12, 31): ""}, "", "甲")[1] == ["请至少填写一个分年目标。"]
    assert goal_typing.curve_of(goal, {date(2022, 12, 31): "x"}, "", "甲")[1][0].startswith("2022年底：“x”不是一个数")


def test_a_split_is_asked_for_year_by_year_and_within_one_year_by_quarters():
    long, one = told(target(90, 2025)), told(target(90, 2023, annual=True))
    record = Record()
    assert goal_typing.curve_days(*long, record) == [date(year, 12, 31) for year in range(2021, 2026)]
    assert [day.month for day in goal_typing.curve_days(*one, record)] == [3, 6, 9, 12]
    kept = Curve(target_id="t1", plan_id="000", points=(("2022-06-30", 50.0),), entered_by="甲")
    assert date(2022, 6, 30) in goal_typing.curve_days(*long, replace(record, curves=[kept]))


def opened(open_page, name, target_id="t-wan"):
    app = open_page("goals", target=[target_id])
    app.session_state["person"] = app.session_state["person_typed"] = "甲"
    app.button(key=f"open_{name}_{target_id}").click().run()
    assert not app.exception
    return app


def fill(app, target_id="t-wan", **values):
    for name, value in values.items():
        app.text_input(key=f"goal_{name}_{target_id}").set_value(value)
    return app


def test_a_base_is_entered_in_its_dialog_and_gives_the_goal_a_start(published, open_page):
    app = opened(open_page, "base")
    fill(app, value="6000", at="2023年底", source="年报")
    app.button(key="keep_base").click().run()
    assert not app.exception
    (kept,) = entries(Base)
    assert (kept.target_id, kept.value, kept.at, kept.source) == ("t-wan", 6000.0, "2023-12-31", "年报")
    assert (kept.unit, kept.entered_by) == ("路", "甲")
    words = words_of(app)
    assert "基期已保存。" in words
    assert "2023年底为6000路" in words
    assert "缺基期" not in words


def test_a_mistake_keeps_the_dialog_and_writes_nothing(published, open_page):
    app = opened(open_page, "base")
    fill(app, value="很多", at="2023年底", source="年报")
    app.button(key="keep_base").click().run()
    assert "不是一个数" in words_of(app)
    assert entries(Base) == ()
    assert app.text_input(key="goal_value_t-wan").value == "很多"


def test_nobody_writes_without_a_name(published, open_page):
    app = open_page("goals", target=["t-wan"])
    app.button(key="open_base_t-wan").click().run()
    fill(app, value="6000", at="2023年底", source="年报")
    app.button(key="keep_base").click().run()
    assert "请先填写姓名" in words_of(app)
    assert entries(Base) == ()


def test_a_split_is_checked_while_it_is_typed_and_kept_as_it_is(published, open_page):
    app = opened(open_page, "curve")
    typed = {f"{THIS_YEAR}-12-31": "2万", f"{THIS_YEAR + 3}-12-31": "2.9万"}
    fill(app, **typed).run()
    assert "比总目标3万路少1000路" in words_of(app)
    app.button(key="keep_curve").click().run()
    assert not app.exception
    (kept,) = entries(Curve)
    assert kept.points == ((f"{THIS_YEAR}-12-31", 20_000.0), (f"{THIS_YEAR + 3}-12-31", 29_000.0))
    assert "▲ 最后一个分年目标" in words_of(app)


def test_a_goal_is_changed_in_its_dialog(published, open_page):
    app = opened(open_page, "version")
    fill(
        app, value="2万", due_year=str(THIS_YEAR + 4), effective_on=f"{LAST}-07-01", document_number="云政发〔2024〕8号"
    )
    app.button(key="keep_version").click().run()
    assert not app.exception
    (kept,) = entries(GoalVersion)
    assert (kept.value, kept.op, kept.due_year, kept.document_number) == (
        20_000.0, ">=", THIS_YEAR + 4, "云政发〔2024〕8号",
    )  # fmt: skip
    assert "原目标" in words_of(app)
    assert "≥</span> <b>2万</b>" in html_of(app)


@pytest.mark.parametrize(
    ("target_id", "names"), [("t-twice", ["curve", "version"]), ("t-all", ["base", "curve", "version"])]
)
def test_only_what_a_goal_can_have_is_offered(published, open_page, target_id, names):
    app = open_page("goals", target=[target_id])
    keys = [button.key for button in app.button if button.key and button.key.startswith("open_")]
    assert keys == [f"open_{name}_{target_id}" for name in names]
    assert f'href="entry?target={target_id}"' in html_of(app)


def test_lists_say_figure_gap_who_and_since_when(published, open_page):
    enter(Base(**GOAL, value=6000.0, unit="路", at=f"{THIS_YEAR - 3}-12-31", source="年报", entered_by="丙"))
    put(figure(6_500, LAST - 1), figure(7_000, LAST))
    page = html_of(open_page())
    row = re.search(r"<tr>(?:(?!</tr>).)*接入视频.*?</tr>", page, re.DOTALL)[0]
    for expected in ("未达序时", "7000", f"{LAST}年底", "4.2%", "低", "区公安分局", f"{LAST - 1}年底"):
        assert expected in row, expected
    assert "落后起始" in page


def test_the_first_screen_points_to_reporting(published, open_page):
    page = html_of(open_page())
    assert 'href="entry"' in page
    assert 'href="entry?target=t-twice"' in page


def test_groups_say_how_many_have_a_figure(published, open_page):
    assert re.search(r"产业经济 \d+项中\d+项有数据", words_of(open_page("goals", group=["按领域"])))


def test_a_goal_without_a_verdict_of_pace_has_no_gap():
    goal, story = told(target(90, 2025), observation(50, 2021), given=Given())
    assert goal["behind_since"] is pd.NaT or pd.isna(goal["behind_since"])
    assert story.way.empty


def test_evidence_is_handed_out_and_a_lost_file_is_named(published, open_page):
    kept = store(published / "evidence", "台账.txt", b"12000")
    put(figure(12_000, evidence=(kept, FILE)))
    app = open_page("goals", target=["t-wan"])
    assert not app.exception
    assert len(app.get("download_button")) == 1
    assert any("年报.pdf" in caption.value for caption in app.caption)
