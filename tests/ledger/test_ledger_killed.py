"""kill -9 at any moment: what was acknowledged is there, and the chain is whole."""

import subprocess
import sys
from pathlib import Path

from pipeline.entries import Figure
from pipeline.ledger import Ledger
from tests.ledger.samples import chain, figure

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 200
WRITERS = """
import os, random, signal, sys, time
from pipeline.ledger import Ledger
from tests.ledger.samples import figure

Ledger(sys.argv[1]).close()  # so that no child has anything left to import
moments = random.Random(4)
for turn in range(int(sys.argv[2])):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        ledger = Ledger(sys.argv[1])
        while True:
            os.write(writer, b"%d\\n" % ledger.add(figure(note=f"turn {turn}")).seq)
    os.close(writer)
    with os.fdopen(reader) as lines:
        acknowledged = [lines.readline() for _ in range(moments.randint(1, 3))]
        time.sleep(moments.uniform(0, 0.005))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += lines.readlines()
    print("".join(acknowledged), end="")
"""


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
