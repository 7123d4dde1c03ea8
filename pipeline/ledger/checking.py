"""Whether the ledger still says what was entered: the chain, the rows, and the files that entries name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, select

from pipeline.entries import Figure, FollowUp, FrozenScore, Snapshot
from pipeline.evidence import path_of, problem_of
from pipeline.ledger.audit import Chain, check_chain
from pipeline.ledger.tables import TABLES, entry_of
from pipeline.lexicon import load

Folders = Mapping[str, Path]
"""Where the files are: the keys FOLDERS, as ``pipeline.settings.ledger_folders`` gives them."""
FOLDERS = ("evidence", "snapshots", "scores")


def files_in(folder: Path) -> list[Path]:
    """The finished files of a folder, by name."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in there if path.is_file() and not path.name.startswith(".")]


def checked(connection: Connection, folders: Folders) -> Chain:
    """Go over everything, in one view of the ledger."""
    chain = check_chain(connection)
    return chain if chain.problem else replace(chain, problem=_file_problem(connection, folders))


def _file_problem(connection: Connection, folders: Folders) -> str:
    """The first file that an entry names and that is gone or changed, as words; '' where there is none."""
    named = load("entries")["kind"]
    for kind, seq, path, sha256 in _named(connection, folders):
        if problem := problem_of(path, sha256):
            return f"{named[kind]}第 {seq} 号所附的{problem}"
    return ""


def _named(connection: Connection, folders: Folders) -> Iterator[tuple[str, int, Path, str]]:
    """The files that entries name: kind and number of the entry, place, hash."""
    for kind in (Figure, FollowUp):
        table = TABLES[kind]
        for row in connection.execute(select(table).order_by(table.c.seq)).mappings():
            for each in entry_of(kind, dict(row)).evidence:
                yield table.name, row["seq"], path_of(folders["evidence"], each), each.sha256
    for frozen, folder in ((Snapshot, "snapshots"), (FrozenScore, "scores")):
        table = TABLES[frozen]
        for row in connection.execute(select(table).order_by(table.c.seq)).mappings():
            yield table.name, row["seq"], folders[folder] / row["file_name"], row["sha256"]
