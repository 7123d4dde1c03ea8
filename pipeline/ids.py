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
_NUMERAL = re.compile(r"[\d.]+|[〇零一二两三四五六七八九十百千万亿半双]+")


def fact_ids(plan_id: str, raw: str, places: Iterable[tuple[str, Span, Span]]) -> list[str]:
    """An id for each (prefix, sentence, number), spans into ``raw``: 't' or 'o' and ten hexadecimal digits.

    Two facts that share one number (电子健康档案、电子病历覆盖率80%) are told apart by their order.
    """
    seen: Counter[tuple[str, Span]] = Counter()
    printed = _without_blanks(raw)
    ids = []
    for prefix, sentence, number in places:
        key = _key(plan_id, raw, printed, sentence, number)
        share = seen[key, number]
        seen[key, number] += 1
        ids.append(prefix + _digest(key, share))
    return ids


def _key(plan_id: str, raw: str, printed: str, sentence: Span, number: Span) -> str:
    """Plan, sentence, numeral, and how often each was printed before: the sentence in the plan, the numeral in it."""
    words = _without_blanks(sentence.of(raw))
    before = _without_blanks(raw[: sentence.start])
    repeated = _times(words, printed[: len(before)])
    numeral = _numeral(number.of(raw))
    earlier = _numerals(raw[sentence.start : number.start]).count(numeral)
    return "\x1f".join((plan_id, words, numeral, str(repeated), str(earlier)))


def _numeral(words: str) -> str:
    """The numeral of a number with its unit; the words themselves where there is none (全覆盖)."""
    found = _numerals(words)
    return found[0] if found else _without_blanks(words)


def _numerals(text: str) -> list[str]:
    return _NUMERAL.findall(_without_blanks(text))


def _times(words: str, text: str) -> int:
    return text.count(words) if words else 0


def _without_blanks(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def _digest(key: str, share: int) -> str:
    text = f"{key}\x1f{share}" if share else key
    return hashlib.sha256(text.encode()).hexdigest()[:10]
