"""The five dimensions of seed 000 as a second axis: goals counted by dimension and state, never averaged."""

from collections import Counter
from collections.abc import Iterable

from pipeline import lexicon
from pipeline.progress import STATES

_WORDS = lexicon.load("scoring")
OUTSIDE: str = _WORDS["axis"]["outside"]
AXIS_NOTE: str = _WORDS["axis"]["note"]
DIMENSIONS: tuple[str, ...] = (*_WORDS["dimension"], OUTSIDE)
_BY_DOMAIN = {domain: dimension for dimension, domains in _WORDS["dimension"].items() for domain in domains}


def dimension_counts(goals: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Goals by dimension and state, every dimension and state named. ``goals``: second-level domain and state."""
    counts = Counter((_BY_DOMAIN.get(domain, OUTSIDE), state) for domain, state in goals)
    return {dimension: {state: counts[dimension, state] for state in STATES} for dimension in DIMENSIONS}
