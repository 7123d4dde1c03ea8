"""The folder of documents that were handed in: built like the seeds, and the only folder this module writes to.

A document comes in under a safe name once a board with it has passed its checks. One that is taken out is kept aside
with the time of its leaving; the seeds are never touched.
"""

import fcntl
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.read.formats import MOST_BYTES, SUFFIXES
from pipeline.settings import published_figures
from pipeline.whole_files import whole_file

KINDS = SUFFIXES  # of file that may be handed in
LONGEST_NAME = 180  # bytes; file systems stop at 255, and the time is put before what is taken out
ASIDE = "taken_out"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#]+')


def safe_name(name: str) -> str:
    """The last part of a name, without what a file system or a shell could trip over.

    Raises PipelineError for a kind of file that cannot be read, or a name of which nothing is left.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = _UNSAFE.sub("_", last).rpartition(".")
    if not dot or f".{suffix.lower()}" not in KINDS:
        raise PipelineError(f"{last or '文件'}：目前只能读 {'、'.join(KINDS)} 文件。请另存后重试。")
    stem = stem.strip(" .~_#-").encode()[:LONGEST_NAME].decode(errors="ignore")
    if not stem:
        raise PipelineError(f"{last}：文件名里没有可用的字。请改名后重试。")
    return f"{stem}.{suffix.lower()}"


def check_size(name: str, size: int) -> None:
    """Raises PipelineError for a file that is too big to be a document."""
    if size > MOST_BYTES:
        raise PipelineError(f"{name} 有 {size / 2**20:.0f} MB，超过 {MOST_BYTES // 2**20} MB。请拆分后重试。")


def uploaded(folder: Path) -> list[Path]:
    """The documents in the folder, by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in KINDS)


def bundled_figures(handed_in: Iterable[str]) -> list[Path]:
    """The published figures that come with the project, unless a file of their name (``handed_in``) replaces them."""
    path = published_figures()
    if path is None or not path.is_file() or path.stem in {Path(name).stem for name in handed_in}:
        return []
    return [path]


def put_in(folder: Path, files: Mapping[str, bytes]) -> None:
    """Store files under their (safe) names, each whole or not at all; one of the same name before it is set aside."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        replaced = (folder / name).exists()
        with whole_file(folder / name, partial(take_out, folder, name) if replaced else None) as file:
            file.write(content)


def take_out(folder: Path, name: str) -> Path:
    """Set a document aside, where no build reads it; returns where it is now."""
    aside = folder / ASIDE
    aside.mkdir(exist_ok=True)
    kept = aside / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{name}"
    return (folder / name).rename(kept)


def put_back(folder: Path, kept: Path) -> None:
    """Undo ``take_out``."""
    kept.rename(folder / kept.name.split("-", 1)[1])


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """One at a time changes the folder and publishes, so that nobody's document is left out of a board."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".changing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
