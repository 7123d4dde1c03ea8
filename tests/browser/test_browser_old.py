"""Older browsers: what they lack is added, and one that is too old is told so in words."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Visit

pytestmark = pytest.mark.browser
LATER = """
for (const [object, names] of [[Object, ['hasOwn']], [Array.prototype, ['at', 'toSorted', 'toReversed', 'findLast']],
    [String.prototype, ['at']], [Promise, ['withResolvers']], [window, ['structuredClone']]])
  for (const name of names) delete object[name];
"""
OLD = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0.4430.212 Safari/537.36"


def test_the_board_works_without_what_came_after_chromium_94(chromium, address):
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN", user_agent=OLD.format(94))
    context.add_init_script(LATER)
    visit = Visit(context.new_page(), address)
    for path in ("", "goal", "entry?end=2024-12-31&city=平湖市", "instruments"):
        page = visit.open(path)
        expect(page.locator(".kb-conclusion")).to_be_visible()
    assert page.evaluate("() => [3, 1, 2].toSorted().at(-1)") == 3
    assert visit.complaints == []
    context.close()


@pytest.mark.parametrize("version", [78, 90, 93])
def test_one_that_is_too_old_is_told_so(chromium, address, version):
    context = chromium.new_context(user_agent=OLD.format(version))
    page = context.new_page()
    page.goto(f"{address}/?city=泰州市")
    told = page.locator("#kb_old")
    expect(told).to_contain_text(f"现用的内核是 Chromium {version}")
    expect(told).to_contain_text("94")
    told.get_by_role("link", name="大屏").click()
    expect(page.locator(".screen.on h1")).to_contain_text("项目标")
    context.close()


def test_the_script_itself_runs_in_the_oldest():
    path = Path(__file__).resolve().parent.parent.parent / "dashboard" / "old_browsers.js"
    code = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"=>|\?\.|\?\?|`|\blet\b|\bconst\b|\bclass\b", code)
