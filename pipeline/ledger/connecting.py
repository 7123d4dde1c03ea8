"""The database under the ledger: SQLite told to be careful, or PostgreSQL; one writer at a time in both."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import PipelineError

WAIT_SECONDS = 30  # for another writer, who needs milliseconds
_PAUSE_SECONDS = 0.02
_CAREFUL = (
    f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)
_LOCK = 0x6C6564676572  # any number, the same for all who write to a PostgreSQL ledger


class LedgerError(PipelineError):
    """The database cannot be used. The message names it, without its password."""

    def __init__(self, url: str, cause: Exception) -> None:
        why = str(getattr(cause, "orig", None) or cause).splitlines()[0]
        what = "权限和磁盘空间" if file_of(url) else "数据库服务、账号和网络"
        super().__init__(f"读写不了填报和审核记录（{shown(url)}：{why}）。请检查{what}后重试；已保存的内容不受影响。")


def shown(url: str) -> str:
    """Where a ledger is, as a person may read it."""
    return str(file_of(url) or make_url(url).render_as_string(hide_password=True))


@contextmanager
def told(url: str) -> Iterator[None]:
    """What the database says becomes a LedgerError."""
    try:
        yield
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise LedgerError(url, error) from error


def file_of(url: str) -> Path | None:
    """The file of a SQLite ledger; None for a database server."""
    known = make_url(url)
    return Path(known.database) if known.get_backend_name() == "sqlite" and known.database else None


def is_there(url: str) -> bool:
    """Whether there is anything to open: a database server always is."""
    return (path := file_of(url)) is None or path.exists()


def engine_of(url: str) -> Engine:
    """An engine whose transactions see one state of the ledger from their beginning to their end."""
    if path := file_of(url):
        path.parent.mkdir(parents=True, exist_ok=True)
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _be_careful)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nothing changes under the reader."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.execution_options(**level).connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer is in: all of it is kept when the block ends well, else nothing."""
    with engine.execution_options(ledger_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


def _be_careful(connection: Any, _record: object) -> None:  # noqa: ANN401  whatever the driver gives
    connection.isolation_level = None  # we begin transactions ourselves, below
    until = time.monotonic() + WAIT_SECONDS
    while True:  # of two that make one file at once SQLite refuses one, which it does not make wait
        try:
            for pragma in _CAREFUL:
                connection.execute(pragma)
        except connection.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads: one that has read and then writes would be refused, not made to wait."""
    writes = connection.get_execution_options().get("ledger_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
