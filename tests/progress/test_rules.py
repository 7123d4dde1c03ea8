"""Rules: published ones by name, own ones from plain values; none leaves a gap or gives two lights."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.progress import DEFAULT_RULE, RuleError, court_of, definition_of, judge, presets, rule_from
from pipeline.progress.bands import MEASURES
from tests.progress.rows import observation, observations, plan, plans, target, targets

PRESETS = presets()
TOTAL = {"measure": "cumulative", "unit": "家", "indicator": "上云企业"}


def preset(start):
    return next(rule for name, rule in PRESETS.items() if name.startswith(start))


def light(rule, done, months=6, goal=100):
    """The light of ``done`` of 100 after some months of a year's goal."""
    end = date(2024, months, 30)
    known = observation(done, 2024, period_end=end, **TOTAL)
    row = judge(
        targets(target(goal, 2024, **TOTAL)), court_of(observations(known), plans(plan(2024, 2024)), rule), end
    ).iloc[0]
    return row["state"], row["local_word"]


# Half of the year is gone, so 40 of 100 is ten points behind, a fifth short, and 80 % of what was due.
@pytest.mark.parametrize(
    ("name", "done", "state", "word"),
    [
        ("宣城", 50, "达序时", "达到序时进度"), ("宣城", 49.9, "未达序时", "未达到序时进度"),
        ("金寨", 55, "超序时", "超进度"), ("金寨", 54.9, "达序时", "达进度"), ("金寨", 49, "未达序时", "欠进度"),
        ("银川", 50, "达序时", "绿灯"), ("银川", 40.1, "达序时", "绿灯（略低）"), ("银川", 40, "略低", "黄灯"),
        ("银川", 20, "略低", "黄灯"), ("银川", 19.9, "未达序时", "红灯"),
        ("三亚", 50, "达序时", "绿灯"), ("三亚", 25, "略低", "黄灯"), ("三亚", 24.9, "未达序时", "红灯"),
        ("新晃", 50, "达序时", "完成月任务"), ("新晃", 40, "略低", "略低"), ("新晃", 39.9, "未达序时", "重点跟踪督导"),
        ("新晃", 30, "未达序时", "重点跟踪督导"), ("新晃", 29.9, "未达序时", "黄牌警告"),
        ("瓯海", 50, "达序时", "绿灯"), ("瓯海", 49.9, "未达序时", "红灯"),
        ("中期", 55, "超序时", "快于预期"), ("中期", 54.9, "达序时", "基本符合预期"),
        ("中期", 45.1, "达序时", "基本符合预期"),
        ("中期", 45, "未达序时", "滞后"), ("中期", 100, "已完成", "提前实现"),
        ("序时", 55, "超序时", "超序时"), ("序时", 40.1, "略低", "略低"), ("序时", 40, "未达序时", "未达序时"),
    ],
)  # fmt: skip
def test_published_rules_at_their_borders(name, done, state, word):
    assert light(preset(name), done) == (state, word)


def test_every_preset_names_its_source_and_is_printed_whole():
    for rule in PRESETS.values():
        assert rule.source
        assert all(band.word in rule.description for band in rule.bands)
        assert rule.note in rule.description
    assert next(iter(PRESETS.values())) == DEFAULT_RULE


@given(st.sampled_from(list(PRESETS.values())), st.floats(allow_nan=False))
def test_every_rule_gives_one_light_at_any_distance(rule, value):
    assert sum(band.holds(value) for band in rule.bands) == 1


@given(st.sampled_from(list(PRESETS.values())), st.floats(-1e9, 1e9), st.floats(-1, 2))
def test_every_rule_gives_one_light_to_any_target(rule, attainment, share):
    value = MEASURES[rule.measure].of(attainment, share)
    assert sum(band.holds(value) for band in rule.bands) == 1


borders = st.lists(st.integers(-50, 50), min_size=1, max_size=4, unique=True).map(sorted)
STATES = ("超序时", "达序时", "略低", "未达序时")


@st.composite
def definitions(draw):
    """A right definition: neighbours share a border, which belongs to one of them."""
    cuts = draw(borders)[:3]
    conditions = [{"state": state, "word": f"第{index}档"} for index, state in enumerate(STATES[: len(cuts) + 1])]
    for cut, one, two in zip(cuts, conditions, conditions[1:], strict=False):
        below = draw(st.booleans())
        one["at_most" if below else "below"] = cut
        two["over" if below else "at_least"] = cut
    return {"name": "自定", "measure": "lag", "conditions": conditions}


@given(definitions())
def test_a_definition_comes_back_as_it_was(definition):
    rule = rule_from(definition)
    assert rule_from(json.loads(json.dumps(definition_of(rule), ensure_ascii=False))) == rule


@given(definitions(), st.data())
def test_a_bound_moved_leaves_a_gap_or_an_overlap_that_is_reported(definition, data):
    place = data.draw(st.integers(0, len(definition["conditions"]) - 1))
    condition = definition["conditions"][place]
    key = data.draw(st.sampled_from([key for key in condition if key in ("at_most", "below", "over", "at_least")]))
    condition[key] += data.draw(st.sampled_from([-0.5, 0.5]))
    with pytest.raises(RuleError, match=r"未定义|同时属于|颠倒"):
        rule_from(definition)


def conditions(*rows):
    return {"name": "试", "measure": "lag", "conditions": list(rows)}


GREEN, AMBER, RED = (
    {"state": "达序时", "word": "绿"},
    {"state": "略低", "word": "黄"},
    {"state": "未达序时", "word": "红"},
)
WRONG = [
    (conditions(GREEN | {"at_most": 0}, AMBER | {"over": 10}), "差距 0 至 10 个百分点未定义"),
    (conditions(GREEN | {"below": 10}, AMBER | {"over": 10}), "差距恰为 10 个百分点时未定义"),
    (conditions(GREEN | {"at_most": 10}, AMBER | {"at_least": 10}), "差距恰为 10 个百分点时同时属于“绿”和“黄”"),
    (conditions(GREEN | {"at_most": 10}, AMBER | {"over": 5}), "差距 5 至 10 个百分点同时属于“绿”和“黄”"),
    (conditions(GREEN | {"at_most": 0}, AMBER | {"over": 0, "at_most": 30}), "差距 30 个百分点以上未定义"),
    (conditions(GREEN | {"at_least": -5}), "差距 -5 个百分点以下未定义"),
    (conditions(RED | {"at_most": 0}, GREEN | {"over": 0}), "“绿”比“红”差，灯色却更好"),
    (conditions(GREEN | {"over": 5, "at_most": 3}), "上下限颠倒"),
    (conditions(), "没有任何条件"),
    (conditions({"state": "已完成"}), "第1个条件的状态须为超序时、达序时、略低、未达序时之一"),
    (conditions(GREEN | {"colour": "purple"}), "第1个条件的颜色须为green（绿）、amber（黄）"),
    (conditions(GREEN | {"shape": "星"}), "形状须为"),
    (conditions(GREEN | {"at_most": "十"}), "第1个条件的界限须为数"),
    (conditions(GREEN | {"at_most": float("nan")}), "第1个条件的界限须为数"),
    (conditions(GREEN | {"at_most": 1, "below": 2}), "同一侧写了两个界限"),
    (conditions(GREEN | {"colr": "red"}), "不认识的项目“colr”"),
    (conditions(GREEN) | {"measure": "gap"}, "判定依据须为lag（差距）、shortfall（欠缺比例）、ratio（完成比例）之一"),
    (conditions(GREEN) | {"name": ""}, "缺名称"),
    (conditions(GREEN) | {"cycle_months": "12"}, "“cycle_months”须为整数"),
    (conditions(GREEN) | {"cycle_months": 0}, "“cycle_months”须在1至120之间"),
    (conditions(GREEN) | {"about_tolerance": 2}, "“about_tolerance”须在0至0.5之间"),
    (conditions(GREEN) | {"words": {"好": "好"}}, "看板没有“好”这一状态"),
    (conditions(GREEN) | {"made_up": {"state": "已完成", "word": "黄"}}, "补齐后的灯"),
    ({"name": "试", "measure": "lag"}, "缺条件"),
]  # fmt: skip


@pytest.mark.parametrize(("definition", "message"), WRONG)
def test_a_wrong_rule_is_refused_with_what_is_wrong(definition, message):
    with pytest.raises(RuleError) as raised:
        rule_from(definition)
    assert message in str(raised.value)
    assert str(raised.value).endswith("请改正后再保存。")


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*STATES, "lag", "name"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["state", "word", "over"]), inner),
    max_leaves=6,
)
FIELDS = ["name", "measure", "conditions", "words", "made_up", "in_days", "cycle_months", "source"]


def refusal(definition):
    try:
        rule = rule_from(definition)
    except RuleError as error:
        return str(error)
    return "" if rule_from(definition_of(rule)) == rule else "comes back as another"


@given(st.dictionaries(st.sampled_from(FIELDS), plain_values))
def test_whatever_is_handed_in_is_a_rule_or_a_message(definition):
    message = refusal(definition)
    assert not message or message.endswith("请改正后再保存。")


def test_red_made_up_turns_amber():
    """瓯海: a month missed is red; caught up it is amber and not green."""
    figures = [
        observation(value, 2024, period_end=date(2024, month, 30), observation_id=f"o{month}", **TOTAL)
        for value, month in ((20, 4), (50, 6))
    ]
    tables = targets(target(100, 2024, **TOTAL)), observations(*figures), plans(plan(2024, 2024))
    row = judge(tables[0], court_of(*tables[1:], preset("瓯海")), date(2024, 6, 30)).iloc[0]
    assert (row["state"], row["local_word"]) == ("略低", "黄灯（已补齐）")
    assert judge(tables[0], court_of(*tables[1:], preset("宣城")), date(2024, 6, 30)).iloc[0]["state"] == "达序时"
    assert judge(tables[0], court_of(*tables[1:], preset("瓯海")), date(2024, 5, 1)).iloc[0]["local_word"] == "红灯"


def test_the_share_by_days():
    end = date(2024, 2, 14)
    known = observation(10, 2024, period_end=end, **TOTAL)
    promise, tables = targets(target(100, 2024, **TOTAL)), (observations(known), plans(plan(2024, 2024)))
    assert judge(promise, court_of(*tables), end).iloc[0]["elapsed_share"] == pytest.approx(1 / 12)
    by_days = replace(DEFAULT_RULE, in_days=True)
    assert judge(promise, court_of(*tables, by_days), end).iloc[0]["elapsed_share"] == pytest.approx(45 / 366)
    assert "按天计" in by_days.description


def test_a_growth_goal_is_reached_or_not_under_every_rule():
    thing = {"measure": "growth", "indicator": "一般公共预算收入增长率"}
    promise, plan_rows = targets(target(6, 2024, annual=True, **thing)), plans(plan(2024, 2024))
    for rule in PRESETS.values():
        for value, state in ((3.3, "未达序时"), (6, "达序时")):
            known = observations(observation(value, 2024, period_end=date(2024, 9, 30), **thing))
            row = judge(promise, court_of(known, plan_rows, rule), date(2024, 10, 11)).iloc[0]
            assert row["state"] == state
            assert row["local_word"] == rule.word(state)


def test_past_due_no_rule_makes_it_green():
    lenient = rule_from({"name": "宽", "measure": "lag", "conditions": [{"state": "超序时", "word": "好"}]})
    known = observations(observation(10, 2024, period_end=date(2024, 12, 31), **TOTAL))
    row = judge(
        targets(target(100, 2024, **TOTAL)), court_of(known, plans(plan(2024, 2024)), lenient), date(2025, 1, 1)
    ).iloc[0]
    assert row["state"] == "到期未完成"
