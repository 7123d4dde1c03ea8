"""预警等级: the presets do what their sources say, and a definition that cannot be right is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ladders import DEFAULT_LADDER, LEVELS, Course, LadderError, ladder_from, ladder_named, ladders

COURSES = st.builds(Course, st.integers(-400, 400), st.integers(0, 5), st.integers(0, 5))


@pytest.mark.parametrize(
    ("name", "course", "level"),
    [
        ("缺省", Course(8), None),
        ("缺省", Course(7), "蓝"),
        ("缺省", Course(0), "蓝"),
        ("缺省", Course(-1, times=1), "黄"),
        ("缺省", Course(-15, times=1), "黄"),
        ("缺省", Course(-16, times=1), "红"),
        ("缺省", Course(-1, times=2), "红"),
        ("缺省", Course(20, times=1), None),
        ("宿迁", Course(7), "蓝"),
        ("宿迁", Course(20, returned=1), "黄"),
        ("宿迁", Course(-1, times=1), "红"),
        ("三明", Course(30), "蓝"),
        ("三明", Course(30, times=1), "黄"),
        ("三明", Course(-2, times=2), "红"),
        ("宜昌", Course(3), "黄"),
        ("宜昌", Course(-1, times=1), "红"),
        ("宜昌", Course(8), None),
    ],
)
def test_the_presets(name, course, level):
    assert ladder_named(name).level(course) == level


@given(COURSES, st.integers(0, 60), st.integers(0, 3), st.sampled_from(list(ladders().values())))
def test_time_and_further_failures_never_lower_the_level_of_what_is_overdue(course, later, more, ladder):
    course = Course(-abs(course.days_left) - 1, max(course.times, 1), course.returned)
    worse = Course(course.days_left - later, course.times + more, course.returned + more)
    order = [None, *LEVELS]
    assert order.index(ladder.level(worse)) >= order.index(ladder.level(course))


@pytest.mark.parametrize("ladder", ladders().values(), ids=list(ladders()))
def test_every_preset_names_its_source_and_says_what_it_does(ladder):
    assert ladder.source
    assert all(f"为{rung.level}" in ladder.description for rung in ladder.rungs)


def test_the_default_in_words():
    assert DEFAULT_LADDER.description == "缺省：距时限 7 天以内为蓝；逾期为黄；逾期超过 15 天或累计逾期 2 次为红"


@pytest.mark.parametrize(
    ("definition", "told"),
    [
        ({"rungs": [{"level": "蓝", "within": 7}]}, "缺名称"),
        ({"name": "本市"}, "缺等级"),
        ({"name": "本市", "rungs": []}, "缺等级"),
        ({"name": "本市", "rungs": [{"level": "紫", "within": 7}]}, "第1级须为蓝、黄、红之一"),
        ({"name": "本市", "rungs": [{"level": "蓝"}]}, "第1级没有写条件"),
        ({"name": "本市", "rungs": [{"level": "蓝", "within": -1}]}, "第1级的天数和次数须为不小于 0 的整数"),
        ({"name": "本市", "rungs": [{"level": "蓝", "within": True}]}, "须为不小于 0 的整数"),
        ({"name": "本市", "rungs": [{"level": "蓝", "days": 3}]}, "第1级有不认识的项目“days”"),
        ({"name": "本市", "colour": 1, "rungs": [{"level": "蓝", "within": 7}]}, "不认识的项目“colour”"),
        (
            {"name": "本市", "rungs": [{"level": "红", "overdue": 0}, {"level": "蓝", "within": 7}]},
            "等级要由蓝到红",
        ),
    ],
)
def test_a_definition_that_cannot_be_right_is_refused(definition, told):
    with pytest.raises(LadderError, match="不能用") as refused:
        ladder_from(definition)
    assert told in str(refused.value)


def test_a_ladder_that_is_not_there_names_those_that_are():
    with pytest.raises(LadderError, match="缺省、宿迁、三明、宜昌"):
        ladder_named("别处")
