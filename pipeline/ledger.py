"""The ledger: what people said. Rows are added with a rising number and never changed; no build touches them.

A SQLite file beside the boards unless ``LEDGER_URL`` names another database. Nothing here depends on the kind of
database but how SQLite is told to be careful: a row that was acknowledged survives a crash of the machine, several
processes may write, and the file itself refuses to change or delete a row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Engine,
    Executable,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
    text,
)  # fmt: skip
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateTable

from pipeline.decisions import Decision
from pipeline.errors import PipelineError

WAIT_SECONDS = 30  # for another writer, who needs milliseconds
METADATA = MetaData()
DECISION = Table(
    "decision",
    METADATA,
    Column("seq", Integer, primary_key=True, comment="rises with every row"),
    Column("fact_id", String, nullable=False, comment="target, observation, or finding"),
    Column("plan_id", String, nullable=False),
    Column("action", String, nullable=False, comment="accept correct reject merge reopen"),
    Column("changes", JSON, nullable=False, comment="corrected fields"),
    Column("expected", JSON, nullable=False, comment="what extraction said then, and the quote"),
    Column("into_id", String, nullable=False, comment="the target it is merged into, or ''"),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_at", String, nullable=False, comment="UTC, ISO 8601"),
    sqlite_autoincrement=True,
)
_CAREFUL = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
)


class LedgerError(PipelineError):
    def __init__(self, url: str, cause: Exception) -> None:
        why = str(getattr(cause, "orig", None) or cause).splitlines()[0]
        super().__init__(f"读写不了审核记录（{url}：{why}）。请检查权限和磁盘空间后重试；已保存的决定不受影响。")


class Ledger:
    """An open ledger; may be shared by threads. Raises LedgerError when the database cannot be used."""

    def __init__(self, url: str) -> None:
        self.url = url
        with self._told():
            self._engine = _engine(url)
            with self._engine.begin() as connection:
                for statement in _tables(connection.dialect.name):
                    connection.execute(statement)

    def add(self, decision: Decision) -> Decision:
        """Put a decision on record; returns it with its number and, where it had none, the time."""
        dated = replace(decision, decided_at=decision.decided_at or datetime.now(UTC).isoformat(timespec="seconds"))
        row = {name: value for name, value in asdict(dated).items() if name != "seq"}
        with self._told(), self._engine.begin() as connection:
            key = connection.execute(insert(DECISION).values(row)).inserted_primary_key
        return replace(dated, seq=key[0] if key else 0)

    def decisions(self, after: int = 0) -> list[Decision]:
        """The decisions numbered higher than ``after``, in order."""
        query = select(DECISION).where(DECISION.c.seq > after).order_by(DECISION.c.seq)
        with self._told(), self._engine.connect() as connection:
            return [Decision(**row) for row in connection.execute(query).mappings()]

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise LedgerError(self.url, error) from error


def known_decisions(url: str) -> list[Decision]:
    """Every decision on record; none, and no file made, where nobody has decided anything yet."""
    if (path := _file(url)) and not path.exists():
        return []
    ledger = Ledger(url)
    try:
        return ledger.decisions()
    finally:
        ledger.close()


def _engine(url: str) -> Engine:
    if path := _file(url):
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _be_careful)
    return engine


def _file(url: str) -> Path | None:
    """The file of a SQLite ledger; None for a database server."""
    known = make_url(url)
    return Path(known.database) if known.get_backend_name() == "sqlite" and known.database else None


def _be_careful(connection: Any, _record: object) -> None:  # noqa: ANN401  whatever the driver gives
    for pragma in _CAREFUL:
        connection.execute(pragma)


def _tables(dialect: str) -> Iterator[Executable]:
    """What makes the tables where they are not there yet; SQLite itself refuses to change a row."""
    for table in METADATA.sorted_tables:
        yield CreateTable(table, if_not_exists=True)
        for act in ("UPDATE", "DELETE") if dialect == "sqlite" else ():
            yield text(
                f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{act.lower()} BEFORE {act} ON {table.name} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
