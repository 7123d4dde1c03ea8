"""Numerals in digits and in Chinese characters → numbers."""

import cn2an
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.extract.numerals import SCALES, parse_arabic, parse_chinese, parse_numeral

CORPUS = {
    0.5: ["0.5"],
    2: ["2", "两", "二"],
    10: ["10", "十"],
    12: ["12", "十二"],
    20: ["20", "二十"],
    100: ["100", "百", "一百"],
    108: ["108", "一百零八", "一百〇八"],
    120: ["120", "一百二十"],
    200: ["200", "两百", "二百", "2百"],
    1000: ["1000", "1,000", "千", "一千", "1千"],
    1200: ["1,200", "1200", "一千二百"],
    10_000: ["万", "1万", "一万", "10,000"],
    100_000: ["十万", "10万"],
    15_000_000: ["1500万", "1.5千万", "一千五百万"],
    170_000_000: ["1.7亿", "170,000,000", "一亿七千万"],
    1e12: ["1万亿", "一万亿"],
    2.5e11: ["2.5千亿"],
}
CASES = [(text, value) for value, texts in CORPUS.items() for text in texts]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_reads(text, value):
    assert parse_numeral(text) == value


@settings(deadline=None)
@given(st.integers(0, 10**13))
@example(1_0000_0001)
def test_chinese_numerals_read_back(value):
    assert parse_chinese(cn2an.an2cn(value, "low")) == value


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_thousands_separators_read_back(value):
    assert parse_arabic(f"{value:,}") == value


@settings(deadline=None)
@given(st.integers(0, 9999), st.sampled_from(sorted(SCALES)))
def test_a_scale_multiplies(value, scale):
    assert parse_numeral(f"{value}{scale}") == value * SCALES[scale]


@pytest.mark.parametrize("text", ["", "个", "一个", "千家"])
def test_what_is_no_numeral(text):
    with pytest.raises(ValueError):  # noqa: PT011 - cn2an words its own messages
        parse_numeral(text)
