"""督办 in a real Chromium: a goal that is behind is followed up, answered and closed by two people."""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.board import read_board
from pipeline.entries import Figure, FollowUp, Step
from pipeline.ledger import Ledger, known_entries

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(board_dir: Path, tmp_path_factory) -> Path:
    """The board of the seeds with an approved figure of 12 for a goal of 20."""
    folder = tmp_path_factory.mktemp("followed") / "data"
    shutil.copytree(board_dir, folder)
    targets = read_board(folder)["target"]
    goal = targets[targets["indicator"] == "电子商务交易额增长率"].iloc[0]
    ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}")
    figure = Figure(
        entered_by="王敏", target_id=goal["target_id"], plan_id=goal["plan_id"], city=goal["city"],
        indicator=goal["indicator"], period_start="2021-01-01", period_end="2021-12-31", value=12.0, unit=goal["unit"],
    )  # fmt: skip
    seq = ledger.add(figure).seq
    ledger.add(Step(figure_seq=seq, action="approved", entered_by="李四"))
    ledger.close()
    return folder


def steps(folder: Path) -> list[tuple[str, str]]:
    return [(step.action, step.entered_by) for step in known_entries(f"sqlite:///{folder / 'ledger.db'}", FollowUp)]


def name_oneself(guest, name: str) -> None:
    field = guest.page.get_by_placeholder("您的姓名")
    field.fill(name)
    field.press("Enter")
    expect(guest.page.get_by_text("请先填写姓名")).to_have_count(0)
    guest.settled()


def type_day(page: Page, label: str, day: datetime.date) -> None:
    """Into the three parts of a date field, one after the other."""
    page.get_by_test_id("stDateInput").filter(has_text=label).get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%Y%m%d}")


def submit(guest, word: str, then: str) -> None:
    guest.page.get_by_role("button", name=word, exact=True).click()
    expect(guest.page.locator(".kb-conclusion")).to_contain_text(then)
    guest.settled()


def test_a_goal_is_followed_up_answered_and_closed(guest, folder):
    open_the_goal(guest)
    answer(guest)
    page = guest.page
    name_oneself(guest, "李四")
    page.get_by_label("核实情况").fill("与统计局核对一致")
    submit(guest, "提交销号", "已销号。")
    assert steps(folder) == [("opened", "王敏"), ("answered", "王敏"), ("closed", "李四")]
    page.get_by_role("button", name="← 全部督办").click()
    expect(page.locator(".kb-conclusion")).to_have_text("督办 1 件：1 件已销号。")
    assert re.search("[a-zA-Z]{3,}", page.locator(".kb-due-list").inner_text()) is None
    guest.open()
    expect(page.get_by_role("link", name="督办 1 件：1 件已销号")).to_be_visible()


def open_the_goal(guest) -> None:
    page = guest.open("follow-up")
    expect(page.locator(".kb-conclusion")).to_have_text("还没有督办事项。")
    page.get_by_role("link", name="立项").click()
    guest.settled()
    name_oneself(guest, "王敏")
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile("电子商务交易额增长率")).click()
    page.keyboard.press("Escape")
    expect(page.get_by_label("督办要求")).to_have_value(re.compile("低于目标8.0个百分点"))
    type_day(page, "办理时限", datetime.date.today() + datetime.timedelta(3))
    submit(guest, "立项", "待答复，还有 3 天，预警等级蓝。")


def answer(guest) -> None:
    page = guest.page
    page.get_by_label("答复内容").fill("平台数据迟报，已补")
    page.locator("input[type=file]").set_input_files({"name": "函.pdf", "mimeType": "", "buffer": b"%PDF-1.4"})
    expect(page.get_by_text("函.pdf")).to_be_visible()
    guest.settled()
    submit(guest, "提交答复", "已答复待核实")
    expect(page.get_by_text("佐证材料：函.pdf")).to_be_visible()
