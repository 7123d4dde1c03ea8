"""The same plan in every format gives the same facts, and every fact leads to its place."""

from collections import Counter
from functools import cache

import pytest

from pipeline.passages import Passages
from pipeline.reading import read_plan
from tests.read import documents

FORMATS = {
    "plan.txt": lambda: documents.text_document().encode(),
    "plan.md": lambda: documents.text_document().encode("utf-8-sig"),
    "gb.txt": lambda: documents.text_document().encode("gb18030"),
    "plan.docx": documents.docx_document,
    "plan.html": documents.html_document,
    "old.htm": lambda: documents.html_document("gb2312"),
    "plan.pdf": documents.pdf_document,
}
TABLES = {
    "table.xlsx": documents.xlsx_document,
    "table.csv": documents.csv_document,
    "table.tsv": lambda: documents.csv_document("utf-8", "\t"),
}


@cache
def made(name: str) -> bytes:
    return (FORMATS | TABLES)[name]()


def facts(reading) -> list[tuple]:
    return [
        (fact.kind, fact.indicator, fact.value, fact.unit, fact.op, fact.year, fact.measure, fact.nature)
        for fact in reading.facts
    ]


def read(name: str, folder):
    path = folder / name
    path.write_bytes(made(name))
    return read_plan(path)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return facts(read("plan.txt", tmp_path_factory.mktemp("text")))


def test_the_text_itself(expected):
    assert len(expected) == 16
    assert ("target", "千兆光网用户", 400000, "户", ">=", 2025, "level", "预期性") in expected
    assert ("actual", "高频事项“跨省通办”数量", 64, "项", "=", 2022, "level", "") in expected


@pytest.mark.parametrize("name", FORMATS)
def test_documents(name, tmp_path, expected):
    assert facts(read(name, tmp_path)) == expected


@pytest.mark.parametrize("name", TABLES)
def test_tables_alone(name, tmp_path, expected):
    assert Counter(facts(read(name, tmp_path))) == Counter(expected[7:])


@pytest.mark.parametrize("name", FORMATS | TABLES)
def test_places_hold(name, tmp_path):
    reading = read(name, tmp_path)
    raw = reading.document.raw
    assert "".join(passage.span.of(raw) for passage in Passages(reading)) == raw
    ends = [0, *(block.span.end for block in reading.document.blocks)]
    assert all(end <= block.span.start for end, block in zip(ends, reading.document.blocks, strict=False))
    for fact in reading.facts:
        words = reading.clean.to_raw(fact.span).of(raw)
        assert words.strip("≥").replace(",", "")[0].isdigit()


@pytest.mark.parametrize("name", [*FORMATS, *TABLES])
def test_the_same_bytes_give_the_same_text(name, tmp_path):
    assert read(name, tmp_path).document == read(name, tmp_path).document


@pytest.mark.parametrize(("name", "place"), [
    ("plan.pdf", "第1页 表1 第2行第4列"), ("plan.docx", "表1 第2行第4列"), ("plan.html", "表1 第2行第4列"),
    ("table.xlsx", "工作表“主要指标” D3"), ("table.csv", "第3行第4列"),
])  # fmt: skip
def test_where_a_figure_stands(name, place, tmp_path):
    reading = read(name, tmp_path)
    fact = next(fact for fact in reading.facts if fact.value == 3100000)
    start = reading.clean.to_raw(fact.span).start
    block = next(block for block in reading.document.blocks if block.span.start <= start < block.span.end)
    assert block.place == place


def test_navigation_is_furniture(tmp_path):
    reading = read("plan.html", tmp_path)
    assert {mark.reason for mark in reading.document.furniture} == {"网页导航"}
    assert "首页" in reading.document.raw
    assert not {"首页", "市政府领导", "版权所有", "var pages"} & set(reading.clean.text.split())
    assert "版权所有" not in reading.clean.text
    assert "300" not in reading.document.raw
