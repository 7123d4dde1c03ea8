"""Small documents for tests, taken through the real stages: a plan, a five-year outline, a work report, a proposal."""

import tomllib
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.extract import extract
from pipeline.model import Fact, RawDocument, Reading
from pipeline.structure import structure

TESTS = Path(__file__).resolve().parent
SEEDS = {path.name[:3]: path for path in sorted((TESTS.parent / "seeds").glob("0*.txt"))}

PLAN = """云溪市数字政府建设三年行动计划（2023—2025年）
云政办发〔2023〕18号
为加快推进数字政府建设，结合我市实际，制定本行动计划。
一、发展现状
{past}
二、主要目标
{future}
三、保障措施
加强组织领导，健全工作机制。
云溪市人民政府办公室
2023年3月6日
"""
OUTLINE = """云溪市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要
云溪市人民政府
2021年3月20日
“十四五”时期（2021—2025年）是开启新征程的头五年。
第一章 发展基础
{past}
第二章 主要目标
{future}
"""
REPORT = """政府工作报告
——2024年1月10日在云溪市第五届人民代表大会第三次会议上
云溪市市长 江远
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2023年工作回顾
{past}
二、2024年重点工作
{future}
"""
DOCUMENTS = {"plan": PLAN, "outline": OUTLINE, "report": REPORT}
NOTHING_PAST = "各项工作有序推进。"
NOTHING_AHEAD = "坚持统筹推进。"


def raw_document(text: str, name: str = "文件.txt") -> RawDocument:
    return RawDocument("x", name, "", "utf-8", text)


def reading_of(document: RawDocument) -> Reading:
    """A document after clean, structure and extract."""
    text = clean(document)
    frame = structure(document, text)
    return Reading(document, text, frame, extract(document, text, frame))


def read_in(document: str, section: str, text: str) -> Reading:
    """``text`` as the body of the past or the future section of a small document of that kind."""
    bodies = {"past": NOTHING_PAST, "future": NOTHING_AHEAD} | {section: text}
    return reading_of(raw_document(DOCUMENTS[document].format(**bodies)))


def facts_in(document: str, section: str, text: str) -> list[Fact]:
    """The facts that ``text`` holds when it stands in such a document."""
    return list(read_in(document, section, text).facts)


def surface(reading: Reading, fact: Fact) -> str:
    """The number with its unit as the clean text prints it."""
    return fact.span.of(reading.clean.text)


def cases(name: str) -> list:
    """The cases of tests/corpus/NAME.toml as parameters; one with a ``todo`` is expected to fail until it is mended."""
    read = tomllib.loads((TESTS / "corpus" / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["text"][:40], marks=_expected(case)) for case in read]


def _expected(case: dict) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["todo"])] if "todo" in case else []
