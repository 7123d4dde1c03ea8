"""简报: a file from the page, and from the code on it back to the view."""

import shutil

import pytest
from playwright.sync_api import expect

from dashboard.briefings.kinds import KINDS
from tests.browser.visits import served, visiting

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(board_dir, tmp_path_factory):
    """The address of a dashboard whose folder may be written to: codes are kept there."""
    folder = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(board_dir, folder)
    with served(folder, tmp_path_factory.mktemp("log")) as where:
        yield where


@pytest.fixture
def guest(chromium, office):
    yield from visiting(chromium, office)


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_downloaded_by_its_button(guest, name, tmp_path):
    page = guest.open("briefing?as_of=2024-09-30&city=泰州市")
    expect(page.locator(".kb-conclusion")).to_contain_text("泰州市数字目标")
    with page.expect_download(timeout=60_000) as download:
        page.locator(f".st-key-brief_{name} button").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == KINDS[name].suffix
    assert file.read_bytes()[:2] in (b"PK", b"%P")
    assert guest.complaints == []


def test_a_printed_code_leads_back(guest, tmp_path):
    page = guest.open("briefing?as_of=2024-09-30&city=泰州市")
    with page.expect_download(timeout=60_000):
        page.locator(".st-key-brief_onepage button").click()
    code = page.locator(".kb-caption").first.inner_text().split("编码 ")[1][:8]
    page = guest.open("briefing")
    page.get_by_label("编码").fill(code.lower())
    page.keyboard.press("Enter")
    page.get_by_role("link", name="打开这个画面").click()
    guest.settled()
    assert "as_of=2024-09-30" in page.url
    expect(page.locator(".kb-conclusion")).to_contain_text("项数字目标")
    page = guest.open("briefing")
    page.get_by_label("编码").fill("AAAAAAAA")
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有编码 AAAAAAAA")).to_be_visible()
