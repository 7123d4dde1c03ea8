"""Whatever is done to the database behind the ledger's back, the check of the chain names it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import JSON, Connection, Float, Integer, delete, insert, select, text, update

from pipeline.decisions import Decision
from pipeline.entries import Figure, FollowUp, Snapshot, Step
from pipeline.ledger import Ledger
from pipeline.ledger.audit import canonical, check_chain, seal
from pipeline.ledger.tables import AUDIT, METADATA, TABLES
from tests.ledger.samples import OF_PEOPLE, ONE_OF_EACH, chain, decision, figure

FIGURE = TABLES[Figure]


@pytest.fixture
def opened_up(ledger: Ledger) -> Iterator[Connection]:
    """A transaction on a ledger with two of each kind, in which the triggers let everything pass."""
    once = {Figure: {"target_id": "t2"}, FollowUp: {"item_id": "d2"}, Snapshot: {"name": "另一期"}}
    again = [replace(each, **once.get(type(each), {})) for each in ONE_OF_EACH if not isinstance(each, Step)]
    ledger.add_all([*ONE_OF_EACH, *again, *OF_PEOPLE])
    assert chain(ledger).problem == ""
    with ledger.engine.connect() as connection:
        for table in METADATA.tables:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            else:
                for act in ("update", "delete"):
                    connection.execute(text(f"DROP TRIGGER {table}_no_{act}"))
        yield connection
        connection.rollback()


def problem_after(connection: Connection, *acts) -> str:
    """What the check says after these acts, which are then undone."""
    with connection.begin_nested() as undone:
        for act in acts:
            connection.execute(act)
        found = check_chain(connection).problem
        undone.rollback()
    return found


def other(column):
    """A value that the column does not have now."""
    if isinstance(column.type, JSON):
        return {"another": 1}
    return 12345 if isinstance(column.type, (Integer, Float)) else "another"


def test_a_change_of_any_cell_is_named(opened_up):
    for table in TABLES.values():
        for column in table.c:
            found = problem_after(opened_up, update(table).where(table.c.seq == 1).values({column.name: other(column)}))
            assert "第 1 号被" in found, (table.name, column.name, found)


def test_the_old_and_the_new_value_are_told(opened_up):
    found = problem_after(opened_up, update(FIGURE).where(FIGURE.c.seq == 2).values(value=99.0))
    assert found == "实际值第 2 号被改动过：数值原为“62.6”，现为“99.0”（审计记录第 16 条）"


@pytest.mark.parametrize("table", [table.name for table in TABLES.values()])
def test_a_row_that_is_gone_is_named(opened_up, table):
    gone = METADATA.tables[table]
    assert "第 1 号被删去了" in problem_after(opened_up, delete(gone).where(gone.c.seq == 1))


@pytest.mark.parametrize("table", [table.name for table in TABLES.values()])
def test_a_row_that_came_in_otherwise_is_named(opened_up, table):
    into = METADATA.tables[table]
    row = dict(opened_up.execute(select(into).where(into.c.seq == 1)).mappings().one()) | {"seq": 77}
    assert "第 77 号没有审计记录" in problem_after(opened_up, insert(into).values(row))


def test_a_change_of_any_cell_of_the_audit_is_named(opened_up):
    for column in AUDIT.c:
        found = problem_after(opened_up, update(AUDIT).where(AUDIT.c.seq == 3).values({column.name: other(column)}))
        assert "审计记录第 3 条" in found, column.name


def resealed(connection: Connection, number: int, **values) -> dict:
    """An audit row with other values and a hash that fits them."""
    row = dict(connection.execute(select(AUDIT).where(AUDIT.c.seq == number)).mappings().one()) | values
    return row | {"hash": seal(row)}


def test_a_forger_who_seals_again_is_found_at_the_next_row(opened_up):
    forged = resealed(opened_up, 2, entered_by="别人")
    assert "审计记录第 3 条与前一条接不上" in problem_after(
        opened_up, update(AUDIT).where(AUDIT.c.seq == 2).values(forged)
    )


def test_removed_swapped_doubled_and_cut_off_audit_rows_are_named(opened_up):
    last = chain_length(opened_up)
    assert "审计记录第 1 条不见了" in problem_after(opened_up, delete(AUDIT).where(AUDIT.c.seq == 1))
    assert "审计记录第 3 条不见了" in problem_after(opened_up, delete(AUDIT).where(AUDIT.c.seq == 3))
    swap = [update(AUDIT).where(AUDIT.c.seq == old).values(seq=new) for old, new in ((3, 999), (4, 3), (999, 4))]
    assert "审计记录第 3 条" in problem_after(opened_up, *swap)
    assert "没有审计记录" in problem_after(opened_up, delete(AUDIT).where(AUDIT.c.seq == last))
    assert "没有审计记录" in problem_after(opened_up, delete(AUDIT))
    end = opened_up.execute(select(AUDIT).where(AUDIT.c.seq == last)).mappings().one()
    doubled = resealed(opened_up, last, seq=last + 1, previous=end["hash"])
    assert f"审计记录第 {last + 1} 条重复" in problem_after(opened_up, insert(AUDIT).values(doubled))


def chain_length(connection: Connection) -> int:
    return check_chain(connection).rows


def test_the_first_bad_row_is_the_one_named(opened_up):
    late = update(FIGURE).where(FIGURE.c.seq == 2).values(note="x")
    early = delete(TABLES[Decision]).where(TABLES[Decision].c.seq == 1)
    assert "校核决定第 1 号" in problem_after(opened_up, late, early)


def test_a_tail_cut_off_everywhere_is_shown_by_a_hash_that_was_written_down(ledger):
    ledger.add(figure())
    noted = chain(ledger).head
    ledger.add(decision())
    assert ledger.has_hash(noted)
    assert ledger.has_hash(chain(ledger).head)
    assert not ledger.has_hash("0" * 64)


def test_the_chain_is_the_one_described(ledger):
    """Recomputed here from the description, so that an auditor can do so without this program."""
    ledger.add_all([*ONE_OF_EACH, *OF_PEOPLE])
    previous = ""
    with ledger.engine.connect() as connection:
        for row in connection.execute(select(AUDIT).order_by(AUDIT.c.seq)).mappings():
            assert row["previous"] == previous
            previous = row["hash"]
            assert previous == seal(row)
    assert previous == chain(ledger).head


def test_a_row_has_one_canonical_text():
    assert canonical({"b": 1.0, "a": ["值", None]}) == '{"a":["值",null],"b":1.0}'
