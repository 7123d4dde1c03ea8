"""The page itself: in Chinese, in its own font, and closed to every other host."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_page_is_chinese_and_closed(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
    assert '<html lang="zh-CN">' in page
    assert "<title>目标看板</title>" in page
    assert "MutationObserver" in page
    assert "You need to enable JavaScript" not in page
    assert "default-src 'self'" in policy
    assert not re.search(r"https?:|\*|unsafe-eval", policy)


def test_the_words_of_streamlit_are_chinese(visit):
    page = visit.open()
    expect(page.get_by_text("跳到正文")).to_have_count(1)
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    menu = page.get_by_test_id("stMainMenuPopover")
    expect(menu.get_by_text("打印", exact=True)).to_be_visible()
    words = re.sub(r"Streamlit [\d.]+", "", menu.inner_text())
    assert not re.search(r"[A-Za-z]{2,}", words)


def test_our_words_and_the_documents_are_left_alone(visit):
    page = visit.open()
    page.evaluate(
        """() => { const ours = document.createElement('div'); ours.className = 'stMarkdown';
        ours.id = 'ours'; ours.innerHTML = '<p title="Print">Fullscreen</p>';
        document.querySelector('.stApp').appendChild(ours);
        const theirs = document.createElement('p'); theirs.id = 'theirs'; theirs.textContent = 'Fullscreen';
        document.querySelector('.stApp').appendChild(theirs); }"""
    )
    expect(page.locator("#theirs")).to_have_text("全屏")
    expect(page.locator("#ours p")).to_have_text("Fullscreen")
    expect(page.locator("#ours p")).to_have_attribute("title", "Print")


def test_the_font_is_our_own(visit):
    loaded = []
    visit.page.on("response", lambda answer: loaded.append((answer.url.rsplit("/", 1)[-1], answer.status)))
    page = visit.open()
    page.evaluate("() => document.fonts.ready.then(() => true)")
    assert ("NotoSansSC-400.woff2", 200) in loaded
    assert page.evaluate("""() => document.fonts.check('14px "Noto Sans SC"', '规划')""")


def test_the_page_cannot_reach_another_host(visit):
    page = visit.open()
    blocked = page.evaluate(
        """() => new Promise(done => {
          document.addEventListener('securitypolicyviolation', event => done(event.blockedURI));
          fetch('http://192.0.2.1/').catch(() => {});
          setTimeout(() => done('nothing was blocked'), 5000);
        })"""
    )
    assert blocked.startswith("http://192.0.2.1")
    visit.foreign.clear()  # our own attempt, stopped by the policy
    visit.complaints.clear()
