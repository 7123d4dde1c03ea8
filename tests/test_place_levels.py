"""The level of a place is told by its name and the register of prefectures."""

import pytest

from pipeline.lexicon import load
from pipeline.place_levels import level_of

# 地级市 by province in the register of divisions.
COUNTS = {
    "河北": 11, "山西": 11, "内蒙古": 9, "辽宁": 14, "吉林": 8, "黑龙江": 12, "江苏": 13,
    "浙江": 11, "安徽": 16, "福建": 9, "江西": 11, "山东": 16, "河南": 17, "湖北": 12,
    "湖南": 13, "广东": 21, "广西": 14, "海南": 4, "四川": 18, "贵州": 6, "云南": 8,
    "西藏": 6, "陕西": 10, "甘肃": 12, "青海": 2, "宁夏": 5, "新疆": 4,
}  # fmt: skip


@pytest.mark.parametrize(
    ("city", "level"),
    [
        ("江苏省", "省级"), ("上海市", "省级"), ("无锡市", "地级"), ("吉林市", "地级"), ("宜兴市", "县级"),
        ("平湖市", "县级"), ("无锡高新区(新吴区)", "县级"), ("金寨县", "县级"),
        ("湘西土家族苗族自治州", "地级"), ("内蒙古自治区", "省级"),
        ("合肥高新区", "开发区"), ("雄安新区", "开发区"), ("", ""), ("某地", ""),
    ],
)  # fmt: skip
def test_level(city, level):
    assert level_of(city) == level


def test_the_register_is_whole_and_names_each_city_once():
    listed = load("prefectures")["prefectures"]
    assert {province: len(cities) for province, cities in listed.items()} == COUNTS
    every = [city for cities in listed.values() for city in cities]
    assert len(set(every)) == len(every) == 293
