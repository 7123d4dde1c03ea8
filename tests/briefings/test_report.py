"""专报: bookmarks, words that can be copied, page numbers, the numbers of the board."""

import io
import re

import pdfplumber
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from dashboard import summary
from dashboard.briefings.report import ROWS, report
from dashboard.icons import STATES
from tests.briefings.conftest import HOSTILE
from tests.briefings.reading import counts_of, pages_of, plain


def bookmarks(content: bytes) -> list[str]:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    return [title for _, title, *_ in document.get_outlines()] if "Outlines" in document.catalog else []


def test_numbers_are_those_of_the_board(views):
    for state in views:
        text = plain("".join(pages_of(report(state))))
        assert plain(state.finding) in text
        if state.goals.empty:
            assert "总体情况" not in text
            continue
        counts = counts_of(state.goals)
        percents, _ = summary.percents(counts)
        for each in STATES:
            assert f"{each.name}{plain(each.meaning)}{counts[each.name]}{percents[each.name]}" in text
        assert f"合计{len(state.goals)}100.0%" in text


def test_bookmarks_name_the_parts(whole):
    titles = bookmarks(report(whole))
    assert titles[:2] == ["一、总体情况", "二、分领域情况"]
    assert "三、低于要求的目标" in titles
    assert any(re.fullmatch(r".+（\d+项）", title) for title in titles)


def test_pages_are_numbered_and_say_their_state(many):
    pages = [plain(page) for page in pages_of(report(many))]
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        assert many.code in page
        assert plain(many.stamp) in page


def test_each_goal_has_its_source_and_its_reason(whole):
    text = plain("".join(pages_of(report(whole))))
    known = whole.goals[whole.goals["actual"].notna()]
    assert [target_id for target_id in known["target_id"] if target_id not in text] == []


def test_long_lists_say_what_is_left(many):
    assert f"列前{ROWS}项，全部见台账" in plain("".join(pages_of(report(many))))


def test_names_are_text(hostile):
    text = plain("".join(pages_of(report(hostile))))
    assert [name for name in HOSTILE if plain(name) not in text] == []


def test_glyphs_public_traditional_and_the_same_bytes(many):
    content = report(many, public=True, traditional=True)
    with pdfplumber.open(io.BytesIO(content)) as document:
        fonts = {char["fontname"].partition("+")[2] for page in document.pages for char in page.chars}
    text = "".join(pages_of(content))
    assert fonts == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert "總體情況" in text
    assert "大數據" not in text
    assert "〓" not in text
    assert content == report(many, public=True, traditional=True)
