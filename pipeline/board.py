"""The board: one DuckDB file per build, named by ``data/CURRENT``, read by any number of processes.

A build writes ``board-PID-….tmp``, renames it to ``board-NNNN.duckdb``, then replaces ``CURRENT``: a reader sees the
old board or the new one, never a half, even if the build is killed. Two builds at once publish one after the other.
Old boards stay for the readers that have them open; all but the newest few are removed.
"""

import fcntl
import os
import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.access.acting import scope_in_force
from pipeline.access.scope import limited
from pipeline.errors import PipelineError
from pipeline.schema import TABLES, TableSchema

KEEP = 3
_BOARD = re.compile(r"board-(\d+)\.duckdb")
Frames = dict[str, pd.DataFrame]


class NoBoardError(PipelineError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} 里还没有看板数据。请先运行：python -m pipeline build")


class BoardUnreadableError(PipelineError):
    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(f"读不到看板数据 {path.name}（{cause}）。请重新运行：python -m pipeline build")


class BoardUnwritableError(PipelineError):
    def __init__(self, folder: Path, cause: Exception) -> None:
        why = cause.strerror if isinstance(cause, OSError) else cause
        super().__init__(f"写不了看板数据 {folder}（{why}）。请检查权限和磁盘空间后重试。")


def current_path(folder: Path) -> Path:
    """The board that ``CURRENT`` names. Raises NoBoardError when nothing was published, BoardUnreadableError when
    ``CURRENT`` cannot be read.
    """
    pointer = folder / "CURRENT"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoBoardError(folder) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BoardUnreadableError(pointer, error) from error
    if not _BOARD.fullmatch(name) or not (folder / name).exists():
        raise NoBoardError(folder)
    return folder / name


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published board read-only. Use one ``cursor()`` per query when threads share it."""
    try:
        return duckdb.connect(str(path), read_only=True)
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
        raise BoardUnreadableError(path, error) from error


def read_table(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """A whole table in its published order; columns as declared in ``pipeline.schema``.

    Raises BoardUnreadableError when the board lacks it or one of its columns (an older build), or is damaged.
    """
    schema = next(table for table in TABLES if table.name == name)
    columns = ", ".join(_quoted(column.name) for column in schema.columns)
    try:
        query = f"SELECT {columns} FROM {_quoted(schema.name)} ORDER BY rowid"  # noqa: S608
        return connection.cursor().execute(query).df()
    except (duckdb.ProgrammingError, duckdb.IOException, duckdb.SerializationException) as error:
        raise BoardUnreadableError(Path(schema.name), error) from error


def read_board(folder: Path) -> Frames:
    """Every table of the board in force, within the scope of the account that acts (``pipeline.access``).

    Raises PipelineError as ``current_path`` and ``connect`` do.
    """
    with connect(current_path(folder)) as connection:
        return limited({schema.name: read_table(connection, schema.name) for schema in TABLES}, scope_in_force())


def read_tables(path: Path) -> Frames:
    """Every table of a DuckDB file with the columns that it has, in their published order: also an older file's.

    Raises BoardUnreadableError where it cannot be read.
    """
    with connect(path) as connection:
        try:
            names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            return {
                name: connection.execute(f"SELECT * FROM {_quoted(name)} ORDER BY rowid").df()  # noqa: S608
                for name in names
            }
        except duckdb.Error as error:
            raise BoardUnreadableError(path, error) from error


def publish(frames: Frames, folder: Path) -> Path:
    """Write ``frames`` (one per declared table) as a new board and make it current. Returns its path.

    Raises BoardUnwritableError when the folder cannot be written; the board in force stays then.
    """
    unfinished = folder / f"board-{os.getpid()}-{uuid.uuid4().hex[:8]}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_tables(frames, TABLES, unfinished)
        return _put_in_force(unfinished, folder)
    except (OSError, duckdb.IOException) as error:
        raise BoardUnwritableError(folder, error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _put_in_force(unfinished: Path, folder: Path) -> Path:
    with _publishing(folder):
        path = folder / f"board-{max(_numbers(folder), default=0) + 1:04d}.duckdb"
        unfinished.replace(path)
        _point_to(path)
        _remove_old(folder)
    return path


@contextmanager
def _publishing(folder: Path) -> Iterator[None]:
    """One publisher at a time: numbers are not given twice, ``CURRENT`` never goes back. Freed when a process dies."""
    with (folder / ".publishing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_tables(frames: Frames, schemas: Sequence[TableSchema], path: Path) -> None:
    """Write declared tables into a new DuckDB file; whole only when this returns, so not under its name before."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN")
        for schema in schemas:
            _create(connection, schema)
            _fill(connection, schema, frames[schema.name])
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _create(connection: duckdb.DuckDBPyConnection, schema: TableSchema) -> None:
    columns = ", ".join(f"{_quoted(column.name)} {column.type}" for column in schema.columns)
    key = f", PRIMARY KEY ({_quoted(schema.key)})" if schema.key else ""
    connection.execute(f"CREATE TABLE {_quoted(schema.name)} ({columns}{key})")
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
    unfinished = pointer.with_suffix(".tmp")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(path.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(pointer)


def _numbers(folder: Path) -> list[int]:
    names = (_BOARD.fullmatch(path.name) for path in folder.iterdir())
    return [int(name[1]) for name in names if name]


def _remove_old(folder: Path) -> None:
    for number in sorted(_numbers(folder))[:-KEEP]:
        (folder / f"board-{number:04d}.duckdb").unlink(missing_ok=True)
    for leftover in folder.glob("board-*.tmp*"):
        if not _is_alive(int(leftover.name.split("-")[1])):
            leftover.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    """Whether the process that writes ``board-PID-….tmp`` still runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
