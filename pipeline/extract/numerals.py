"""Numerals as officials write them → numbers. The grammar finds the span; cn2an reads Chinese digits."""

from decimal import Decimal
from functools import cache

import cn2an

CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿"
# 000 behind a blank is the rest of a number set with blanks (12 000); two cells look the same: neither is read.
# 1 500 behind a verb is one number; elsewhere it may be two, and neither is read.
SPACED = r"(?<=[达到破过于建增成为约近超])\d{1,3}(?: \d{3})+(?!\d)"
APART = r"(?<!\d )(?<!\d \. )"
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d++)?|(?!0\d)\d++(?:\.\d++)?"  # ++: a part of a number is none
SCALES = {
    "万亿": 1e12,
    "千亿": 1e11,
    "百亿": 1e10,
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "十万": 1e5,
    "万": 1e4,
    "千": 1e3,
    "百": 1e2,
}
SCALE = "|".join(SCALES)


def parse_arabic(text: str) -> float:
    """``1,234.5``, ``1 234.5`` → 1234.5."""
    return float(text.replace(",", "").replace(" ", ""))


@cache
def parse_chinese(text: str) -> float:
    """``一百二十`` → 120, ``两千`` → 2000, ``千`` → 1000 (one is left unsaid). Raises ValueError otherwise."""
    text = text.replace("〇", "零")
    if text[0] in "百千万亿":
        text = "一" + text
    try:
        return float(cn2an.cn2an(text, "smart"))
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"no numeral: {text}") from error


def parse_numeral(text: str) -> float:
    """Any numeral without its unit: ``1.7亿``, ``3千``, ``一百二十``, ``1,200``. Raises ValueError otherwise."""
    if not text:
        raise ValueError("empty numeral")
    if not text[0].isdecimal():
        return parse_chinese(text)
    if text[-1].isdecimal():
        return parse_arabic(text)
    for scale, factor in SCALES.items():
        if text.endswith(scale):
            return times(parse_arabic(text[: -len(scale)]), factor)
    return parse_arabic(text)


def times(value: float, factor: float) -> float:
    """A product without binary dust: 1.7 × 1e8 is 170000000, not 170000000.00000003."""
    return value if factor == 1 else float(Decimal(repr(value)) * Decimal(repr(factor)))
