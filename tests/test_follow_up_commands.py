"""follow-up as a user types it: open, answer, close, list; and what it says when something is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.board import read_board
from pipeline.entries import FollowUp
from pipeline.ledger import known_entries
from tests.small_plan import write_plan

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("board")
    assert run_in(folder / "data", "build", write_plan(folder)).returncode == 0
    return folder / "data"


def run_in(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)], cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(folder)}, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


def test_from_opening_to_closing(board, tmp_path):
    target = read_board(board)["target"].iloc[0]
    proof = tmp_path / "证明.pdf"
    proof.write_bytes(b"%PDF")

    def run(*arguments):
        return run_in(board, "follow-up", *arguments)

    opened = run("open", target["target_id"], "--due", "2099-12-31", "--by", "王敏", "--agency", "市工信局")
    assert (opened.returncode, opened.stderr) == (0, "")
    item = known_entries(f"sqlite:///{board / 'ledger.db'}", FollowUp)[0]
    assert item.item_id in opened.stdout
    assert (item.plan_id, item.agency) == (target["plan_id"], "市工信局")
    assert item.text.startswith(f"{target['city']}{target['indicator']}，")

    refused = run("close", item.item_id, "--by", "赵六", "--text", "已核")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "还没有答复，不能销号" in refused.stderr
    assert run("answer", item.item_id, "--by", "李四", "--text", "已完成", "--evidence", proof).returncode == 0
    assert "由李四答复，要由另一人销号" in run("close", item.item_id, "--by", "李四", "--text", "已核").stderr
    assert run("reopen", item.item_id, "--by", "赵六", "--text", "缺材料", "--due", "2099-12-31").returncode == 0
    assert run("extend", item.item_id, "--by", "赵六", "--text", "等批复", "--due", "2100-01-31").returncode == 0
    listed = run("list").stdout
    assert "督办 1 件" in listed
    assert f"{item.item_id}  －  退回重办  时限 2100-01-31  市工信局" in listed
    assert "红  逾期未答复" in run("list", "--as-of", "2101-01-31").stdout
    assert "黄  退回重办" in run("list", "--as-of", "2100-01-30", "--ladder", "宿迁").stdout
    actions = [each.action for each in known_entries(f"sqlite:///{board / 'ledger.db'}", FollowUp)]
    assert actions == ["opened", "answered", "reopened", "extended"]
    assert len(list((board / "evidence").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("open", "t-none", "--due", "2099-12-31", "--by", "王敏"), "没有编号为“t-none”的目标"),
        (("open", "--due", "2099-12-31", "--by", "王敏", "--text", "请报告"), "缺少规划编号"),
        (("open", "--plan", "p", "--due", "明天", "--by", "王敏"), "“明天”不是日期"),
        (("open", "--plan", "p", "--by", "王敏", "--text", "请报告"), "缺少办理时限"),
        (("answer", "2020-999", "--by", "王敏", "--text", "x"), "没有编号为 2020-999 的督办"),
        (("answer", "2020-999", "--text", "x"), "缺少 --by"),
        (("list", "--ladder", "别处"), "没有这个规则"),
    ],
)
def test_what_is_wrong_is_one_line_in_chinese(board, arguments, told):
    done = run_in(board, "follow-up", *arguments)
    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr
