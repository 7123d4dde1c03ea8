"""A real dashboard on a free port, and a real Chromium that keeps a record of what the page asks for."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from pipeline.board import connect, current_path, read_table

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS = 60
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
# Streamlit asks every sub-page for its own health route first; the 404 is its way of finding the base address.
HARMLESS = re.compile(r"/[\w-]+/_stcore/(health|host-config)")


@pytest.fixture(scope="session")
def address(board_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the board of the seeds, as ``make run`` serves it; nobody writes into its folder."""
    with served(board_dir, tmp_path_factory.mktemp("server")) as where:
        yield where


@contextmanager
def served(data_folder: Path, log_folder: Path) -> Iterator[str]:
    """The address of a dashboard on a data folder, for as long as it is needed."""
    log = log_folder / "log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "dashboard.server"]
        env = os.environ | {"DATA_DIR": str(data_folder), "PORT": str(_free_port())}
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            printed = _wait(lambda: re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8")), server, log)
            _wait(lambda: _answers(printed[0] + "/_stcore/health"), server, log)
            yield printed[0]
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(look: Callable, server: subprocess.Popen, log: Path):
    """What ``look`` finds, as soon as it finds something; an error with the log after START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"the dashboard did not start:\n{log.read_text(encoding='utf-8')}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


@pytest.fixture(scope="session")
def table(board_dir: Path) -> Callable[[str], pd.DataFrame]:
    """Tables of the board that the dashboard shows, to compare the page with."""
    with connect(current_path(board_dir)) as connection:
        frames = {name: read_table(connection, name) for name in ("plan", "target", "observation")}
    return frames.__getitem__


def chromium_path() -> str:
    """The Chromium of the system: ``CHROMIUM``, or the first one found on the path."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    assert found, "no Chromium: install one, or name it in CHROMIUM"
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page on the dashboard, and what it asked for and complained of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._note_request)
        page.on("console", lambda message: self._note(message.type, message.text, message.location["url"]))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str = "") -> Page:
        self.page.goto(f"{self.address}/{path}")
        return self.settled()

    def settled(self) -> Page:
        """The page when Streamlit has finished running its script."""
        expect(self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(
            timeout=30_000
        )
        expect(self.page.locator("[data-testid=stSkeleton], [data-stale=true]")).to_have_count(0, timeout=30_000)
        return self.page

    def open_as(self, path: str, name: str) -> Page:
        """Open a page and give a name, as who enters or approves something does."""
        page = self.open(path)
        page.get_by_placeholder("您的姓名").fill(name)
        page.get_by_placeholder("您的姓名").press("Enter")
        expect(page.get_by_text("请先填写姓名")).to_have_count(0)
        return self.settled()

    def turn_to(self, menu: str, page: str) -> Page:
        """Another page by the navigation, as a person goes there."""
        self.page.locator("header").get_by_text(menu, exact=True).click()
        self.page.get_by_test_id("stTopNavDropdownLink").get_by_text(page, exact=True).click()
        return self.settled()

    def fill(self, **values: str) -> None:
        """Type into fields by their labels, as Tab leads through them."""
        for label, text in values.items():
            field = self.page.get_by_label(label)
            field.fill(text)
            field.press("Tab")
            self.settled()

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(request.url)

    def _note(self, kind: str, text: str, url: str) -> None:
        if kind == "error" and not HARMLESS.search(url):
            self.complaints.append(f"{text} ({url})")


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """A fresh visitor at 1366 × 900. Afterwards: no request left the machine, and the page did not complain."""
    yield from visiting(chromium, address)


@pytest.fixture
def folder(board_dir: Path, tmp_path: Path) -> Path:
    """A data folder that may be written to."""
    return Path(shutil.copytree(board_dir, tmp_path / "data"))


@pytest.fixture
def guest(chromium: Browser, folder: Path, tmp_path: Path) -> Iterator[Visit]:
    """A visitor of a dashboard on that folder."""
    with served(folder, tmp_path) as address:
        yield from visiting(chromium, address)


def visiting(chromium: Browser, address: str) -> Iterator[Visit]:
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN")
    visit = Visit(context.new_page(), address)
    yield visit
    context.close()
    assert visit.foreign == []
    assert visit.complaints == []
