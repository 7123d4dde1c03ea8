"""A reviewer at the keyboard, and an official who drops in documents: on a board of their own, in a real Chromium."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pipeline.board import read_board
from pipeline.ledger import known_decisions
from tests.browser.visits import served, visiting
from tests.small_plan import TEXT

pytestmark = pytest.mark.browser

PLAN = TEXT.format(total="6")
# One row per kind of file: its name, its content, the city that must be on the board afterwards.
DOCUMENTS = [
    ("甲湾市规划.txt", PLAN.replace("乙海市", "甲湾市").encode("utf-8"), "甲湾市"),
    ("乙河市规划.txt", PLAN.replace("乙海市", "乙河市").encode("gb18030"), "乙河市"),
    ("丙江市规划.txt", PLAN.replace("乙海市", "丙江市").encode("utf-16"), "丙江市"),
    ("丁湖市规划.md", PLAN.replace("乙海市", "丁湖市").encode("utf-8-sig"), "丁湖市"),
]


@pytest.fixture
def folder(board_dir: Path, tmp_path: Path) -> Path:
    """A data folder that may be written to."""
    return Path(shutil.copytree(board_dir, tmp_path / "data"))


@pytest.fixture
def guest(chromium, folder, tmp_path):
    """A visitor of a dashboard on that folder."""
    with served(folder, tmp_path) as address:
        yield from visiting(chromium, address)


def sentence(page, words):
    expect(page.locator(".kb-conclusion")).to_contain_text(words)


def decisions(folder: Path):
    return [each.action for each in known_decisions(f"sqlite:///{folder / 'ledger.db'}")]


class Keyboard:
    """A reviewer who has given a name and now only presses keys; ``names`` are the facts that came up."""

    def __init__(self, guest):
        self.guest, self.page = guest, guest.open("review")
        self.page.get_by_placeholder("审核人姓名").click()
        self.page.keyboard.type("王敏")
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("button", name="确认")).to_be_enabled()
        self.page.evaluate("document.activeElement.blur()")
        self.names = [self.page.locator(".kb-fact").inner_text()]

    def press(self, key, words):
        """Press a key, and wait for the sentence to hold ``words``."""
        self.page.keyboard.press(key)
        sentence(self.page, words)
        self.guest.settled()
        self.names.append(self.page.locator(".kb-fact").inner_text())

    def begin(self, key, locator):
        """Press a key that opens a form, and wait for a part of it."""
        self.page.keyboard.press(key)
        expect(locator).to_be_visible()
        self.guest.settled()


def test_facts_are_reviewed_by_keyboard_alone(guest, folder):
    reviewer = Keyboard(guest)
    page = reviewer.page
    reviewer.press("a", "已审 1 项")
    reviewer.press("Enter", "已审 2 项")
    reviewer.begin("r", page.get_by_role("button", name="不是目标"))
    reviewer.press("1", "已审 3 项")
    indicator = page.get_by_label("指标", exact=True)
    reviewer.begin("e", indicator)
    expect(indicator).to_be_focused()
    page.get_by_label("单位", exact=True).fill("座")
    reviewer.press("Enter", "已审 4 项")
    reviewer.press("u", "已审 3 项")
    assert reviewer.names[5] == reviewer.names[3]
    reviewer.press("ArrowLeft", "第 3 /")
    reviewer.press("ArrowRight", "第 4 /")
    assert len(set(reviewer.names[:5])) == 5
    assert decisions(folder) == ["accept", "accept", "reject", "correct", "reopen"]
    assert "fact=" in page.url


def test_typing_a_name_decides_nothing(guest, folder):
    page = guest.open("review")
    page.get_by_placeholder("审核人姓名").click()
    page.keyboard.type("Arema")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="确认")).to_be_enabled()
    page.get_by_placeholder("审核人姓名").press_sequentially("aeru")
    guest.settled()
    assert decisions(folder) == []


def test_documents_come_in_and_one_goes_out_again(guest, folder):
    page = guest.open("imports")
    files = [{"name": name, "mimeType": "", "buffer": content} for name, content, _ in DOCUMENTS]
    page.locator("input[type=file]").set_input_files(
        [*files, {"name": "坏.txt", "mimeType": "", "buffer": b"%PDF-1.7"}]
    )
    expect(page.get_by_text(f"{len(DOCUMENTS)} 份可以导入")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("不能导入")).to_be_visible()
    expect(page.get_by_text(re.compile("与现在的看板相比：新增"))).to_be_visible()
    guest.settled()
    page.get_by_role("button", name="发布", exact=True).click()
    sentence(page, f"已导入 {len(DOCUMENTS)} 份文件")
    assert {city for *_, city in DOCUMENTS} <= set(read_board(folder)["plan"]["city"])

    guest.settled()
    page.get_by_role("button", name="移出").first.click()
    page.get_by_role("button", name=re.compile("并发布")).click()
    sentence(page, f"已导入 {len(DOCUMENTS) - 1} 份文件")
    assert len(read_board(folder)["plan"]) == 5 + len(DOCUMENTS) - 1
