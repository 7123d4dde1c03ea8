"""What offices do to a docx: merged and nested tables, notes, revisions, text boxes, styled headings."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.read import read_document
from tests.factories import reading_of
from tests.read.documents import saved


def read(document, folder):
    path = folder / "文件.docx"
    path.write_bytes(saved(document))
    return read_document(path)


def cells(document):
    return {(block.cell.row, block.cell.column): block.span.of(document.raw) for block in document.blocks if block.cell}


def test_merged_cells_are_printed_once_and_cover_their_rows(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    words = [
        ["类别", "指标", "2025年", ""],
        ["", "", "目标", "完成"],
        ["数字经济", "基站数（座）", "60", "70"],
        ["", "网办率", "90%", "95%"],
    ]
    for row, line in zip(table.rows, words, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(2, 0).merge(table.cell(3, 0))
    found = read(document, tmp_path)
    assert found.raw.count("数字经济") == 1
    reading = reading_of(found)
    (grid,) = reading.structure.tables
    assert grid.header == ("类别", "指标", "2025年·目标", "2025年·完成")
    label = grid.rows[0][0]
    assert grid.rows[1][0] == label
    assert label.of(reading.clean.text) == "数字经济"
    assert [(fact.kind, fact.indicator, fact.value, fact.unit) for fact in reading.facts] == [
        ("target", "基站数", 60, "座"), ("actual", "基站数", 70, "座"),
        ("target", "网办率", 90, "%"), ("actual", "网办率", 95, "%"),
    ]  # fmt: skip


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path):
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "外层"
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for row, line in zip(inner.rows, [["指标", "2025年"], ["基站", "60座"]], strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    found = read(document, tmp_path)
    assert {block.cell.table for block in found.blocks} == {1, 2}
    assert found.raw == "外层\t\n指标\t2025年\n基站\t60座\n"


def test_insertions_are_read_and_deletions_are_not(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("建成基站")
    for tag, text, mark in (("del", "100座", "delText"), ("ins", "300座", "t")):
        paragraph._p.append(
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r><w:{mark}>{text}</w:{mark}></w:r></w:{tag}>')
        )
    paragraph.add_run("。")
    assert read(document, tmp_path).raw == "建成基站300座。\n"


def test_content_controls_and_text_boxes_are_read_once(tmp_path):
    document = docx.Document()
    box = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document.add_paragraph("正文")._p.append(parse_xml(drawing))
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert read(document, tmp_path).raw == "正文\n框内\n控件内\n"


def test_styled_headings_without_numbers_open_sections(tmp_path):
    document = docx.Document()
    document.add_paragraph("云溪市数字政府建设三年行动计划（2023—2025年）")
    document.add_heading("发展现状", 1)
    document.add_paragraph("建成基站300座。")
    document.add_heading("主要目标", 1)
    document.add_heading("网络", 2)
    document.add_paragraph("建成基站900座。")
    reading = reading_of(read(document, tmp_path))
    assert [(fact.kind, fact.value) for fact in reading.facts] == [("actual", 300), ("target", 900)]
    assert reading.structure.paragraphs[-1].headings == ("主要目标", "网络")


@pytest.mark.parametrize("text", ["一\t二", "一\n二", " 　一"])
def test_text_is_tidy(text, tmp_path):
    document = docx.Document()
    document.add_paragraph(text)
    assert "\t" not in read(document, tmp_path).raw
