"""Extraction against the hand labels, by the shared scorer and through the command that users have."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SEEDS = ("000", "001", "002", "003", "004")
FLOORS = {"f1": 0.97, "strict_f1": 0.93}
SEED_FLOOR = 0.90
FIELD_FLOOR = 0.90
REPORT_FLOORS = {"02": 0.5, "14": 0.5}


def scores(documents: Path, labels: Path, only: tuple[str, ...]) -> dict:
    command = [sys.executable, str(HERE / "score.py"), "--json", "--docs", str(documents), "--gold", str(labels)]
    extract = f"{shlex.quote(sys.executable)} -m pipeline extract {{file}}"
    done = subprocess.run(
        [*command, "--only", ",".join(only), "--run", extract], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def seeds() -> dict:
    return scores(ROOT / "seeds", HERE / "labels", SEEDS)


@pytest.mark.parametrize("measure", FLOORS)
def test_seeds_in_total(seeds, measure):
    assert seeds["total"][measure] >= FLOORS[measure]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_seed(seeds, seed):
    assert seeds[seed]["core"] > 0
    assert seeds[seed]["f1"] >= SEED_FLOOR


@pytest.mark.parametrize("field", ["op", "measure", "lead", "domain"])
def test_fields(seeds, field):
    right, judged = seeds["total"]["fields"][field]
    assert right / judged >= FIELD_FLOOR


@pytest.mark.shared
@pytest.mark.parametrize("report", REPORT_FLOORS)
def test_reports(shared_dir, report):
    gold = shared_dir / "gold"
    found = scores(gold / "docs", gold / "labels", (report,))
    assert found[report]["f1"] >= REPORT_FLOORS[report]


@pytest.mark.shared
def test_scorer_and_labels_are_the_shared_ones(shared_dir):
    gold = shared_dir / "gold"
    for name in ("score.py", "GUIDE.md", *(f"labels/{seed}.jsonl" for seed in SEEDS)):
        assert (HERE / name).read_bytes() == (gold / name).read_bytes(), name


@pytest.mark.shared
def test_seeds_are_untouched(shared_dir):
    for file in (shared_dir / "seeds").glob("*.txt"):
        assert (ROOT / "seeds" / file.name).read_bytes() == file.read_bytes(), file.name
