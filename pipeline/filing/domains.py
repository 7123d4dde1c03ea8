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
    domains, weights, named = _domains(), _weights(), _words_in(indicator)
    for word, end in named.items():
        scores[domains[word]] += _INDICATOR * (0.7 + 0.3 * end / len(indicator)) * weights[word]
    for word in _words_in(clause):
        if word not in named:
            scores[domains[word]] += _CLAUSE * weights[word]
    for domain, score in _scores_of(headings):
        scores[domain] += score
    return max(sorted(scores), key=scores.__getitem__) if scores else str(load("domains")["default"])


@cache
def _weights() -> dict[str, float]:
    return {word: float(len(word) ** 1.5) for word in _domains()}


@lru_cache(maxsize=512)
def _scores_of(headings: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    scores: dict[str, float] = defaultdict(float)
    for word in dict.fromkeys(word for heading in headings for word in _words_in(heading)):
        scores[_domains()[word]] += _HEADING * _weights()[word]
    return tuple(scores.items())


@lru_cache(maxsize=512)
def _words_in(text: str) -> dict[str, int]:
    """The known words of a text with the end of their last place; at each place the longest that begins there."""
    known, found = _words_by_start(), {}
    for first in _firsts().finditer(text):
        start = first.start()
        for word in known.get(text[start : start + 2]) or known.get(first[0], ()):
            if text.startswith(word, start):
                found[word] = start + len(word)
                break
    return found


@cache
def _firsts() -> re.Pattern[str]:
    """Where a word can begin: at its first letter, with a letter behind it that is some word's second."""
    firsts, seconds = ("".join(sorted({word[at] for word in _domains() if len(word) > 1})) for at in (0, 1))
    lone = "|".join(re.escape(word) for word in _domains() if len(word) == 1)
    return re.compile(f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])" + (f"|{lone}" if lone else ""))


@cache
def _domains() -> dict[str, str]:
    return {word: domain for domain, words in load("domains")["words"].items() for word in words}


@cache
def _words_by_start() -> dict[str, tuple[str, ...]]:
    """The words by their first two letters (兆 by its one), the longest first."""
    words: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_domains(), key=len, reverse=True):
        words[word[:2]].append(word)
    return {start: (*own, *words.get(start[0], ())) if len(start) > 1 else tuple(own) for start, own in words.items()}
