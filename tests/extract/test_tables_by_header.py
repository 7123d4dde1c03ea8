"""Tables as offices make them, by the words of their header; what cannot be told apart is reported."""

import pytest

from pipeline.read import read_document
from tests.factories import reading_of
from tests.read.documents import html_table

PLAN = "<p>云溪市数字政府建设三年行动计划（2023—2025年）</p><h2>一、主要目标</h2>{}"
REPORT = "<p>云溪市人民政府</p><p>2024年1月10日</p><p>{title}</p>{table}"


@pytest.fixture
def read(tmp_path):
    def of(rows, *, title="", page=PLAN):
        table = rows if isinstance(rows, str) else html_table(rows)
        text = page.format(table) if page is PLAN else page.format(title=title, table=table)
        path = tmp_path / "文件.html"
        path.write_text(f"<meta charset=utf-8><body>{text}", encoding="utf-8")
        return reading_of(read_document(path))

    return of


def told(reading, *fields):
    return [tuple(getattr(fact, field) for field in fields) for fact in reading.facts]


def doubts(reading):
    from pipeline.extract import read_tables

    return [finding.message for finding in read_tables(reading.clean, reading.structure).doubts]


def test_columns_in_any_order(read):
    reading = read(
        [
            ["属性", "2025年目标值", "2022年现状", "计量单位", "主要指标"],
            ["预期性", "150", "98", "件", "每万人发明专利"],
        ]
    )
    assert told(reading, "kind", "indicator", "value", "unit", "year", "nature") == [
        ("target", "每万人发明专利", 150, "件", 2025, "预期性"), ("actual", "每万人发明专利", 98, "件", 2022, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("unit", "cell", "value", "kept"), [
    ("万亿元", "1.2", 120000000, "万元"), ("亿元", "35", 350000, "万元"), ("人/亿元", "0.01", 0.01, "人/亿元"),
    ("万元/人", "36", 36, "万元/人"), ("万平方米", "20", 200000, "平方米"), ("%", "95", 95, "%"), ("", "95%", 95, "%"),
    ("", "1.7亿条", 170000000, "条"), ("/", "3", 3, ""),
])  # fmt: skip
def test_units(read, unit, cell, value, kept):
    reading = read([["指标", "单位", "2025年"], ["某项指标", unit, cell], ["另一项", "家", "-"]])
    assert told(reading, "value", "unit") == [(value, kept)]


@pytest.mark.parametrize(("cell", "op", "value", "top"), [
    ("≥90", ">=", 90, None), (">90", ">", 90, None), ("90以上", ">=", 90, None), ("不低于90", ">=", 90, None),
    ("＜90", "<", 90, None), ("控制在90以内", "<=", 90, None), ("90左右", "~", 90, None), ("90-95", "range", 90, 95),
    ("〔90〕", "=", 90, None), ("-3.2", "=", -3.2, None), ("1,234", "=", 1234, None),
])  # fmt: skip
def test_what_a_cell_says(read, cell, op, value, top):
    reading = read([["指标", "单位", "2025年"], ["某项指标", "%", cell]])
    assert told(reading, "op", "value", "value_max") == [(op, value, top)]


def test_unit_behind_the_name_in_the_header_and_above_the_table(read):
    assert told(read([["指标", "2025年"], ["生产总值（亿元）", "800"]]), "indicator", "value") == [
        ("生产总值", 8000000)
    ]
    assert told(read([["指标", "2025年（亿元）"], ["生产总值", "800"]]), "value", "unit") == [(8000000, "万元")]
    page = "<p>云溪市行动计划（2023—2025年）</p><p>单位：亿元</p>{table}"
    rows = [["指标", "2025年"], ["生产总值", "800"]]
    assert told(read(rows, page=page), "value", "unit") == [(8000000, "万元")]


def test_two_levels_of_header(read):
    table = (
        "<table><tr><td rowspan=2>指标<td rowspan=2>单位<td colspan=2>2023年<td colspan=2>2025年</tr>"
        "<tr><td>目标<td>完成<td>目标<td>年均增长</tr>"
        "<tr><td>网办率<td>%<td>85<td>88<td>95<td>3</tr></table>"
    )
    assert told(read(table), "kind", "value", "year", "measure") == [
        ("target", 85, 2023, "level"), ("actual", 88, 2023, "level"),
        ("target", 95, 2025, "level"), ("target", 3, 2025, "growth"),
    ]  # fmt: skip


def test_attainment_is_no_fact(read):
    rows = [
        ["序号", "项目类别", "单位", "“十三五”规划目标", "“十三五”完成情况", "完成率"],
        ["1", "雨水管渠", "公里", "120", "96", "80%"],
    ]
    assert told(read(rows), "kind", "indicator", "value", "year") == [
        ("target", "雨水管渠", 120, 2020), ("actual", "雨水管渠", 96, 2020),
    ]  # fmt: skip


def test_growth_cells(read):
    reading = read(
        [["指标名称", "预期目标", "实际完成", "备注"], ["生产总值", "增长6%", "增长5.1%", ""]],
        title="云溪市2023年国民经济主要指标完成情况表", page=REPORT,
    )  # fmt: skip
    assert told(reading, "kind", "indicator", "value", "measure", "year") == [
        ("target", "生产总值增长率", 6, "growth", 2023), ("actual", "生产总值增长率", 5.1, "growth", 2023),
    ]  # fmt: skip


def test_duties(read):
    rows = [
        ["序号", "主要工作任务", "完成时限", "责任单位"],
        ["1", "新建5G基站1000座，培育数字企业20家以上。", "2024年12月底", "★市工信局、市通管办、各镇（街道）"],
        ["2", "政务服务事项网上可办率达到95%。", "2025年底", "市数据局"],
    ]
    reading = read(rows)
    assert told(reading, "kind", "value", "unit", "year", "lead", "supporting") == [
        ("target", 1000, "座", 2024, ("市工信局",), ("市通管办", "各镇（街道）")),
        ("target", 20, "家", 2024, ("市工信局",), ("市通管办", "各镇（街道）")),
        ("target", 95, "%", 2025, ("市数据局",), ()),
    ]


def test_a_duty_over_several_rows(read):
    table = (
        "<table><tr><td>任务<td>牵头单位<td>配合单位</tr><tr><td>建成基站300座<td rowspan=2>市工信局<td>市住建局</tr>"
        "<tr><td>建成中心2个<td>市财政局</tr></table>"
    )
    assert told(read(table), "value", "lead", "supporting") == [
        (300, ("市工信局",), ("市住建局",)), (2, ("市工信局",), ("市财政局",)),
    ]  # fmt: skip


def test_progress_is_what_was_reached(read):
    rows = [
        ["序号", "主要工作任务", "前三季度完成情况", "牵头单位"],
        ["1", "新建5G基站1000座。", "已建成5G基站820座，完成投资1.5亿元。", "市工信局"],
    ]
    reading = read(rows, title="云溪市2023年重点工作进展情况表", page=REPORT)
    assert told(reading, "kind", "value", "lead") == [
        ("target", 1000, ("市工信局",)), ("actual", 820, ("市工信局",)), ("actual", 15000, ("市工信局",)),
    ]  # fmt: skip


def test_parts_are_named_with_their_whole(read):
    table = (
        "<table><tr><td colspan=2>指标<td>单位<td>2025年</tr>"
        "<tr><td rowspan=2>旧房改造面积<td>成片<td>万平方米<td>110</tr>"
        "<tr><td>零星<td>万平方米<td>20</tr></table>"
    )
    assert told(read(table), "indicator", "value") == [("旧房改造面积成片", 1100000), ("旧房改造面积零星", 200000)]


@pytest.mark.parametrize("cell", ["95 100", "3/5", "95<br>100", "20 30 40"])
def test_two_numbers_in_a_cell_are_reported_not_guessed(read, cell):
    reading = read(f"<table><tr><td>指标<td>2025年</tr><tr><td>网办率<td>{cell}</tr></table>")
    assert reading.facts == ()
    (message,) = doubts(reading)
    assert "网办率" in message
    assert message.endswith("请核对。")


def test_a_figure_merged_over_years_is_reported(read):
    reading = read("<table><tr><td>指标<td>2024年<td>2025年</tr><tr><td>网办率<td colspan=2>95%</tr></table>")
    assert reading.facts == ()
    assert len(doubts(reading)) == 2


def test_years_that_nothing_dates_are_reported(read):
    page = "<p>云溪市</p>{table}"
    reading = read([["指标", "单位", "2020年"], ["网办率", "%", "80"]], page=page)
    assert reading.facts == ()
    assert "无法判定" in doubts(reading)[0]


def test_rows_of_words_are_neither_facts_nor_doubts(read):
    reading = read(
        [["指标", "单位", "2025年"], ["能耗降低", "%", "完成上级下达目标"], ["排放", "%", "—"], ["", "", ""]]
    )
    assert reading.facts == ()
    assert doubts(reading) == []


def test_copied_rows_that_do_not_fit_are_reported(tmp_path):
    path = tmp_path / "文件.txt"
    path.write_text(
        "云溪市规划（2021—2025年）\n指标 单位 属性 2020年 2025年\n1 网办率 % 预期性 80 95\n2 人口 万人 预期性 80\n"
    )
    reading = reading_of(read_document(path))
    assert told(reading, "kind", "value") == [("actual", 80), ("target", 95)]
    assert ["人口" in message for message in doubts(reading)] == [True]


STACKED = [
    "序号",
    "指标",
    "单位",
    "2020年",
    "2025年",
    "属性",
    "1",
    "网办率",
    "%",
    "80",
    "95",
    "预期性",
    "2",
    "基站",
    "座",
    "-",
    "≥300",
    "约束性",
]


def test_one_cell_per_line(tmp_path):
    path = tmp_path / "文件.txt"
    path.write_text("云溪市数字政府建设规划（2021—2025年）\n" + "\n".join([*STACKED, "以上指标由市数据局负责。"]))
    reading = reading_of(read_document(path))
    assert told(reading, "kind", "indicator", "value", "unit", "year", "nature") == [
        ("actual", "网办率", 80, "%", 2020, ""), ("target", "网办率", 95, "%", 2025, "预期性"),
        ("target", "基站", 300, "座", 2025, "约束性"),
    ]  # fmt: skip
    assert doubts(reading) == []


def test_a_lost_cell_is_reported(tmp_path):
    path = tmp_path / "文件.txt"
    path.write_text(
        "云溪市数字政府建设规划（2021—2025年）\n" + "\n".join([*STACKED, "3", "人口", "12", "15", "预期性", "完。"])
    )
    reading = reading_of(read_document(path))
    assert len(reading.facts) == 3
    assert ["从“3”起" in message for message in doubts(reading)] == [True]
