from pipeline.structure.outline import outline


def headings(text):
    return [(p.span.of(text)[:8], p.headings, p.is_heading) for p in outline(text)]


def test_markdown_and_inline_headings():
    text = "# 一、目标\n**（一）总体目标**\n到2025年,建成。\n（二）加强统筹。成立领导小组,落实责任。"
    assert headings(text) == [
        ("# 一、目标", (), True),
        ("**（一）总体目", ("一、目标",), True),
        ("到2025年,建", ("一、目标", "（一）总体目标"), False),
        ("（二）加强统筹。", ("一、目标", "（二）加强统筹"), False),
    ]


def test_items_of_a_list_are_not_headings():
    text = "一、任务\n1.新建学校3所\n2.新建医院2所\n(一)数据\n1.汇聚数据。推进汇聚。"
    assert [row[2] for row in headings(text)] == [True, False, False, True, False]


def test_a_number_with_decimals_is_not_a_heading():
    text = "一、成绩\n1.7亿条数据已经汇聚。\n2.5级标准"
    assert [row[1] for row in headings(text)][1:] == [("一、成绩",), ("一、成绩",)]


def test_decimal_numbers_follow_their_chapter():
    text = "二、主要目标\n2.1指导思想\n正文。\n2.1.1坚持领导。正文。\n4.5左右的增速。"
    assert headings(text)[3][1] == ("二、主要目标", "2.1指导思想", "2.1.1坚持领导")
    assert headings(text)[4][1] == ("二、主要目标", "2.1指导思想", "2.1.1坚持领导")


def test_a_table_of_contents_is_no_heading():
    text = "一、回顾......1\n二、任务......6\n一、回顾\n正文。"
    assert [row[2] for row in headings(text)] == [False, False, True, False]


def test_a_series_that_restarts_closes_its_lost_parent_only_where_the_count_does_not_go_on():
    lost = "一、现状\n（一）问题\n1.甲。正文。\n2.乙。正文。\n1.丙。正文。"
    assert headings(lost)[-1][1] == ("一、现状", "1.丙")
    kept = "一、现状\n（一）问题\n1.甲。正文。\n1.丙。正文。\n（二）机遇\n正文。"
    assert headings(kept)[3][1] == ("一、现状", "（一）问题", "1.丙")


def test_a_lost_number_is_seen_by_what_follows():
    text = "三、行动\n（一）网络工程\n正文。\n数据共享工程\n重点专项2:建云。正文。\n（三）服务工程\n正文。"
    assert headings(text)[3:5] == [
        ("数据共享工程", ("三、行动",), True),
        ("重点专项2:建云", ("三、行动", "数据共享工程", "重点专项2:建云"), False),
    ]
