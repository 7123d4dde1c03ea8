"""Odd input: never an error, every span inside the text, every character in exactly one paragraph."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import CleanText, RawDocument
from pipeline.structure import section_tenses, structure

NUMBERS = ["一、", "（一）", "(二)", "1.", "1.1", "第一章", "第一阶段", "重点专项1:", "⑳", "２", "# ", "**", "......3"]
MARKS = ["\n", "\t", " ", "《", "》", "(", "（", ")", "）", "。", ",", "、", "|", "| a | 12 |", "12\n", "人武部\n", "%"]
WORDS = [
    "2020年",
    "政府工作报告",
    "各位代表",
    "到2025年",
    "合肥市",
    "人民政府",
    "十四五",
    "存在问题",
    "目标",
    "附件1",
    "附件.docx",
]
PHRASES = [
    "“2年融合”:2019年,",
    "1年打基础,2年显成效",
    "(牵头单位:市教育局;责任单位:区",
    "市公安局负责)",
    "〔2019〕77号",
]
PIECES = NUMBERS + MARKS + WORDS + PHRASES
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text("一二三的市区县公安局建设 0123456789.()（）\n|", max_size=6)),
    max_size=60,
).map("".join)
NAMES = st.sampled_from(["a.txt", "合肥市_2019.md", "", "x"])


@settings(max_examples=300, deadline=None)
@given(TEXTS, NAMES)
def test_structure_holds_for_any_text(text, name):
    found = structure(RawDocument("x", name, "", "utf-8", text), CleanText(text, range(len(text))))
    covered = "".join(paragraph.span.of(text) for paragraph in found.paragraphs)
    assert covered == text.replace("\n", "")
    ends = [0, *(paragraph.span.end for paragraph in found.paragraphs)]
    assert all(end <= paragraph.span.start for end, paragraph in zip(ends, found.paragraphs, strict=False))
    assert len(section_tenses(found, text)) == len(found.paragraphs)
    for item in [*found.programmes, *found.tables]:
        assert item.span.end <= len(text)
    for table in found.tables:
        assert all(table.span.contains(cell) for row in table.rows for cell in row if cell)
    for phase in found.phases:
        assert (phase.span is None) == (not phase.stated)
    for finding in found.findings:
        assert finding.span is None or finding.span.end <= len(text)
