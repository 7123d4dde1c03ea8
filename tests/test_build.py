"""The whole way on a small plan and on the seeds: what the tables hold, and that it is always the same."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipeline import build as building
from pipeline.board import connect, current_path, read_table
from pipeline.build import build
from pipeline.errors import PipelineError
from pipeline.fact_rows import domain_group
from pipeline.frames import frames_of, joined
from pipeline.lexicon import load
from pipeline.reading import read_plan
from pipeline.schema import TABLES
from tests.small_plan import write_plan

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
DTYPES = {"VARCHAR": "str", "INTEGER": "Int64", "DOUBLE": "Float64", "BOOLEAN": "boolean", "DATE": "datetime64[us]"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return frames_of(read_plan(write_plan(tmp_path_factory.mktemp("plan"))))


def tables(folder):
    with connect(current_path(folder)) as connection:
        return {schema.name: read_table(connection, schema.name) for schema in TABLES}


def test_tables_are_as_declared(small):
    for schema in TABLES:
        frame = small[schema.name]
        assert list(frame.columns) == [column.name for column in schema.columns]
        for column in schema.columns:
            assert str(frame[column.name].dtype) == DTYPES.get(column.type, "list<item: string>[pyarrow]"), column
    assert joined([]).keys() == small.keys()


def test_a_goal_stated_twice_is_one_target_with_two_statements(small):
    target = small["target"].set_index("indicator").loc["5G网络覆盖率"]
    statements = small["statement"].query("target_id == @target.target_id")
    assert target["statement_count"] == 2
    assert list(statements["position"]) == [0, 1]
    assert target["start"] == statements["start"].iloc[0]
    assert list(target["lead_agencies"]) == ["市经信局"]
    assert list(statements["lead_agencies"].map(list)) == [[], ["市经信局"]]
    assert target["programme_id"] == "900_small-p1"
    assert small["programme"].set_index("programme_id")["target_count"].to_dict() == {
        "900_small-p1": 1,
        "900_small-p2": 0,
    }


def test_statements_and_targets_count_alike(small):
    counted = small["statement"].groupby("target_id").size()
    assert counted.to_dict() == small["target"].set_index("target_id")["statement_count"].to_dict()


def test_passages_cover_the_file_and_name_their_chapter(small):
    passages = small["passage"]
    assert "".join(passages["raw_text"]) == write_text()
    assert list(passages["start"][1:]) == list(passages["end"][:-1])
    assert set(passages["kind"]) == {"heading", "paragraph", "cell"}
    target = small["target"].iloc[0]
    passage = passages.set_index("passage_id").loc[target["passage_id"]]
    assert passage["start"] <= target["start"] < passage["end"]
    assert target["chapter"] == passage["headings"] == "二、建设目标"


def write_text():
    from tests.small_plan import TEXT

    return TEXT.format(total="6")


def test_projects_are_read_by_the_words_of_their_header(small):
    projects = small["project"]
    assert list(projects["department"]) == ["教育局", "财政局", "民政局", "合计"]
    assert list(projects["is_total"]) == [False, False, False, True]
    assert list(projects["requested"]) == [188, 200, 24, 412]
    assert set(projects["year"]) == {2018}


def test_every_domain_has_one_of_ten_groups():
    groups = {domain_group(domain) for domain in load("domains")["words"]}
    assert groups == {
        "信息基础设施", "数据资源", "政务服务", "民生服务", "城市治理",
        "公共安全", "生态环境", "产业经济", "信息安全", "组织保障",
    }  # fmt: skip


def test_the_same_documents_give_the_same_board(tmp_path):
    heard = []
    report = build(SEEDS, tmp_path / "a", heard.append)
    build(list(reversed(SEEDS)), tmp_path / "b")
    assert heard == [path.name for path in SEEDS]
    assert report.path == current_path(tmp_path / "a")
    first, second = tables(tmp_path / "a"), tables(tmp_path / "b")
    for name, frame in first.items():
        pd.testing.assert_frame_equal(frame, second[name])
    assert list(report.plans["plan_id"]) == [path.stem for path in SEEDS]
    assert list(report.plans["characters"]) == list(first["plan"]["characters"])
    assert (report.plans["targets"].sum(), report.plans["observations"].sum()) == tuple(
        (first[name]["certainty"] == "core").sum() for name in ("target", "observation")
    )


def test_processes_and_one_process_give_the_same_board(tmp_path, monkeypatch):
    build(SEEDS, tmp_path / "one")
    monkeypatch.setattr(building, "FEW", 1)
    build(SEEDS, tmp_path / "many")
    for name, frame in tables(tmp_path / "one").items():
        pd.testing.assert_frame_equal(frame, tables(tmp_path / "many")[name])


def test_an_error_in_a_worker_process_is_the_same_message(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "FEW", 1)
    with pytest.raises(PipelineError, match="找不到文件"):
        build([*SEEDS[:2], tmp_path / "missing.txt"], tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_file_that_cannot_be_read_leaves_the_board_as_it_was(tmp_path):
    path = write_plan(tmp_path / "seeds")
    before = build([path], tmp_path / "data").path
    empty = tmp_path / "seeds" / "empty.txt"
    empty.touch()
    with pytest.raises(PipelineError, match=r"empty\.txt"):
        build([path, empty], tmp_path / "data")
    assert current_path(tmp_path / "data") == before


def test_no_files_and_files_of_one_name_are_messages(tmp_path):
    with pytest.raises(PipelineError, match="没有要读的文件"):
        build([], tmp_path / "data")
    path = write_plan(tmp_path / "a")
    other = Path(shutil.copytree(path.parent, tmp_path / "b")) / path.name
    with pytest.raises(PipelineError, match="900_small"):
        build([path, other], tmp_path / "data")


def test_ids_stay_when_the_understanding_changes(small, tmp_path, monkeypatch):
    """Another indicator, unit, year, domain: the same ids."""
    from dataclasses import replace

    reading = read_plan(write_plan(tmp_path))
    facts = tuple(replace(fact, indicator="x", unit="?", year=2030, domain="组织保障") for fact in reading.facts)
    changed = frames_of(replace(reading, facts=facts))
    assert list(changed["target"]["target_id"]) == list(small["target"]["target_id"])
    assert list(changed["observation"]["observation_id"]) == list(small["observation"]["observation_id"])


def test_ids_do_not_depend_on_the_other_documents(tmp_path, small):
    build([*SEEDS[:1], write_plan(tmp_path / "seeds")], tmp_path / "data")
    targets = tables(tmp_path / "data")["target"]
    own = targets[targets["plan_id"] == "900_small"]
    assert list(own["target_id"]) == list(small["target"]["target_id"])


def test_the_table_of_a_seed_adds_up_and_its_doubt_is_flagged(tmp_path):
    build([path for path in SEEDS if path.name.startswith("004")], tmp_path)
    projects, findings = tables(tmp_path)["project"], tables(tmp_path)["finding"]
    total = projects[projects["is_total"]].iloc[0]
    parts = projects[~projects["is_total"]]
    assert len(parts) == 16
    assert (total["projects"], total["requested"], total["approved"]) == (41, 4484.55, 3753.28)
    assert parts[["projects", "requested", "approved"]].sum().round(2).to_list() == [41, 4484.55, 3753.28]
    assert list(parts[parts["doubt"] != ""]["department"]) == ["财政局"]
    assert "table_total" not in set(findings["code"])
    assert "通过金额267万元大于申请金额200万元" in findings.set_index("code")["message"]["table_value"]
