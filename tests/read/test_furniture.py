"""What a site adds to a document is marked and named, and nothing is taken from the raw text."""

import pytest

from pipeline.model import RawDocument
from pipeline.read import read_document
from pipeline.read.furniture import mark_furniture
from tests.factories import SEEDS

COUNTS = {"000": 0, "001": 1, "002": 1, "003": 3, "004": 26}
MARKED = [
    ("001", "關閉×", "页面工具"),
    ("002", "时间:2022-05-31 13:13 字体大小:放大 正常 缩小", "页面工具"),
    ("003", "- 信息來源:市政府", "页面工具"),
    ("003", "- 發(fā)布日期:2018-09-18 15:54", "页面工具"),
    ("003", "- 瀏覽次數:", "页面工具"),
    ("004", "上传人:b****5 文档编号:6409277 上传时间:2023-01-06 格式:DOCX 页数:13 大小:53.52KB", "下载站"),
    ("004", "第1页 / 共13页", "下载站"),
    ("004", "中国人民政治协商会议.docx_第4页", "下载站"),
]
OF_THE_DOCUMENT = [
    "2023年，全市新增5G基站1200个。",
    "一、总体要求",
    "（此件公开发布）",
    "打印、关闭、分享等功能100%上线",
    "政务服务事项网上可办率 | 98% |",
]


def lines(document: RawDocument) -> list[tuple[str, str]]:
    return [(mark.span.of(document.raw), mark.reason) for mark in document.furniture]


@pytest.mark.parametrize("seed", SEEDS)
def test_how_many_lines(seed):
    assert len(read_document(SEEDS[seed]).furniture) == COUNTS[seed]


@pytest.mark.parametrize(("seed", "line", "reason"), MARKED)
def test_marked_lines(seed, line, reason):
    assert (line, reason) in lines(read_document(SEEDS[seed]))


@pytest.mark.parametrize("seed", SEEDS)
def test_marks_are_whole_lines_in_order(seed):
    document = read_document(SEEDS[seed])
    printed = document.raw.splitlines()
    assert all(line in printed for line, _ in lines(document))
    ends = [0, *(mark.span.end for mark in document.furniture)]
    assert all(end <= mark.span.start for end, mark in zip(ends, document.furniture, strict=False))


@pytest.mark.parametrize("line", OF_THE_DOCUMENT)
def test_lines_of_the_document_stay(line):
    assert mark_furniture(f"标题\n{line}\n正文。") == ()


def test_nothing_after_the_end_of_the_document_counts():
    text = "\n".join([*["正文一行。"] * 20, "展开阅读全文", "另一份规划：到2025年达到90%。"])
    assert [mark.span.of(text) for mark in mark_furniture(text)] == ["展开阅读全文", "另一份规划：到2025年达到90%。"]
