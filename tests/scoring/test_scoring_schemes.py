"""A scheme that does not add up, or says what it cannot mean, is refused with everything that is wrong."""

import json

import pytest

from pipeline.scoring import SchemeError, definition_of, scheme_from, templates

PART = {"name": "目标任务", "weight": 100}


def made(**values):
    return scheme_from({"name": "方案", "total": 100, "parts": [PART], **values})


@pytest.mark.parametrize("name", templates())
def test_templates_name_their_source_and_come_back_from_json(name):
    scheme = templates()[name]
    assert scheme.source
    assert sum(part.weight for part in scheme.parts) == scheme.total == 100
    assert scheme_from(json.loads(json.dumps(definition_of(scheme)))) == scheme


def test_templates_are_those_that_were_published():
    weights = {name: [part.weight for part in scheme.parts] for name, scheme in templates().items()}
    assert weights["包头2022（半年分四部分）"] == [60, 20, 10, 10]
    assert weights["包头2022（七项内容）"] == [25, 25, 20, 10, 10, 5, 5]
    assert [part.name for part in templates()["四个角度综合评价"].parts] == [
        "政策标准建设", "投资收益分析", "应用实效性", "技术适用性",
    ]  # fmt: skip
    assert not any(scheme.vetoes for scheme in templates().values())


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"total": 90}, "各部分分值合计100分，与总分90分不等，多10分"),
        ({"parts": [PART | {"weight": 99.9}]}, "合计99.9分，与总分100分不等，少0.1分"),
        ({"parts": []}, "没有列出各部分"),
        ({"parts": "目标任务"}, "没有列出各部分"),
        ({"parts": [PART | {"weight": -5}]}, "分值不能小于0"),
        ({"parts": [PART | {"weight": 0}]}, "分值为0"),
        ({"parts": [PART | {"weight": float("nan")}]}, "分值须为数"),
        ({"parts": [PART | {"weight": True}]}, "分值须为数"),
        ({"parts": [PART | {"weight": None}]}, "缺分值"),
        ({"parts": [PART | {"name": ""}]}, "缺名称"),
        ({"parts": [PART | {"kind": "guess"}]}, "性质须为计算、评定之一"),
        ({"parts": [PART | {"how": "rank"}]}, "计分办法须为完成率、达序时占比、按状态扣分之一"),
        ({"parts": [PART | {"cap": 90}]}, "单项封顶须在100%至200%之间"),
        ({"parts": [PART | {"colour": "red"}]}, "不认识的项目“colour”"),
        ({"parts": [PART | {"domains": "政务服务"}]}, "领域须为一项一项列出的文字"),
        ({"parts": [PART | {"kind": "given", "domains": ["政务服务"]}]}, "由人评定，不能写领域"),
        ({"parts": [PART | {"deductions": {"略低": 1}}]}, "不按状态扣分，不能写扣分"),
        ({"parts": [PART | {"how": "deductions"}]}, "没有写各状态扣几分"),
        ({"parts": [PART | {"how": "deductions", "deductions": {"红灯": 1}}]}, "没有“红灯”这一状态"),
        ({"parts": [PART | {"how": "deductions", "deductions": {"略低": -1}}]}, "扣分须为不小于0的数"),
        (
            {"parts": [PART | {"how": "deductions", "deductions": {"略低": 1}, "without_data": "zero"}]},
            "无数据的目标要扣分的请写在扣分里",
        ),
        ({"parts": [PART | {"weight": 50}, PART | {"weight": 50}]}, "“目标任务”写了2次"),
        ({"cycle": "month"}, "周期须为每半年、每年之一"),
        ({"vetoes": [3]}, "一票否决事项须为一项一项列出的文字"),
        ({"adjustments": [{"name": "加减分", "plus": -1}]}, "最多加分不能小于0"),
        ({"name": ""}, "方案缺名称"),
    ],
)
def test_what_cannot_be_meant_is_refused(values, told):
    with pytest.raises(SchemeError, match="不能用") as refused:
        made(**values)
    assert told in str(refused.value)


def test_everything_wrong_is_told_at_once():
    with pytest.raises(SchemeError) as refused:
        scheme_from({"total": "百", "parts": [PART | {"kind": "x", "cap": "y"}]})
    assert all(word in str(refused.value) for word in ("缺名称", "总分须为数", "性质须为", "单项封顶须为数"))
