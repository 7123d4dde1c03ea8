"""From files that were handed in to a new board: read each, show what would change, publish.

What a document says is read once and kept by name and content; a file that cannot be read is named and left out.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import pandas as pd
import streamlit as st

from dashboard import ledger
from pipeline.board import publish as publish_board
from pipeline.build import BuildReport, board_of, checked_tables, preview
from pipeline.errors import PipelineError
from pipeline.facts import Frames, Values, records
from pipeline.read import document_paths
from pipeline.read.formats import format_of
from pipeline.settings import data_dir, seeds_dir, uploads_dir
from pipeline.uploads import bundled_figures, changing, check_size, put_back, put_in, safe_name, take_out, uploaded

NAMED = 3  # files named in a warning
KEPT = 2000  # documents whose tables are kept


@dataclass(frozen=True)
class Incoming:
    """A file as handed in: its tables, or what is wrong with it."""

    name: str
    content: bytes
    tables: Frames | None = None
    problem: str = ""


@dataclass(frozen=True)
class Draft:
    """A board to be: what comes in, what goes out, its tables, and what it means for the board in force."""

    incoming: tuple[Incoming, ...]
    leaving: str
    report: BuildReport


def read(name: str, content: bytes) -> Incoming:
    """A file handed in, read; never raises for what is wrong with the file."""
    try:
        check_size(name, len(content))
        format_of(content, PurePath(name).name)  # its advice for what cannot be read is better than ours for a name
        stored = safe_name(name)
        if Path(stored).stem in {path.stem for path in _seeds()}:
            raise PipelineError(f"{stored}：与自带的规划文件同名。请改名后重试。")
        return Incoming(stored, content, _tables_of(stored, hashlib.sha256(content).hexdigest(), content))
    except PipelineError as error:
        return Incoming(name, b"", problem=str(error))


def only_one_of_a_name(files: Sequence[Incoming]) -> list[Incoming]:
    """Of several files with one name (without its ending) the first counts."""
    seen: set[str] = set()
    kept = []
    for file in files:
        stem = Path(file.name).stem
        again = file.tables is not None and stem in seen
        kept.append(Incoming(file.name, b"", problem=f"{file.name}：同名的文件只取第一个。") if again else file)
        seen |= {stem} if file.tables is not None else set()
    return kept


def draft(incoming: Sequence[Incoming], leaving: str = "") -> Draft:
    """What publishing would mean. Raises PipelineError when the board would not pass its checks."""
    good = tuple(file for file in incoming if file.tables is not None)
    return Draft(good, leaving, preview(_next_board(good, leaving), data_dir(), ledger.decisions()))


def publish(wanted: Draft) -> None:
    """Store and take out files, and put the board in force; all or nothing. Raises PipelineError."""
    folder = uploads_dir()
    with changing(folder):
        board = _next_board(wanted.incoming, wanted.leaving)
        stems = {Path(file.name).stem for file in wanted.incoming} | {Path(wanted.leaving).stem} - {""}
        aside = [take_out(folder, path.name) for path in uploaded(folder) if path.stem in stems]
        try:
            put_in(folder, {file.name: file.content for file in wanted.incoming})
            publish_board(board, data_dir())
        except (PipelineError, OSError) as error:
            for file in wanted.incoming:
                (folder / file.name).unlink(missing_ok=True)
            for path in aside:
                put_back(folder, path)
            raise PipelineError(f"没有导入：{error}") from error


def documents() -> list[Values]:
    """The documents that were handed in: ``name``, ``city``, ``title``, counts of core ``targets`` and
    ``observations``; or the ``problem`` with one that cannot be read any more.
    """
    return [_stored(path) for path in uploaded(uploads_dir())]


def _stored(path: Path) -> Values:
    try:
        return {"name": path.name, "problem": ""} | _about(_stored_tables(path))
    except PipelineError as error:
        return {"name": path.name, "problem": str(error)}


def about(file: Incoming) -> Values:
    """The same of a file that is being handed in."""
    return {"name": file.name, "problem": file.problem} | (_about(file.tables) if file.tables else {})


def _about(tables: Frames) -> Values:
    plans = tables["plan"]
    first = records(plans)[0]
    title = first["title"] or first["file_name"]
    counts = {f"{name}s": int((tables[name]["certainty"] == "core").sum()) for name in ("target", "observation")}
    more = f"等 {len(plans)} 份文件" if len(plans) > 1 else ""
    return {"city": "、".join(plans["city"].unique()), "title": f"{title}{more}"} | counts


def _next_board(incoming: Sequence[Incoming], leaving: str) -> Frames:
    new = {Path(file.name).stem for file in incoming} | {Path(leaving).stem}
    kept = [path for path in uploaded(uploads_dir()) if path.stem not in new]
    figures = bundled_figures([*(path.name for path in kept), *(file.name for file in incoming)])
    parts = [_stored_tables(path) for path in [*_seeds(), *figures, *kept]]
    parts += [file.tables for file in incoming if file.tables is not None]
    if not parts:
        raise PipelineError("这样看板里就没有文件了。请至少保留一份。")
    return board_of(parts)


def _seeds() -> list[Path]:
    try:
        return document_paths(seeds_dir())
    except PipelineError:  # an office may begin without any
        return []


def _stored_tables(path: Path) -> Frames:
    stamp = path.stat()
    return _tables_at(path, stamp.st_mtime_ns, stamp.st_size)


# Arguments that begin with _ are not part of what a cache remembers by.
@st.cache_resource(max_entries=KEPT, show_spinner="正在读取文件")
def _tables_at(path: Path, changed: int, size: int) -> Frames:
    return checked_tables(path)


@st.cache_resource(max_entries=KEPT, show_spinner="正在读取文件")
def _tables_of(name: str, sha256: str, _content: bytes) -> Frames:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(_content)
        return checked_tables(path)


def withdrawn(names: Sequence[str]) -> str:
    """A warning: files of the board in force that neither the seeds nor the uploads hold."""
    more = f"等 {len(names)} 份文件" if len(names) > NAMED else f"{len(names)} 份文件"
    return f"{'、'.join(names[:NAMED])} {more}已不在 seeds 或导入的文件里，发布后会从看板撤下。"


def shown_changes(report: BuildReport, limit: int) -> tuple[pd.DataFrame, int]:
    """The first rows of what would change, and how many there are."""
    changes = report.changes
    return (changes.head(limit), len(changes)) if changes is not None else (pd.DataFrame(), 0)
