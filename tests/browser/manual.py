"""The pictures of docs/manual.zh.md, taken of the board of the seeds: ``python -m tests.browser.manual``.

Each has a name, an address and a width; the manual names the file. Run it when a page has changed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.visits import CHROMIUM_FLAGS, ROOT, Visit, chromium_path, served

FOLDER = ROOT / "docs" / "manual"
DAY = "as_of=2024-09-30"
PICTURES = {
    "overview": (f"?{DAY}", 1366),
    "goal": (f"goal?{DAY}&city=平湖市", 1366),
    "instruments": (f"instruments?{DAY}&show=radar", 1366),
    "entry": ("entry?end=2024-12-31&city=平湖市", 1366),
    "entry_phone": ("entry?end=2024-12-31&city=平湖市", 390),
    "follow_up": (f"follow-up?{DAY}", 1366),
    "year": (f"year?{DAY}", 1366),
    "briefing": (f"briefing?{DAY}", 1366),
    "compare": ("compare", 1366),
}
HEIGHTS = {1366: 768, 390: 844}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as log, sync_playwright() as play:
        env = os.environ | {"DATA_DIR": data}
        subprocess.run([sys.executable, "-m", "pipeline", "build"], cwd=ROOT, env=env, check=True, capture_output=True)
        browser = play.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        with served(Path(data), Path(log)) as address:
            for name, (path, width) in PICTURES.items():
                _take(browser, address, name, path, width)
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.goto(f"{address}/wall?{DAY}&s=1")
            page.wait_for_timeout(800)
            page.screenshot(path=FOLDER / "wall.png")
        browser.close()


def _take(browser, address: str, name: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, locale="zh-CN")
    visit = Visit(context.new_page(), address)
    page = visit.open(path)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
