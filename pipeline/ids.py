"""Ids that survive a better parser: made of what the plan prints, not of what was understood in it.

They rest on the plan, the sentence without its blanks, the numeral as printed, and which of several equal
ones it is. Indicator, unit, year and measure do not enter: reports entered for a target stay with it.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from pipeline.model import Span

_BLANK = re.compile(r"\s+")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*|[〇零一二两三四五六七八九十百千万亿半双]+")


def fact_ids(plan_id: str, raw: str, places: Iterable[tuple[str, Span, Span]]) -> list[str]:
    """An id for each (prefix, sentence, number), spans into ``raw``: 't' or 'o' and ten hexadecimal digits.

    Facts that share one number (电子健康档案、电子病历覆盖率80%) are told apart by their order.
    """
    seen: Counter[str] = Counter()
    ids = []
    for prefix, sentence, number in places:
        key = _key(plan_id, raw, sentence, number)
        ids.append(prefix + _digest(f"{key}\x1f{seen[key]}"))
        seen[key] += 1
    return ids


def _key(plan_id: str, raw: str, sentence: Span, number: Span) -> str:
    """Plan, sentence, numeral, and how often each was printed before: the sentence in the plan, the numeral in it."""
    words = sentence.of(raw)
    numeral = _numeral(number.of(raw))
    sentences = raw.count(words, 0, sentence.start)
    numerals = _numerals(raw[sentence.start : number.start]).count(numeral)
    return "\x1f".join((plan_id, _without_blanks(words), numeral, str(sentences), str(numerals)))


def _numeral(words: str) -> str:
    """The numeral of a number with its unit; the words themselves where there is none (全覆盖)."""
    found = _numerals(words)
    return found[0] if found else _without_blanks(words)


def _numerals(text: str) -> list[str]:
    return _NUMERAL.findall(_without_blanks(text))


def _without_blanks(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:10]
