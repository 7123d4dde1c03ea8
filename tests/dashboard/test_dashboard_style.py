"""The style sheet: Streamlit's classes that it hooks on are in the page, and an older Chromium understands it."""

import re
from pathlib import Path

import pytest

from dashboard.summary import MARK_HEIGHT

SHEET = (Path(__file__).resolve().parents[2] / "dashboard" / "style.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
HOOKS = sorted(set(re.findall(r"\.st[\w-]+", RULES)))
PAGES = (
    "", "goal", "city", "indicators", "compare", "instruments", "document", "entry", "answers", "ledger", "review",
    "tasks", "follow-up", "imports", "snapshots", "rules",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("newer", [":has(", "@container", "oklch(", "color-mix(", "@layer", "&", ":is(", ":where("])
def test_nothing_newer_than_chromium_78(newer):
    assert newer not in RULES


def test_own_classes_have_a_prefix():
    classes = re.findall(r"\.(?=[a-z])([\w-]+)", re.sub(r"\d\.\d+", "", RULES))
    assert {name.split("-")[0] for name in classes if not name.startswith("st")} == {"kb"}


def test_rows_are_as_high_as_their_marks():
    size, below = re.search(r"\.kb-marks img \{ width: 8px; height: (\d+)px; margin: 0 3px (\d+)px 0;", RULES).groups()
    assert int(size) + int(below) == MARK_HEIGHT


@pytest.mark.browser
def test_each_streamlit_hook_is_in_a_page(visit):
    missing = set(HOOKS)
    task = visit.open("tasks").locator("a[href*='task=']").first.get_attribute("href")
    for path in (*PAGES, "entry?end=2024-09-30", "?as_of=2024-09-30", task):
        page = visit.open(path)
        missing -= {hook for hook in missing if page.locator(hook).count()}
    assert not missing


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_no_sideways_scroll_on_a_phone(visit, path):
    visit.page.set_viewport_size(PHONE)
    page = visit.open(path)
    page.locator(".kb-conclusion").first.wait_for()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= PHONE["width"]
