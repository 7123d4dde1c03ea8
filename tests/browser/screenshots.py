"""Pictures of a running dashboard: ``python -m tests.browser.screenshots http://127.0.0.1:8501 FOLDER [PAGE ...]``.

A PAGE is a path with its query (``goal?target=...``); without one, every page. Each is taken at three widths.
"""

import argparse
import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.visits import CHROMIUM_FLAGS, Visit, chromium_path

PAGES = (
    "", "goal", "city", "indicators", "compare", "document", "entry", "answers", "ledger", "review", "tasks",
    "follow-up", "imports", "snapshots", "rules", "domain", "year", "agency", "projects", "instruments", "briefing",
    "system",
)  # fmt: skip
WIDTHS = {1920: 1080, 1366: 768, 390: 844}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*", default=PAGES)
    parser.add_argument("--widths", type=int, nargs="*", default=WIDTHS)
    parser.add_argument("--screen", action="store_true", help="only what the first screen shows")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        for width in asked.widths:
            context = browser.new_context(viewport={"width": width, "height": WIDTHS.get(width, 900)}, locale="zh-CN")
            visit = Visit(context.new_page(), asked.address)
            for path in asked.pages:
                take(visit, path, asked.folder / f"{name(path)}_{width}.png", whole=not asked.screen)
            context.close()
        browser.close()


def name(path: str) -> str:
    return re.sub(r"[^\w.-]+", "_", path) or "overview"


def take(visit: Visit, path: str, file: Path, *, whole: bool) -> None:
    """One picture; the window grows to the page's height, because Streamlit scrolls inside it."""
    page = visit.open(path)
    size = page.viewport_size
    if whole and size:
        height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
        visit.settled()
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.screenshot(path=file)
    if size:
        page.set_viewport_size(size)


if __name__ == "__main__":
    main()
