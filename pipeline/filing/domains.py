"""Which domain a fact belongs to: the words of its indicator first, then of its clause, then of its headings."""

from functools import cache

from pipeline.lexicon import load

_INDICATOR, _CLAUSE, _HEADING = 6.0, 1.0, 1.5


def domain_of(indicator: str, clause: str = "", headings: tuple[str, ...] = ()) -> str:
    """One of the 13 domains of ``lexicon/domains.toml``; its default where no word is known.

    A word scores by its length, six times over when it stands in the indicator and more towards its end:
    the head of a Chinese noun phrase is its last word.
    """
    scores: dict[str, float] = {}
    for word, domain in _words():
        score = _score(word, indicator, clause, headings)
        if score:
            scores[domain] = scores.get(domain, 0.0) + score
    return max(scores, key=lambda domain: scores[domain]) if scores else str(load("domains")["default"])


def _score(word: str, indicator: str, clause: str, headings: tuple[str, ...]) -> float:
    weight = float(len(word) ** 1.5)
    score = 0.0
    if word in indicator:
        position = (indicator.rfind(word) + len(word)) / len(indicator)
        score += _INDICATOR * (0.7 + 0.3 * position)
    elif word in clause:
        score += _CLAUSE
    if any(word in heading for heading in headings):
        score += _HEADING
    return score * weight


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((word, domain) for domain, words in load("domains")["words"].items() for word in words)
