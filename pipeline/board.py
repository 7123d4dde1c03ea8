"""The board: one DuckDB file per build, named by ``data/CURRENT``, read by any number of processes.

A build writes ``board-NNNN.duckdb.tmp``, renames it, then replaces ``CURRENT``: a reader sees the old
board or the new one, never a half. Old boards stay for the readers that have them open; all but the
newest few are removed.
"""

import os
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.errors import PipelineError
from pipeline.schema import TABLES, TableSchema

KEEP = 3
Frames = dict[str, pd.DataFrame]


class NoBoardError(PipelineError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} 里还没有看板数据。请先运行:python -m pipeline build")


class BoardUnreadableError(PipelineError):
    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(f"读不到看板数据 {path.name}({cause})。请重新运行:python -m pipeline build")


def current_path(folder: Path) -> Path:
    """The board that ``CURRENT`` names. Raises NoBoardError when nothing was published."""
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoBoardError(folder) from None
    if not name or not (folder / name).exists():
        raise NoBoardError(folder)
    return folder / name


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published board read-only. Use one ``cursor()`` per query when threads share it."""
    try:
        return duckdb.connect(str(path), read_only=True)
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
        raise BoardUnreadableError(path, error) from error


def read_table(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """A whole table in its published order; columns as declared in ``pipeline.schema``."""
    schema = next(table for table in TABLES if table.name == name)
    return connection.cursor().execute(f"SELECT * FROM {_quoted(schema.name)} ORDER BY rowid").df()  # noqa: S608


def publish(frames: Frames, folder: Path) -> Path:
    """Write ``frames`` (one per declared table) as a new board and make it current. Returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    number = max(_numbers(folder), default=0) + 1
    path = folder / f"board-{number:04d}.duckdb"
    unfinished = path.with_suffix(f".duckdb.{os.getpid()}.tmp")
    try:
        _write(frames, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _point_to(path)
    _remove_old(folder)
    return path


def _write(frames: Frames, path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN")
        for schema in TABLES:
            _create(connection, schema)
            _fill(connection, schema, frames[schema.name])
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _create(connection: duckdb.DuckDBPyConnection, schema: TableSchema) -> None:
    columns = ", ".join(f"{_quoted(column.name)} {column.type}" for column in schema.columns)
    connection.execute(f"CREATE TABLE {_quoted(schema.name)} ({columns}, PRIMARY KEY ({_quoted(schema.key)}))")
    connection.execute(f"COMMENT ON TABLE {_quoted(schema.name)} IS {_literal(schema.comment)}")
    for column in schema.columns:
        target = f"{_quoted(schema.name)}.{_quoted(column.name)}"
        connection.execute(f"COMMENT ON COLUMN {target} IS {_literal(column.comment)}")


def _fill(connection: duckdb.DuckDBPyConnection, schema: TableSchema, frame: pd.DataFrame) -> None:
    names = [column.name for column in schema.columns]
    if list(frame.columns) != names:
        raise ValueError(f"{schema.name}: columns are {list(frame.columns)}, declared {names}")
    if frame.empty:
        return
    connection.register("incoming", frame)
    casts = ", ".join(f"CAST({_quoted(column.name)} AS {column.type})" for column in schema.columns)
    connection.execute(f"INSERT INTO {_quoted(schema.name)} SELECT {casts} FROM incoming")  # noqa: S608
    connection.unregister("incoming")


def _point_to(path: Path) -> None:
    pointer = path.parent / "CURRENT"
    unfinished = pointer.with_suffix(f".{os.getpid()}.tmp")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(path.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(pointer)


def _numbers(folder: Path) -> list[int]:
    return [int(path.stem.removeprefix("board-")) for path in folder.glob("board-[0-9]*.duckdb")]


def _remove_old(folder: Path) -> None:
    for number in sorted(_numbers(folder))[:-KEEP]:
        (folder / f"board-{number:04d}.duckdb").unlink(missing_ok=True)
    for leftover in folder.glob("board-*.tmp*"):
        if not _is_alive(leftover):
            leftover.unlink(missing_ok=True)


def _is_alive(leftover: Path) -> bool:
    """Whether the process that writes ``board-NNNN.duckdb.PID.tmp`` still runs."""
    pid = next((part for part in leftover.name.split(".") if part.isdigit()), "")
    if not pid:
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
