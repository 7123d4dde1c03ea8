"""Which figures answer which goals: from the tables of a board, and as the command prints them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.answering import UnknownPlaceError, proposals, proposals_for
from pipeline.frames import frames_of, joined
from tests.factories import REPORT, raw_document, reading_of
from tests.small_plan import write_plan

ROOT = Path(__file__).resolve().parent.parent
GOALS = (
    "今年地区生产总值增长6%左右。新增口袋公园30个。推进城市更新，改造老旧小区20个。新开工海塘安澜工程45公里。"
    "创成省级示范村5个。"
)
RESULTS = (
    "预计地区生产总值增长5.5%。新增口袋公园33个。改造老旧小区21个。建成海塘安澜工程90公里。创成市级示范村9个。"
    "“十三五”期间地区生产总值年均增长7%。"
)


def report(year: int, past: str = "工作有序推进。", future: str = "坚持统筹推进。", city: str = "云溪市") -> str:
    text = REPORT.format(past=past, future=future).replace("2024年", f"{year}年").replace("2023年", f"{year - 1}年")
    return text.replace("云溪市", city)


def frames(text: str, name: str):
    return frames_of(reading_of(raw_document(text, name)))


@pytest.fixture(scope="module")
def goals():
    return frames(report(2024, future=GOALS), "云溪市_2024.txt")


@pytest.fixture(scope="module")
def results():
    return frames(report(2025, past=RESULTS), "云溪市_2025.txt")


def told(found):
    return {(each.goal.indicator, each.figure.value): each.kind for each in found}


def test_the_results_of_the_next_report_answer_the_goals(goals, results):
    found = told(proposals_for("云溪市", goals, results))
    assert {pair for pair, kind in found.items() if kind == "same"} == {
        ("地区生产总值增长率", 5.5),
        ("新增口袋公园", 33.0),
        ("改造老旧小区", 21.0),
    }


def test_what_a_person_must_decide_is_near_and_says_why(goals, results):
    near = {each.goal.indicator: each for each in proposals_for("云溪市", goals, results) if each.kind == "near"}
    words = {name: [each.words for each in found.comparison.differs] for name, found in near.items()}
    assert words["创成省级示范村"] == ["层级：目标“省”，实际“市”"]
    assert words["新开工海塘安澜工程"] == ["动作：目标“新开工”，实际“建成”"]


def test_an_average_of_years_is_not_proposed_where_the_year_is_told(goals, results):
    growth = [each for each in proposals_for("云溪市", goals, results) if each.goal.measure == "growth"]
    assert [each.figure.value for each in growth] == [5.5]


def test_the_sentence_before_a_number_is_read_from_the_passages(goals, results):
    found = next(each for each in proposals_for("云溪市", goals, results) if each.goal.indicator == "改造老旧小区")
    assert found.goal.context().endswith("推进城市更新，改造老旧小区")


def test_a_city_is_answered_by_itself_only(goals):
    other = frames(report(2025, past=RESULTS, city="丙山市"), "丙山市_2025.txt")
    with pytest.raises(UnknownPlaceError, match="没有“云溪市”的文件。文件里写到的有：丙山市"):
        list(proposals_for("云溪市", goals, other))


def test_the_proposals_of_a_board_are_those_of_its_cities(goals, results):
    own = {name: frames(report(year, **said, city="丙山市"), name) for name, year, said in (
        ("丙山市_2024.txt", 2024, {"future": "今年新增口袋公园8个。"}),
        ("丙山市_2025.txt", 2025, {"past": "新增口袋公园9个。"}),
    )}  # fmt: skip
    board = joined([_renamed(part, str(number)) for number, part in enumerate([goals, results, *own.values()])])
    alone = told(proposals_for("云溪市", goals, results)) | {("新增口袋公园", 9.0): "same"}
    assert told(proposals(board)) == alone


def _renamed(part, plan_id: str):
    """The tables of a document under an id of its own."""
    return {name: table.assign(plan_id=plan_id) for name, table in part.items()}


def test_a_document_that_looks_back_may_tell_sums(goals):
    past = f"五年来，我市快速发展。过去五年，{'地区生产总值年均增长7%，出口年均增长5%。' * 2}新增口袋公园180个。"
    found = proposals_for("云溪市", goals, frames(report(2025, past=past), "云溪市_2025.txt"))
    assert "same" not in [each.kind for each in found if each.goal.indicator == "新增口袋公园"]


@pytest.fixture
def run(tmp_path):
    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "pipeline", "answers", *map(str, arguments)], cwd=ROOT,
            env=os.environ | {"DATA_DIR": str(tmp_path / "data")}, capture_output=True, encoding="utf-8", timeout=60,
        )  # fmt: skip

    return command


@pytest.fixture
def files(tmp_path):
    texts = {"云溪市_2024.txt": report(2024, future=GOALS), "云溪市_2025.txt": report(2025, past=RESULTS)}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return [tmp_path / name for name in texts]


def test_the_command_prints_spans_score_and_class(run, files):
    done = run("--place", "云溪市", "--goals", files[0], "--reports", files[1])
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    goals, reports = (path.read_text(encoding="utf-8") for path in files)
    park = next(line for line in lines if line["goal"]["indicator"] == "新增口袋公园")
    assert goals[park["goal"]["start"] : park["goal"]["end"]] == "30个"
    assert reports[park["answer"]["start"] : park["answer"]["end"]] == "33个"
    assert (park["class"], park["score"], park["differs"]) == ("same", 1, [])
    assert all(line["class"] in ("same", "near") and 0 <= line["score"] <= 1 for line in lines)


@pytest.mark.parametrize(
    ("place", "goals", "words"),
    [
        ("丙山市", "云溪市_2024.txt", "没有“丙山市”的文件。文件里写到的有：云溪市。请核对 --place 和文件。"),
        ("云溪市", "没有.txt", "没有.txt"),
        ("云溪市", "900_small.txt", "没有“云溪市”的文件。文件里写到的有：乙海市"),
    ],
)
def test_bad_input_is_one_clear_line(run, files, place, goals, words):
    folder = write_plan(files[0].parent).parent
    done = run("--place", place, "--goals", folder / goals, "--reports", files[1])
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_the_command_asks_for_all_it_needs(run, files):
    done = run("--place", "云溪市", "--goals", files[0])
    assert (done.returncode, done.stdout) == (1, "")
    assert "--goals 和 --reports 要一起给" in done.stderr
