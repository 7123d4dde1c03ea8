"""A scheme survives the table that an office edits; what was typed becomes what it means."""

import pandas as pd
import pytest

from dashboard.scheme_form import PART_COLUMNS, adjustment_words, adjustments_of, definition_from, part_rows, words_of
from pipeline.scoring import scheme_from, templates


@pytest.mark.parametrize("name", templates())
def test_a_template_comes_back_from_the_table_unchanged(name):
    scheme = templates()[name]
    rows = pd.DataFrame(part_rows(scheme), columns=list(PART_COLUMNS)).to_dict("records")
    own = {"adjustments": adjustments_of(adjustment_words(scheme))}
    assert scheme_from(definition_from(scheme, rows, own)) == scheme


def test_empty_rows_are_no_parts_and_cells_are_read_as_they_are_typed():
    scheme = templates()["广元2018（按灯扣分）"]
    rows = [
        {
            "部分": " 进度 ",
            "分值": 100.0,
            "性质": "计算",
            "计分办法": "按状态扣分",
            "扣分": "略低0.5，无数据 1",
            "领域": "政务服务，数据资源",
        },
        dict.fromkeys(PART_COLUMNS),
        {"部分": float("nan"), "分值": None},
    ]
    (part,) = scheme_from(definition_from(scheme, rows, {})).parts
    assert part.name == "进度"
    assert part.domains == ("政务服务", "数据资源")
    assert dict(part.deductions) == {"略低": 0.5, "无数据": 1}


@pytest.mark.parametrize("typed", ["加减分 +5 −3", "加减分5/3", "加减分 +5 -3", "加减分 5 3"])
def test_points_more_and_less_are_read_as_they_are_typed(typed):
    assert adjustments_of(typed) == [{"name": "加减分", "plus": 5, "minus": 3}]


def test_words_are_told_apart():
    assert words_of("安全生产、信访, 环保") == ["安全生产", "信访", "环保"]
    assert words_of(None) == []
