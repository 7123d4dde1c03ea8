"""report, approve and return as a user types them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.board import read_board
from pipeline.entries import Figure, Step
from pipeline.ledger import known_entries
from tests.small_plan import write_plan

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(tmp_path):
    """Runs a command on a small board; ``run.target_id`` is its goal 新增上云企业 (1500家, by 2021)."""

    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, arguments)],
            cwd=ROOT, env=os.environ | {"DATA_DIR": str(tmp_path / "data")}, capture_output=True, text=True,
            encoding="utf-8", timeout=120,
        )  # fmt: skip

    assert command("build", write_plan(tmp_path)).returncode == 0
    targets = read_board(tmp_path / "data")["target"]
    command.target_id = targets.loc[targets["indicator"] == "新增上云企业", "target_id"].iloc[0]
    return command


def report(run, value, *more, by="王敏"):
    said = ("--period", "2021-12-31", "--value", value, "--finality", "审定", "--source", "年报", "--by", by)
    return run("report", run.target_id, *said, *more)


def on_record(tmp_path, kind):
    return known_entries(f"sqlite:///{tmp_path / 'data' / 'ledger.db'}", kind)


def test_a_figure_is_reported_and_another_person_lets_it_count(run, tmp_path):
    proof = tmp_path / "年报.pdf"
    proof.write_bytes(b"%PDF-1.4")
    done = report(run, "1600", "--evidence", proof)
    assert (done.returncode, done.stderr) == (0, "")
    assert "已提交第 1 号实际值：新增上云企业，待另一人审核" in done.stdout
    assert "要由另一人通过" in run("approve", 1, "--by", "王敏").stderr
    assert run("approve", 1, "--by", "李四").stdout == "已通过第 1 号实际值。\n"
    assert "已完成" in run("show", run.target_id).stdout
    (figure,) = on_record(tmp_path, Figure)
    assert (figure.value, figure.finality, figure.evidence[0].name) == (1600, "final", "年报.pdf")
    assert "核对无误" in run("verify").stdout


def test_red_is_returned_and_approved_with_its_remedy(run, tmp_path):
    assert "审核通过前还要补原因、对策、新的完成时限" in report(run, "800").stdout
    refused = run("approve", 1, "--by", "李四")
    assert (refused.returncode, "还缺原因、对策、新的完成时限" in refused.stderr) == (1, True)
    assert run("return", 1, "--by", "李四", "--reason", "请补原因").returncode == 0
    assert "同一数值只报一次" in report(run, "800").stderr
    again = report(run, "800", "--replaces", 1, "--cause", "补贴未到", "--remedy", "拨付", "--new-date", "2022-06-30")
    assert again.returncode == 0, again.stderr
    assert run("approve", 2, "--by", "李四").returncode == 0
    assert [each.action for each in on_record(tmp_path, Step)] == ["returned", "approved"]


def test_a_range_keeps_both_ends_and_counts_by_the_lower(run, tmp_path):
    assert report(run, "1550家—1600家").returncode == 0
    assert run("approve", 1, "--by", "李四").returncode == 0
    (figure,) = on_record(tmp_path, Figure)
    assert (figure.value, figure.value_max) == (1550, 1600)
    assert "新增1550家至1600家（按下限评判）" in run("show", run.target_id).stdout
    assert "核对无误" in run("verify").stdout


def test_a_warning_is_named_with_the_way_to_overrule_it(run, tmp_path):
    refused = report(run, "1600.5")
    assert refused.returncode == 1
    assert "--overrule fraction=理由" in refused.stdout
    assert on_record(tmp_path, Figure) == []
    assert report(run, "1600.5", "--overrule", "fraction=折算").returncode == 0
    assert on_record(tmp_path, Figure)[0].warnings_overruled == {"fraction": "折算"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--period", "2021", "--value", "1", "--finality", "审定"), "“2021”不是日期"),
        (("--period", "2021-12-31", "--value", "很多", "--finality", "审定"), "“很多”不是一个数"),
        (("--period", "2021-12-31", "--value", "1", "--finality", "大概"), "数据性质“大概”有误"),
        (("--period", "2021-12-31", "--value", "1600", "--finality", "审定", "--evidence", "没有.pdf"), "没有.pdf"),
    ],
)
def test_what_is_typed_wrong_is_said_and_not_kept(run, tmp_path, arguments, said):
    done = run("report", run.target_id, *arguments, "--by", "王敏", "--source", "年报")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr
    assert on_record(tmp_path, Figure) == []


def test_a_number_that_is_none_is_said_in_chinese(run):
    assert "'甲' 不是整数" in run("approve", "甲", "--by", "李四").stderr
