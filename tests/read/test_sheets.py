"""Workbooks and csv as offices keep them."""

from datetime import date

import openpyxl
import pytest

from pipeline.read import read_document
from pipeline.read.sheets import shown_value
from tests.factories import reading_of
from tests.read.documents import saved


def read(data: bytes, folder, name="台账.xlsx"):
    (folder / name).write_bytes(data)
    return read_document(folder / name)


@pytest.mark.parametrize(("value", "form", "shown"), [
    (0.95, "0%", "95%"), (0.9512, "0.0%", "95.1%"), (3.0, "General", "3"), (2.5, "General", "2.5"),
    (1234.5, "#,##0.00", "1234.50"), (0.1 + 0.2, "General", "0.3"), (True, "General", "是"),
    (date(2025, 3, 1), "yyyy-mm-dd", "2025年3月1日"), ("  甲 ", "@", "  甲 "),
])  # fmt: skip
def test_values_as_shown(value, form, shown):
    assert shown_value(value, form) == shown


def test_every_visible_sheet_with_merged_cells(tmp_path):
    book = openpyxl.Workbook()
    first = book.active
    first.title = "指标"
    first.append(["云溪市2025年重点工作目标任务分解表"])
    first.append([None, None, None, "单位：亿元"])
    first.append(["类别", "指标", "2025年目标", "牵头单位"])
    first.append(["经济", "生产总值", 800, "市发改委"])
    first.append([None, "固定资产投资", 120, None])
    for ref in ("A1:D1", "A4:A5", "D4:D5"):
        first.merge_cells(ref)
    second = book.create_sheet("台账")
    second.append(["任务", "完成情况"])
    second.append(["建成基站300座", 0.5])
    second["B2"].number_format = "0%"
    book.create_sheet("隐藏").append(["不读", "9"])
    book["隐藏"].sheet_state = "hidden"
    document = read(saved(book), tmp_path)
    assert "不读" not in document.raw
    assert "建成基站300座\t50%" in document.raw
    reading = reading_of(document)
    assert reading.structure.tables[0].title == "云溪市2025年重点工作目标任务分解表"
    told = [
        (fact.indicator, fact.value, fact.unit, fact.year, fact.lead) for fact in reading.facts if fact.kind == "target"
    ]
    assert told[:2] == [
        ("生产总值", 8000000, "万元", 2025, ("市发改委",)), ("固定资产投资", 1200000, "万元", 2025, ("市发改委",)),
    ]  # fmt: skip
    assert {block.place for block in document.blocks} >= {"工作表“指标” A1", "工作表“指标” C5", "工作表“台账” B2"}


def test_a_cell_far_out_does_not_fill_the_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["XFD1048576"] = "甲", "乙", "丙"
    assert read(saved(book), tmp_path).raw.split() == ["甲", "乙", "丙"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_keeps_the_file_text(mark, tmp_path):
    text = (
        mark.join(['"指标"', "单位", "2025年"]) + "\r\n" + mark.join(['"甲""一"" 指标\n二"', "家", '"1,200"']) + "\r\n"
    )
    document = read(text.encode("utf-8-sig"), tmp_path, "a.csv")
    assert document.raw == "\ufeff" + text
    assert [block.span.of(document.raw) for block in document.blocks][3:] == ['甲""一"" 指标\n二', "家", "1,200"]
    assert [(block.cell.row, block.cell.column) for block in document.blocks][3:] == [(2, 1), (2, 2), (2, 3)]


def test_stray_quotes(tmp_path):
    document = read(b'a,"b,"c\n"d', tmp_path, "a.csv")
    assert [block.span.of(document.raw) for block in document.blocks] == ["a", '"b', '"c', '"d']
