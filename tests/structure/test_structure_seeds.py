"""What the five seeds hold, reviewed by eye against the documents."""

import pytest

from pipeline.structure import section_tenses

HEADERS = {
    "000": {
        "title": "宜兴市推进新型智慧城市建设三年行动计划(2019-2021年)",
        "city": "宜兴市",
        "issuer": "宜兴市人民政府办公室",
        "document_number": "宜政办发〔2019〕77号",
        "issued_on": "2019-07-09",
        "first_year": 2019,
        "last_year": 2021,
        "document_year": 2019,
        "kind": "plan",
    },
    "001": {
        "title": "广德市推进“智慧城市”建设三年行动计划(2021-2023)",
        "city": "广德市",
        "issuer": "广德市人民政府办公室",
        "document_number": "政办〔2021〕22号",
        "issued_on": "2021-04-16",
        "first_year": 2021,
        "last_year": 2023,
        "document_year": 2021,
        "kind": "plan",
    },
    "002": {
        "title": "无锡高新区(新吴区)信息化建设三年行动计划(2022-2024年)",
        "city": "无锡高新区(新吴区)",
        "issuer": "无锡高新区(新吴区)工信局",
        "document_number": "",
        "issued_on": "2022-05-31",
        "first_year": 2022,
        "last_year": 2024,
        "document_year": 2022,
        "kind": "plan",
    },
    "003": {
        "title": "智慧泰州顶层设计纲要(2018—2020年)、智慧泰州建设行动计划(2018—2020年)",
        "city": "泰州市",
        "issuer": "泰州市人民政府办公室",
        "document_number": "",
        "issued_on": "2018-07-30",
        "first_year": 2018,
        "last_year": 2020,
        "document_year": 2018,
        "kind": "plan",
    },
    "004": {
        "title": "关于构筑城市“智慧大脑”促进城市管理转型的报告",
        "city": "平湖市",
        "issuer": "中国人民政治协商会议平湖市委员会",
        "document_number": "平政协〔2018〕25号",
        "issued_on": None,
        "first_year": None,
        "last_year": None,
        "document_year": 2018,
        "kind": "proposal",
    },
}


@pytest.mark.parametrize("number", HEADERS)
def test_header(seed, number):
    assert vars(seed(number)[0].header) == HEADERS[number]


@pytest.mark.parametrize(("number", "count"), [("000", 26), ("001", 26), ("002", 29), ("003", 28), ("004", 0)])
def test_programmes_are_counted_through(seed, number, count):
    assert [programme.number for programme in seed(number)[0].programmes] == list(range(1, count + 1))


PROGRAMMES = [
    ("000", 2, "统筹建设智慧城市云平台", ("市工业和信息化局",), (), "大数据共享应用工程"),
    ("000", 23, "深化公共信用平台建设", ("市发展改革委",), (), "公共信用管理协同工程"),
    ("000", 26, "完善信息安全保障体系", ("市工业和信息化局", "市公安局"), (), "安全保障支撑体系"),
    ("001", 1, "推进政务云平台体系建设", ("市数据资源局",), ("市直有关单位", "各乡镇"), "建设“智慧广德”核心平台"),
    (
        "001",
        11,
        "积极推动“一地六县”数字长三角建设",
        ("市数据资源局", "市文旅局", "市人社局"),
        ("市直有关单位",),
        "建设“智慧政府”应用功能",
    ),
    ("001", 23, "智慧园区", ("市经开区管委会", "市经信局"), (), "建设“智慧经济”产业应用功能"),
    ("002", 3, "城市大脑", ("区党政办(城运中心)",), (), "夯实新基建“数磐”基础,提升智慧支撑“新”能力"),
    (
        "002",
        25,
        "“锡新通”平台升级",
        ("区工信局", "区科技局", "区财政局", "区人社局", "区商务局"),
        (),
        "激活数字经济“数创”资源,培育特色产业“新”优势",
    ),
    (
        "002",
        27,
        "网络安全治理",
        ("区委宣传部(网信办)",),
        ("区公安分局",),
        "构建信息安全“数盾”体系,打造可控网络“新”空间",
    ),
    (
        "003",
        4,
        "开展“宽带泰州”、“无线泰州”建设",
        ("市经信委",),
        ("泰州通管办", "各通信运营商", "江苏有线泰州分公司"),
        "物联感知平台",
    ),
    ("003", 28, "加强城市网络安全工作的统筹协调和顶层设计", ("市网信办",), (), "信息安全"),
]


@pytest.mark.parametrize(("number", "which", "title", "lead", "supporting", "chapter"), PROGRAMMES)
def test_programme(seed, number, which, title, lead, supporting, chapter):
    programme = seed(number)[0].programmes[which - 1]
    assert (programme.title, programme.lead_agencies, programme.supporting_agencies, programme.chapter) == (
        title,
        lead,
        supporting,
        chapter,
    )


def test_a_programme_ends_before_the_next_heading(seed):
    structure, text = seed("001")
    eleven = structure.programmes[10].span.of(text.text)
    assert eleven.startswith("11.积极推动")
    assert eleven.endswith("“一卡通行”。(市人社局牵头,市直有关单位按职责分工负责)。")


def test_seventeen_bodies_lead_the_parks(seed):
    lead = seed("002")[0].programmes[23].lead_agencies
    assert len(lead) == 17
    assert (lead[0], lead[-1]) == ("空港经开区", "新新人力")


def test_programmes_of_the_action_plan_stand_in_the_second_part(seed):
    structure, text = seed("003")
    assert {programme.part for programme in structure.programmes} == {1}
    first = next(paragraph for paragraph in structure.paragraphs if paragraph.part == 1)
    assert first.span.of(text.text) == "智慧泰州建设行动计划(2018—2020年)"


def test_stages_cover_the_text_under_their_headings(seed):
    structure, text = seed("001")
    assert [(phase.label, phase.due_year) for phase in structure.phases] == [
        ("第一阶段", 2021),
        ("第二阶段", 2022),
        ("第三阶段", 2023),
    ]
    assert [phase.name for phase in structure.phases][:1] == ["打好基础,理顺机制体制"]
    first, second, _ = (phase.span.of(text.text) for phase in structure.phases)
    assert "完成70%的市直单位数据归集" in first
    assert "第二阶段" not in first
    assert "第三阶段" not in second


def test_the_lost_first_year_is_a_gap_and_not_an_invention(seed):
    structure, _ = seed("003")
    assert [(phase.label, phase.name, phase.due_year, phase.stated) for phase in structure.phases] == [
        ("第一年", "", 2018, False),
        ("2年融合", "深度感知、协同融合", 2019, True),
        ("3年引领", "数据驱动,跨越引领", 2020, True),
    ]
    assert structure.phases[0].span is None
    assert [finding.code for finding in structure.findings] == ["missing_phase"]
    assert "2018年" in structure.findings[0].message


def test_findings(seed):
    messages = {number: [(found.code, found.message) for found in seed(number)[0].findings] for number in HEADERS}
    assert messages["000"] == [
        ("date_conflict", "网页标注的成文日期是2019年11月21日，落款是2019年7月9日；按落款记录。")
    ]
    assert messages["001"] == []
    assert messages["002"] == [
        (
            "missing_attachment",
            "附件“高新区(新吴区)信息化建设目标任务分解表(2022年-2024年)”在文中提到，但没有收录。",
        )
    ]
    assert messages["004"] == [
        ("missing_attachment", "附件“主要任务及实施情况”在文中提到，但没有收录。"),
        ("truncated", "正文在“与华为、阿里等国内优质企业或高校”处中断，后文没有收录。"),
    ]


def test_table_whose_cells_stand_one_per_line(seed):
    structure, text = seed("004")
    (table,) = structure.tables
    assert table.title == "2018年我市各部门(单位)信息化项目预审情况"
    assert table.header == ("部门(单位)", "预审通过项目数(个)", "申请金额(万元)", "预审通过金额(万元)")
    rows = [tuple(cell.of(text.text) for cell in row) for row in table.rows]
    assert len(rows) == 17
    assert rows[6] == ("财政局", "7", "200", "267")
    assert rows[-1] == ("合计", "41", "4484.55", "3753.28")


def test_headings_over_a_lost_and_a_misnumbered_one(seed):
    structure, text = seed("000")
    platform = next(paragraph for paragraph in structure.paragraphs if "重点专项2:" in paragraph.span.of(text.text))
    assert platform.headings == ("三、主要行动", "大数据共享应用工程", "重点专项2:统筹建设智慧城市云平台")
    structure, text = seed("002")
    security = next(paragraph for paragraph in structure.paragraphs if "重点专项27:" in paragraph.span.of(text.text))
    assert security.headings[:2] == ("二、重点任务", "七、构建信息安全“数盾”体系,打造可控网络“新”空间")


def test_what_lost_its_chapter_does_not_stand_under_the_one_before(seed):
    structure, text = seed("003")
    goals = next(paragraph for paragraph in structure.paragraphs if "建成智能工厂1—2家" in paragraph.span.of(text.text))
    assert goals.headings == ("6.助推转型升级,实现产业经济一站融合",)


@pytest.mark.parametrize(
    ("number", "words", "tense"),
    [
        ("000", "到2021年,基本建成", "future"),
        ("001", "完成70%的市直单位数据归集", "future"),
        ("003", "拥有573台虚拟机", "past"),
        ("003", "已汇聚全市66个部门", "past"),
        ("003", "信息安全保障有待强化", "past"),
        ("003", "“2年融合”:2019年", "future"),
        ("004", "互联网出口总带宽达到630G", "past"),
        ("004", "人才引育比较薄弱", "past"),
        ("004", "成立大数据管理局", "future"),
    ],
)
def test_tense_of_sections(seed, number, words, tense):
    structure, text = seed(number)
    tenses = section_tenses(structure, text.text)
    found = [tenses[i] for i, paragraph in enumerate(structure.paragraphs) if words in paragraph.span.of(text.text)]
    assert found == [tense]
