"""freeze, snapshots and rule as a user types them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.board import publish
from pipeline.entries import RuleChange, Snapshot
from pipeline.ledger import known_entries
from tests.dashboard.small_board import frames

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(tmp_path):
    publish(frames(), tmp_path)

    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *arguments], cwd=ROOT, env=os.environ | {"DATA_DIR": str(tmp_path)},
            capture_output=True, text=True, encoding="utf-8", timeout=60,
        )  # fmt: skip

    return command


def on_record(tmp_path, kind):
    return known_entries(f"sqlite:///{tmp_path / 'ledger.db'}", kind)


def test_a_board_is_frozen_listed_and_verified(run, tmp_path):
    assert "还没有数据期" in run("snapshots").stdout
    done = run("freeze", "2024年前三季度", "--as-of", "2024-09-30", "--by", "王敏", "--note", "季报")
    assert (done.returncode, done.stderr) == (0, "")
    (entry,) = on_record(tmp_path, Snapshot)
    assert (entry.as_of, entry.entered_by, entry.note) == ("2024-09-30", "王敏", "季报")
    assert entry.sha256 in done.stdout
    again = run("freeze", "2024年前三季度", "--by", "王敏")
    assert (again.returncode, again.stdout) == (1, "")
    assert "换一个名称" in again.stderr
    assert "文件完好" in run("snapshots").stdout
    assert "核对无误" in run("verify").stdout
    (tmp_path / "snapshots" / entry.file_name).unlink()
    assert "不见了" in run("snapshots").stdout
    assert "数据期第 1 号" in run("verify").stderr


@pytest.mark.parametrize(("day", "words"), [("2024-9-30", "不是日期"), ("2999-01-01", "还没有到")])
def test_a_wrong_day_is_told(run, tmp_path, day, words):
    done = run("freeze", "x", "--as-of", day, "--by", "王敏")
    assert done.returncode == 1
    assert words in done.stderr
    assert on_record(tmp_path, Snapshot) == []


def test_the_rule_is_listed_shown_and_changed(run, tmp_path):
    assert "● 序时进度（直线）" in run("rule", "list").stdout
    assert "10≤差距≤30为黄灯" in run("rule", "show", "银川").stdout
    done = run("rule", "use", "银川", "--by", "王敏", "--reason", "领导小组会议纪要")
    assert (done.returncode, done.stderr) == (0, "")
    (change,) = on_record(tmp_path, RuleChange)
    assert (change.entered_by, change.reason) == ("王敏", "领导小组会议纪要")
    shown = run("rule", "show").stdout
    assert shown.startswith("银川2025")
    assert "王敏：序时进度（直线） → 银川2025（10至30个百分点）（领导小组会议纪要）" in shown
    assert run("rule", "use", "北京", "--by", "王敏", "--reason", "x").returncode == 1
