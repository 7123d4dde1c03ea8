import pytest

from pipeline.structure import section_tense, section_tenses

OPENING = "2020年政府工作报告\n——2020年1月8日在某州市第十六届人民代表大会第四次会议上\n各位代表：\n"


def tenses_of(frame, chapters):
    text = OPENING + "\n".join(f"{chapter}\n全市生产总值增长6%。" for chapter in chapters)
    structure = frame(text)
    return [section_tense(structure, 4 + 2 * index, text) for index in range(len(chapters))]


@pytest.mark.parametrize(
    ("chapters", "tenses"),
    [
        (["一、2019年工作回顾", "二、2020年主要任务"], ["past", "future"]),
        (["过去五年工作回顾", "今后五年奋斗目标", "2020年主要工作"], ["past", "future", "future"]),
        (["**2019年工作回顾**", "**2020年工作任务**", "**全面提升政府治理效能**"], ["past", "future", "future"]),
        (["一、“十二五”发展成就和2019年主要工作", "二、“十四五”主要目标任务"], ["past", "future"]),
        (["一、跨越赶超的“十二五”", "二、2020年形势和任务", "三、加强政府自身建设"], ["past", "future", "future"]),
        (["一、2019年经济社会发展跨上新台阶", "二、奋力开创发展新局面"], ["past", "future"]),
        (["、2019年工作回顾", "、2020年主要任务"], ["past", "future"]),
    ],
)
def test_chapters_of_a_report(frame, chapters, tenses):
    assert tenses_of(frame, chapters) == tenses


def test_running_text_opens_sections_where_no_heading_does(frame):
    lines = ["过去的一年，我们攻坚克难。", "生产总值增长6%。", "今年是收官之年。", "生产总值预期增长6.5%。"]
    text = OPENING + "\n".join(lines)
    structure = frame(text)
    assert section_tenses(structure, text)[3:] == ("past", "past", "future", "future")
    assert section_tense(structure, 4) == "unknown"


def test_sections_of_a_plan(frame):
    text = "某市规划\n一、现状与形势\n（一）发展基础\n已建成3个。\n（二）存在问题\n仅有2个。\n二、发展目标\n建成5个。"
    structure = frame(text)
    assert [section_tense(structure, index) for index in (3, 5, 7)] == ["past", "past", "future"]


def test_the_name_of_a_phase_is_a_goal(frame):
    text = "某市计划\n三、实施步骤\n（一）第二阶段至2022年底,建设取得明显成效\n1.推进项目。建成5个。"
    assert section_tense(frame(text), 3) == "future"
