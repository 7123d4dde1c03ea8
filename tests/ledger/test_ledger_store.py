"""The ledger on real databases: what goes in comes out, whoever writes, and nothing is ever changed."""

import sqlite3
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from pipeline.decisions import Decision
from pipeline.entries import KINDS, SECURITY_KINDS, Evidence, Figure, Step
from pipeline.entry_checks import EntryError
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger, LedgerError, known_decisions, known_entries
from pipeline.ledger.connecting import file_of
from pipeline.ledger.tables import AUDIT, METADATA, TABLES
from pipeline.settings import ledger_folders, ledger_url
from pipeline.workflow import StepRefused
from tests.ledger.samples import OF_PEOPLE, ONE_OF_EACH, SHA, chain, decision, figure, figures, make_older, step

OLD = """
CREATE TABLE decision (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, fact_id VARCHAR NOT NULL, plan_id VARCHAR NOT NULL,
    action VARCHAR NOT NULL, changes JSON NOT NULL, expected JSON NOT NULL, into_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL, decided_by VARCHAR NOT NULL, decided_at VARCHAR NOT NULL
);
INSERT INTO decision VALUES (1, 't1', 'p', 'correct', '{"value": 98.0}', '{"quote": "98%"}', '', '', '王敏', 'T1');
INSERT INTO decision VALUES (4, 't2', 'p', 'reject', '{}', '{}', '', '', '李四', 'T2');
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""


def add_many(url: str, who: str, count: int) -> list[int]:
    """Opens the ledger and enters figures; at the top of the module so that another process finds it."""
    ledger = Ledger(url)
    return [ledger.add(figure(entered_by=who, target_id=f"{who}{number}")).seq for number in range(count)]


def test_one_of_each_comes_out_as_it_went_in(ledger):
    made = [*ONE_OF_EACH, *OF_PEOPLE]
    put = ledger.add_all(made)
    assert {type(entry) for entry in put} == {Decision, *KINDS, *SECURITY_KINDS}
    for entry, kept in zip(made, put, strict=True):
        assert [each for each in ledger.entries(type(entry)) if each.seq == kept.seq] == [kept]
        given = {name for name in vars(entry) if not name.endswith("_at") and name != "seq"}
        assert {name: getattr(kept, name) for name in given} == {name: getattr(entry, name) for name in given}
    assert put[1].entered_at.endswith("+00:00")


def test_numbers_rise_and_only_what_is_newer_is_given(ledger):
    first, second = ledger.add(figure()), ledger.add(figure(target_id="t2"))
    assert second.seq > first.seq
    assert ledger.entries(Figure, after=first.seq) == [second]
    assert [ledger.add(decision()), ledger.add(decision(action="merge", into_id="t2"))] == ledger.decisions()


def test_the_last_change_is_that_of_any_kind(ledger):
    assert ledger.last_change() == 0
    ledger.add(figure())
    ledger.add_all([decision(), step(1, "approved")])
    assert ledger.last_change() == 3


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
number = st.floats(allow_nan=False, allow_infinity=False)
cell = st.none() | number | st.integers() | words | st.lists(words)
proof = st.builds(Evidence, words.filter(bool), st.just(SHA), st.integers(1, 2**40))


@given(changes=st.dictionaries(words, cell), reason=words)
def test_any_decision_survives(lasting_ledger, changes, reason):
    put = lasting_ledger.add(decision(changes=changes, reason=reason))
    assert (put.changes, put.reason) == (changes, reason)
    assert lasting_ledger.decisions(after=put.seq - 1) == [put]


@given(value=number | st.integers(-(2**53), 2**53), note=words, evidence=st.lists(proof).map(tuple))
def test_any_figure_survives(lasting_ledger, value, note, evidence):
    own = {"target_id": f"t{lasting_ledger.last_change()}"}
    put = lasting_ledger.add(figure(**own, value=value, note=note, evidence=evidence))
    assert (put.value, put.note, put.evidence) == (value, note, evidence)
    assert lasting_ledger.entries(Figure, after=put.seq - 1) == [put]


def test_what_the_examples_left_behind_is_a_whole_chain(lasting_ledger):
    lasting_ledger.add_all([decision(changes={"value": 0.1 + 0.2}), figure(value=5), figure(target_id="t", value=-0.0)])
    assert (found := chain(lasting_ledger)).problem == ""
    assert found.rows > 3


def test_several_go_in_all_together_or_not_at_all(ledger):
    with pytest.raises(EntryError):
        ledger.add_all([figure(), figure(period_end="2024-02-30")])
    with pytest.raises(StepRefused):
        ledger.add_all([figure(), step(1, "approved"), step(1, "approved", by="赵六")])
    assert ledger.entries(Figure) == []
    assert chain(ledger).rows == 0
    assert len(ledger.add_all([figure(), figure(target_id="t2")])) == 2


def test_the_workflow_is_kept_by_the_ledger(ledger):
    first = ledger.add(figure())
    with pytest.raises(StepRefused, match="另一人"):
        ledger.add(step(first.seq, "approved", by="王敏"))
    with pytest.raises(EntryError, match="理由"):
        ledger.add(step(first.seq, "returned"))
    with pytest.raises(StepRefused, match="没有第 99 号"):
        ledger.add(step(99, "approved"))
    with pytest.raises(StepRefused, match="不能更正"):
        ledger.add(figure(target_id="t2", replaces=first.seq))
    ledger.add(step(first.seq, "approved"))
    with pytest.raises(StepRefused, match="已通过"):
        ledger.add(step(first.seq, "approved", by="赵六"))
    assert ledger.add(figure(replaces=first.seq)).replaces == first.seq


def approve(ledger: Ledger, seq: int, by: str) -> str:
    try:
        return ledger.add(step(seq, "approved", by=by)).action
    except StepRefused:
        return "refused"


def test_of_several_who_approve_at_once_one_does(ledger):
    for each in ledger.add_all(figures(10)):
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda by, seq=each.seq: approve(ledger, seq, by), "甲乙丙丁"))
        assert sorted(done) == ["approved", "refused", "refused", "refused"]
    assert len(ledger.entries(Step)) == 10


def report(url: str, who: str) -> str:
    """Opens the ledger and enters a figure of one goal and period; in a process of its own."""
    ledger = Ledger(url)
    try:
        return ledger.add(figure(entered_by=who)).entered_by
    except StepRefused as refused:
        return str(refused)
    finally:
        ledger.close()


def test_of_two_processes_that_report_one_figure_at_once_one_does(url):
    Ledger(url).close()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        said = set(pool.map(report, [url, url], ["王敏", "李四"]))
    (kept,) = known_entries(url, Figure)
    (refused,) = said - {kept.entered_by}
    told = (
        f"2024年前三季度已由{kept.entered_by}填报62.6%（第 {kept.seq} 号），同一数值只报一次；如有变动，请更正那一条。"
    )
    assert refused == f"5G网络覆盖率没有提交：{told}"


def test_a_period_is_reported_once_until_the_figure_is_withdrawn(ledger):
    first = ledger.add(figure())
    with pytest.raises(StepRefused, match="只报一次"):
        ledger.add_all([figure(target_id="t2"), figure(target_id="t2", value=70)])
    ledger.add_all([figure(scope="不含新区"), figure(period_end="2024-06-30"), figure(target_id="t2")])
    second = ledger.add(figure(value=70, replaces=first.seq))
    with pytest.raises(StepRefused, match="70%"):
        ledger.add(figure())
    ledger.add(step(second.seq, "withdrawn", by="王敏"))
    ledger.add(step(first.seq, "withdrawn", by="王敏"))
    assert ledger.add(figure()).seq > second.seq


@pytest.mark.parametrize("table", METADATA.tables)
def test_the_database_itself_refuses_to_change_a_row(ledger, table):
    ledger.add_all([*ONE_OF_EACH, *OF_PEOPLE])
    acts = [f"UPDATE {table} SET seq = seq + 100", f"DELETE FROM {table}"]
    acts += [f"TRUNCATE {table}"] if ledger.engine.dialect.name == "postgresql" else []
    for act in acts:
        with pytest.raises(DatabaseError, match="append-only"), ledger.engine.begin() as connection:
            connection.execute(text(act))
    assert chain(ledger).problem == ""


def test_asking_makes_no_file(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    assert known_decisions(url) == known_entries(url, Figure) == []
    assert list(tmp_path.iterdir()) == []
    put = Ledger(url).add(decision())
    assert known_decisions(url) == [put]


def test_it_lies_beside_the_boards_unless_told_otherwise(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("LEDGER_URL", raising=False)
    assert ledger_url() == f"sqlite:///{tmp_path / 'ledger.db'}"
    assert ledger_folders() == {name: tmp_path / name for name in ("evidence", "snapshots", "scores")}
    monkeypatch.setenv("LEDGER_URL", "sqlite:////elsewhere/l.db")
    assert ledger_url() == "sqlite:////elsewhere/l.db"


def test_a_ledger_that_cannot_be_used_is_a_message(tmp_path):
    (tmp_path / "ledger.db").mkdir()
    with pytest.raises(LedgerError, match="审核记录"):
        Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    (tmp_path / "text.db").write_text("not a database" * 99)
    with pytest.raises(LedgerError, match="审核记录"):
        Ledger(f"sqlite:///{tmp_path / 'text.db'}")


def test_a_message_never_shows_the_password(tmp_path):
    with pytest.raises(LedgerError) as told:
        Ledger(f"postgresql://user:secret@/none?host={tmp_path}")
    assert "secret" not in str(told.value)


def test_a_ledger_from_before_the_audit_opens_and_goes_on(sqlite_url):
    with sqlite3.connect(file_of(sqlite_url)) as old:
        old.executescript(OLD)
    ledger = Ledger(sqlite_url)
    first, second = ledger.decisions()
    assert (first.seq, first.values, second.seq, second.decided_by) == (1, {"value": 98.0}, 4, "李四")
    assert (chain(ledger).rows, chain(ledger).problem) == (2, "")
    assert ledger.add(decision()).seq == 5
    assert (chain(ledger).rows, chain(ledger).problem) == (3, "")


def test_a_ledger_whose_audit_was_taken_away_does_not_open(url):
    ledger = Ledger(url)
    ledger.add(decision())
    with ledger.engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {AUDIT.name}"))
    ledger.close()
    with pytest.raises(PipelineError, match="审计表不见了"):
        Ledger(url)


def test_several_processes_open_and_write_at_once(url):
    who = ["甲", "乙", "丙"]
    with ProcessPoolExecutor(len(who), mp_context=get_context("spawn")) as pool:
        done = [pool.submit(add_many, url, each, 30) for each in who]
        numbers = [seq for each in done for seq in each.result()]
    ledger = Ledger(url)
    kept = ledger.entries(Figure)
    assert sorted(numbers) == [each.seq for each in kept]
    assert [sum(each.entered_by == name for each in kept) for name in who] == [30, 30, 30]
    assert (chain(ledger).rows, chain(ledger).problem) == (90, "")
    ledger.close()


def test_every_kind_has_its_table():
    assert {table.name for table in TABLES.values()} | {"audit"} == set(METADATA.tables)


def test_a_ledger_from_before_a_column_opens_and_goes_on(url, tmp_path):
    make_older(Ledger(url), "new_date", "evidence", "value_max", "replaces", "warnings_overruled")
    ledger = Ledger(url)
    assert ledger.entries(Figure) == [figure(seq=1, entered_at="T1")]
    second = ledger.add(figure(value_max=70.0, new_date="2024-12-31", replaces=1))
    assert ledger.entries(Figure, after=1) == [second]
    assert (chain(ledger).rows, chain(ledger).problem) == (2, "")
    with ledger.engine.begin() as connection, pytest.raises(DatabaseError, match="append-only"):
        connection.execute(text("UPDATE figure SET new_date = 'x'"))
    ledger.close()


def test_a_ledger_of_a_newer_version_is_left_alone(url):
    ledger = Ledger(url)
    with ledger.engine.begin() as connection:
        connection.execute(text("ALTER TABLE figure ADD COLUMN later VARCHAR"))
    ledger.close()
    with pytest.raises(PipelineError, match="请先升级"):
        Ledger(url)
