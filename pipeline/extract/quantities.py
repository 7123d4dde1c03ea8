"""Where a clause holds a quantity: its number, its unit and the words that bound it.

A quantity is found generously here; ``exclusions`` takes away what is only a name or a date.
"""

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.numerals import (
    APART,
    ARABIC,
    CHINESE_DIGITS,
    SCALES,
    SPACED,
    parse_arabic,
    parse_chinese,
    parse_numeral,
    times,
)
from pipeline.lexicon import load
from pipeline.model import Span

_MORE = r"[多余几来]"
_DASH = r"\s*(?:[-—–~～－]{1,2}|至|到)\s*"
_REACH = r"\D{0,20}[-—–~～－至到]\s*\d"  # before the next number, a dash: else no range is worth a try
_CHINESE = f"[{CHINESE_DIGITS}]+"


class Quantity(NamedTuple):
    """A number with its unit.

    ``form`` tells how it was written: arabic, chinese, scheme, percent, share, multiple, bandwidth, clock, bare;
    ``coverage`` and ``rank`` come from ``coverage`` and were not written as numbers.
    """

    span: Span
    value: float
    unit: str
    form: str
    value_max: float | None = None
    about: bool = False  # 多 余 几 inside the number

    def moved(self, by: int) -> "Quantity":
        """The same number so many characters further on."""
        span = Span(self.span.start + by, self.span.end + by)
        return Quantity(span, self.value, self.unit, self.form, self.value_max, self.about)

    @property
    def is_percent(self) -> bool:
        return self.unit in ("%", "个百分点", "‰")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a text in order, none overlapping; the first grammar that matches a place wins."""
    found: list[Quantity] = []
    grammar, position = _grammar(), 0
    for first in _first().finditer(text):
        start = first.start()
        if start < position:
            continue
        match = grammar.match(text, start)
        if match and (quantity := _read(match)):
            position = match.end()
            found.append(quantity)
    return found


def _read(match: re.Match[str]) -> Quantity | None:
    try:
        return _READERS[match.lastgroup or ""](match)
    except ValueError:
        return None


def _percent(match: re.Match[str]) -> Quantity:
    unit = {"百分点": "个百分点"}.get(match["percent_unit"], match["percent_unit"])
    top = match["percent_to"]
    return Quantity(
        Span(*match.span()), parse_arabic(match["percent_from"]), unit, "percent", parse_arabic(top) if top else None
    )


def _hundredths(match: re.Match[str]) -> Quantity:
    top = match["hundredths_to"]
    value = _numeral(match["hundredths_value"])
    return Quantity(Span(*match.span()), value, "%", "percent", _numeral(top) if top else None)


def _numeral(text: str) -> float:
    return parse_arabic(text) if text[0].isdecimal() else parse_chinese(text)


def _tenths(match: re.Match[str]) -> Quantity:
    return Quantity(Span(*match.span()), times(parse_chinese(match["tenths_value"]), 10), "%", "share")


def _fraction(match: re.Match[str]) -> Quantity:
    if match["chinese_bottom"]:
        top, bottom = parse_chinese(match["chinese_top"]), parse_chinese(match["chinese_bottom"])
    else:
        top, bottom = parse_arabic(match["top"]), parse_arabic(match["bottom"])
    if not 0 < top < bottom:
        raise ValueError("not a share")
    return Quantity(Span(*match.span()), round(100 * top / bottom, 4), "%", "share")


def _ratio(match: re.Match[str]) -> Quantity:
    """师机比1:1, 医护比1:1.25, 车桩比2:1: how many there are for the one, whichever side it stands on."""
    one, other = parse_arabic(match["ratio_one"]), parse_arabic(match["ratio_other"])
    if one == 0 or other == 0:
        raise ValueError("no ratio")
    return Quantity(Span(*match.span()), other if one == 1 else round(one / other, 4), "", "ratio")


def _multiple(match: re.Match[str]) -> Quantity:
    if match["fold"]:
        return Quantity(Span(*match.span()), parse_chinese(match["fold"]), "倍", "multiple")
    times_over = match["doublings"]
    doublings = parse_chinese(times_over) if times_over else 1
    return Quantity(Span(*match.span()), float(2**doublings), "倍", "multiple")


def _is_scheme(match: re.Match[str], value: float) -> bool:
    words = load("units")["scheme"]
    following = match.string[match.end() : match.end() + 12]
    return value >= 2 and match["chinese_unit"] in words["units"] and any(noun in following for noun in words["nouns"])


def _stands_alone(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 6) : match.start()].rstrip()
    return before.endswith(tuple(load("units")["alone"]["before"])) or match.string.startswith("以上", match.end())


def _bandwidth(match: re.Match[str]) -> Quantity:
    words = load("units")["bandwidth"]
    reaches = match.string.startswith(tuple(words["after"]), match.end())
    if not reaches and not match.string[max(0, match.start() - 6) : match.start()].endswith(tuple(words["before"])):
        raise ValueError("a name, not a speed")
    value = {"万": 10000.0, "千": 1000.0, "百": 100.0}[match["bandwidth"].lstrip("双")[0]]
    return Quantity(Span(*match.span()), value, "兆", "bandwidth")


def _round_the_clock(match: re.Match[str]) -> Quantity:
    return Quantity(Span(*match.span()), 24.0, "小时", "clock")


def _counted(match: re.Match[str]) -> Quantity:
    low, scale, high = match["low"], match["scale"] or "", match["high"]
    low_scale = match["low_scale"] or (scale if high else "")
    unit, factor = _unit(match["unit"])
    value = times(parse_numeral(low + low_scale if high else low + scale), factor)
    top = times(parse_numeral(high + scale), factor) if high else None
    if top is not None and top <= value:
        raise ValueError("not a range")
    return Quantity(Span(*match.span()), value, unit, "arabic", top, about=bool(match["more"] or match["some"]))


def _chinese_counted(match: re.Match[str]) -> Quantity:
    unit, factor = _unit(match["chinese_unit"])
    numeral = match["chinese_number"]
    value = parse_chinese(numeral)
    form = "chinese" if any(scale in numeral for scale in "百千万亿") else "scheme"
    if form == "chinese" and match["chinese_unit"] in ("大", "级", "类"):
        raise ValueError("a size class, not a count: 百亿级企业")
    if form == "scheme" and not _is_scheme(match, value):
        raise ValueError("a small Chinese number counts only in a scheme: 五大基础库")
    if numeral[0] in "百千万亿" and not _stands_alone(match):
        raise ValueError("千 alone is rarely a number: 千家万户")
    return Quantity(Span(*match.span()), times(value, factor), unit, form, about=bool(match["chinese_more"]))


def _bare(match: re.Match[str]) -> Quantity:
    return Quantity(Span(*match.span("bare_number")), parse_numeral(match["bare_number"]), "", "bare")


def _shared(match: re.Match[str]) -> Quantity:
    """The first of 1.5和4.5个百分点, or of 6.6个、5.7个百分点: its unit is said with the last."""
    printed = match["shared_unit"] or "个百分点"
    unit = {"百分点": "个百分点"}.get(printed, printed)
    return Quantity(Span(*match.span()), parse_arabic(match["shared_value"]), unit, "percent")


def _years(match: re.Match[str]) -> Quantity:
    """平均受教育年限11.5年: elsewhere a number of years is a span of time, not a measure."""
    return Quantity(Span(*match.span()), parse_arabic(match["years_value"]), "年", "arabic")


def _few(match: re.Match[str]) -> Quantity:
    low, high = parse_chinese(match["few_from"]), parse_chinese(match["few_to"])
    if high <= low:
        raise ValueError("not a range")
    return Quantity(Span(*match.span()), low, match["few_unit"], "chinese", high)


_READERS = {
    "shared": _shared,
    "clock": _round_the_clock,
    "hundredths": _hundredths,
    "percent": _percent,
    "fraction": _fraction,
    "ratio": _ratio,
    "counted": _counted,
    "years": _years,
    "few": _few,
    "tenths": _tenths,
    "multiple": _multiple,
    "bandwidth": _bandwidth,
    "chinese": _chinese_counted,
    "bare": _bare,
}


def _unit(printed: str) -> tuple[str, float]:
    """A printed unit → the unit it is kept in and its factor (亿 stands in the scale, 元 → 万元 × 0.0001)."""
    head, slash, tail = printed.partition("/")
    if head in load("units")["money"]:
        kept, factor = load("units")["money"][head]
        return kept + slash + tail, factor
    return printed, 1.0


@cache
def _first() -> re.Pattern[str]:
    """Where a form can begin: at a digit, not inside a number, or at a Chinese one that is followed by what may follow
    in the grammar, since 一 and 三 stand everywhere (统一, 三农).
    """
    words = load("units")
    units = {*words["scheme"]["units"], *words["count"], *words["measure"], *words["money"]}
    follow = {*CHINESE_DIGITS, *"分成倍兆到至、了番多余几来", *(unit[0] for unit in units)}
    return re.compile(rf"[-\d](?<![\d.]\d)|[{CHINESE_DIGITS}翻双](?=[{re.escape(''.join(sorted(follow)))}])")


@cache
def _grammar() -> re.Pattern[str]:
    words = load("units")
    money = list(words["money"])
    units = sorted({*words["count"], *words["measure"], *money}, key=len, reverse=True)
    per = "|".join(sorted(words["per"], key=len, reverse=True))
    begins = "".join(sorted({word[0] for word in units}))
    unit = rf"(?=[{re.escape(begins)}])(?:{'|'.join(map(re.escape, units))})(?:[/／](?:{per}))?"
    chinese_unit = "|".join(
        sorted({*words["scheme"]["units"], *words["count"], *words["measure"], *money}, key=len, reverse=True)
    )
    signs = "|".join(words["percent"]["signs"]) + "|" + words["percent"]["permille"]
    bandwidth = "|".join(sorted(words["bandwidth"]["words"], key=len, reverse=True))
    scales = "|".join(SCALES)
    reaching = "|".join(f"(?<={word})" for word in words["bare"]["after"])
    ratio = "|".join(f"(?<={word})" for word in words["ratio"]["after"])
    return re.compile(
        rf"(?P<clock>7\s*[×xX*]\s*24\s*小时)"
        rf"|(?P<hundredths>百分之(?P<hundredths_value>{ARABIC}|{_CHINESE}(?:点{_CHINESE})?)"
        rf"(?:(?:至|到|—|-)(?:百分之)?(?P<hundredths_to>{ARABIC}|{_CHINESE}))?)"
        rf"|(?P<percent>(?<![\d.]){APART}(?P<percent_from>(?:(?<![\d%年月])-)?(?:{ARABIC}))(?:%?{_DASH}(?P<percent_to>{ARABIC}))?\s*(?P<percent_unit>{signs}))"
        rf"|(?P<shared>(?<![\d.]){APART}(?P<shared_value>{ARABIC})(?:个(?=(?:、|和|与|及)(?:{ARABIC})个百分点)"
        rf"|(?=(?:、|和|与|及)(?:{ARABIC})(?P<shared_unit>{signs}))))"
        rf"|(?P<fraction>(?<![\d/.])(?P<top>\d)/(?P<bottom>\d{{1,2}})(?![\d/月日])|(?P<chinese_bottom>[二三四五六七八九十])分之(?P<chinese_top>[一二两三四五六七八九]))"
        rf"|(?P<counted>(?<![\d.]){APART}(?P<low>{SPACED}|{ARABIC})(?:(?={_REACH})(?P<low_scale>{scales})?(?:{unit})?{_DASH}(?P<high>{ARABIC}))?(?P<some>{_MORE})?"
        rf"(?P<scale>{scales})?(?P<more>{_MORE})?(?P<unit>{unit}))"
        rf"|(?P<tenths>(?P<tenths_value>[一二两三四五六七八九])成(?=以上|左右|的|[，,。；;、)）]))"
        rf"|(?P<multiple>翻了?(?P<doublings>[一二两三四])?番|(?P<fold>[一二两三四五六七八九十]+)倍)"
        rf"|(?P<bandwidth>{bandwidth})(?!级)"
        rf"|(?P<ratio>(?:{ratio})(?P<ratio_one>{ARABIC})[:：∶](?P<ratio_other>{ARABIC}))"
        rf"|(?P<years>(?:(?<=年限)|(?<=年限达)|(?<=年限为)|(?<=年限达到)|(?<=年限提高到)|(?<=年限提升到))(?P<years_value>{ARABIC})年)"
        rf"|(?P<few>(?<![{CHINESE_DIGITS}第])(?P<few_from>[一二两三四五六七八九])(?:到|至|、)(?P<few_to>[二三四五六七八九十])(?P<few_unit>[个家项座处条所名]))"
        rf"|(?P<chinese>(?<![{CHINESE_DIGITS}第])(?P<chinese_number>{_CHINESE})(?P<chinese_more>{_MORE})?(?P<chinese_unit>{chinese_unit}))"
        rf"|(?P<bare>(?:{reaching})(?P<bare_number>(?:{ARABIC})(?:{scales})?)(?=以上|以下|以内|左右|[，,。；;、)）]|$))"
    )
