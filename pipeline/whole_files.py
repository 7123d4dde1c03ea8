"""Files that appear whole under their name, or not at all, however the writing ends."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_CHUNK = 2**20


@contextmanager
def whole_file(path: Path, make_way: Callable[[], object] | None = None) -> Iterator[IO[bytes]]:
    """A file to write into; it takes its name, on disk for good, when the block ends well.

    ``make_way`` is called when the content is safe, before it takes the name.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if make_way:
            make_way()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    keep_names(path.parent)


def keep_names(folder: Path) -> None:
    """Have the names in a folder, as they are now, survive a crash of the machine."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def copied(source: IO[bytes], target: IO[bytes] | None = None) -> str:
    """The SHA-256 of all that is read, in hexadecimal, written to ``target`` on the way."""
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        if target:
            target.write(chunk)
    return digest.hexdigest()
