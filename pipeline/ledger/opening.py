"""A ledger of any age made ready: what it has is kept, what it lacks is added, once and in one transaction."""

from sqlalchemy import Connection, inspect

from pipeline.decisions import Decision
from pipeline.errors import PipelineError
from pipeline.ledger.audit import add_audit, rows
from pipeline.ledger.connecting import shown
from pipeline.ledger.tables import AUDIT, METADATA, OLDEST, TABLES, new_column, statements

Columns = dict[str, set[str]]


def is_ready(connection: Connection) -> bool:
    """Whether every table and column is there."""
    there = _columns_there(connection)
    return all(set(table.c.keys()) == there.get(name) for name, table in METADATA.tables.items())


def make_ready(connection: Connection, url: str) -> None:
    """Make the tables and columns that are missing.

    A ledger from before the audit has its decisions taken into the chain. Raises PipelineError for one that a newer
    version has written, or whose audit was taken away.
    """
    there = _columns_there(connection)
    _check_age(there, url)
    for statement in statements(connection.dialect.name):
        connection.execute(statement)
    for name, columns in there.items():
        for column in METADATA.tables[name].c:
            if column.name not in columns:
                connection.execute(new_column(column, connection.dialect))
    if there.keys() == OLDEST:
        for row in list(rows(connection, TABLES[Decision])):
            add_audit(connection, TABLES[Decision], row, row["decided_by"])


def _columns_there(connection: Connection) -> Columns:
    """The columns of the tables that there are."""
    known = inspect(connection).get_multi_columns(filter_names=list(METADATA.tables))
    return {name: {column["name"] for column in columns} for (_, name), columns in known.items()}


def _check_age(there: Columns, url: str) -> None:
    if any(columns - set(METADATA.tables[name].c.keys()) for name, columns in there.items()):
        raise PipelineError(f"填报和审核记录（{shown(url)}）由更新的版本写成。请先升级本程序。")
    if there.keys() - OLDEST and AUDIT.name not in there:
        raise PipelineError(f"填报和审核记录（{shown(url)}）的审计表不见了。请用 python -m pipeline restore 恢复备份。")
