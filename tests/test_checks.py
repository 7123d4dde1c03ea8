"""Checks can fail: each is shown tables with one thing wrong."""

import pickle
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.board import current_path
from pipeline.build import build
from pipeline.checks import CheckFailedError, check_board, check_document, check_names
from pipeline.errors import PipelineError
from pipeline.frames import frames_of, joined
from pipeline.reading import read_plan
from tests.small_plan import write_plan


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return read_plan(write_plan(tmp_path_factory.mktemp("plan")))


@pytest.fixture
def frames(reading):
    return frames_of(reading)


def spoiled(frames, table, column, value, row=0):
    frame = frames[table].copy()
    frame.loc[frame.index[row], column] = value
    return frames | {table: frame}


def test_a_sound_document_passes(frames, reading):
    check_document(frames, reading)
    check_board(joined([frames]))


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("target", "quote", "别的话", "引文与原文不符"),
        ("target", "number_words", "98%", "引文与原文不符"),
        ("target", "end", 10**6, "超出原文"),
        ("target", "start", -1, "超出原文"),
        ("target", "sentence_end", 1, "超出原文"),
        ("statement", "quote_start", 0, "引文与原文不符"),
        ("observation", "sentence_start", 10**6, "超出原文"),
        ("programme", "end", 10**6, "超出原文"),
        ("passage", "raw_text", "", "段落连起来不等于原文"),
        ("passage", "start", 3, "引文与原文不符"),
    ],
)
def test_a_place_that_is_not_what_was_printed(frames, reading, table, column, value, message):
    with pytest.raises(CheckFailedError, match=message):
        check_document(spoiled(frames, table, column, value), reading)


def test_a_number_outside_its_sentence(frames, reading):
    start = int(frames["target"]["end"].iloc[0])
    with pytest.raises(CheckFailedError, match="不在它的句子里"):
        check_document(spoiled(frames, "target", "sentence_start", start - 1), reading)


def test_ids_are_unique_and_there(frames):
    board = joined([frames])
    first = board["target"]["target_id"].iloc[0]
    with pytest.raises(CheckFailedError, match=f"{first} 重复"):
        check_board(spoiled(board, "target", "target_id", first, row=1))
    with pytest.raises(CheckFailedError, match="缺编号"):
        check_board(spoiled(board, "passage", "passage_id", None))


@pytest.mark.parametrize(
    ("table", "column"),
    [("statement", "target_id"), ("target", "passage_id"), ("observation", "passage_id"), ("target", "programme_id")],
)
def test_what_is_referred_to_exists(frames, table, column):
    with pytest.raises(CheckFailedError, match="引用了不存在的"):
        check_board(spoiled(joined([frames]), table, column, "nowhere"))


def test_two_files_of_one_name():
    check_names(["a", "b"])
    with pytest.raises(PipelineError, match="两个文件都叫“a”"):
        check_names(["a", "b", "a"])


def test_the_message_is_one_chinese_line_and_survives_a_worker_process():
    error = CheckFailedError("甲文件的段落连起来不等于原文")
    assert str(error) == "检查未通过：甲文件的段落连起来不等于原文。未发布，原有看板数据保持不变。"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_failed_check_leaves_the_published_board_as_it_was(tmp_path, monkeypatch):
    path = write_plan(tmp_path / "seeds")
    before = build([path], tmp_path / "data").path
    whole = current_path(tmp_path / "data").read_bytes()

    def torn(path):
        reading = read_plan(path)
        moved = [max(place - 1, 0) for place in reading.clean.origin]
        return (replace(reading, clean=replace(reading.clean, origin=moved)),)

    monkeypatch.setattr("pipeline.build.read_plans", torn)
    with pytest.raises(CheckFailedError):
        build([path], tmp_path / "data")
    assert current_path(tmp_path / "data") == before
    assert before.read_bytes() == whole
    assert [file.name for file in (tmp_path / "data").glob("board-*")] == [before.name]


def test_a_total_that_does_not_add_up_is_flagged_and_kept(tmp_path):
    frames = frames_of(read_plan(write_plan(tmp_path, total="9")))
    findings = frames["finding"].set_index("code")["message"]
    assert findings["table_total"] == "合计行项目数9个，与各行相加6个不符，照原文保留。"
    assert frames["project"].set_index("department")["projects"]["合计"] == 9


def test_more_approved_than_asked_for_is_flagged_and_kept(frames):
    projects = frames["project"].set_index("department")
    assert projects["doubt"]["财政局"] == "通过金额267万元大于申请金额200万元"
    assert projects["approved"]["财政局"] == 267
    assert (projects["doubt"].drop("财政局") == "").all()
    findings = frames["finding"]
    assert list(findings[findings["code"] == "table_value"]["message"]) == [
        "财政局：通过金额267万元大于申请金额200万元，照原文保留。"
    ]
    assert not (findings["code"] == "table_total").any()


def test_a_plan_without_a_city_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("建设目标\n到2021年，网络覆盖率达到99%。\n", encoding="utf-8")
    frames = frames_of(read_plan(path))
    assert "missing_city" in set(frames["finding"]["code"])
    assert pd.isna(frames["finding"].set_index("code")["start"]["missing_city"])
