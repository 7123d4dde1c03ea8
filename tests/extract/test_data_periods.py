"""The tables offices make of targets and results, and prose: who answers whom, and for which part of the year."""

from datetime import date

import openpyxl
import pytest

from pipeline.reading import read_plan

Q3 = (date(2024, 1, 1), date(2024, 9, 30))
PINGHU = "平湖市{}政府工作报告主要任务完成情况表"
HEAD = ["序号", "主要工作任务", "完成情况", "牵头单位"]


@pytest.fixture
def facts(tmp_path):
    """facts(*rows) of a sheet, or facts(text): each as (indicator, value, year, period) by kind."""

    def of(*rows):
        if isinstance(rows[0], str):
            path = tmp_path / "文件.txt"
            path.write_text(rows[0], encoding="utf-8")
        else:
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            path = tmp_path / "表.xlsx"
            book.save(path)
        reading = read_plan(path)
        assert reading.structure.header.kind == "report"
        return reading.facts

    return of


def said(facts, kind):
    return [
        (fact.indicator, fact.value, fact.year, (fact.period_start, fact.period_end))
        for fact in facts
        if fact.kind == kind
    ]


def test_expected_and_reached_in_one_row_answer_each_other(facts):
    found = facts(
        ["桐乡市2024年主要指标完成情况表"],
        ["指标名称", "预期目标", "实际完成", "备注"],
        ["地区生产总值增速", "6%左右", "5.5%", ""],
        ["一般公共预算收入（亿元）", "105", "101.2", "不及预期"],
    )
    year_only = (2024, (None, None))
    assert said(found, "target") == [("地区生产总值增速", 6, *year_only), ("一般公共预算收入", 1050000, *year_only)]
    assert said(found, "actual") == [("地区生产总值增速", 5.5, *year_only), ("一般公共预算收入", 1012000, *year_only)]
    assert all(fact.annual for fact in found if fact.kind == "target")
    assert [fact.op for fact in found][:2] == ["~", "="]


def test_tasks_and_their_results_answer_each_other_with_the_period_of_the_title(facts):
    found = facts(
        [PINGHU.format("2024年前三季度")],
        HEAD,
        [1, "一般公共预算收入增长6%", "一般公共预算收入79.73亿元，增长3.3%", "★市财政局"],
        [2, "固定资产投资增长6%以上", "1—8月，固定资产投资296.47亿元，增长8.6%，列嘉兴第2位", "★市发改局、市统计局"],
    )
    assert said(found, "target") == [
        ("一般公共预算收入增长率", 6, 2024, (None, None)),
        ("固定资产投资增长率", 6, 2024, (None, None)),
    ]
    assert all(fact.annual for fact in found if fact.kind == "target")
    until_august = (date(2024, 1, 1), date(2024, 8, 31))
    assert said(found, "actual") == [
        ("一般公共预算收入", 797300, 2024, Q3),
        ("一般公共预算收入增长率", 3.3, 2024, Q3),
        ("固定资产投资", 2964700, 2024, until_august),
        ("固定资产投资增长率", 8.6, 2024, until_august),
    ]
    assert found[0].lead == ("市财政局",)


def test_the_words_of_a_cell_go_before_those_of_the_title(facts):
    found = facts(
        [PINGHU.format("2023年上半年")],
        HEAD,
        [1, "地区生产总值增长6%", "一季度地区生产总值178.5亿元，增长5.1%；预计上半年增长6%", "★市发改局"],
        [2, "一般公共预算收入增长5%", "1-5月一般公共预算收入43.92亿元，增长4.2%；预计1-6月51.65亿元，增长6.2%", ""],
    )
    ends = [(fact.indicator, fact.value, fact.period_end) for fact in found if fact.kind == "actual"]
    assert ends == [
        ("地区生产总值", 1785000, date(2023, 3, 31)),
        ("地区生产总值增长率", 5.1, date(2023, 3, 31)),
        ("地区生产总值增长率", 6, date(2023, 6, 30)),
        ("一般公共预算收入", 439200, date(2023, 5, 31)),
        ("一般公共预算收入增长率", 4.2, date(2023, 5, 31)),
        ("一般公共预算收入", 516500, date(2023, 6, 30)),
        ("一般公共预算收入增长率", 6.2, date(2023, 6, 30)),
    ]


def test_the_head_of_a_column_goes_before_the_title(facts):
    found = facts(
        ["丁河市2025年重点工作完成情况表"],
        ["序号", "主要工作任务", "一季度重点工作完成情况", "责任单位"],
        [1, "一般公共预算收入增长2.5%", "一般公共预算收入37.58亿元，增长1.9%", "市财政局"],
    )
    assert {fact.period_end for fact in found if fact.kind == "actual"} == {date(2025, 3, 31)}
    assert {fact.year for fact in found} == {2025}


def test_prose_says_its_period_and_takes_the_year_of_the_title(facts):
    found = facts(
        "平湖市2024年前三季度经济运行情况报告\n\n前三季度，一般公共预算收入79.73亿元，增长3.3%。\n"
        "1—8月，规上工业增加值229.05亿元。截至2024年6月底，建成5G基站3000个。\n"
    )
    assert said(found, "actual") == [
        ("一般公共预算收入", 797300, 2024, Q3),
        ("一般公共预算收入增长率", 3.3, 2024, Q3),
        ("规上工业增加值", 2290500, 2024, (date(2024, 1, 1), date(2024, 8, 31))),
        ("建成5G基站", 3000, 2024, (None, None)),
    ]


def test_without_words_for_it_there_is_no_period(facts):
    found = facts(
        "丁河市2024年政府工作报告\n\n各位代表：\n一、2023年工作回顾\n前三季度，投资增长8%。出口增长3%。\n一年来，消费增长5%。\n"
    )
    assert said(found, "actual") == [
        ("投资增长率", 8, 2023, (date(2023, 1, 1), date(2023, 9, 30))),
        ("出口增长率", 3, 2023, (None, None)),
        ("消费增长率", 5, 2023, (None, None)),
    ]
