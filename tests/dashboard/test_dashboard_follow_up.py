"""督办: what the page counts and lists, and the way of an item from 立项 to 销号 as people go it."""

import datetime

import pytest

from dashboard.data import current_board
from dashboard.follow_up_view import Choice, behind, brief, items, lines, sentence
from dashboard.icons import level_icon
from pipeline.decisions import Decision
from pipeline.entries import FollowUp
from pipeline.follow_ups import STATES, items_of
from pipeline.ladders import LEVELS
from pipeline.ledger import Ledger, known_entries
from pipeline.settings import ledger_url
from tests.dashboard.reading import html_of, numbers_in, words_of

TODAY = datetime.date.today()


def in_days(days):
    return (TODAY + datetime.timedelta(days)).isoformat()


def step(item_id, action, by="王敏", days_ago=40, **values):
    plain = {"target_id": "t-missed", "plan_id": "a", "text": "请说明原因", "agency": "市公安局"}
    moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days_ago)
    return FollowUp(
        item_id=item_id, action=action, entered_by=by, entered_at=moment.isoformat(timespec="seconds"), **plain | values
    )


STEPS = [
    step("2024-001", "opened", due_on=in_days(-20)),
    step("2024-002", "opened", due_on=in_days(3), target_id="", plan_id="b", text="5G基站建设进度", agency="区工信局"),
    step("2024-003", "opened", due_on=in_days(60), target_id="t-evil"),
    step("2024-003", "answered", by="李四", text="已完成<b>整改</b>"),
    step("2024-004", "opened", due_on=in_days(1), target_id="t-done"),
    step("2024-004", "answered", by="李四", text="已达到"),
    step("2024-004", "closed", by="赵六", text="已核"),
]


@pytest.fixture
def followed(published):
    """The small board with four items: overdue, due soon, answered, closed."""
    ledger = Ledger(ledger_url())
    ledger.add_all(STEPS)
    ledger.close()
    return published


def on_record():
    return [(each.item_id, each.action, each.entered_by) for each in known_entries(ledger_url(), FollowUp)]


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def named(app, name):
    app.text_input(key="person_typed").set_value(name).run()
    return app


def field(elements, label):
    return next(each for each in elements if each.label.startswith(label))


def test_the_sentence_adds_up(followed, open_page):
    words = words_of(open_page("follow_up"))
    assert "督办 4 件：1 件逾期未答复，1 件待答复，1 件已答复待核实，1 件已销号。" in words
    total, *parts = numbers_in(words.partition("督办 ")[2].partition("。")[0])
    assert total == sum(parts) == 4


def test_the_list_begins_with_what_is_overdue(followed, open_page):
    app = open_page("follow_up")
    words = words_of(app)
    order = [words.index(item_id) for item_id in ("2024-001", "2024-002", "2024-003", "2024-004")]
    assert order == sorted(order)
    for expected in (
        "逾期 20 天",
        "还有 3 天",
        "停车场接入率",
        "5G基站建设进度",
        "目标现为 到期未完成",
        "答复：已完成<b>",
    ):
        assert expected in words
    assert "<b>整改</b>" not in html_of(app)
    assert level_icon("红") in html_of(app)
    assert "督办 4 件：1 件逾期，2 件在办，1 件已销号" in words_of(open_page())


def test_filters_stand_in_the_address(followed, open_page):
    words = words_of(open_page("follow_up", city=["甲港高新区(江北区)"]))
    assert "所选的督办 1 件：1 件待答复。" in words
    assert "停车场接入率" not in words
    assert "1 件已答复待核实" in words_of(open_page("follow_up", status=["已答复待核实"]))
    assert "3 件" in words_of(open_page("follow_up", status=["未销号"]))
    assert "没有符合条件的督办" in words_of(open_page("follow_up", level=["黄"]))
    assert "所选的督办 1 件" in words_of(open_page("follow_up", level=["蓝"], agency=["区工信局"]))


def test_another_ladder_gives_other_lights(followed, open_page):
    html = html_of(open_page("follow_up", ladder=["三明"]))
    assert "三明" in html
    assert (html.count(level_icon("黄")), html.count(level_icon("蓝"))) == (1, 1)
    assert "item=2024-001&amp;ladder=" in html


def test_without_items_the_page_says_what_to_do(published, open_page):
    words = words_of(open_page("follow_up"))
    assert "还没有督办事项。" in words
    assert "1 项目标低于要求" in words
    assert "督办 " not in words_of(open_page())


def test_from_opening_to_closing(published, open_page):
    app = named(open_page("follow_up", open=["t-missed"]), "王敏")
    assert "停车场接入率" in words_of(app)
    asked = field(app.text_area, "督办要求").value
    assert asked.startswith("云溪市停车场接入率，到期未完成：")
    assert asked.endswith("新的完成时限。请一并写明对策。")
    assert field(app.text_input, "办理单位").value == "市公安局"
    assert "缺少办理时限" in words_of(press(app, "立项"))
    field(app.date_input, "办理时限").set_value(TODAY + datetime.timedelta(10))
    press(app, "立项")
    item_id = f"{TODAY.year}-001"
    assert f"已立项：督办 {item_id}" in words_of(app)
    assert f"督办 {item_id}：待答复，还有 10 天。" in words_of(app)

    field(app.text_area, "答复内容").set_value("设备未到，已催")
    field(app.date_input, "承诺").set_value(TODAY + datetime.timedelta(90))
    field(app.file_uploader, "佐证").set_value([("证明.pdf", b"%PDF", "application/pdf")])
    press(app, "提交答复")
    for expected in ("已答复待核实", "设备未到，已催", "佐证材料：证明.pdf", in_days(90)):
        assert expected in words_of(app)

    field(app.text_area, "核实情况").set_value("现场看过")
    assert "由王敏答复，要由另一人销号" in words_of(press(app, "提交销号"))
    assert field(app.text_area, "核实情况").value == "现场看过"
    press(named(app, "赵六"), "提交销号")
    assert f"督办 {item_id}：已销号。" in words_of(app)
    assert on_record() == [(item_id, "opened", "王敏"), (item_id, "answered", "王敏"), (item_id, "closed", "赵六")]
    assert [each.name for each in known_entries(ledger_url(), FollowUp)[1].evidence] == ["证明.pdf"]


def test_a_deadline_is_put_off_with_a_reason(followed, open_page):
    app = named(open_page("follow_up", item=["2024-002"], act=["延期"]), "王敏")
    field(app.date_input, "新的办理时限").set_value(TODAY + datetime.timedelta(30))
    assert "缺少延期理由" in words_of(press(app, "提交延期"))
    field(app.text_area, "延期理由").set_value("等批复")
    words = words_of(press(app, "提交延期"))
    assert "还有 30 天" in words
    assert "延期 1 次" in words


def test_an_answer_is_returned(followed, open_page):
    app = named(open_page("follow_up", item=["2024-003"], act=["退回重办"]), "赵六")
    field(app.text_area, "退回理由").set_value("没有新的时限")
    field(app.date_input, "办理时限").set_value(TODAY + datetime.timedelta(5))
    words = words_of(press(app, "提交退回重办"))
    assert "督办 2024-003：退回重办，还有 5 天，预警等级蓝。" in words


def test_several_are_opened_at_once(published, open_page):
    app = named(open_page("follow_up", open=["t-twice"]), "王敏")
    field(app.multiselect, "低于要求").set_value(["t-twice", "t-missed"]).run()
    field(app.text_input, "规划未写牵头单位的").set_value("市智慧办")
    field(app.date_input, "办理时限").set_value(TODAY + datetime.timedelta(10))
    words = words_of(press(app, "立项 2 件"))
    assert "督办 2 件：2 件待答复。" in words
    first, second = known_entries(ledger_url(), FollowUp)
    assert (first.target_id, first.agency) == ("t-twice", "市智慧办")
    assert (second.target_id, second.agency) == ("t-missed", "市公安局")
    assert second.text.startswith("云溪市停车场接入率，到期未完成")


def test_a_programme_is_followed_up(published, open_page):
    app = named(open_page("follow_up", open=["a-p1"]), "王敏")
    assert field(app.text_area, "督办要求").value.startswith("任务 1　发展智能车间：")
    assert field(app.text_input, "办理单位").value == "市工信局"
    field(app.date_input, "办理时限").set_value(TODAY + datetime.timedelta(10))
    press(app, "立项")
    (kept,) = known_entries(ledger_url(), FollowUp)
    assert (kept.target_id, kept.plan_id, kept.agency) == ("", "a", "市工信局")


def test_nothing_is_entered_without_a_name(followed, open_page):
    app = open_page("follow_up", item=["2024-001"])
    assert "请先填写姓名" in words_of(app)
    assert field(app.button, "提交答复").disabled


def test_an_item_that_is_not_there(followed, open_page):
    assert "没有编号为 9 的督办" in words_of(open_page("follow_up", item=["9"]))


def test_goals_behind_are_offered_until_they_are_followed(followed):
    board = current_board()
    assert list(behind(board.goals, [])["target_id"]) == ["t-missed"]
    assert behind(board.goals, items_of(STEPS, TODAY)).empty


def test_the_counts_of_any_choice_add_up(followed):
    board = current_board()
    known = items_of(STEPS, TODAY)
    every = lines(known, board.with_gone, board.table("plan"))
    for status in STATES:
        found = [line for line in every if Choice(status=status).holds(line)]
        total, *parts = numbers_in(sentence(found, filtered=True)) or [0]
        assert total == sum(parts) == len(found)
    total, *parts = numbers_in(brief(known))
    assert total == sum(parts)
    assert (brief([]), sentence([])) == ("", "还没有督办事项。")


def test_each_level_has_a_shape_of_its_own():
    assert len({level_icon(level) for level in LEVELS}) == len(LEVELS)


def test_an_item_goes_with_its_goal_when_that_is_merged_into_another(followed, open_page):
    ledger = Ledger(ledger_url())
    ledger.add(Decision("t-missed", "a", "merge", "王敏", into_id="t-done"))
    ledger.close()
    board = current_board()
    assert {each.target_id for each in board.follow_ups if each.item_id == "2024-001"} == {"t-done"}
    (line,) = [
        line for line in lines(items(board), board.with_gone, board.table("plan")) if line.item.item_id == "2024-001"
    ]
    assert line.name == "网上可办率"
    assert "t-done" not in set(behind(board.goals, [line.item])["target_id"])
