"""督办单: an item, a goal, or all that is open of a view; what is not known stays to be filled in."""

import datetime
from dataclasses import replace

import pytest

from dashboard.briefings.follow_up_sheet import SHEETS, follow_up_sheets, sheets_of
from pipeline.entries import FollowUp
from pipeline.follow_ups import items_of
from tests.briefings.reading import tables_of, words_of

DAY = datetime.date(2024, 9, 30)


def step(seq, action, **values):
    at = f"2024-09-{seq:02d}T01:00:00+00:00"
    about = {"item_id": "2024-001", "plan_id": "", "target_id": "", "entered_by": f"人{seq}"}
    given = {**about, "seq": seq, "entered_at": at}
    return FollowUp(action=action, **(given | values))


@pytest.fixture
def followed(whole):
    goal = whole.goals[whole.goals["state"] == "未达序时"].iloc[0]
    about = {"target_id": goal["target_id"], "plan_id": goal["plan_id"], "agency": "市财政局"}
    steps = [
        step(1, "opened", text="请说明原因。", due_on="2024-10-15", **about),
        step(2, "answered", text="受土地出让影响。", **about),
    ]
    return replace(whole, follow_ups=tuple(items_of(steps, DAY)))


def fields(content: bytes) -> list[dict[str, str]]:
    return [dict(table) for table in tables_of(content)]


def test_an_open_item(followed):
    (sheet,) = fields(follow_up_sheets(followed))
    assert sheet["编号"] == "2024-001"
    assert sheet["办理要求"] == "请说明原因。"
    assert sheet["办理单位"] == "市财政局"
    assert sheet["办理情况"] == "2024年9月2日答复：受土地出让影响。"
    assert "低于目标2.7个百分点" in sheet["目前进展"]


def test_a_goal_that_nobody_follows_up_yet(whole):
    (sheet,) = fields(follow_up_sheets(whole))
    assert (sheet["编号"], sheet["办理单位"], sheet["办理情况"]) == ("", "未明确", "")
    assert sheet["办理时限"].split() == ["年", "月", "日"]
    assert "请说明原因、对策和新的完成时限" in sheet["办理要求"]


def test_one_goal_by_its_id(whole):
    goal = whole.goals[whole.goals["city"] == "宜兴市"].iloc[0]
    (sheet,) = fields(follow_up_sheets(whole, item=goal["target_id"]))
    assert sheet["目标原文"] == f"“{goal['quote']}”"
    assert goal["target_id"] in sheet["文件"]


def test_a_quote_stays_as_it_was_printed(whole):
    goal = whole.goals[whole.goals["city"] == "宜兴市"].iloc[0]
    (sheet,) = fields(follow_up_sheets(whole, item=goal["target_id"], traditional=True))
    assert sheet["目標原文"] == f"“{goal['quote']}”"
    assert "辦理單位" in sheet


def test_a_line_of_a_table_is_no_quote(whole):
    (sheet,) = sheets_of(whole)
    assert sheet.quote.startswith("数据表第")


def test_public_names_no_agency(followed):
    (sheet,) = fields(follow_up_sheets(followed, public=True))
    assert sheet["办理单位"] == "有关单位"


def test_nothing_to_follow_up(whole):
    dark = replace(whole, goals=whole.goals[whole.goals["state"] == "无数据"])
    assert "没有未销号的督办事项，也没有低于要求的目标" in words_of(follow_up_sheets(dark))


def test_more_than_one_file_holds(many):
    content = follow_up_sheets(many)
    assert len(fields(content)) == SHEETS
    assert "其余请缩小范围" in words_of(content)
    assert content == follow_up_sheets(many)
