"""The tables of the ledger: one for each kind of entry, column by column its fields, and the audit of them all.

A database refuses by itself to change or delete a row, so that a slip of ours cannot either.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, asdict, fields
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, Column, Dialect, Executable, Float, Integer, MetaData, String, Table, text
from sqlalchemy.schema import CreateColumn, CreateTable
from sqlalchemy.types import TypeEngine

from pipeline.decisions import Decision
from pipeline.entries import KINDS, SECURITY_KINDS, Entry, Evidence, table_name

Row = dict[str, Any]
METADATA = MetaData()


def _table(kind: type) -> Table:
    hints = get_type_hints(kind)
    columns = (
        Column(each.name, _column_type(hints[each.name]), nullable=NoneType in get_args(hints[each.name]))
        for each in fields(kind)
        if each.name != "seq"
    )
    seq = Column("seq", Integer, primary_key=True, comment="rises with every row")
    return Table(table_name(kind), METADATA, seq, *columns, sqlite_autoincrement=True)


def _column_type(hint: Any) -> TypeEngine[Any]:  # noqa: ANN401  a type, a union, a generic
    plain = next(each for each in get_args(hint) if each is not NoneType) if NoneType in get_args(hint) else hint
    if plain is str or get_origin(plain) is Literal:
        return String()
    return Integer() if plain is int else Float(53) if plain is float else JSON()


def _defaults(kind: type) -> Row:
    given = {each.name: each.default for each in fields(kind) if each.default is not MISSING}
    made = {each.name: each.default_factory() for each in fields(kind) if each.default_factory is not MISSING}
    defaults = {name: list(value) if isinstance(value, tuple) else value for name, value in (given | made).items()}
    return {name: value for name, value in defaults.items() if name != "seq"}


_KINDS: tuple[type, ...] = (Decision, *KINDS, *SECURITY_KINDS)
TABLES: Mapping[type, Table] = {kind: _table(kind) for kind in _KINDS}
AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 ... without a gap"),
    Column("table_name", String, nullable=False),
    Column("row_seq", Integer, nullable=False, comment="seq of the row in its table"),
    Column("entered_by", String, nullable=False),
    Column("entered_at", String, nullable=False, comment="when it was put on record; UTC, ISO 8601"),
    Column("content", String, nullable=False, comment="the row as canonical JSON"),
    Column("previous", String, nullable=False, comment="hash of the row before, '' in the first"),
    Column("hash", String, nullable=False, comment="SHA-256, see pipeline.ledger.audit"),
)
DEFAULTS: Mapping[str, Row] = {table.name: _defaults(kind) for kind, table in TABLES.items()} | {AUDIT.name: {}}
"""What the columns of a table hold in rows from before there were such columns."""
OLDEST = {table_name(Decision)}  # what a ledger held before it had an audit


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "evidence": lambda cell: tuple(Evidence(**each) for each in cell),
    "points": lambda cell: tuple((day, value) for day, value in cell),
    "cities": tuple,
    "agencies": tuple,
}  # how the fields that are more than words and numbers come back from JSON


def row_of(entry: Entry | Decision) -> Row:
    """The values of an entry by column, without ``seq``."""
    return {name: value for name, value in asdict(entry).items() if name != "seq"}


def entry_of(kind: type, row: Mapping[str, Any]) -> Any:  # noqa: ANN401  an entry of ``kind``
    """The entry that a row holds."""
    return kind(**{name: _READERS[name](cell) if name in _READERS else cell for name, cell in row.items()})


def new_column(column: Column[Any], dialect: Dialect) -> Executable:
    """Adds a column to a table that is there already; the field in its class must have a default."""
    value = DEFAULTS[column.table.name][column.name]
    words = value if isinstance(value, str) else json.dumps(value)
    literal = "NULL" if value is None else f"'{words}'"
    made = CreateColumn(column).compile(dialect=dialect)
    return text(f"ALTER TABLE {column.table.name} ADD COLUMN {made} DEFAULT {literal}")


def statements(dialect: str) -> Iterator[Executable]:
    """What makes the tables where they are not there yet, and the triggers that keep them from being changed."""
    if dialect == "postgresql":
        yield text(
            "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
        )
    for table in METADATA.sorted_tables:
        yield CreateTable(table, if_not_exists=True)
        yield from _postgresql_triggers(table.name) if dialect == "postgresql" else _sqlite_triggers(table.name)


def _sqlite_triggers(table: str) -> Iterator[Executable]:
    for act in ("UPDATE", "DELETE"):
        yield text(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )


def _postgresql_triggers(table: str) -> Iterator[Executable]:
    for name, acts, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        yield text(
            f"CREATE OR REPLACE TRIGGER {table}_no_{name} BEFORE {acts} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION ledger_is_append_only()"
        )
