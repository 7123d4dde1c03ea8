"""A change of the dictionary is checked against the whole of it, kept with its reason, and told field by field."""

from dataclasses import replace

import pytest

from pipeline.entries import IndicatorChange
from pipeline.errors import PipelineError
from pipeline.filing.dictionary import CanonicalIndicator, DictionaryError, dictionary
from pipeline.indicator_record import (
    change_to,
    dictionary_in_force,
    log,
    next_id,
    retired,
    retirement,
    reuse,
    with_other_thing,
    with_wording,
)

SHIPPED = next(indicator for indicator in dictionary() if indicator.id == "C01")
OWN = CanonicalIndicator(
    id="X01", name="市民中心办件满意率", unit="%", measures=("level",), direction="up", domain="政务服务",
    words=("市民中心办件满意率",), grade="",
)  # fmt: skip


def found(changes, name):
    return next((indicator for indicator in dictionary_in_force(changes) if indicator.id == name), None)


def test_a_wording_is_added_and_told():
    wanted = with_wording(SHIPPED, "事项掌上可办率")
    change = change_to(wanted, SHIPPED, [], "王敏", " 统一叫法 ")
    assert (change.indicator_id, change.reason, change.entered_by) == ("C01", "统一叫法", "王敏")
    assert found([change], "C01") == wanted
    (told,) = log([change])
    assert (told.name, told.by, told.fields) == (SHIPPED.name, "王敏", (("叫法", "", "事项掌上可办率"),))


def test_a_wording_stops_being_another_thing_and_back():
    other = with_other_thing(SHIPPED, "事项掌上可办率")
    again = with_wording(other, "事项掌上可办率")
    assert "事项掌上可办率" in other.other_things
    assert "事项掌上可办率" not in again.other_things
    with pytest.raises(DictionaryError, match="不能又列为"):
        with_other_thing(again, "事项掌上可办率")


def test_what_another_indicator_says_is_refused_and_nothing_is_kept():
    clash = replace(OWN, words=SHIPPED.words[:1])
    with pytest.raises(DictionaryError, match="须只属于一项指标"):
        change_to(clash, None, [], "王敏", "新增")


@pytest.mark.parametrize(
    ("wanted", "seen", "reason", "words"),
    [
        (OWN, None, " ", "请写明理由"),
        (SHIPPED, SHIPPED, "理由", "没有改动"),
        (replace(OWN, id="C01"), None, "理由", "编号 C01 已用过。下一个没有用过的是 X01"),
        (replace(OWN, id="X01"), OWN, "理由", "改过这项指标"),
    ],
)
def test_what_cannot_be_kept_says_why(wanted, seen, reason, words):
    with pytest.raises(PipelineError, match=words):
        change_to(wanted, seen, [], "王敏", reason)


def test_the_change_of_another_person_is_not_undone():
    first = change_to(replace(SHIPPED, definition="甲的定义"), SHIPPED, [], "王敏", "理由")
    with pytest.raises(PipelineError, match="王敏改过这项指标"):
        change_to(replace(SHIPPED, definition="乙的定义"), SHIPPED, [first], "李四", "理由")


def test_an_own_indicator_is_added_retired_and_used_again():
    added = change_to(OWN, None, [], "王敏", "新增")
    assert found([added], "X01") == OWN
    assert next_id([added]) == "X02"
    gone = retirement(OWN, [added], "王敏", "不再跟踪")
    assert found([added, gone], "X01") is None
    assert retired([added, gone]) == [OWN]
    assert next_id([added, gone]) == "X02"
    back = reuse(OWN, [added, gone], "李四", "恢复")
    assert found([added, gone, back], "X01") == OWN
    assert retired([added, gone, back]) == []
    told = [change.fields[0] for change in log([added, gone, back])]
    assert told == [("状态", "停用", "在用"), ("状态", "在用", "停用"), ("编号", "", "X01")]


def test_what_clashes_now_is_not_used_again():
    added = change_to(OWN, None, [], "王敏", "新增")
    gone = retirement(OWN, [added], "王敏", "不再跟踪")
    taken = change_to(replace(OWN, id="X02", name="另一项"), None, [added, gone], "王敏", "新增")
    with pytest.raises(DictionaryError, match="须只属于一项指标"):
        reuse(OWN, [added, gone, taken], "王敏", "恢复")


def test_choices_are_told_in_words():
    change = change_to(replace(SHIPPED, direction="none", grade="A"), SHIPPED, [], "王敏", "理由")
    assert isinstance(change, IndicatorChange)
    assert log([change])[0].fields == (("方向", "越高越好", "不论高低"), ("可比等级", "可比，须附说明", "可比"))
