"""verify, backup and restore as a user types them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.ledger import Ledger
from tests.ledger.samples import chain, figure, step

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def run(url, tmp_path):
    def command(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, arguments)],
            cwd=ROOT, env=os.environ | {"DATA_DIR": str(tmp_path), "LEDGER_URL": url} | environment,
            capture_output=True, text=True, encoding="utf-8", timeout=60,
        )  # fmt: skip

    return command


def test_verify_tells_that_all_is_well_or_the_first_bad_row(run, ledger):
    ledger.add_all([figure(), step(1, "approved")])
    noted = chain(ledger).head
    done = run("verify", "--head", noted)
    assert (done.returncode, done.stderr) == (0, "")
    assert "共 2 条记录" in done.stdout
    assert noted in done.stdout
    assert run("verify", "--head", "f" * 64).returncode == 1
    with ledger.engine.begin() as connection:
        drop = "DROP TRIGGER figure_no_update"
        is_sqlite = ledger.engine.dialect.name == "sqlite"
        connection.execute(text(drop if is_sqlite else "ALTER TABLE figure DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE figure SET value = 99"))
    done = run("verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert "实际值第 1 号被改动过：数值原为“62.6”，现为“99.0”" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_was_backed_up_is_restored(run, ledger, tmp_path):
    ledger.add_all([figure(), step(1, "approved")])
    file = tmp_path / "备份.zip"
    done = run("backup", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "已备份 2 条记录" in done.stdout
    again = run("backup", file)
    assert again.returncode == 1
    assert "换一个文件名" in again.stderr
    refused = run("restore", file)
    assert refused.returncode == 1
    assert "已有记录" in refused.stderr
    new = f"sqlite:///{tmp_path / 'new.db'}"
    done = run("restore", file, LEDGER_URL=new)
    assert (done.returncode, done.stderr) == (0, "")
    assert "已恢复 2 条记录" in done.stdout
    assert chain(Ledger(new)) == chain(ledger)


def test_where_nothing_was_entered_it_is_said(run, tmp_path):
    for command in (["verify"], ["backup", tmp_path / "b.zip"]):
        done = run(*command, LEDGER_URL=f"sqlite:///{tmp_path / 'none.db'}")
        assert done.returncode == 1
        assert "还没有填报和审核记录" in done.stderr
    assert list(tmp_path.iterdir()) == []
