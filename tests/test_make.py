"""``make run`` as an official types it: it serves at once, says where, and makes way for a taken port."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60


@contextmanager
def make_run(folder: Path, port: int, log: Path) -> Iterator[str]:
    """What ``make run`` has printed by the time it names its address."""
    command = ["make", "run", f"PORT={port}", f"DATA_DIR={folder}"]
    with log.open("w") as output:
        run = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        deadline = time.monotonic() + SECONDS
        while "http://" not in (printed := log.read_text(encoding="utf-8")):
            assert run.poll() is None, printed
            assert time.monotonic() < deadline, printed
            time.sleep(0.1)
        yield printed
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.wait(timeout=20)


@pytest.fixture
def folder(board_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(board_dir, tmp_path / "data"))


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_second_run_serves_what_is_there_and_passes_over_a_taken_port(folder, taken, tmp_path):
    boards = sorted(path.name for path in folder.iterdir())
    with make_run(folder, taken, tmp_path / "log") as printed:
        assert f"端口 {taken} 已被占用" in printed
        port = re.search(r"http://127\.0\.0\.1:(\d+)", printed)
        assert port
        assert int(port[1]) > taken
        socket.create_connection(("127.0.0.1", int(port[1])), timeout=10).close()
    assert sorted(path.name for path in folder.iterdir()) == boards


def test_a_board_older_than_its_documents_is_built_again(folder, tmp_path, taken):
    board = next(folder.glob("*.duckdb"))
    os.utime(board, (0, 0))
    with make_run(folder, taken, tmp_path / "log"):
        assert (folder / "CURRENT").read_text(encoding="utf-8").strip() != board.name


def test_help_names_every_target():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert targets
    assert [name for name in targets[1].split() if name != "help" and f"make {name}" not in shown] == []
