"""A backup back into an empty ledger of either kind: the same rows, the same chain, the same files, or nothing."""

import io
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.engine import make_url

from pipeline.errors import PipelineError
from pipeline.evidence import problem_of
from pipeline.ledger.audit import Chain, canonical, rows
from pipeline.ledger.backup import FORMAT, MANIFEST, TABLE_PART, Manifest
from pipeline.ledger.checking import FOLDERS, Folders, checked
from pipeline.ledger.connecting import file_of, shown, told, writing
from pipeline.ledger.store import Ledger
from pipeline.ledger.tables import DEFAULTS, METADATA, Row
from pipeline.lexicon import load
from pipeline.whole_files import copied, keep_names, whole_file

_TABLES = METADATA.sorted_tables
_BESIDE = ("-wal", "-shm")  # what SQLite puts beside its file
_PART = re.compile(rf"(?:ledger|{'|'.join(FOLDERS)})/[^/\\.][^/\\]*")


def restore(path: Path, url: str, folders: Folders, *, force: bool = False) -> Chain:
    """Fill the empty ledger ``url`` and the folders from a backup, check all of it, and keep it only if it agrees.

    ``force`` sets a SQLite ledger that is not empty aside, beside the new one. Returns the chain as restored.
    Raises PipelineError for a file that is not a whole backup, a ledger that is not empty or that others have open.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        if file := file_of(url):
            return _restored_file(archive, manifest, url, folders, file, force)
        return _filled(archive, manifest, url, folders)


def _opened(path: Path) -> ZipFile:
    try:
        return ZipFile(path)
    except (OSError, BadZipFile) as error:
        raise PipelineError(f"打不开备份 {path}。请检查路径，或换一份备份。") from error


def _manifest(archive: ZipFile, path: Path) -> Manifest:
    """What the backup says it holds, and does hold."""
    try:
        said = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**said | {"chain": Chain(**said["chain"])})
        whole = {*manifest.parts, MANIFEST} == set(archive.namelist())
        whole = whole and all(map(_PART.fullmatch, manifest.parts))
        damaged = [part for part, sha256 in manifest.parts.items() if _hash(archive, part) != sha256] if whole else [""]
    except (KeyError, TypeError, ValueError, BadZipFile, zlib.error, OSError) as error:
        raise PipelineError(f"{path} 不是备份文件，或已损坏。请换一份备份。") from error
    if damaged:
        raise PipelineError(f"备份 {path} 已损坏（{damaged[0] or '内容与清单不符'}），没有恢复。请换一份备份。")
    if manifest.format > FORMAT or not {*_tables_of(manifest)} <= METADATA.tables.keys():
        raise PipelineError(f"备份 {path} 出自更新的版本，没有恢复。请先升级本程序。")
    return manifest


def _hash(archive: ZipFile, part: str) -> str:
    with archive.open(part) as file:
        return copied(file)


def _tables_of(manifest: Manifest) -> Iterator[str]:
    return (Path(part).stem for part in manifest.parts if part.startswith("ledger/"))


def _restored_file(archive: ZipFile, manifest: Manifest, url: str, folders: Folders, file: Path, force: bool) -> Chain:
    """Fill a new file beside the old one, then put it in its place in one step."""
    if file.exists() and not force:
        _check_file_is_empty(url)
    new = file.with_name(f"{file.name}.restoring")
    try:
        _remove(new)
        chain = _filled(archive, manifest, make_url(url).set(database=str(new)).render_as_string(False), folders)
        if file.exists():
            _close_for_all(file)
            _set_aside(file)
        new.replace(file)
        keep_names(file.parent)
    except OSError as error:
        raise PipelineError(f"没有恢复（{file}：{error.strerror}）。请检查权限和磁盘空间后重试。") from error
    finally:
        _remove(new)
    return chain


def _check_file_is_empty(url: str) -> None:
    ledger = Ledger(url)
    try:
        with told(url), writing(ledger.engine) as connection:
            _check_empty(connection, url)
    finally:
        ledger.close()


def _check_empty(connection: Connection, url: str) -> None:
    count = sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _TABLES)
    if count:
        instead = "，或加 --force：现有的记录会另存在旁边" if file_of(url) else ""
        raise PipelineError(f"{shown(url)} 里已有记录，没有恢复。请用 LEDGER_URL 指明一个空的数据库{instead}。")


def _filled(archive: ZipFile, manifest: Manifest, url: str, folders: Folders) -> Chain:
    ledger = Ledger(url)
    try:
        with told(url), ExitStack() as undo:
            with writing(ledger.engine) as connection:
                _check_empty(connection, url)
                saved = {table.name: _lines(archive, manifest, table) for table in _TABLES}
                for table in _TABLES:
                    _fill(connection, table, saved[table.name])
                for part, sha256 in manifest.parts.items():
                    _place(archive, part, sha256, folders, undo)
                chain = _agreeing(connection, saved, manifest, folders)
            undo.pop_all()  # kept: nothing to take away again
            return chain
    finally:
        ledger.close()


def _lines(archive: ZipFile, manifest: Manifest, table: Table) -> list[Row]:
    """The rows that were saved, with the columns that there were not yet; none for a kind that there was not yet."""
    if (part := TABLE_PART.format(table.name)) not in manifest.parts:
        return []
    with archive.open(part) as file:
        return [DEFAULTS[table.name] | json.loads(line) for line in io.TextIOWrapper(file, "utf-8", newline="\n")]


def _fill(connection: Connection, table: Table, lines: list[Row]) -> None:
    if not lines:
        return
    connection.execute(insert(table), lines)
    if connection.dialect.name == "postgresql" and table.c.seq.autoincrement is not False:
        sequence = "SELECT setval(pg_get_serial_sequence(:table, 'seq'), :last)"
        connection.execute(text(sequence), {"table": table.name, "last": lines[-1]["seq"]})


def _place(archive: ZipFile, part: str, sha256: str, folders: Folders, undo: ExitStack) -> None:
    """Put a file where it was; taken away again if the restoring fails."""
    top, name = part.split("/")
    if top not in FOLDERS:
        return
    path = folders[top] / name
    if path.exists():
        if problem_of(path, sha256):
            raise PipelineError(f"{path} 与备份里的不同，没有恢复。请先把它移走。")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(part) as source, whole_file(path) as target:
        copied(source, target)
    undo.callback(path.unlink)


def _agreeing(connection: Connection, saved: Mapping[str, list[Row]], manifest: Manifest, folders: Folders) -> Chain:
    """The chain as restored. Raises PipelineError where anything differs from what was saved."""
    for name, lines in saved.items():
        if [*map(canonical, rows(connection, METADATA.tables[name]))] != [*map(canonical, lines)]:
            raise PipelineError(f"恢复后的{load('entries')['kind'][name]}与备份不一致，没有恢复。请换一份备份。")
    if (chain := checked(connection, folders)) != manifest.chain:
        raise PipelineError(f"恢复后核对不一致，没有恢复：{chain.problem or '链尾不同'}。请换一份备份。")
    return chain


def _close_for_all(file: Path) -> None:
    """Bring the file up to date by itself. Raises PipelineError while anybody has it open."""
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise PipelineError(f"{file} 正在使用，没有恢复。请先关闭看板等程序再恢复。") from error
        # what is damaged is replaced: that is what backups are for


def _set_aside(file: Path) -> None:
    """Keep a copy of the ledger that is replaced, and what a damaged one may have left beside it."""
    aside = file.with_name(f"{file.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    with file.open("rb") as old, whole_file(aside) as kept:
        copied(old, kept)
    for suffix in _BESIDE:
        if (beside := Path(f"{file}{suffix}")).exists():
            beside.rename(f"{aside}{suffix}")


def _remove(file: Path) -> None:
    for suffix in ("", *_BESIDE):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
