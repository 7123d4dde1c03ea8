from pipeline.structure.tables import tables


def cells(text):
    return [[tuple(cell.of(text) for cell in row) for row in table.rows] for table in tables(text)]


def test_pipes():
    text = (
        "主要指标表\n| 指标 | 单位 | 2016年 |\n| --- | --- | --- |\n| 人口 | 万人 | 651 |\n| 专利 | 件 | 31.4 |\n正文。"
    )
    (table,) = tables(text)
    assert (table.title, table.header) == ("主要指标表", ("指标", "单位", "2016年"))
    assert cells(text) == [[("人口", "万人", "651"), ("专利", "件", "31.4")]]


def test_tabs_and_a_wrapped_cell_between_rows():
    text = "1\t生产总值\t%\t5\n2\t生产率\t万元\t36\n每人\n3\t研发经费\t%\t4.5"
    assert [row[1] for row in cells(text)[0]] == ["生产总值", "生产率", "研发经费"]


def test_a_line_that_breaks_the_count_is_no_row():
    text = "1 生产总值 % 5\n2 生产率 万元 36\n2.5 10 2 2\n3 研发经费 % 4.5"
    assert [row[0] for row in cells(text)[0]] == ["1", "2", "3"]


def test_one_cell_per_line():
    text = "资金情况\n部门\n项目数\n(个)\n金额\n教育局\n1\n188\n民政局\n2\n24.5\n合计\n3\n212.5\n二、问题"
    (table,) = tables(text)
    assert (table.title, table.header) == ("资金情况", ("部门", "项目数(个)", "金额"))
    assert cells(text)[0][-1] == ("合计", "3", "212.5")


def test_prose_and_metadata_are_no_tables():
    assert tables("文号 | 某政办发〔2019〕77号 |\n制发机关|某市人民政府|\n成文日期 | 2019-11-21 |") == ()
    assert (
        tables("从 2015 年的 4.28 万亿元增长至 2020 年\n年均增长 13.1 %，占比从 2015 年的 51% 增长到\n共 3 家企业 4 个")
        == ()
    )
    assert tables("一、目标\n到2025年,建成3个平台。\n二、任务\n建成5个中心。") == ()
