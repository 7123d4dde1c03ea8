"""The rules to choose from, and what a change of the rule asks for."""

from dataclasses import replace

import pytest

from pipeline.entries import RuleChange
from pipeline.errors import PipelineError
from pipeline.progress import DEFAULT_RULE, RuleError, definition_of, presets
from pipeline.rule_book import change_to, log, rule_in_force, rule_named, rules_to_choose

YINCHUAN = presets()["银川2025（10至30个百分点）"]
OWN = definition_of(YINCHUAN) | {"name": "本单位规则", "source": ""}


def changed(*definitions):
    return [
        RuleChange(name=each["name"], definition=each, reason="纪要", entered_by="甲", entered_at=f"2024-10-0{day}")
        for day, each in enumerate(definitions, 1)
    ]


def test_the_last_change_is_in_force_and_every_one_is_told():
    changes = changed(definition_of(YINCHUAN), OWN)
    assert rule_in_force([]) == DEFAULT_RULE
    assert rule_in_force(changes).name == "本单位规则"
    told = [(each.before, each.after, each.at) for each in log(changes)]
    assert told == [
        (YINCHUAN.name, "本单位规则", "2024-10-02"),
        (DEFAULT_RULE.name, YINCHUAN.name, "2024-10-01"),
    ]


def test_own_rules_can_be_chosen_again_in_their_last_wording():
    changes = changed(OWN, OWN | {"in_days": True}, definition_of(YINCHUAN))
    known = rules_to_choose(changes)
    assert [*presets(), "本单位规则"] == list(known)
    assert known["本单位规则"].in_days


@pytest.mark.parametrize("name", ["银川2025（10至30个百分点）", "银川", "新晃", "瓯海", "金寨", "三亚", "宣城"])
def test_a_rule_is_found_by_its_name_or_the_beginning_of_it(name):
    assert rule_named(name, []).name.startswith(name)


@pytest.mark.parametrize(("name", "words"), [("北京", "没有叫“北京”的规则。可选：序时进度"), ("", "没有叫“”")])
def test_an_unknown_rule_is_told_with_those_there_are(name, words):
    with pytest.raises(PipelineError, match=words):
        rule_named(name, [])


def test_a_change_carries_the_whole_rule_and_its_reason():
    entry = change_to(definition_of(YINCHUAN), [], "王敏", " 会议纪要 ")
    assert (entry.name, entry.reason, entry.entered_by) == (YINCHUAN.name, "会议纪要", "王敏")
    assert rule_in_force([entry]) == YINCHUAN


@pytest.mark.parametrize(
    ("definition", "reason", "words"),
    [
        (definition_of(YINCHUAN), " ", "请写明理由"),
        (definition_of(DEFAULT_RULE), "纪要", "就是现行规则"),
        (definition_of(replace(YINCHUAN, in_days=True)), "纪要", "另取一个名称"),
    ],
)
def test_what_cannot_be_changed_to(definition, reason, words):
    with pytest.raises(PipelineError, match=words):
        change_to(definition, [], "王敏", reason)


def test_a_rule_with_a_gap_is_not_taken():
    gap = OWN | {"conditions": [each for each in OWN["conditions"] if each["word"] != "黄灯"]}
    with pytest.raises(RuleError, match="差距 10 至 30 个百分点未定义"):
        change_to(gap, [], "王敏", "纪要")
