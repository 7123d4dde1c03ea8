"""The board on disk: published whole or not at all, while others read."""

import multiprocessing
import threading
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline import board
from pipeline.board import (
    BoardUnreadableError,
    BoardUnwritableError,
    NoBoardError,
    connect,
    current_path,
    publish,
    read_table,
)
from pipeline.frames import joined
from pipeline.schema import TABLES

EMPTY = joined([])


def frames_with(plan_id: str) -> board.Frames:
    row = (
        EMPTY["plan"]
        .reindex([0])
        .assign(plan_id=plan_id, city="甲市", first_year=2019, issued_on=pd.Timestamp("2019-07-09"))
    )
    return EMPTY | {"plan": row.astype(EMPTY["plan"].dtypes)}


def plan_ids(path: Path) -> list[str]:
    with connect(path) as connection:
        return list(read_table(connection, "plan")["plan_id"])


def test_every_table_is_there_with_comments_and_types(tmp_path):
    with connect(publish(frames_with("000"), tmp_path)) as connection:
        for schema in TABLES:
            rows = connection.execute(
                "SELECT column_name, data_type, comment FROM duckdb_columns() "
                "WHERE table_name = ? ORDER BY column_index",
                [schema.name],
            ).fetchall()
            assert rows == [(column.name, column.type, column.comment) for column in schema.columns]
            comment = connection.execute(
                "SELECT comment FROM duckdb_tables() WHERE table_name = ?", [schema.name]
            ).fetchone()
            assert comment == (schema.comment,)


def test_a_board_of_an_older_build_says_to_build_again(tmp_path):
    path = publish(frames_with("000"), tmp_path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE plan DROP COLUMN recognised")
    with connect(path) as connection, pytest.raises(BoardUnreadableError, match="请重新运行"):
        read_table(connection, "plan")


def test_what_is_read_is_what_was_written(tmp_path):
    with connect(publish(frames_with("000"), tmp_path)) as connection:
        plan = read_table(connection, "plan").iloc[0]
    assert (plan["plan_id"], plan["city"], plan["first_year"]) == ("000", "甲市", 2019)
    assert plan["issued_on"].isoformat()[:10] == "2019-07-09"
    assert pd.isna(plan["last_year"])


def test_a_reader_keeps_the_old_board_while_a_new_one_is_published(tmp_path):
    old = connect(publish(frames_with("old"), tmp_path))
    publish(frames_with("new"), tmp_path)
    assert list(read_table(old, "plan")["plan_id"]) == ["old"]
    assert plan_ids(current_path(tmp_path)) == ["new"]
    old.close()


def test_only_the_newest_boards_stay(tmp_path):
    for number in range(board.KEEP + 2):
        publish(frames_with(str(number)), tmp_path)
    names = sorted(path.name for path in tmp_path.glob("board-*"))
    assert names == [f"board-{number:04d}.duckdb" for number in range(3, board.KEEP + 3)]
    assert plan_ids(current_path(tmp_path)) == [str(board.KEEP + 1)]


def test_numbers_go_on_after_9999(tmp_path):
    publish(frames_with("a"), tmp_path).rename(tmp_path / "board-9999.duckdb")
    assert publish(frames_with("b"), tmp_path).name == "board-10000.duckdb"
    assert plan_ids(current_path(tmp_path)) == ["b"]


@pytest.mark.parametrize("content", [None, "", "board-0009.duckdb\n", "../secret\n", "nonsense"])
def test_no_board_says_what_to_do(tmp_path, content):
    if content is not None:
        (tmp_path / "CURRENT").write_text(content, encoding="utf-8")
    with pytest.raises(NoBoardError, match="python -m pipeline build"):
        current_path(tmp_path)


def test_a_pointer_that_cannot_be_read(tmp_path):
    (tmp_path / "CURRENT").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(BoardUnreadableError, match="CURRENT"):
        current_path(tmp_path)
    (tmp_path / "CURRENT").unlink()
    (tmp_path / "CURRENT").mkdir()
    with pytest.raises(BoardUnreadableError, match="CURRENT"):
        current_path(tmp_path)


def test_a_broken_file_is_a_message(tmp_path):
    path = tmp_path / "board-0001.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(BoardUnreadableError, match="读不到看板数据"):
        connect(path)


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BoardUnwritableError, match="写不了看板数据"):
        publish(frames_with("a"), tmp_path / "data")


def test_a_table_that_breaks_its_key_leaves_the_board_as_it_was(tmp_path):
    publish(frames_with("good"), tmp_path)
    bad = frames_with("bad")
    bad["plan"] = pd.concat([bad["plan"], bad["plan"]], ignore_index=True)
    with pytest.raises(duckdb.ConstraintException):
        publish(bad, tmp_path)
    assert plan_ids(current_path(tmp_path)) == ["good"]
    assert list(tmp_path.glob("*.tmp*")) == []


def test_undeclared_columns_are_refused(tmp_path):
    with pytest.raises(ValueError, match="declared"):
        publish(EMPTY | {"plan": EMPTY["plan"].assign(more=1)}, tmp_path)


def test_what_a_killed_build_left_is_swept_up(tmp_path):
    dead = multiprocessing.get_context("spawn").Process(target=int)
    dead.start()
    dead.join()
    left = tmp_path / f"board-{dead.pid}-0badcafe.tmp"
    alive = tmp_path / "board-1-0badcafe.tmp"
    for path in (left, left.with_suffix(".tmp.wal"), alive):
        path.touch()
    publish(frames_with("a"), tmp_path)
    assert not left.exists()
    assert not left.with_suffix(".tmp.wal").exists()
    assert alive.exists()


def test_builds_at_once_publish_one_after_the_other(tmp_path):
    """Threads of one process, as sessions of a dashboard are."""
    names = [f"plan{number}" for number in range(6)]
    threads = [threading.Thread(target=publish, args=(frames_with(name), tmp_path)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert current_path(tmp_path).name == "board-0006.duckdb"
    published = [plan_ids(path)[0] for path in sorted(tmp_path.glob("board-*.duckdb"))]
    assert len(set(published)) == board.KEEP
    assert set(published) <= set(names)


def test_processes_at_once_publish_one_after_the_other(tmp_path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=publish, args=(frames_with(f"p{n}"), tmp_path)) for n in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert sorted(plan_ids(path)[0] for path in tmp_path.glob("board-*.duckdb")) == ["p0", "p1"]
    assert current_path(tmp_path).name == "board-0002.duckdb"
