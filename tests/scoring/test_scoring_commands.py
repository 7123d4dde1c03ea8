"""``python -m pipeline score`` as a user types it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.entries import SchemeChange
from pipeline.ledger import Ledger
from pipeline.scoring import definition_of, templates
from tests.small_plan import write_plan

ROOT = Path(__file__).resolve().parents[2]
SCHEME = templates()["包头2022（半年分四部分）"]


@pytest.fixture
def run(tmp_path):
    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, arguments)], cwd=tmp_path, capture_output=True, text=True,
            env=os.environ | {"DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}, timeout=120,
        )  # fmt: skip

    done = command("build", write_plan(tmp_path))
    assert done.returncode == 0, done.stderr
    return command


def test_a_trial_prints_every_agency_and_freezing_waits_for_a_scheme(run, tmp_path):
    off = run("score")
    assert (off.returncode, off.stderr.count("\n")) == (1, 1)
    assert "没有启用考核" in off.stderr
    trial = run("score", "--scheme", "广元", "--period", "2021-12-31")
    assert trial.returncode == 0, trial.stderr
    assert "试算，方案没有启用" in trial.stdout
    assert "乙海市　市经信局　未评完" in trial.stdout
    assert "共1个单位" in trial.stdout
    assert "“不存在”不是一个考核方案的名称" in run("score", "--scheme", "不存在").stderr
    assert "只能冻结现行考核方案" in run("score", "freeze", "--scheme", "广元").stderr
    assert not (tmp_path / "data" / "ledger.db").exists()


def test_the_scheme_in_force_is_frozen_once_and_verified(run, tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'data' / 'ledger.db'}")
    ledger.add(SchemeChange(entered_by="王敏", name=SCHEME.name, definition=definition_of(SCHEME), is_on=True))
    ledger.close()
    assert "2021年考核得分　包头2022" in run("score", "--period", "2021").stdout
    frozen = run("score", "freeze", "--period", "2021", "--by", "李四")
    assert frozen.returncode == 0, frozen.stderr
    assert (tmp_path / "2021年考核得分-1.xlsx").stat().st_size > 1000
    assert "已由李四冻结" in run("score", "freeze", "--period", "2021", "--by", "李四").stderr
    assert "核对无误" in run("verify").stdout
    (path,) = (tmp_path / "data" / "scores").iterdir()
    path.unlink()
    assert "考核得分第 1 号所附的文件" in run("verify").stderr
