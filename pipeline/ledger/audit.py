"""The audit chain: every row of every table once more, in the order of entering, each sealed with the one before.

hash = SHA-256(previous hash + canonical JSON of the audit row without its hash). Whoever changes, removes, inserts or
reorders anything would have to make every later hash anew; the last hash, written down elsewhere (it is printed by
``verify`` and kept in every backup), shows that too.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from pipeline.ledger.tables import AUDIT, DEFAULTS, TABLES, Row
from pipeline.lexicon import load

_SEALED = ("seq", "table_name", "row_seq", "entered_by", "entered_at", "content", "previous")


@dataclass(frozen=True)
class Chain:
    """What a check of the chain found. ``problem`` names the first bad row, '' where there is none."""

    rows: int
    head: str
    problem: str


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def canonical(row: Mapping[str, Any]) -> str:
    """A row as the one JSON text that it has: sorted, without blanks, whatever database it comes from."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def seal(row: Mapping[str, Any]) -> str:
    """The hash of an audit row."""
    return hashlib.sha256((row["previous"] + canonical({name: row[name] for name in _SEALED})).encode()).hexdigest()


def add_audit(connection: Connection, table: Table, row: Row, by: str) -> None:
    """Put a row, as the database gives it back, on the chain; in the transaction that added it."""
    last = connection.execute(select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)).first()
    link: Row = {
        "seq": (last.seq if last else 0) + 1,
        "table_name": table.name,
        "row_seq": row["seq"],
        "entered_by": by,
        "entered_at": now(),
        "content": canonical(row),
        "previous": last.hash if last else "",
    }
    connection.execute(insert(AUDIT).values(link | {"hash": seal(link)}))


def check_chain(connection: Connection) -> Chain:
    """Go over the chain and every table, in one view of the ledger."""
    tables = {table.name: {row["seq"]: row for row in rows(connection, table)} for table in TABLES.values()}
    links = list(rows(connection, AUDIT))
    problem = next(_problems(links, tables), "")
    return Chain(len(links), links[-1]["hash"] if links else "", problem)


def rows(connection: Connection, table: Table) -> Iterator[Row]:
    """The rows of a table as plain values, in order."""
    for row in connection.execute(select(table).order_by(table.c.seq)).mappings():
        yield dict(row)


def _problems(links: Iterable[Row], tables: Mapping[str, Mapping[int, Row]]) -> Iterator[str]:
    """What is wrong, first things first: along the chain, then the rows that are not on it."""
    seen: set[tuple[str, int]] = set()
    previous = ""
    for number, link in enumerate(links, 1):
        where = f"审计记录第 {number} 条"
        yield from _bad_link(link, number, previous)
        if (place := (link["table_name"], link["row_seq"])) in seen:
            yield f"{where}重复记录了{_called(*place)}"
        yield from (f"{wrong}（{where}）" for wrong in _bad_row(link, tables))
        seen.add(place)
        previous = link["hash"]
    for name, kept in tables.items():
        alone = (seq for seq in kept if (name, seq) not in seen)
        yield from (f"{_called(name, seq)}没有审计记录：不是由系统写入，或审计记录被删去" for seq in alone)


def _bad_link(link: Row, number: int, previous: str) -> Iterator[str]:
    if link["seq"] != number:
        yield f"审计记录第 {number} 条不见了，其后是第 {link['seq']} 条"
    if link["previous"] != previous:
        yield f"审计记录第 {number} 条与前一条接不上：有记录被改动、删去或调换"
    if link["hash"] != seal(link):
        yield f"审计记录第 {number} 条被改动过"


def _bad_row(link: Row, tables: Mapping[str, Mapping[int, Row]]) -> Iterator[str]:
    name, seq = link["table_name"], link["row_seq"]
    row = tables.get(name, {}).get(seq)
    if row is None:
        yield f"{_called(name, seq)}被删去了"
    elif canonical(row) != link["content"] and canonical(row) != canonical(said := _said(link)):
        pairs = ((field, said.get(field), row[field]) for field in row)
        changes = (_change(*each) for each in pairs if canonical({"": each[1]}) != canonical({"": each[2]}))
        yield f"{_called(name, seq)}被改动过：{'；'.join(changes)}"


def _said(link: Row) -> Row:
    """The row as it was sealed, with what columns made since then hold in it."""
    try:
        content = json.loads(link["content"])
    except ValueError:
        return {}
    return DEFAULTS[link["table_name"]] | content if isinstance(content, dict) else {}


def _change(field: str, was: object, now_is: object) -> str:
    return f"{load('entries')['field'].get(field, field)}原为“{_shown(was)}”，现为“{_shown(now_is)}”"


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _called(name: str, seq: int) -> str:
    return f"{load('entries')['kind'].get(name, name)}第 {seq} 号"
