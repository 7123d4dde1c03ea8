"""The dictionary as an office has made it: the shipped indicators, and what people changed in them since. Pure."""

from collections.abc import Iterable

from pipeline.entries import IndicatorChange
from pipeline.filing.dictionary import CanonicalIndicator, check, dictionary, indicator_of


def dictionary_in_force(changes: Iterable[IndicatorChange]) -> tuple[CanonicalIndicator, ...]:
    """The indicators in force, shipped ones first, then an office's own; the last change of each counts.

    Raises DictionaryError where an entry on record cannot be used.
    """
    last = {change.indicator_id: change for change in changes}
    made = {name: indicator_of(dict(change.definition)) for name, change in last.items() if not change.is_retired}
    shipped = {indicator.id: indicator for indicator in dictionary()}
    known = {name: made.get(name, indicator) for name, indicator in (shipped | made).items()}
    indicators = tuple(indicator for name, indicator in known.items() if name in made or name not in last)
    if last:
        check(indicators)
    return indicators
