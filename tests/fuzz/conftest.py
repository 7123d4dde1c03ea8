"""A guard around each reading: a time limit that nothing can swallow, and a record of everything it writes."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.build import checked_tables
from pipeline.errors import PipelineError
from tests.conftest import ROOT

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.chmod", "subprocess.Popen",
           "socket.connect", "os.system", "shutil.copyfile")  # fmt: skip
_watched: list[str] | None = None


class TooSlowError(BaseException):
    """No handler of the product catches it."""


def _watch(event: str, arguments: tuple) -> None:
    if _watched is None:
        return
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        _watched.append(str(arguments[0]))
    elif event in CHANGES:
        _watched.append(f"{event} {arguments[:1]}")


sys.addaudithook(_watch)


@contextmanager
def guarded(seconds: float):
    """Run for at most so long; gives the list of what was written, started or sent meanwhile."""
    global _watched

    def stop(*_: object) -> None:
        raise TooSlowError(f"still reading after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _watched = []
    try:
        yield _watched
    finally:
        _watched = None
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def survives(tmp_path) -> Callable[[str, bytes, float], str]:
    """survives(name, bytes, seconds): the file is read, filed and checked, or refused in Chinese; the message or ''."""

    def of(name: str, data: bytes, seconds: float) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        message = ""
        with guarded(seconds) as written:
            try:
                checked_tables(path)
            except PipelineError as error:
                message = str(error)
        assert "检查未通过" not in message
        assert [where for where in written if not _is_cache(where)] == []
        assert list(tmp_path.iterdir()) == [path]
        path.unlink()
        return message

    return of


def _is_cache(where: str) -> bool:
    """Python's own compiled modules, written when a library is imported for the first time."""
    return ".pyc" in where or "__pycache__" in where or Path(where) == ROOT / ".pytest_cache"
