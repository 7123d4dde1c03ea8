"""An official who finds in last year's report what this year's asks for: two documents in, one key, another verdict."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from pipeline.board import publish
from pipeline.entries import AnswerDecision
from pipeline.ledger import known_entries
from tests.two_reports import frames

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(tmp_path) -> Path:
    """A data folder with the board of the reports."""
    made = tmp_path / "data"
    made.mkdir()
    publish(frames(tmp_path / "reports"), made)
    return made


def on_record(folder: Path):
    return [each.action for each in known_entries(f"sqlite:///{folder / 'ledger.db'}", AnswerDecision)]


def give_name(guest, page):
    page.get_by_placeholder("您的姓名").click()
    page.keyboard.type("王敏")
    page.keyboard.press("Enter")
    expect(page.get_by_text("请先填写姓名")).to_have_count(0)
    page.evaluate("document.activeElement.blur()")
    guest.settled()


def press(guest, page, key, words):
    page.keyboard.press(key)
    expect(page.locator(".kb-conclusion")).to_contain_text(words)
    guest.settled()


def verdict(guest, address):
    page = guest.open(address)
    return page.locator(".kb-verdict .kb-word").inner_text(), page


def test_a_printed_figure_is_taken_by_a_key_and_given_back(guest, folder):
    page = guest.open("answers")
    expect(page.locator(".kb-conclusion")).to_have_text("待确认 3 项：同一件事 1 项，有差别 2 项。")
    left, right = page.locator(".kb-source").all()
    expect(left).to_contain_text("新建5G基站500个")
    expect(right).to_contain_text("建成5G基站620座")
    assert left.bounding_box()["x"] + left.bounding_box()["width"] <= right.bounding_box()["x"]  # side by side
    goal = page.locator("a", has_text="打开全文").first.get_attribute("href").rpartition("at=")[2]
    give_name(guest, page)
    press(guest, page, "a", "待确认 2 项")

    state, page = verdict(guest, f"goal?target={goal}")
    assert state == "已完成"
    expect(page.locator(".kb-history")).to_contain_text("由王敏采用于")
    expect(page.locator(".kb-history")).to_contain_text("《政府工作报告》“建成5G基站620座”")

    page = guest.open(f"answers?target={goal}")
    give_name(guest, page)
    press(guest, page, "u", "待确认 1 项：同一件事 1 项。")
    state, _ = verdict(guest, f"goal?target={goal}")
    assert state == "无数据"
    assert on_record(folder) == ["accepted", "reopened"]


def test_a_near_one_is_taken_for_a_reason_and_another_refused(guest, folder):
    page = guest.open("answers?class=有差别")
    give_name(guest, page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("两者有差别，采用要写明理由")).to_be_visible()
    guest.settled()
    press(guest, page, "2", "有差别 1 项")
    press(guest, page, "r", "待确认 1 项：同一件事 1 项。")
    assert on_record(folder) == ["accepted", "rejected"]
