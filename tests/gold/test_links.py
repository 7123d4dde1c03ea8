"""Proposed answers against hand-labelled pairs of reports, by the shared scorer and through the command of users."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAIRS = (("无锡市", 2019, 2020), ("泰州市", 2022, 2023))
PRECISION, RECALL = 0.95, 0.80
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def scores(shared_dir, tmp_path_factory) -> list[dict[str, float]]:
    folder = tmp_path_factory.mktemp("links")
    return [_score(shared_dir, folder, *pair) for pair in PAIRS]


def _score(shared: Path, folder: Path, city: str, promised: int, told: int) -> dict[str, float]:
    """What the scorer says, and the numbers behind its shares."""
    goals, report = (shared / "corpus" / "reports" / f"{city}_{year}.md" for year in (promised, told))
    command = ["-m", "pipeline", "answers", "--place", city, "--goals", str(goals), "--reports", str(report)]
    proposals = folder / f"{city}.jsonl"
    proposals.write_text(_run(command), encoding="utf-8")
    links = shared / "gold" / "links"
    said = _run([str(links / "score_links.py"), str(links / f"{city}_{promised}_{told}.jsonl"), str(proposals)])
    names = ("with a same answer", "precision", "recall", "near taken for same", "decoys taken")
    found = {name: float(re.search(rf"{name} ([\d.]+)", said)[1]) for name in names}
    right = round(found["recall"] * found["with a same answer"])
    return found | {"right": right, "judged": right / found["precision"] if right else 0}


def _run(command: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _sum(scores: list[dict[str, float]], name: str) -> float:
    return sum(score[name] for score in scores)


def test_precision_of_the_same(scores):
    assert _sum(scores, "right") / _sum(scores, "judged") >= PRECISION


def test_recall_of_the_same(scores):
    assert _sum(scores, "right") / _sum(scores, "with a same answer") >= RECALL


def test_no_look_alike_is_taken(scores):
    assert _sum(scores, "decoys taken") == 0
    assert _sum(scores, "near taken for same") == 0
