"""Words at the door of every briefing: punctuation in full width, Traditional on request, printed words as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.briefings.typesetting import Printed, full_width, set_text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("共分解目标56项,其中:已完成1项;无数据49项", "共分解目标56项，其中：已完成1项；无数据49项"),
        ("智慧城市(2019-2021年)", "智慧城市（2019-2021年）"),
        ("指标(5G)覆盖率", "指标（5G）覆盖率"),
        ("于09:30发布,见https://example.gov.cn/a,b?c=1", "于09:30发布，见https://example.gov.cn/a,b?c=1"),
        ("1,000家,2,000家", "1,000家，2,000家"),
        ("f(x) = 3", "f(x) = 3"),
        ("完成了吗?", "完成了吗？"),
    ],
)
def test_punctuation_is_full_width_among_hanzi(typed, printed):
    assert full_width(typed) == printed


@given(st.text(alphabet="目标，,:;()（）0123a %./", max_size=30))
def test_nothing_but_punctuation_changes_and_once_is_enough(text):
    once = full_width(text)
    assert len(once) == len(text)
    assert full_width(once) == once
    assert all(old == new or old in ",:;()?!" for old, new in zip(text, once, strict=True))


def test_the_script_that_was_asked_for():
    assert set_text("数据过期:1项", traditional=True) == "數據過期：1項"
    assert set_text("数据过期:1项") == "数据过期：1项"


def test_words_of_a_document_stay_as_they_were_printed():
    quote = Printed("到2020年,数据共享率达95%")
    assert set_text(quote, traditional=True) == quote


@pytest.mark.parametrize("kind", [str, Printed])
def test_what_no_file_can_hold_is_left_out(kind):
    assert set_text(kind("目\x00标\x0b一\ud800\n二")) == "目标一\n二"
