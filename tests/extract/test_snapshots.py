"""What extraction says of each seed, one line per fact, as reviewed by eye.

``UPDATE_SNAPSHOTS=1`` writes tests/snapshots/*.tsv anew; read the difference before it is committed.
"""

import os
from difflib import unified_diff

import pytest

from pipeline.model import Fact, Reading
from pipeline.read import read_document
from tests.factories import SEEDS, TESTS, reading_of

COLUMNS = (
    "kind", "certainty", "indicator", "value", "value_max", "unit", "op", "measure", "year", "domain", "lead",
    "same_as", "quote",
)  # fmt: skip


def told(reading: Reading, fact: Fact) -> str:
    quote = fact.quote_span.of(reading.clean.text).replace("\n", " / ")
    values = [getattr(fact, name, None) for name in COLUMNS[:-1]]
    return "\t".join([*map(_cell, values), quote])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_of_the_seed(seed):
    reading = reading_of(read_document(SEEDS[seed]))
    lines = ["\t".join(COLUMNS), *(told(reading, fact) for fact in reading.facts)]
    path = TESTS / "snapshots" / f"{seed}.tsv"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    kept = path.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(unified_diff(kept, lines, "reviewed", "now", lineterm="", n=0))
    assert not difference, f"{path.name}: {difference}\nIf this is right: UPDATE_SNAPSHOTS=1 pytest {__file__}"
