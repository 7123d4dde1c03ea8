"""table as a user types it: the rows of an office's table with their goals, and those that were confirmed go in."""

import pytest

from pipeline.board import read_board
from pipeline.entries import Figure
from pipeline.ledger import known_entries
from tests.small_plan import write_plan
from tests.test_follow_up_commands import run_in

TABLE = """乙海市2020年目标完成情况表
指标名称,单位,2020年目标,2020年实际完成
5G网络覆盖率,%,90,88.5—89.5
新增上云企业,家,900,950
财政收入,万元,900,950
"""


@pytest.fixture
def board(tmp_path):
    (tmp_path / "完成情况.csv").write_text(TABLE, encoding="utf-8")
    assert run_in(tmp_path / "data", "build", write_plan(tmp_path)).returncode == 0
    return tmp_path / "data"


@pytest.fixture
def run(board):
    return lambda act, *more: run_in(board, "table", act, board.parent / "完成情况.csv", "--city", "乙海市", *more)


def test_rows_are_shown_confirmed_and_put_on_record(run, board):
    targets = read_board(board)["target"].set_index("indicator")["target_id"]
    shown = run("show").stdout
    assert "1　5G网络覆盖率 88.5%至89.5%（2020年）" in shown
    assert f"{targets['5G网络覆盖率']}　5G网络覆盖率 99%以上（2021年底）　明确：指标同名" in shown
    assert "3　财政收入 950万元（2020年）\n　　没有对应的目标" in shown
    assert "没有要读入的行" in run("import", "--by", "王敏").stderr
    done = run("import", "--by", "王敏", "--take", f"2={targets['新增上云企业']}")
    assert done.stdout == "已提交 1 个数，待另一人审核。\n", done.stderr
    assert "已提交 1 个数" in run("import", "--by", "王敏", "--clear").stdout  # the other is on record
    figures = known_entries(f"sqlite:///{board / 'ledger.db'}", Figure)
    assert [(each.value, each.value_max) for each in figures] == [(950, None), (88.5, 89.5)]
    assert figures[0].source.startswith("完成情况.csv 第")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--take", "9=t1"), "表里没有第 9 行"),
        (("--take", "1=t1"), "第 1 行不会是目标 t1 的数"),
        (("--take", "t1"), "“t1”应写成 行=编号"),
    ],
)
def test_what_nobody_could_mean_is_refused(run, more, told):
    assert told in run("import", "--by", "王敏", *more).stderr


def test_a_file_that_is_not_there_is_named(board):
    done = run_in(board, "table", "show", board / "没有.csv", "--city", "乙海市")
    assert (done.returncode, "没有.csv" in done.stderr) == (1, True)
