"""大屏 and 演示 in a real browser: sizes, turning, keys, and that nothing stands outside the stage."""

import urllib.request
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SMALLEST = 24  # px at 1920 × 1080
TEXTS = """() => [...document.querySelectorAll('.screen.on *, #stage > *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim()))
    .map(e => { const box = e.getBoundingClientRect(); return [e.textContent.trim().slice(0, 20), parseFloat(getComputedStyle(e).fontSize), box.left, box.right, box.bottom]; })"""  # noqa: E501


@pytest.fixture
def big(visit):
    visit.page.set_viewport_size({"width": 1920, "height": 1080})
    return visit


def texts(page):
    page.evaluate("() => document.fonts.ready.then(() => true)")
    return page.evaluate(TEXTS)


@pytest.mark.parametrize("screen", [1, 2, 3, 4])
def test_every_text_of_the_wall_is_large_and_in_its_place(big, screen):
    page = big.page
    page.goto(f"{big.address}/wall?as_of=2024-09-30&s={screen}")
    page.wait_for_timeout(700)  # the cross-fade
    found = texts(page)
    assert len(found) > 3
    assert [text for text, size, *_ in found if size < SMALLEST] == []
    assert [text for text, _, left, right, bottom in found if left < 0 or right > 1920 or bottom > 1080] == []
    assert page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        1920,
        1080,
    ]


def test_the_wall_turns_by_itself_is_held_and_stepped(big):
    page = big.page
    page.goto(f"{big.address}/wall?as_of=2024-09-30&seconds=0.4")
    on = page.locator(".screen.on h1")
    first = on.inner_text()
    expect(on).not_to_have_text(first)
    page.keyboard.press(" ")
    held = on.inner_text()
    page.wait_for_timeout(1200)
    expect(on).to_have_text(held)
    page.keyboard.press("ArrowRight")
    expect(on).not_to_have_text(held)
    page.keyboard.press("ArrowLeft")
    expect(on).to_have_text(held)
    page.keyboard.press("Escape")
    big.settled()
    assert "as_of=2024-09-30" in page.url


def test_of_a_wide_wall_the_first_screen_stands_still(big):
    page = big.page
    page.set_viewport_size({"width": 3840, "height": 1080})
    page.goto(f"{big.address}/wall?as_of=2024-09-30&seconds=0.4")
    on = page.locator(".screen.on h1")
    expect(on).to_have_count(2)
    left, right = on.nth(0).inner_text(), on.nth(1).inner_text()
    expect(on.nth(1)).not_to_have_text(right)
    assert on.nth(0).inner_text() == left
    assert on.nth(1).bounding_box()["x"] >= 1920 + 96


def test_the_wall_renews_itself_and_says_since_when_it_could_not(guest, folder):
    page = guest.page
    page.goto(f"{guest.address}/wall?renew=1&s=1")
    expect(page.locator(".screen.on h1")).to_contain_text("项目标")
    (folder / "CURRENT").write_text("none.duckdb", encoding="utf-8")
    page.route("**/wall?*", lambda route: route.abort())
    expect(page.locator("#told")).to_contain_text("数据停在")
    guest.complaints.clear()


@pytest.mark.parametrize("path", ["wall", "present"])
@pytest.mark.parametrize("query", ["", "?city=没有", "?as_of=天", "?snapshot=没有", "?target=<script>"])
def test_every_address_is_answered_with_a_page_that_is_closed_to_others(address, path, query):
    try:
        answer = urllib.request.urlopen(f"{address}/{path}{quote(query, safe='?=')}", timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    body = answer.read().decode()
    assert answer.status in (200, 503)
    assert body.startswith("<!doctype html>") or "<!doctype html>" in body[:200]
    assert "Traceback" not in body
    assert "<script>=" not in body
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_goals_are_presented_with_the_keys_of_a_remote(big):
    page = big.page
    page.goto(f"{big.address}/present?as_of=2020-09-30&city={quote('泰州市')}")
    expect(page.locator(".position")).to_contain_text("1 / ")
    assert [text for text, size, *_ in texts(page) if size < SMALLEST] == []
    page.keyboard.press("PageDown")
    expect(page.locator(".position")).to_contain_text("2 / ")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".position")).to_contain_text("1 / ")
    name = page.locator("h1").inner_text().split("　")[-1]
    page.keyboard.press("Escape")
    big.settled()
    expect(page.locator("h1")).to_have_text(name)
