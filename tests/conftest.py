"""What every test may rely on: the order of running, the folder ``../shared``, and a build into a folder of its own."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("shared", "browser", "postgres")
settings.register_profile("untimed", deadline=None)  # how long a case takes says how busy the machine is
settings.load_profile("untimed")
pytest_plugins = [
    "tests.browser.visits",  # address, chromium, visit: one server and one browser for all tests
    "tests.postgres",  # postgres_server: one for all tests
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first, browsers last; what needs ../shared is skipped, with the reason, where that folder is not."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if _shared_dir().is_dir():
        return
    missing = pytest.mark.skip(reason=f"needs {_shared_dir()} (SHARED_DIR), which is not here")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(missing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line that says how many of the marked tests really ran (.ci/run reads it)."""
    passed = Counter(
        mark for report in terminalreporter.getreports("passed") for mark in MARKS if mark in report.keywords
    )
    terminalreporter.write_line("ran: " + ", ".join(f"{mark} {passed[mark]}" for mark in MARKS))


def _shared_dir() -> Path:
    return Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))


@pytest.fixture(autouse=True)
def _main_module_stays() -> Iterator[None]:
    """AppTest leaves the dashboard behind as ``__main__``, and a spawned process would run that."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder with the reports and labels that stay out of the repository; only for tests marked ``shared``."""
    return _shared_dir()


@pytest.fixture(scope="session")
def board_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the board of the five seeds and the published figures, built as a user builds it."""
    folder = tmp_path_factory.mktemp("board")
    command = [sys.executable, "-m", "pipeline", "build"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATA_DIR": str(folder)}, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
