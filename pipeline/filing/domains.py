"""Which domain a fact belongs to: the words of its indicator first, then of its clause, then of its headings."""

import re
from collections import defaultdict
from functools import cache, lru_cache

from pipeline.lexicon import load

_INDICATOR, _CLAUSE, _HEADING = 6.0, 1.0, 1.5


def domain_of(indicator: str, clause: str = "", headings: tuple[str, ...] = ()) -> str:
    """One of the 13 domains of ``lexicon/domains.toml``; its default where no word is known.

    A word scores by its length, six times over when it stands in the indicator and more towards its end:
    the head of a Chinese noun phrase is its last word.
    """
    scores: dict[str, float] = defaultdict(float)
    domains, named = _domains(), _words_in(indicator)
    for word, end in named.items():
        scores[domains[word]] += _INDICATOR * (0.7 + 0.3 * end / len(indicator)) * _weight(word)
    for word in _words_in(clause).keys() - named.keys():
        scores[domains[word]] += _CLAUSE * _weight(word)
    for word in _words_of(headings):
        scores[domains[word]] += _HEADING * _weight(word)
    return max(sorted(scores), key=lambda domain: scores[domain]) if scores else str(load("domains")["default"])


@cache
def _weight(word: str) -> float:
    return float(len(word) ** 1.5)


@lru_cache(maxsize=512)
def _words_of(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for heading in headings for word in _words_in(heading))


@lru_cache(maxsize=512)
def _words_in(text: str) -> dict[str, int]:
    """The known words of a text with the end of their last place; at each place the longest that begins there."""
    known, found = _words_by_first(), {}
    for first in _firsts().finditer(text):
        for word in known[first[0]]:
            if text.startswith(word, first.start()):
                found[word] = first.start() + len(word)
                break
    return found


@cache
def _firsts() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_words_by_first()))}]")


@cache
def _domains() -> dict[str, str]:
    return {word: domain for domain, words in load("domains")["words"].items() for word in words}


@cache
def _words_by_first() -> dict[str, list[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_domains(), key=len, reverse=True):
        words[word[0]].append(word)
    return dict(words)
