"""任务: what the page lists and counts, and how progress is put on record."""

import datetime

from pipeline.entries import Mark
from pipeline.ledger import known_entries
from pipeline.settings import ledger_url
from tests.dashboard.reading import words_of

TODAY = datetime.date.today()


def on_record():
    return [(mark.what, mark.text, mark.number) for mark in known_entries(ledger_url(), Mark)]


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def field(elements, label):
    return next(each for each in elements if each.label.startswith(label))


def opened(open_page, **query):
    app = open_page("tasks", **query)
    app.text_input(key="person_typed").set_value("王敏").run()
    return app


def test_without_records_nothing_is_judged(published, open_page):
    words = words_of(open_page("tasks"))
    assert "任务 1 项：1 项无数据。" in words
    assert "没有定节点" in words
    phases = words_of(open_page("tasks", kind=["阶段"]))
    assert "阶段 2 项：2 项无数据。" in phases
    assert "2020年底到期，没有是否通过的记录" in phases


def test_money_that_contradicts_itself_is_flagged(published, open_page):
    words = words_of(open_page("tasks", kind=["项目资金"]))
    assert "项目资金 1 项：1 项没有阶段记录。" in words
    assert "批复 267 万元大于申请 200 万元" in words
    assert "合计" not in words


def test_a_node_is_laid_down_and_passed(published, open_page):
    app = opened(open_page, task=["a-p1"], act=["定节点"])
    field(app.text_input, "节点名称").set_value("平台上线")
    field(app.date_input, "完成时限").set_value(TODAY + datetime.timedelta(30))
    words = words_of(press(app, "保存"))
    assert "已定 1 个节点，尚无进展记录" in words
    app.query_params["act"] = "记通过"
    app.run()
    assert "缺少日期" in words_of(press(app, "保存"))
    field(app.selectbox, "通过的节点").set_value("平台上线")
    field(app.date_input, "日期").set_value(TODAY)
    words = words_of(press(app, "保存"))
    assert "发展智能车间：已完成。" in words
    assert on_record() == [("node_due", "平台上线", 1.0), ("node", "平台上线", None)]
    listed = words_of(open_page("tasks"))
    assert "1/1" in listed
    assert "任务 1 项：1 项已完成。" in listed


def test_stage_and_money_of_a_project(published, open_page):
    app = opened(open_page, task=["c-j1"], kind=["项目资金"])
    field(app.selectbox, "进入的阶段").set_value("采购")
    field(app.date_input, "日期").set_value(TODAY)
    assert "财政局项目：采购。" in words_of(press(app, "保存"))
    app.query_params["act"] = "记资金"
    app.run()
    field(app.selectbox, "哪一笔").set_value("approved")
    field(app.number_input, "累计金额").set_value(150.0)
    field(app.date_input, "日期").set_value(TODAY)
    words = words_of(press(app, "保存"))
    assert "大于申请" not in words
    assert "核减率25.0%" in words.replace("\n", "")
    assert on_record() == [("stage", "采购", None), ("approved", "", 150.0)]


def test_nothing_is_recorded_without_a_name(published, open_page):
    app = open_page("tasks", task=["a-p1"])
    assert "请先填写姓名" in words_of(app)
    assert field(app.button, "保存").disabled


def test_a_task_that_is_not_there(published, open_page):
    assert "没有编号为 nothing" in words_of(open_page("tasks", task=["nothing"]))
