"""How fast the pages of a large board are, in a real Chromium: first screen, the same again, and a change of filter.

``python tests/bench/board_speed.py FOLDER [--page PAGE ...]`` on a data folder, such as ``generated_board.py`` makes.
Prints seconds (first after the start of the server, then again) and milliseconds from click to settled page.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.visits import CHROMIUM_FLAGS, Visit, chromium_path, served  # noqa: E402

PAGES = ("", "goal", "city", "domain", "year", "agency", "instruments", "compare", "entry", "document", "system")


def timed(act):
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def clicks(visit, count):
    """Milliseconds of turning the list of goals between groupings: the whole page is drawn anew each time."""
    page, taken = visit.open("goal?city=示例001市"), []
    pills = page.locator(".st-key-kb_view button")
    for number in range(count):
        pill = pills.nth(number % 3)
        taken.append(1000 * timed(lambda pill=pill: (pill.click(), visit.settled())))
    return taken


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", nargs="*", default=PAGES)
    parser.add_argument("--clicks", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as log, served(asked.folder, Path(log)) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        visit = Visit(browser.new_page(viewport={"width": 1366, "height": 768}), address)
        for page in asked.page:
            first, again = (timed(lambda page=page: visit.open(page)) for _ in range(2))
            print(f"{page or 'overview':12} first {first:6.2f} s   again {again:6.2f} s", flush=True)
        if asked.clicks:
            taken = sorted(clicks(visit, asked.clicks))
            p95 = taken[int(len(taken) * 0.95) - 1]
            print(f"filter       p50 {statistics.median(taken):6.0f} ms  p95 {p95:6.0f} ms of {len(taken)} clicks")
        browser.close()


if __name__ == "__main__":
    main()
