"""The ledger: entries go in whole or not at all, each with its audit row, and come out in order, never changed.

A SQLite file beside the boards unless ``LEDGER_URL`` names another database; no build touches it. Several processes
may write, one after the other; a row that was acknowledged survives a crash of the machine.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, Engine, Table, func, insert, inspect, select

from pipeline.decisions import Decision
from pipeline.entries import Entry, Figure, FollowUp, Step
from pipeline.entry_checks import check
from pipeline.errors import PipelineError
from pipeline.follow_ups import check_follow_up
from pipeline.ledger.audit import Chain, add_audit, now, rows
from pipeline.ledger.checking import Folders, checked
from pipeline.ledger.connecting import engine_of, is_there, reading, shown, told, writing
from pipeline.ledger.tables import AUDIT, METADATA, OLDEST, TABLES, entry_of, row_of, statements
from pipeline.workflow import check_correction, check_step

E = TypeVar("E", bound=Entry | Decision)


class Ledger:
    """An open ledger; may be shared by threads. Raises LedgerError when the database cannot be used."""

    def __init__(self, url: str) -> None:
        self.url = url
        with told(url):
            self.engine: Engine = engine_of(url)
            with reading(self.engine) as connection:
                there, older = _tables_there(connection), _older_tables(connection)
            if older or not there >= METADATA.tables.keys():
                with writing(self.engine) as connection:
                    _make_tables(connection, url)

    def add(self, entry: E) -> E:
        """Put an entry on record; returns it with its number and, where it had none, the time.

        Raises EntryError for what can never be right, StepRefused and FollowUpRefused for what the workflow does not
        allow.
        """
        return self.add_all([entry])[0]

    def add_all(self, entries: Sequence[E]) -> list[E]:
        """Put several on record in one transaction, in order: all of them, or none and an error as in ``add``."""
        for entry in entries:
            check(entry)
        with told(self.url), writing(self.engine) as connection:
            return [_added(connection, entry) for entry in entries]

    def entries(self, kind: type[E], after: int = 0) -> list[E]:
        """The entries of a kind numbered higher than ``after``, in order."""
        table = TABLES[kind]
        query = select(table).where(table.c.seq > after).order_by(table.c.seq)
        with told(self.url), reading(self.engine) as connection:
            return [entry_of(kind, dict(row)) for row in connection.execute(query).mappings()]

    def last_change(self) -> int:
        """The number of the last entry of any kind, 0 where there is none; it rises with every entry."""
        with told(self.url), reading(self.engine) as connection:
            return connection.execute(select(func.max(AUDIT.c.seq))).scalar() or 0

    def decisions(self, after: int = 0) -> list[Decision]:
        """The decisions numbered higher than ``after``, in order."""
        return self.entries(Decision, after)

    def verify(self, folders: Folders) -> Chain:
        """Whether the audit chain is whole and agrees with the tables, and the files that entries name are there."""
        with told(self.url), reading(self.engine) as connection:
            return checked(connection, folders)

    def has_hash(self, sealed: str) -> bool:
        """Whether a hash that was written down at some time still is one of the chain."""
        with told(self.url), reading(self.engine) as connection:
            return connection.execute(select(AUDIT.c.seq).where(AUDIT.c.hash == sealed)).first() is not None

    def close(self) -> None:
        self.engine.dispose()


def known_entries(url: str, kind: type[E]) -> list[E]:
    """Every entry of a kind; none, and no file made, where nobody has entered anything yet."""
    if not is_there(url):
        return []
    ledger = Ledger(url)
    try:
        return ledger.entries(kind)
    finally:
        ledger.close()


def known_decisions(url: str) -> list[Decision]:
    """Every decision on record, as ``known_entries``."""
    return known_entries(url, Decision)


def _tables_there(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _older_tables(connection: Connection) -> list[Table]:
    """Tables that lack a column, made before it was thought of."""
    known = inspect(connection)
    there = [table for name, table in METADATA.tables.items() if known.has_table(name)]
    return [table for table in there if {each["name"] for each in known.get_columns(table.name)} < {*table.c.keys()}]


def _drop_older_tables(connection: Connection, url: str) -> None:
    """A table of an older make is made anew, as long as nobody has written into it."""
    for table in _older_tables(connection):
        if connection.execute(select(func.count()).select_from(table)).scalar():
            raise PipelineError(f"填报和审核记录（{shown(url)}）由较早的版本写成，读不全。请用写成它的版本打开。")
        table.drop(connection)


def _make_tables(connection: Connection, url: str) -> None:
    """Make what is missing. A ledger from before the audit has its decisions taken into the chain, this once."""
    _drop_older_tables(connection, url)
    there = _tables_there(connection) & METADATA.tables.keys()
    if there - OLDEST and AUDIT.name not in there:
        raise PipelineError(
            f"填报和审核记录（{shown(url)}）的审计表不见了。请用备份恢复：python -m pipeline restore 备份文件。"
        )
    for statement in statements(connection.dialect.name):
        connection.execute(statement)
    if there == OLDEST:
        for row in list(rows(connection, TABLES[Decision])):
            add_audit(connection, TABLES[Decision], row, row["decided_by"])


def _added(connection: Connection, entry: E) -> E:
    _check_workflow(connection, entry)
    signed, by = _signed(entry)
    table, row = TABLES[type(entry)], row_of(signed)
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    kept = dict(connection.execute(select(table).where(table.c.seq == (key or [0])[0])).mappings().one())
    add_audit(connection, table, kept, by)
    added: E = entry_of(type(entry), kept)
    return added


def _signed(entry: E) -> tuple[E, str]:
    """The entry with its time, and who answers for it."""
    if isinstance(entry, Decision):
        return replace(entry, decided_at=entry.decided_at or now()), entry.decided_by
    return replace(entry, entered_at=entry.entered_at or now()), entry.entered_by


def _check_workflow(connection: Connection, entry: Entry | Decision) -> None:
    """Against what is on record at this moment: no other writer is in between."""
    if isinstance(entry, Step):
        check_step(entry, *_of_target(connection, _target_of(connection, entry.figure_seq)))
    elif isinstance(entry, Figure):
        check_correction(entry, *_of_target(connection, entry.target_id if entry.replaces else ""))
    elif isinstance(entry, FollowUp):
        check_follow_up(entry, _of_item(connection, entry.item_id))


def _of_item(connection: Connection, item_id: str) -> list[FollowUp]:
    table = TABLES[FollowUp]
    of_item = select(table).where(table.c.item_id == item_id).order_by(table.c.seq)
    return [entry_of(FollowUp, dict(row)) for row in connection.execute(of_item).mappings()]


def _target_of(connection: Connection, figure_seq: int) -> str:
    figure = TABLES[Figure]
    return connection.execute(select(figure.c.target_id).where(figure.c.seq == figure_seq)).scalar() or ""


def _of_target(connection: Connection, target_id: str) -> tuple[list[Figure], list[Step]]:
    figure, step = TABLES[Figure], TABLES[Step]
    of_target = select(figure).where(figure.c.target_id == target_id)
    numbers = select(figure.c.seq).where(figure.c.target_id == target_id)
    figures = connection.execute(of_target).mappings()
    steps = connection.execute(select(step).where(step.c.figure_seq.in_(numbers))).mappings()
    return [entry_of(Figure, dict(row)) for row in figures], [entry_of(Step, dict(row)) for row in steps]
