"""What can never be right is refused with all that is wrong, in the words of the office."""

from dataclasses import replace

import pytest

from pipeline.entries import Evidence, table_name
from pipeline.entry_checks import NEEDED, EntryError, check
from pipeline.errors import PipelineError
from pipeline.lexicon import load
from tests.ledger.samples import OF_PEOPLE, ONE_OF_EACH, PROOF, SHA, decision, figure, step

BY_NAME = {table_name(type(entry)): entry for entry in (*ONE_OF_EACH, *OF_PEOPLE)}


@pytest.mark.parametrize("name", BY_NAME)
def test_what_people_enter_passes(name):
    check(BY_NAME[name])


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("figure", {"entered_by": " "}, "缺少填报人"),
        ("figure", {"target_id": ""}, "缺少目标编号"),
        ("figure", {"period_start": "", "period_end": ""}, "缺少数据期起；缺少数据期止"),
        ("figure", {"period_end": "2024-02-30"}, "数据期止“2024-02-30”不是日期"),
        ("figure", {"period_end": "20240930"}, "不是日期"),
        ("figure", {"period_start": "2024-10-01"}, "起始日晚于截止日"),
        ("figure", {"value": float("nan")}, "数值不是数字"),
        ("figure", {"value_max": float("inf")}, "数值上限不是数字"),
        ("figure", {"value_max": 1.0}, "数值下限大于上限"),
        ("figure", {"finality": "sure"}, "数据状态“sure”不在可选范围"),
        ("figure", {"note": "a\x00b"}, "不能保存的字符"),
        ("figure", {"warnings_overruled": {"jump": ""}}, "忽略提示要写明理由"),
        ("figure", {"warnings_overruled": {"jump": "\ud800"}}, "不能保存的字符"),
        ("figure", {"evidence": (replace(PROOF, sha256="x"),)}, "佐证材料没有存好"),
        ("figure", {"evidence": (replace(PROOF, size=0),)}, "佐证材料没有存好"),
        ("figure", {"new_date": "明年"}, "新的完成时限“明年”不是日期"),
        ("step", {"figure_seq": 0}, "缺少实际值编号"),
        ("step", {"action": "agreed"}, "操作“agreed”不在可选范围"),
        ("step", {"reason": " "}, "退回要写明理由"),
        ("goal_version", {"document_number": ""}, "缺少依据文号"),
        ("goal_version", {"due_year": 20255}, "完成年限“20255”不是年份"),
        ("goal_version", {"value": None, "value_max": 5.0}, "数值下限大于上限"),
        ("goal_version", {"op": "=>"}, "比较词“=>”不在可选范围"),
        ("base", {"at": "2020"}, "基期“2020”不是日期"),
        ("curve", {"points": ()}, "缺少各年数值"),
        ("curve", {"points": (("2024-12-31", 1.0), ("2023-12-31", 2.0))}, "按日期先后"),
        ("curve", {"points": (("2024-12-31", 1.0), ("2024-12-31", 2.0))}, "按日期先后"),
        ("curve", {"points": (("2024", 1.0),)}, "按日期先后"),
        ("curve", {"points": (("2024-12-31", float("nan")),)}, "各年数值不是数字"),
        ("rule_change", {"definition": {}}, "缺少规则内容"),
        ("rule_change", {"definition": {"gap": [float("inf")]}}, "规则内容不是数字"),
        ("follow_up", {"item_id": ""}, "缺少督办编号"),
        ("follow_up", {"due_on": "下月"}, "办理时限“下月”不是日期"),
        ("snapshot", {"sha256": "abc"}, "文件校验码有误"),
        ("snapshot", {"file_name": "../q3"}, "文件名“../q3”有误"),
        ("mark", {"number": None, "text": ""}, "数值和文字都没有填"),
        ("mark", {"subject_kind": "person"}, "对象类别“person”不在可选范围"),
        ("decision", {"reason": "\x00"}, "理由里有不能保存的字符"),
    ],
)
def test_what_can_never_be_right_is_refused(name, values, told):
    with pytest.raises(EntryError, match=told):
        check(replace(BY_NAME[name], **values))


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(PipelineError) as refused:
        check(figure(entered_by="", period_end="x", value=float("nan")))
    assert str(refused.value).startswith("实际值没有保存：缺少填报人；")
    for words in ("不是日期", "不是数字", "请改正后重试"):
        assert words in str(refused.value)


def test_a_goal_without_a_number_and_a_decision_without_a_name_pass():
    check(replace(BY_NAME["goal_version"], value=None, due_year=None))
    check(decision(decided_by=""))
    check(step(1, "approved"))
    check(figure(evidence=(Evidence("a", SHA, 1),)))


def test_every_kind_has_its_rules_and_its_word():
    assert {table_name(kind) for kind in NEEDED} == BY_NAME.keys()
    assert load("entries")["kind"].keys() == BY_NAME.keys() | {"audit"}
