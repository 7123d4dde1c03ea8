"""The ledger on real SQLite files: nothing is changed, nothing is lost, whoever writes and however it ends."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from pipeline.decisions import Decision
from pipeline.ledger import Ledger, LedgerError, known_decisions
from pipeline.settings import ledger_url

ROOT = Path(__file__).resolve().parent.parent
KILLS = 20
WRITERS = """
import os, signal, sys
from pipeline.decisions import Decision
from pipeline.ledger import Ledger

for turn in range(int(sys.argv[2])):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        ledger = Ledger(sys.argv[1])
        while True:
            os.write(writer, b"%d\\n" % ledger.add(Decision("t1", "p", "accept", f"turn {turn}")).seq)
    os.close(writer)
    lines = os.fdopen(reader)
    acknowledged = [lines.readline() for _ in range(1 + turn)]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("".join(acknowledged), end="")
"""


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def decision(**values) -> Decision:
    return Decision(**{"fact_id": "t1", "plan_id": "p", "action": "accept", "decided_by": "王敏"} | values)


def add_many(url: str, who: str, count: int) -> list[int]:
    ledger = Ledger(url)
    return [ledger.add(decision(decided_by=who)).seq for _ in range(count)]


def test_what_goes_in_comes_out_in_order(url):
    said = {"indicator": "覆盖率", "value": 99.5, "lead_agencies": ["市经信局"], "year": None}
    first = Ledger(url).add(decision(action="correct", changes={"value": 98.0}, expected=said, reason="原文为98%"))
    second = Ledger(url).add(decision(action="merge", into_id="t2"))
    assert Ledger(url).decisions() == [first, second]
    assert Ledger(url).decisions(after=first.seq) == [second]
    assert first.decided_at.endswith("+00:00")


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
cell = st.none() | st.floats(allow_nan=False, allow_infinity=False) | words | st.lists(words)


@given(changes=st.dictionaries(words, cell), reason=words)
def test_any_words_and_numbers_survive(tmp_path_factory, changes, reason):
    ledger = Ledger(f"sqlite:///{tmp_path_factory.getbasetemp() / 'any.db'}")
    put = ledger.add(decision(changes=changes, reason=reason))
    assert ledger.decisions(after=put.seq - 1) == [put]
    ledger.close()


@pytest.mark.parametrize("act", ["UPDATE decision SET reason = 'x'", "DELETE FROM decision"])
def test_the_file_itself_refuses_to_change_a_row(url, act):
    kept = Ledger(url).add(decision())
    with pytest.raises(DatabaseError, match="append-only"), create_engine(url).begin() as connection:
        connection.execute(text(act))
    assert Ledger(url).decisions() == [kept]


def test_asking_makes_no_file(tmp_path, url):
    assert known_decisions(url) == []
    assert list(tmp_path.iterdir()) == []
    put = Ledger(url).add(decision())
    assert known_decisions(url) == [put]


def test_it_lies_beside_the_boards_unless_told_otherwise(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("LEDGER_URL", raising=False)
    assert ledger_url() == f"sqlite:///{tmp_path / 'ledger.db'}"
    monkeypatch.setenv("LEDGER_URL", "sqlite:////elsewhere/l.db")
    assert ledger_url() == "sqlite:////elsewhere/l.db"


def test_a_ledger_that_cannot_be_used_is_a_message(tmp_path):
    (tmp_path / "ledger.db").mkdir()
    with pytest.raises(LedgerError, match="审核记录"):
        Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    (tmp_path / "text.db").write_text("not a database" * 99)
    with pytest.raises(LedgerError, match="审核记录"):
        Ledger(f"sqlite:///{tmp_path / 'text.db'}")


def test_two_processes_write_at_once(url):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = [pool.submit(add_many, url, who, 50) for who in ("甲", "乙")]
        numbers = [seq for each in done for seq in each.result()]
    kept = Ledger(url).decisions()
    assert sorted(numbers) == [each.seq for each in kept] == list(range(1, 101))


def test_nothing_acknowledged_is_lost_when_writers_are_killed(url):
    command = [sys.executable, "-c", WRITERS, url, str(KILLS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    acknowledged = [int(line) for line in done.stdout.split()]
    kept = [each.seq for each in Ledger(url).decisions()]
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) <= set(kept)
    assert kept == sorted(set(kept))
    assert Ledger(url).add(decision()).seq > kept[-1]
