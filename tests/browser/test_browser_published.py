"""Figures that a city has published, handed in as they are, and judged as of the day of each table."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visits import served, visiting

pytestmark = pytest.mark.browser
FILE = Path(__file__).resolve().parents[2] / "data" / "published_figures.csv"
VERDICTS = (
    ("2023-06-30", "地区生产总值增长率", "2023年内", "未达序时", "低0.9"),
    ("2023-06-30", "一般公共预算收入增长率", "2023年内", "未达序时", "低0.8"),
    ("2024-09-30", "一般公共预算收入增长率", "2024年内", "未达序时", "低2.7"),
    ("2024-09-30", "固定资产投资增长率", "2024年内", "达序时", "高2.6"),
    ("2024-09-30", "规上工业增加值增长率", "2024年内", "达序时", "高0.9"),
    ("2024-09-30", "服务业增加值增长率", "2024年内", "无数据", ""),
    ("2025-03-31", "一般公共预算收入增长率", "2025年内", "未达序时", "低0.6"),
)


@pytest.fixture
def guest(chromium, board_dir, tmp_path):
    """A visitor of a dashboard on a data folder that may be written to."""
    with served(Path(shutil.copytree(board_dir, tmp_path / "data")), tmp_path) as address:
        yield from visiting(chromium, address)


def test_published_tables_are_handed_in_and_judged_as_of_their_day(guest):
    page = guest.open("imports")
    page.locator("input[type=file]").set_input_files(FILE)
    expect(page.get_by_text("1 份可以导入")).to_be_visible(timeout=60_000)
    guest.settled()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".kb-conclusion")).to_contain_text("已导入 1 份文件", timeout=60_000)
    for day, indicator, due, state, gap in VERDICTS:
        page = guest.open(f"goal?city=平湖市&as_of={day}")
        row = page.locator("tr").filter(has_text=indicator).filter(has_text=due)
        expect(row.first).to_contain_text(re.compile(f"^\\s*{state}"))
        expect(row.first).to_contain_text(gap)
