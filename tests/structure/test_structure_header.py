import pytest

from pipeline.structure.period import date_in, five_year_plan, period
from pipeline.structure.places import place_at_start


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("宜兴市推进新型智慧城市建设三年行动计划", "宜兴市"),
        ("浙江省杭州市余杭区数字经济发展规划", "余杭区"),
        ("上海市浦东新区综合配套改革方案", "浦东新区"),
        ("无锡高新区(新吴区)信息化建设", "无锡高新区(新吴区)"),
        ("恩施土家族苗族自治州政府工作报告", "恩施土家族苗族自治州"),
        ("内蒙古自治区呼和浩特市", "呼和浩特市"),
        ("中共杭州市委", "杭州市"),
        ("合肥市智慧城市建设规划", "合肥市"),
        ("日照市政府工作报告", "日照市"),
        ("全市工作要点", ""),
        ("城市数字化转型三年行动计划", ""),
        ("社会主义市场经济", ""),
        ("新时代智慧城市", ""),
        ("各县区人民政府", ""),
    ],
)
def test_place_at_start(text, place):
    assert place_at_start(text) == place


@pytest.mark.parametrize(
    ("title", "text", "years"),
    [
        ("行动计划(2018—2020年)", "", (2018, 2020)),
        ("三年行动计划(2021-2023)", "", (2021, 2023)),
        ("“十四五”数字经济发展规划", "", (2021, 2025)),
        ("十三五智慧城市规划", "", (2016, 2020)),
        ("2022年工作要点", "", (2022, 2022)),
        ("2022年度数字政府建设任务清单", "", (2022, 2022)),
        ("某某局2023年工作总结和2024年工作计划", "", (2024, 2024)),
        ("智慧城市三年行动计划", "到2025年,基本建成", (2023, 2025)),
        ("智慧城市建设方案", "到2025年,基本建成", (None, 2025)),
        ("智慧城市建设方案", "加快建设", (None, None)),
    ],
)
def test_period(title, text, years):
    assert period(title, text) == years


def test_five_year_plans_are_counted_from_the_first():
    assert [five_year_plan(f"“{name}”") for name in ("十二五", "十三五", "十四五", "十五五")] == [
        (2011, 2015),
        (2016, 2020),
        (2021, 2025),
        (2026, 2030),
    ]


def test_dates():
    assert date_in("2021年4月16日") == "2021-04-16"
    assert date_in("成文日期 | 2019-11-21 |") == "2019-11-21"
    assert date_in("2021年13月40日") is None


REPORT = (
    "——2020年1月8日在宁州市第十六届人民代表大会第四次会议上\n市长某某\n"
    "各位代表：\n现在，我代表市人民政府作政府工作报告。\n"
)


def test_a_report_knows_its_city_and_year_without_its_file_name(frame):
    header = frame(f"2020年政府工作报告\n{REPORT}").header
    assert (header.city, header.kind, header.document_year, header.issued_on) == (
        "宁州市",
        "report",
        2020,
        "2020-01-08",
    )
    assert (header.first_year, header.last_year) == (None, None)


def test_a_report_given_in_december_belongs_to_the_year_in_its_title(frame):
    header = frame(
        "合肥市2023年政府工作报告\n——2022年12月30日在合肥市第十七届人民代表大会第二次会议上\n各位代表："
    ).header
    assert (header.document_year, header.issued_on) == (2023, "2022-12-30")


def test_a_file_name_helps_where_the_text_says_nothing(frame):
    assert frame("政府工作报告\n各位代表：", "苏州市_2020.md").header.city == "苏州市"


def test_the_notice_is_not_the_title(frame):
    header = frame(
        "某州市人民政府办公室关于印发某州市数字政府建设方案的通知\n某政办发〔2023〕5号\n各区人民政府:\n"
        "某州市人民政府办公室\n2023年3月1日\n某州市数字政府建设方案\n一、总体要求\n到2025年,建成。"
    ).header
    assert header.title == "某州市数字政府建设方案"
    assert (header.issuer, header.document_number, header.last_year) == (
        "某州市人民政府办公室",
        "某政办发〔2023〕5号",
        2025,
    )


def test_a_document_that_says_nothing(frame):
    header = frame("你好").header
    assert (header.city, header.issuer, header.issued_on, header.document_year) == ("", "", None, None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某州市2020年政府工作报告", "report"),
        ("某州市政府工作报告重点任务分工方案", "plan"),
        ("关于加快智慧城市建设的建议", "proposal"),
        ("某州市数字经济发展规划", "plan"),
    ],
)
def test_kind(frame, title, kind):
    assert frame(f"{title}\n一、总体要求\n正文。").header.kind == kind
