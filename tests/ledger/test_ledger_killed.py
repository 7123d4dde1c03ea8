"""kill -9 at any moment: what was acknowledged is there, and the chain is whole."""

import subprocess
import sys
from pathlib import Path

from pipeline import evidence
from pipeline.entries import Figure
from pipeline.ledger import Ledger, is_there
from pipeline.ledger.backup import backup
from pipeline.ledger.restore import restore
from tests.ledger.samples import chain, figure, figures, folders_in

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 200
WRITERS = """
import os, random, signal, sys, time
from itertools import count
from pipeline.ledger import Ledger
from tests.ledger.samples import figure

Ledger(sys.argv[1]).close()  # so that no child has anything left to import
moments = random.Random(4)
for turn in range(int(sys.argv[2])):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        ledger, ids = Ledger(sys.argv[1]), (f"t{turn}-{number}" for number in count())
        while True:
            os.write(writer, b"%d\\n" % ledger.add(figure(target_id=next(ids))).seq)
    os.close(writer)
    with os.fdopen(reader) as lines:
        acknowledged = [lines.readline() for _ in range(moments.randint(1, 3))]
        time.sleep(moments.uniform(0, 0.005))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += lines.readlines()
    print("".join(acknowledged), end="")
"""
RESTORES = """
import os, random, signal, sys, time
from pathlib import Path
from pipeline.ledger import Ledger
from pipeline.ledger.restore import restore

archive, folder, turns = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
moments = random.Random(4)
for turn in range(turns):
    into = folder / str(turn)
    into.mkdir(parents=True)
    child = os.fork()
    if child == 0:
        folders = {name: into / name for name in ("evidence", "snapshots", "scores")}
        restore(archive, f"sqlite:///{into / 'ledger.db'}", folders)
        os._exit(0)
    time.sleep(moments.uniform(0, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""
RESTORED = 30


def test_nothing_acknowledged_is_lost_when_writers_are_killed(url):
    command = [sys.executable, "-c", WRITERS, url, str(KILLS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    acknowledged = [int(line) for line in done.stdout.split()]
    ledger = Ledger(url)
    kept = [each.seq for each in ledger.entries(Figure)]
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) <= set(kept)
    assert kept == sorted(set(kept))
    assert (chain(ledger).rows, chain(ledger).problem) == (len(kept), "")
    assert ledger.add(figure()).seq > kept[-1]
    ledger.close()


def test_a_restore_that_is_killed_has_done_all_or_nothing_and_can_be_done_again(sqlite_url, tmp_path):
    ledger = Ledger(sqlite_url)
    proof = evidence.store(tmp_path / "evidence", "盖章.pdf", b"proof")
    ledger.add_all(figures(50, evidence=(proof,)))
    backup(ledger, folders_in(tmp_path), tmp_path / "backup.zip")
    command = [sys.executable, "-c", RESTORES, tmp_path / "backup.zip", tmp_path / "new", str(RESTORED)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    for into in sorted((tmp_path / "new").iterdir()):
        new = f"sqlite:///{into / 'ledger.db'}"
        if not is_there(new):
            restore(tmp_path / "backup.zip", new, folders_in(into))
        assert Ledger(new).verify(folders_in(into)) == chain(ledger)
