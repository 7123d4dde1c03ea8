"""Line ends inside a sentence or between its clauses go; those that end a paragraph, a heading or a cell stay."""

import pytest

from pipeline.clean import clean, clean_text
from pipeline.read import read_document
from tests.factories import SEEDS

SENTENCE = "坚持统筹规划与分步实施相结合，推动政务数据共享开放，提升城市治理能力，更好服务企业和群众。"
CLAUSES = ["坚持统筹规划，分步实施。", "推动数据共享，提升治理能力。", "优化营商环境，", "服务企业群众；"]


def wrapped(text: str, width: int = 30) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_hard_wrapped_text_breaks_only_behind_a_sentence():
    """A full line that ends a sentence may end its paragraph, too: it is left alone."""
    prose = SENTENCE * 25
    lines = clean_text(wrapped(prose)).text.split("\n")
    assert "".join(lines) == prose
    assert all(line.endswith("。") for line in lines)
    assert len(lines) < len(wrapped(prose).split("\n")) / 2


def test_a_number_cut_by_the_wrap_is_whole_again():
    prose = (SENTENCE * 12)[: 30 * 18 - 4] + "达到1200" + "座以上，" + SENTENCE * 10
    assert "达到1200座以上" in clean_text(wrapped(prose)).text


def test_headings_between_wrapped_lines_stay_lines():
    text = clean_text(f"{wrapped(SENTENCE * 10)}\n二、主要目标\n{wrapped(SENTENCE * 10)}").text
    assert "二、主要目标" in text.split("\n")


def test_one_clause_per_line_is_rejoined():
    text = clean_text("\n".join(CLAUSES * 12)).text
    assert "\n" not in text
    assert text == "".join(CLAUSES * 12)


@pytest.mark.parametrize(
    "heading", ["一、总体要求", "（一）工作目标", "1.加快推进", "第二章 任务", "①夯实基础", "附件"]
)
def test_headings_between_clauses_stay_lines(heading):
    lines = clean_text("\n".join([*CLAUSES * 10, heading, *CLAUSES * 10])).text.split("\n")
    assert heading.replace(" ", "") in [line.replace(" ", "") for line in lines]


def test_short_texts_keep_their_lines():
    assert clean_text("一、目标\n建成平台。\n完成改造。").text == "一、目标\n建成平台。\n完成改造。"


def test_cells_one_per_line_stay_lines():
    cells = ["部门", "申请", "通过", "财政局", "200", "267", "公安局", "1500", "980"] * 6
    assert clean_text("\n".join(cells)).text.split("\n") == cells


def test_columns_keep_their_blanks():
    row = "公安局 12 4484.55 11"
    assert clean_text(f"统计表\n{row}\n高 端 装备").text == f"统计表\n{row}\n高端装备"


def test_the_seed_with_one_clause_per_line():
    document = read_document(SEEDS["004"])
    text = clean(document).text
    assert text.count("\n") < document.raw.count("\n") / 2
    assert "\n财政局\n7\n200\n267\n" in text
