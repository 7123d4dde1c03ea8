"""Two people at one board: a figure is entered, returned, corrected, approved, and the verdict changes."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pipeline.board import read_board
from pipeline.entries import Figure, Step
from pipeline.ledger import known_entries
from tests.browser.visits import served, visiting

pytestmark = pytest.mark.browser

PROOF = {"name": "盖章报表.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 proof"}


@pytest.fixture
def folder(board_dir: Path, tmp_path: Path) -> Path:
    """A data folder that may be written to."""
    return Path(shutil.copytree(board_dir, tmp_path / "data"))


@pytest.fixture
def guest(chromium, folder, tmp_path):
    """A visitor of a dashboard on that folder."""
    with served(folder, tmp_path) as address:
        yield from visiting(chromium, address)


@pytest.fixture
def target_id(folder):
    """广德's goal of 5G: 99% by 2023, of which no document says how it went."""
    targets = read_board(folder)["target"]
    found = targets[(targets["city"] == "广德市") & (targets["indicator"] == "5G网络覆盖率")]
    return found["target_id"].iloc[0]


def entered(folder, kind):
    return known_entries(f"sqlite:///{folder / 'ledger.db'}", kind)


def sit_down(guest, path, name):
    """Open a page and give a name; the form that was there keeps what it holds."""
    page = guest.open(path)
    page.get_by_placeholder("您的姓名").fill(name)
    page.get_by_placeholder("您的姓名").press("Enter")
    expect(page.get_by_text("请先填写姓名")).to_have_count(0)
    guest.settled()
    return page


def fill(guest, **values):
    """Type into fields by their labels, as Tab leads through them."""
    for label, text in values.items():
        field = guest.page.get_by_label(label)
        field.fill(text)
        field.press("Tab")
        guest.settled()


def submit(guest, words):
    guest.page.get_by_role("button", name="提交审核").last.click()
    expect(guest.page.get_by_text(words)).to_be_visible()
    guest.settled()


def test_a_figure_goes_from_entry_to_the_verdict(guest, folder, target_id):
    page = guest.open(f"goal?target={target_id}")
    expect(page.locator(".kb-word")).to_contain_text("无数据")
    page.get_by_role("link", name="填报实际值").first.click()
    page.wait_for_url(re.compile(r"/entry\?"))
    enter_with_remedy_and_proof(guest, target_id)
    return_by_keyboard(guest, "月报写的是99.5%，请核对")

    page = sit_down(guest, f"entry?target={target_id}", "王敏")
    expect(page.get_by_text("退回理由：月报写的是99.5%，请核对")).to_be_visible()
    fill(guest, 本期数值="99.5")
    submit(guest, "待另一人审核")

    page = sit_down(guest, "entry?view=审核", "李四")
    expect(page.get_by_text("无数据 → 已完成")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    expect(page.get_by_text("没有待审核的数值").first).to_be_visible()

    assert [(each.value, each.replaces) for each in entered(folder, Figure)] == [(95, 0), (99.5, 1)]
    steps = [(each.action, each.entered_by) for each in entered(folder, Step)]
    assert steps == [("returned", "李四"), ("approved", "李四")]
    page = guest.open(f"goal?target={target_id}")
    expect(page.locator(".kb-word")).to_contain_text("已完成")


def enter_with_remedy_and_proof(guest, target_id):
    """95% is less than was promised: the form asks for more as soon as it is typed."""
    page = sit_down(guest, f"entry?target={target_id}", "王敏")
    fill(guest, 本期数值="95", 数据来源="通信管理部门月报")
    expect(page.get_by_text("无数据 → 到期未完成")).to_be_visible()
    fill(guest, 原因="铁塔选址滞后", 对策="新增站址三十处", 新的完成时限="2024-06-30")
    page.get_by_text("佐证材料和说明").click()
    page.locator("input[type=file]").set_input_files(PROOF)
    expect(page.get_by_text(PROOF["name"])).to_be_visible()
    guest.settled()
    submit(guest, "待另一人审核")


def return_by_keyboard(guest, reason):
    """Another person opens the proof and returns the figure."""
    page = sit_down(guest, "entry?view=审核", "李四")
    expect(page.get_by_text("铁塔选址滞后").first).to_be_visible()
    with page.expect_download() as proof:
        page.get_by_role("button", name="下载 盖章报表.pdf").click()
    assert proof.value.path().read_bytes() == PROOF["buffer"]
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    expect(page.get_by_label("退回理由")).to_be_focused()
    page.keyboard.type(reason)
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有待审核的数值").first).to_be_visible()


def test_many_figures_are_typed_into_the_grid(guest, folder):
    page = sit_down(guest, "entry?end=2024-12-31&city=平湖市", "王敏")
    expect(page.locator(".kb-conclusion")).to_contain_text("2024年应报 6 项")
    for line, value in enumerate(("6.1", "7.9")):
        type_into_cell(guest, 700, line, value)
        type_into_cell(guest, 900, line, "统计月报")
    button = page.get_by_role("button", name="提交审核（2 项）")
    button.click()
    expect(page.locator(".kb-conclusion")).to_contain_text("2 项待审核，4 项未填")
    assert [(each.value, each.source) for each in entered(folder, Figure)] == [(6.1, "统计月报"), (7.9, "统计月报")]


def type_into_cell(guest, x, line, words):
    """The grid is drawn on a canvas: a cell is found by its place."""
    page = guest.page
    grid = page.locator(".st-key-kb_grid [data-testid=stDataFrame]")
    grid.click(position={"x": x, "y": 36 * line + 50})  # once it has stopped moving
    selected = grid.locator(f"[role=gridcell][aria-selected=true][id$='-{line}']")
    expect(selected).to_be_attached()
    page.keyboard.press("Enter")
    page.locator("textarea.gdg-input").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("textarea.gdg-input")).to_have_count(0)
    guest.settled()


def test_on_a_phone_one_goal_at_a_time(guest):
    guest.page.set_viewport_size({"width": 390, "height": 844})
    page = guest.open("entry?end=2024-09-30")
    expect(page.locator(".st-key-kb_grid")).to_be_hidden()
    expect(page.get_by_text("1 / 7")).to_be_visible()
    page.get_by_role("button", name="下一项").click()
    expect(page.get_by_text("2 / 7")).to_be_visible()
