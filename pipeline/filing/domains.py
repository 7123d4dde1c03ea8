"""Which domain a fact belongs to: the words of its indicator first, then of its clause, then of its headings."""

from functools import cache, lru_cache

from pipeline.lexicon import load

_INDICATOR, _CLAUSE, _HEADING = 6.0, 1.0, 1.5


def domain_of(indicator: str, clause: str = "", headings: tuple[str, ...] = ()) -> str:
    """One of the 13 domains of ``lexicon/domains.toml``; its default where no word is known.

    A word scores by its length, six times over when it stands in the indicator and more towards its end:
    the head of a Chinese noun phrase is its last word.
    """
    known = _words()
    in_indicator, in_headings = _found(indicator), _found_in_headings(headings)
    in_clause = _found(clause) - in_indicator
    scores: dict[str, float] = {}
    for number in sorted(in_indicator | in_clause | in_headings):
        word, domain = known[number]
        score = _CLAUSE if number in in_clause else 0.0
        if number in in_indicator:
            position = (indicator.rfind(word) + len(word)) / len(indicator)
            score += _INDICATOR * (0.7 + 0.3 * position)
        if number in in_headings:
            score += _HEADING
        scores[domain] = scores.get(domain, 0.0) + score * float(len(word) ** 1.5)
    return max(scores, key=lambda domain: scores[domain]) if scores else str(load("domains")["default"])


@lru_cache(maxsize=256)
def _found_in_headings(headings: tuple[str, ...]) -> frozenset[int]:
    return frozenset().union(*map(_found, headings))


def _found(text: str) -> frozenset[int]:
    """Which of the known words stand in a text, by their number."""
    first = _by_first_letter()
    return frozenset(
        number
        for position, letter in enumerate(text)
        for number, word in first.get(letter, ())
        if text.startswith(word, position)
    )


@cache
def _by_first_letter() -> dict[str, list[tuple[int, str]]]:
    index: dict[str, list[tuple[int, str]]] = {}
    for number, (word, _) in enumerate(_words()):
        index.setdefault(word[0], []).append((number, word))
    return index


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((word, domain) for domain, words in load("domains")["words"].items() for word in words)
