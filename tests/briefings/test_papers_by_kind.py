"""Every paper can be asked for by its kind, from the page and from the command line, and is the same file each time."""

import os
import subprocess
import sys

import pytest

from dashboard.briefings.kinds import KINDS, Options, make
from dashboard.filters import Filters
from tests.briefings.conftest import DAYS
from tests.briefings.reading import tables_of, words_of
from tests.conftest import ROOT

PAPERS = {"onepage": b"%PDF", "report": b"%PDF", "notice": b"PK", "agenda": b"PK", "follow-up": b"PK"}


@pytest.fixture
def board(boards, monkeypatch, tmp_path):
    board = boards[DAYS[2]]
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return board


@pytest.mark.parametrize("kind", PAPERS)
def test_made_twice(board, kind):
    first, again = (make(board, Filters(city=("平湖市",)), kind, Options(traditional=True)) for _ in range(2))
    assert first.content.startswith(PAPERS[kind])
    assert first.name.endswith(KINDS[kind].suffix)
    assert first == again


def test_one_goal_of_a_follow_up_sheet(board, whole):
    goal = whole.goals[whole.goals["city"] == "宜兴市"].iloc[0]
    content = make(board, Filters(), "follow-up", Options(item=goal["target_id"])).content
    assert [dict(table)["目标原文"] for table in tables_of(content)] == [f"“{goal['quote']}”"]


def test_another_process_writes_the_same_bytes(board_dir, tmp_path):
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.docx"
        command = [
            sys.executable,
            "-m",
            "pipeline",
            "brief",
            "--kind",
            "notice",
            "--as-of",
            "2024-09-30",
            "--out",
            path,
        ]
        environment = os.environ | {"DATA_DIR": str(board_dir), "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [*command, "--out", path], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        written.append(path.read_bytes())
    assert written[0] == written[1]
    assert "共分解数字目标" in words_of(written[0])
