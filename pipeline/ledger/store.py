"""The ledger: entries go in whole or not at all, each with its audit row, and come out in order, never changed.

A SQLite file beside the boards unless ``LEDGER_URL`` names another database; no build touches it. Several processes
may write, one after the other; a row that was acknowledged survives a crash of the machine.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, insert, select

from pipeline.access import check_access
from pipeline.access.refusals import standing
from pipeline.decisions import Decision
from pipeline.entries import SECURITY_KINDS, Account, Entry, Figure, FollowUp, Snapshot, Step
from pipeline.entry_checks import check
from pipeline.follow_ups import check_follow_up
from pipeline.ledger.audit import Chain, add_audit, now, rows
from pipeline.ledger.checking import Folders, checked
from pipeline.ledger.connecting import engine_of, is_there, reading, told, writing
from pipeline.ledger.opening import is_ready, make_ready
from pipeline.ledger.tables import AUDIT, TABLES, Row, entry_of, row_of
from pipeline.workflow import check_figure, check_snapshot, check_step

E = TypeVar("E", bound=Entry | Decision)


class Ledger:
    """An open ledger; may be shared by threads. Raises LedgerError when the database cannot be used."""

    def __init__(self, url: str) -> None:
        self.url = url
        with told(url):
            self.engine: Engine = engine_of(url)
            with reading(self.engine) as connection:
                ready = is_ready(connection)
            if not ready:
                with writing(self.engine) as connection:
                    make_ready(connection, url)

    def add(self, entry: E) -> E:
        """Put an entry on record; returns it with its number and, where it had none, the time.

        Raises EntryError for what can never be right, StepRefused and FollowUpRefused for what the workflow does not
        allow, AccessRefused for what whoever signs it may not do.
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
        """The number of the last entry about goals and the board, 0 where there is none; it rises with every one.

        Accounts and sign-ins change no board.
        """
        about_people = [TABLES[kind].name for kind in SECURITY_KINDS]
        query = select(func.max(AUDIT.c.seq)).where(AUDIT.c.table_name.not_in(about_people))
        with told(self.url), reading(self.engine) as connection:
            return connection.execute(query).scalar() or 0

    def decisions(self, after: int = 0) -> list[Decision]:
        """The decisions numbered higher than ``after``, in order."""
        return self.entries(Decision, after)

    def audit(self) -> list[Row]:
        """Every row of the audit chain, in order: ``pipeline.ledger.tables.AUDIT``."""
        with told(self.url), reading(self.engine) as connection:
            return list(rows(connection, AUDIT))

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


def known_audit(url: str) -> list[Row]:
    """The rows of the audit chain; none where nobody has entered anything yet."""
    if not is_there(url):
        return []
    ledger = Ledger(url)
    try:
        return ledger.audit()
    finally:
        ledger.close()


def known_decisions(url: str) -> list[Decision]:
    """Every decision on record, as ``known_entries``."""
    return known_entries(url, Decision)


def _added(connection: Connection, entry: E) -> E:
    check_access(entry, standing(_all(connection, Account)))
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
        check_figure(entry, *_of_target(connection, entry.target_id))
    elif isinstance(entry, Snapshot):
        check_snapshot(entry, list(connection.execute(select(TABLES[Snapshot].c.name)).scalars()))
    elif isinstance(entry, FollowUp):
        check_follow_up(entry, _of_item(connection, entry.item_id))


def _all(connection: Connection, kind: type[E]) -> list[E]:
    table = TABLES[kind]
    return [entry_of(kind, dict(row)) for row in connection.execute(select(table).order_by(table.c.seq)).mappings()]


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
