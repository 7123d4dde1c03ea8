"""A build that is killed at any moment leaves a board that opens, and the next build works."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.board import connect, current_path, read_table
from pipeline.schema import TABLES

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120


def start(folder: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "build"],
        cwd=ROOT, env=os.environ | {"DATA_DIR": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def rows(folder: Path) -> dict[str, int]:
    with connect(current_path(folder)) as connection:
        return {table.name: len(read_table(connection, table.name)) for table in TABLES}


def kill_when(build: subprocess.Popen, moment) -> None:
    """kill -9 as soon as ``moment()`` is true, or when the build ends first."""
    deadline = time.monotonic() + SECONDS
    while build.poll() is None and not moment():
        assert time.monotonic() < deadline
    build.send_signal(signal.SIGKILL)
    build.wait()


@pytest.fixture
def folder(board_dir: Path, tmp_path: Path) -> Path:
    """A published board, in a folder of its own."""
    return Path(shutil.copytree(board_dir, tmp_path / "data"))


@pytest.fixture(scope="module")
def build_seconds(board_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    began = time.monotonic()
    assert start(tmp_path_factory.mktemp("timed")).wait(SECONDS) == 0
    return time.monotonic() - began


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.9, 0.95])
def test_killed_after_a_share_of_its_time(folder, build_seconds, share):
    before = rows(folder)
    ends = time.monotonic() + build_seconds * share
    kill_when(start(folder), lambda: time.monotonic() >= ends)
    assert rows(folder) == before


@pytest.mark.parametrize("sign", ["board-*.tmp", "board-0002.duckdb", "CURRENT*.tmp"])
def test_killed_while_it_publishes(folder, sign):
    before = rows(folder)
    kill_when(start(folder), lambda: any(folder.glob(sign)))
    assert rows(folder) == before


def test_killed_in_the_first_build_then_built(tmp_path):
    kill_when(start(tmp_path), lambda: any(tmp_path.glob("board-*.tmp")))
    assert start(tmp_path).wait(SECONDS) == 0
    assert rows(tmp_path)["target"] > 0
    assert [path.name for path in tmp_path.glob("*.tmp*")] == []
