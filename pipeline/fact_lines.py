"""The facts of one document as plain records, for other programs."""

import re
from collections.abc import Iterator

from pipeline.model import Fact, Reading

_LEADING_NUMBER = re.compile(r"\d+")


def fact_lines(reading: Reading) -> Iterator[dict[str, object]]:
    """One record per fact, in printed order; ``start`` and ``end`` index the file as decoded, newlines untouched.

    ``doc`` is the number at the head of the file's name, or the name; ``same_as`` the index of the first
    statement of the same target.
    """
    number = _LEADING_NUMBER.match(reading.document.plan_id)
    document = number[0] if number else reading.document.plan_id
    for fact in reading.facts:
        yield {"doc": document, "city": reading.structure.header.city, **_fact(reading, fact)}


def _fact(reading: Reading, fact: Fact) -> dict[str, object]:
    number, quote = reading.clean.to_raw(fact.span), reading.clean.to_raw(fact.quote_span)
    return {
        "kind": fact.kind,
        "indicator": fact.indicator,
        "value": fact.value,
        "value_max": fact.value_max,
        "unit": fact.unit,
        "op": fact.op,
        "measure": fact.measure,
        "year": fact.year,
        "domain": fact.domain,
        "lead": list(fact.lead),
        "quote": quote.of(reading.document.raw),
        "start": number.start,
        "end": number.end,
        "certainty": fact.certainty,
        "same_as": fact.same_as,
        "annual": fact.annual,
        "nature": fact.nature,
        "confidence": fact.confidence,
    }
