"""A reviewer at the keyboard, and an official who drops in documents: on a board of their own, in a real Chromium."""

import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from pipeline.board import read_board
from pipeline.ledger import known_decisions
from tests import factories
from tests.browser.visits import ROOT
from tests.read import documents
from tests.small_plan import TEXT

pytestmark = pytest.mark.browser

PLAN = TEXT.format(total="6")
REPORT = factories.REPORT.format(
    past="2023年，建成5G基站3200座。", future="2024年，建成5G基站4500座，网上可办率达到98%以上。"
)
OUTLINE = factories.OUTLINE.format(
    past="2020年，城镇化率达到61%。", future="到2025年，城镇化率达到68%，森林覆盖率不低于30%。"
)
PDF = "import sys; from tests.read import documents; sys.stdout.buffer.write(documents.pdf_document())"


def docx_of(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return documents.saved(document)


def html_of(text: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!doctype html><html><body>{lines}</body></html>".encode()


def pdf() -> bytes:
    """Printed by a Chromium of its own: one thread holds one Playwright."""
    return subprocess.run([sys.executable, "-c", PDF], cwd=ROOT, capture_output=True, check=True, timeout=120).stdout


# One row per document: the name it is handed in under, and what makes its content.
DOCUMENTS = {
    "规划01.txt": lambda: PLAN.encode(),
    "规划02.txt": lambda: PLAN.encode("gb18030"),
    "规划03.txt": lambda: PLAN.encode("utf-16"),
    "规划04.md": lambda: PLAN.encode("utf-8-sig"),
    "规划05.md": lambda: documents.text_document().encode(),
    "指标06.csv": documents.csv_document,
    "指标07.csv": lambda: documents.csv_document("utf-8-sig"),
    "指标08.tsv": lambda: documents.csv_document("utf-8", "\t"),
    "网页09.html": documents.html_document,
    "网页10.html": lambda: documents.html_document("gb2312"),
    "网页11.htm": lambda: documents.html_document(furniture=False),
    "规划12.docx": documents.docx_document,
    "指标13.xlsx": documents.xlsx_document,
    "规划14.pdf": pdf,
    "报告15.txt": lambda: REPORT.encode("gb18030"),
    "报告16.docx": lambda: docx_of(REPORT),
    "报告17.html": lambda: html_of(REPORT),
    "纲要18.txt": lambda: OUTLINE.encode(),
    "纲要19.docx": lambda: docx_of(OUTLINE),
    "纲要20.html": lambda: html_of(OUTLINE),
}


def sentence(page, words):
    expect(page.locator(".kb-conclusion")).to_contain_text(words)


def decisions(folder: Path):
    return [each.action for each in known_decisions(f"sqlite:///{folder / 'ledger.db'}")]


class Keyboard:
    """A reviewer who has given a name and now only presses keys; ``names`` are the facts that came up."""

    def __init__(self, guest):
        self.guest, self.page = guest, guest.open("review")
        self.page.get_by_placeholder("您的姓名").click()
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
    page.get_by_placeholder("您的姓名").click()
    page.keyboard.type("Arema")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="确认")).to_be_enabled()
    page.get_by_placeholder("您的姓名").press_sequentially("aeru")
    guest.settled()
    assert decisions(folder) == []


def test_twenty_documents_come_in_and_one_goes_out_again(guest, folder):
    page = guest.open("imports")
    handed = {name: make() for name, make in DOCUMENTS.items()} | {"坏.txt": b"\x89PNG\r\n"}
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "", "buffer": content} for name, content in handed.items()]
    )
    expect(page.get_by_text(f"{len(DOCUMENTS)} 份可以导入")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("不能导入")).to_have_count(1)
    expect(page.get_by_text(re.compile("与现在的看板相比：新增"))).to_be_visible()
    guest.settled()
    page.get_by_role("button", name="发布", exact=True).click()
    sentence(page, f"已导入 {len(DOCUMENTS)} 份文件")
    board = read_board(folder)
    assert set(DOCUMENTS) <= set(board["plan"]["file_name"])
    goals = board["statement"].groupby("plan_id").size()  # some state the same goal of one year: one goal, two places
    assert [name for name in DOCUMENTS if goals.get(Path(name).stem, 0) < 2] == []

    guest.settled()
    page.get_by_role("button", name="移出").first.click()
    page.get_by_role("button", name=re.compile("并发布")).click()
    sentence(page, f"已导入 {len(DOCUMENTS) - 1} 份文件")
    assert len(set(DOCUMENTS) & set(read_board(folder)["plan"]["file_name"])) == len(DOCUMENTS) - 1
