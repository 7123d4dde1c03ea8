"""The goals of one document with all their statements, the programmes they stand in, and the ids of everything."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ids import fact_ids
from pipeline.model import Fact, Header, Programme, Reading, Span
from pipeline.passages import Passages


@dataclass(frozen=True)
class Goal:
    """A target: its id and all its statements, in order."""

    target_id: str
    statements: tuple[Fact, ...]

    @property
    def first(self) -> Fact:
        return self.statements[0]

    @property
    def led(self) -> Fact:
        """The statement that names who answers for it; the first where none does."""
        return next((fact for fact in self.statements if fact.lead), self.first)

    @property
    def tasked(self) -> Fact:
        """The statement that stands in a programme, that of ``led`` before others."""
        return next((fact for fact in (self.led, *self.statements) if fact.programme is not None), self.first)


@dataclass(frozen=True)
class Programmes:
    """The programmes of one document with their ids, in order."""

    ids: dict[Programme, str]

    def of(self, fact: Fact) -> str | None:
        """The programme a fact stands in; by its number where the spans do not say."""
        same = [item for item in self.ids if item.number == fact.programme]
        around = [item for item in same if item.span.contains(fact.span)]
        return next((self.ids[item] for item in [*around, *same]), None)


class Source:
    """What the rows of one document are made from; ``ids`` has one for each fact."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.passages = Passages(reading)
        self.ids = fact_ids(self.plan_id, self.raw, (_printed(reading, fact) for fact in reading.facts))
        self.goals = _goals(reading.facts, self.ids)
        programmes = enumerate(reading.structure.programmes, start=1)
        self.programmes = Programmes({item: f"{self.plan_id}-p{number}" for number, item in programmes})

    @property
    def plan_id(self) -> str:
        return self.reading.document.plan_id

    @property
    def raw(self) -> str:
        return self.reading.document.raw

    @property
    def header(self) -> Header:
        return self.reading.structure.header

    def own(self) -> dict[str, object]:
        """The columns that say of which document a row is."""
        return {"plan_id": self.plan_id, "city": self.header.city}


def _goals(facts: Sequence[Fact], ids: Sequence[str]) -> list[Goal]:
    """Targets with their statements: repeats (``same_as``) belong to the first."""
    repeats: dict[int, list[Fact]] = {}
    for index, fact in enumerate(facts):
        if fact.kind == "target":
            repeats.setdefault(index if fact.same_as is None else fact.same_as, []).append(fact)
    return [Goal(ids[first], tuple(same)) for first, same in repeats.items()]


def _printed(reading: Reading, fact: Fact) -> tuple[str, Span, Span]:
    """What an id is made from: target or observation, its sentence and its number in the raw text."""
    to_raw = reading.clean.to_raw
    return ("t" if fact.kind == "target" else "o"), to_raw(fact.sentence), to_raw(fact.span)
