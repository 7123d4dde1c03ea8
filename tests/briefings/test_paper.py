"""The page of GB/T 9704 in the XML of a docx: measures, fonts by name, page numbers left and right, tables."""

import datetime
import io
import re
import zipfile

import docx
import pytest

from dashboard.briefings.paper import Paper, lines_of
from tests.briefings.reading import OFFICE, office_pages

DAY = datetime.date(2024, 10, 31)


def a_paper(**options) -> Paper:
    paper = Paper("通报", DAY, **options)
    paper.title("关于目标进展情况的通报")
    paper.plain("各有关单位:")
    paper.heading("一、总体情况")
    paper.body("截至9月30日,共56项。", "（一）已完成。")
    paper.attachments(["进展情况表", "分布表"])
    paper.signed_on("2024年10月31日")
    paper.new_page()
    paper.plain("附件1", "黑体")
    paper.title("进展情况表", annex=True)
    paper.table(["目标", "状态"], [["收入", "■ 未达序时"], ["投资", "● 达序时"]], [96, 60], "lc")
    return paper


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(a_paper().content())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_the_page_has_the_measures_of_the_standard():
    section = docx.Document(io.BytesIO(a_paper().content())).sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(length.mm) for length in (*lengths, section.left_margin, section.right_margin)] == [
        210, 297, 37, 35, 28, 26,
    ]  # fmt: skip


def test_lines_and_characters(parts):
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in parts["word/document.xml"]
    assert 'w:line="579" w:lineRule="exact"' in parts["word/document.xml"]
    assert 'w:firstLineChars="200" w:firstLine="640"' in parts["word/document.xml"]
    assert 22 * 579 / 20 <= 225 * 72 / 25.4  # 22 lines are no higher than the space between the margins
    assert 28 * (16 - 5 / 20) <= 156 * 72 / 25.4  # 28 characters are no wider


def test_fonts_are_names(parts):
    fonts = set(re.findall(r'w:eastAsia="([^"]+)"', parts["word/document.xml"]))
    assert fonts == {"仿宋", "黑体", "楷体", "方正小标宋简体"}
    assert 'w:eastAsia="宋体"' in parts["word/footer1.xml"]
    assert "<w:embed" not in parts["word/fontTable.xml"]


def test_page_numbers_are_outside(parts):
    footers = [parts[name] for name in sorted(parts) if "footer" in name]
    assert ["w:rightChars" in footer for footer in footers] == ["right" in footer for footer in footers]
    assert {side for footer in footers for side in re.findall(r'<w:jc w:val="(\w+)"', footer)} == {"left", "right"}
    assert "<w:evenAndOddHeaders/>" in parts["word/settings.xml"]


def test_properties_stand_in_the_order_of_the_schema(parts):
    for run in re.findall(r"<w:rPr>(.*?)</w:rPr>", parts["word/document.xml"]):
        names = [name for name in re.findall(r"<w:(\w+)", run) if name in ("rFonts", "spacing", "sz")]
        assert names == sorted(names, key=("rFonts", "spacing", "sz").index)
    table = re.search(r"<w:tblPr>(.*?)</w:tblPr>", parts["word/document.xml"], flags=re.DOTALL)
    assert table
    assert table[1].index("tblBorders") < table[1].index("tblLayout") < table[1].index("tblCellMar")


def test_rows_stay_whole_and_the_head_is_repeated(parts):
    text = parts["word/document.xml"]
    assert text.count("<w:cantSplit/>") == 3
    assert text.count("<w:tblHeader/>") == 1
    assert text.count('<w:snapToGrid w:val="0"/>') == 6


def test_a_table_as_wide_as_the_page_only():
    with pytest.raises(ValueError, match="mm"):
        a_paper().table(["目标"], [], [150], "l")


def test_the_same_words_give_the_same_bytes():
    assert a_paper().content() == a_paper().content()
    about = docx.Document(io.BytesIO(a_paper().content())).core_properties
    assert (about.author, about.created.date(), about.comments) == ("目标看板", DAY, "")


def test_traditional():
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(a_paper(traditional=True).content())).paragraphs]
    assert "一、總體情況" in words


def test_lines_are_counted_generously():
    assert lines_of(["字" * 25]) == 1
    assert lines_of(["字" * 26]) == 2
    assert lines_of(["", "字" * 79]) == 4


if OFFICE:

    def test_a_page_holds_22_lines_of_28_characters(tmp_path):
        paper = Paper("满页", DAY)
        paper.body("字" * (28 * 22 - 2 + 28))
        first, second = office_pages(paper.content(), tmp_path)
        *lines, number = first.split("\n")
        assert [len(line) for line in lines] == [26] + [28] * 21
        assert number == "— 1 —"
        assert second.split("\n") == ["字" * 28, "— 2 —"]

    def test_no_date_is_on_a_page_without_text(tmp_path):
        paper = Paper("通报", DAY)
        for lines in (15, 4):
            paper.body("字" * (28 * lines - 2))
        paper.attachments(["表"])
        paper.signed_on("2024年10月31日")
        _, last = office_pages(paper.content(), tmp_path)
        assert last.startswith("字")
        assert "附件：表" in last
        assert "31日" in last.replace(" ", "")
