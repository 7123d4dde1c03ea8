"""An office freezes a quarter: a day is chosen, the board frozen, the rule changed, and the quarter opened again."""

import re
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.visits import served, visiting

pytestmark = pytest.mark.browser

NAME = "2024年前三季度"


@pytest.fixture
def own_visit(board_dir, tmp_path, chromium):
    """A visitor on a copy of the board, into which may be written."""
    shutil.copytree(board_dir, tmp_path / "data")
    (tmp_path / "log").mkdir()
    with served(tmp_path / "data", tmp_path / "log") as where:
        yield from visiting(chromium, where)


def numbers(visit, path: str) -> list[str]:
    """What the first screen says: its sentence and the counts of the states."""
    page = visit.open(path)
    expect(page.locator(".kb-conclusion")).to_be_visible()
    return [page.locator(".kb-conclusion").inner_text(), page.locator(".kb-key").inner_text()]


def freeze(visit) -> None:
    page = visit.open("snapshots?as_of=2024-09-30")
    page.get_by_placeholder("您的姓名").fill("王敏")
    page.get_by_placeholder("您的姓名").press("Enter")
    page.get_by_role("button", name="冻结", exact=True).click()
    expect(page.locator(".kb-message")).to_contain_text(f"已冻结数据期“{NAME}”")


def change_the_rule(visit) -> None:
    page = visit.open("rules?as_of=2024-09-30")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=re.compile("^宣城")).click()
    for field, words in (("您的姓名", "王敏"), ("更换理由", "领导小组会议纪要")):
        page.get_by_placeholder(field).fill(words)
        page.get_by_placeholder(field).press("Enter")
        visit.settled()
    page.get_by_role("button", name="改用这条规则").click()
    expect(page.locator(".kb-conclusion")).to_contain_text("宣城")


def test_the_calendar_speaks_chinese(visit):
    page = visit.open()
    page.locator(".st-key-kb_day button").first.click()
    page.locator("[data-testid=stDateInputCalendarButton]").click()
    calendar = page.locator("[data-testid=stDateInputCalendar]")
    expect(calendar).to_contain_text("一月")
    assert not re.search("[A-Za-z]{2}", calendar.inner_text().replace("Esc", ""))


def test_a_quarter_is_frozen_and_stays_whatever_the_rule(own_visit):
    page = own_visit.page
    then = numbers(own_visit, "?as_of=2024-09-30")
    expect(page.locator(".kb-moment")).to_have_text("按 2024年9月30日 的情况显示")
    assert then != numbers(own_visit, "")
    freeze(own_visit)
    change_the_rule(own_visit)
    assert numbers(own_visit, f"?snapshot={quote(NAME)}") == then
    expect(page.locator(".kb-moment")).to_contain_text(f"正在查看数据期“{NAME}”：数据截至 2024年9月30日，规则“序时进度")
    page.get_by_role("link", name="目标", exact=True).click()
    expect(page.locator(".kb-moment")).to_contain_text(NAME)
    page.get_by_role("button", name="返回当前").click()
    expect(page.locator(".kb-moment")).to_have_count(0)
