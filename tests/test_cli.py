"""The commands as a user types them: what they print, and what they say when something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.board import connect, current_path, read_board, read_table
from pipeline.decisions import Decision
from pipeline.facts import said
from pipeline.ledger import Ledger
from tests.small_plan import TEXT, write_plan
from tests.two_reports import CITY, write_reports

ROOT = Path(__file__).resolve().parent.parent
FIELDS = {
    "doc", "city", "kind", "indicator", "value", "value_max", "unit", "op", "measure", "year", "domain", "lead",
    "quote", "start", "end", "certainty", "same_as", "annual", "nature", "confidence",
}  # fmt: skip


@pytest.fixture
def run(tmp_path):
    def command(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, arguments)],
            cwd=ROOT, env=os.environ | {"DATA_DIR": str(tmp_path / "data")} | environment,
            capture_output=True, text=True, encoding="utf-8", timeout=120,
        )  # fmt: skip

    return command


def is_one_chinese_line(text):
    return text.count("\n") == 1 and "Traceback" not in text and any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_build_prints_a_closing_table(run, tmp_path):
    done = run("build", write_plan(tmp_path))
    assert done.returncode == 0, done.stderr
    for word in (
        "规划",
        "字数",
        "目标",
        "现状",
        "任务",
        "提示",
        "乙海市智慧城市建设三年行动计划",
        "合计 1 份",
        "board-0001.duckdb",
    ):
        assert word in done.stdout
    assert done.stderr == ""


def test_build_takes_folders_and_the_seeds_by_default(run, tmp_path):
    folder = write_plan(tmp_path / "plans").parent
    assert run("build", folder).returncode == 0
    assert run("build", SEEDS_DIR=str(folder)).returncode == 0
    assert current_path(tmp_path / "data").name == "board-0002.duckdb"


def test_a_dry_run_prints_the_difference_and_publishes_nothing(run, tmp_path):
    path = write_plan(tmp_path / "plans")
    assert run("build", path).returncode == 0
    path.write_text(TEXT.format(total="6").replace("1500家", "1600家"), encoding="utf-8", newline="")
    done = run("build", "--dry-run", path)
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("撤下 乙海市 新增上云企业：1500家（2021）", "新增 乙海市 新增上云企业：1600家（2021）", "没有发布"):
        assert words in done.stdout
    assert current_path(tmp_path / "data").name == "board-0001.duckdb"
    assert "新增 1 项，撤下 1 项" in run("build", path).stdout


def test_a_build_without_paths_takes_what_was_handed_in(run, tmp_path):
    seeds = write_plan(tmp_path / "seeds").parent
    write_plan(tmp_path / "data" / "uploads", "901_other.txt")
    done = run("build", SEEDS_DIR=str(seeds))
    assert "合计 2 份" in done.stdout, done.stderr


def test_a_build_says_what_became_of_decisions(run, tmp_path):
    path = write_plan(tmp_path / "plans")
    assert run("build", path).returncode == 0
    row = read_board(tmp_path / "data")["target"].iloc[0]
    expected = said(row) | {"quote": row["quote"]}
    ledger = Ledger(f"sqlite:///{tmp_path / 'data' / 'ledger.db'}")
    ledger.add(Decision(row["target_id"], row["plan_id"], "correct", "王敏", "", {"value": 98.0}, expected))
    assert "校核记录" not in run("build", path).stdout
    assert "≥98%" in run("show", row["target_id"]).stdout.replace(" ", "").replace(">=", "≥")
    path.write_text(TEXT.format(total="6").replace("5G网络", "宽带"), encoding="utf-8", newline="")
    assert "校核记录：5G网络覆盖率：目标在新版本中没有找到，决定保留。" in run("build", path).stdout
    path.write_text("只有这一句，没有数字。\n", encoding="utf-8")
    other = write_plan(tmp_path / "others", "901_other.txt")
    assert "不再读取的文件：900_small.txt。" in run("build", other).stdout


def test_extract_prints_facts_as_json_lines_and_nothing_else(run, tmp_path):
    done = run("extract", write_plan(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    text = TEXT.format(total="6")
    for fact in facts:
        assert set(fact) == FIELDS
        assert (fact["doc"], fact["city"]) == ("900", "乙海市")
        assert fact["quote"] in text
        assert 0 <= fact["start"] < fact["end"] <= len(text)
    goals = [fact for fact in facts if fact["kind"] == "target"]
    assert [text[fact["start"] : fact["end"]] for fact in goals] == ["99%", "100%", "1500家", "99%"]
    assert facts[facts.index(goals[-1])]["same_as"] == facts.index(goals[0])
    assert not (tmp_path / "data").exists()


def test_extract_prints_the_rows_of_published_figures(run):
    done = run("extract", ROOT / "data" / "published_figures.csv")
    assert (done.returncode, done.stderr) == (0, "")
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [fact["kind"] for fact in facts].count("target") == 12
    assert len(facts) == 37
    assert {fact["city"] for fact in facts} == {"平湖市", "广德市", "宜兴市", "泰州市", "无锡市"}


def test_a_bad_table_of_figures_is_one_line(run, tmp_path):
    path = tmp_path / "坏.csv"
    path.write_text((ROOT / "data" / "published_figures.csv").read_text("utf-8").replace("growth", "grow"), "utf-8")
    done = run("build", path)
    assert done.returncode == 1
    assert is_one_chinese_line(done.stderr)
    assert "坏.csv 有 23 处问题" in done.stderr


def test_extract_stops_quietly_when_nobody_listens(tmp_path):
    command = f"{sys.executable} -m pipeline extract {write_plan(tmp_path)} | true"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""


def test_answers_prints_proposals_out_of_files_or_out_of_the_board(run, tmp_path):
    goals, report, neighbour = write_reports(tmp_path / "reports")
    of_files = run("answers", "--place", CITY, "--goals", goals, "--reports", report, neighbour)
    assert of_files.returncode == 0, of_files.stderr
    lines = [json.loads(line) for line in of_files.stdout.splitlines()]
    assert {line["answer"]["doc"] for line in lines} == {report.stem}
    assert ("建成5G基站620座", "same") in [(line["answer"]["quote"], line["class"]) for line in lines]
    run("build", goals, report, neighbour)
    of_board = run("answers", "--place", CITY)
    assert of_board.stdout == of_files.stdout
    half = run("answers", "--place", CITY, "--goals", goals)
    assert (half.returncode, is_one_chinese_line(half.stderr)) == (1, True)


def test_show_prints_a_target_in_its_context(run, tmp_path):
    assert run("build", write_plan(tmp_path)).returncode == 0
    with connect(current_path(tmp_path / "data")) as connection:
        targets = read_table(connection, "target").set_index("indicator")
    target_id = targets["target_id"]["5G网络覆盖率"]
    done = run("show", target_id)
    assert done.returncode == 0, done.stderr
    assert "【到2021年，5G网络覆盖率达到99%以上，政务服务事项网上可办率达到100%。】" in done.stdout
    for words in (
        "乙海市智慧城市建设三年行动计划",
        "二、建设目标",
        "市经信局",
        "2021年底",
        "另一处",
        "5G网络覆盖率达99%以上",
        "除2018年现状60%外",
    ):
        assert words in done.stdout

    wrong = target_id[:-1] + ("0" if target_id[-1] != "0" else "1")
    missed = run("show", wrong)
    assert missed.returncode == 1
    assert missed.stdout == ""
    assert is_one_chinese_line(missed.stderr)
    assert target_id in missed.stderr


def test_show_without_a_board_says_what_to_do(run):
    done = run("show", "t0123456789")
    assert done.returncode == 1
    assert "python -m pipeline build" in done.stderr


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "找不到文件"),
        ("empty.txt", b"", "空文件"),
        ("blank.txt", b" \r\n\n ", "空文件"),
        ("word.txt", b"PK\x03\x04" + bytes(range(256)), "无法打开"),
        ("scan.pdf", b"%PDF-1.7", "无法读取"),
    ],
)
def test_files_that_cannot_be_read(run, tmp_path, command, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = run(command, path)
    assert done.returncode == 1
    assert words in done.stderr
    assert is_one_chinese_line(done.stderr)
    assert done.stdout.strip() == ""


def test_a_folder_without_documents(run, tmp_path):
    (tmp_path / "none").mkdir()
    done = run("build", tmp_path / "none")
    assert done.returncode == 1
    assert is_one_chinese_line(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"), [(("nix",), "没有命令 'nix'"), (("show",), "缺少 编号"), (("build", "--x"), "不认识 --x")]
)
def test_mistyped_commands(run, arguments, words):
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize("command", ["build", "extract", "show"])
def test_help_is_chinese(run, command):
    assert command in run("-h").stdout
    text = run(command, "-h").stdout
    assert text.startswith("用法：")
    assert "usage" not in text
    assert "options" not in text
