"""Off-the-shelf extractors of Chinese quantities behind one shape: a text → the numbers in it, with their places.

Each is imported only when asked for; ``RIVALS`` names the package that brings it. They are given the cleaned,
Simplified text, a paragraph at a time, which is more than they would have on their own.
"""

import re
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import NamedTuple


class Number(NamedTuple):
    """A number a program reports: where, and how much. ``end`` is exclusive."""

    start: int
    end: int
    value: float


Finder = Callable[[str], list[Number]]
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def cn2an_transform() -> Finder:
    """``transform`` rewrites a text and tells no places: every number of its result may stand anywhere in the text."""
    import cn2an

    def find(text: str) -> list[Number]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns at every 万 behind digits
            rewritten = cn2an.transform(text, "cn2an")
        return [Number(0, len(text), float(found)) for found in _DIGITS.findall(rewritten)]

    return find


def chinese2digits() -> Finder:
    """It tells no places either, but the printed numbers in their order."""
    from chinese2digits import takeNumberFromString

    def find(text: str) -> list[Number]:
        found = takeNumberFromString(text)
        numbers, position = [], 0
        for printed, value in zip(found["CHNumberStringList"], found["digitsStringList"], strict=True):
            start = text.find(printed, position)
            if start >= 0:
                position = start + len(printed)
                numbers.append(Number(start, position, float(value)))
        return numbers

    return find


def jionlp_money() -> Finder:
    with redirect_stdout(None):  # it greets
        import jionlp
    extract_money = jionlp.ner.extract_money

    def find(text: str) -> list[Number]:
        return [
            Number(*entity["offset"], value)
            for entity in extract_money(text, with_parsing=True)
            for value in _values(entity["detail"]["num"])
        ]

    return find


def recognizers_number() -> Finder:
    from recognizers_number import Culture, recognize_number, recognize_percentage

    return _recognized(recognize_number, recognize_percentage, culture=Culture.Chinese)


def recognizers_with_unit() -> Finder:
    from recognizers_number import Culture
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    return _recognized(recognize_currency, recognize_dimension, recognize_age, culture=Culture.Chinese)


def _recognized(*recognizers: Callable, culture: str) -> Finder:
    def find(text: str) -> list[Number]:
        return [
            Number(result.start, result.end + 1, value)
            for recognize in recognizers
            for result in recognize(text, culture)
            for value in _values(result.resolution["value"])
        ]

    return find


def _values(printed: str | list | None) -> list[float]:
    """The numbers of a value as reported: '90%', '12,3', ['3', '5'], None."""
    several = printed if isinstance(printed, list) else [printed]
    return [float(found) for value in several for found in _DIGITS.findall(str(value).replace(",", ""))]


RIVALS: dict[str, tuple[str, Callable[[], Finder]]] = {
    "cn2an transform": ("cn2an", cn2an_transform),
    "chinese2digits": ("chinese2digits", chinese2digits),
    "jionlp money": ("jionlp", jionlp_money),
    "recognizers number": ("recognizers-text-number", recognizers_number),
    "recognizers number-with-unit": ("recognizers-text-number-with-unit", recognizers_with_unit),
}
