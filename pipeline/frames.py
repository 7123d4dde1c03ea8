"""From readings to the declared tables: the one place where values become rows.

Order is by plan, then as printed; the same reading always gives the same tables.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from pipeline import lexicon
from pipeline.extract import read_tables
from pipeline.filing.finality import finality
from pipeline.ids import fact_ids
from pipeline.model import Fact, Finding, Header, Programme, Reading, Span
from pipeline.passages import Passages
from pipeline.places import Places
from pipeline.projects import project_tables, table_findings
from pipeline.schema import TABLES, TableSchema

Frames = dict[str, pd.DataFrame]
Row = dict[str, object]
_DTYPES: dict[str, str | pd.ArrowDtype] = {
    "VARCHAR": "str",
    "INTEGER": "Int64",
    "DOUBLE": "Float64",
    "BOOLEAN": "boolean",
    "DATE": "datetime64[us]",
    "VARCHAR[]": pd.ArrowDtype(pa.list_(pa.string())),
}


def frames_of(reading: Reading) -> Frames:
    """The rows that one document gives to each declared table."""
    rows = _Rows(reading)
    return {schema.name: _frame(schema, getattr(rows, schema.name)()) for schema in TABLES}


def joined(parts: Iterable[Frames]) -> Frames:
    """The tables of all documents, by plan."""
    known = sorted(parts, key=lambda frames: str(frames["plan"]["plan_id"].iloc[0]))
    empty = {schema.name: _frame(schema, []) for schema in TABLES}
    return {name: pd.concat([empty[name], *(frames[name] for frames in known)], ignore_index=True) for name in empty}


def domain_group(domain: str) -> str:
    """One of the ten first-level domains."""
    return str(lexicon.load("domain_groups")["group"].get(domain, domain))


def _frame(schema: TableSchema, rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.name for column in schema.columns], dtype=object)
    return frame.astype({column.name: _DTYPES[column.type] for column in schema.columns})


@dataclass(frozen=True)
class _Goal:
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


class _Rows:
    """The rows of one document: one method per declared table, named like it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.passages = Passages(reading)
        self.blocks = reading.document.blocks
        self.block_places = Places(block.span for block in self.blocks)
        self.ids = fact_ids(self.plan_id, self.raw, (self._id_place(fact) for fact in reading.facts))
        self.goals = self._goals()
        self.programme_ids = {item: f"{self.plan_id}-p{number}" for number, item in enumerate(self.programmes, start=1)}

    @property
    def plan_id(self) -> str:
        return self.reading.document.plan_id

    @property
    def raw(self) -> str:
        return self.reading.document.raw

    @property
    def header(self) -> Header:
        return self.reading.structure.header

    @property
    def programmes(self) -> tuple[Programme, ...]:
        return self.reading.structure.programmes

    def plan(self) -> list[Row]:
        document, header = self.reading.document, self.header
        row: Row = {
            "plan_id": self.plan_id,
            "file_name": document.name,
            "sha256": document.sha256,
            "encoding": document.encoding,
            "script": self.reading.clean.script,
            "characters": len(document.raw),
            "recognised": document.recognised,
        }
        return [row | vars(header)]

    def passage(self) -> list[Row]:
        return [
            {
                "passage_id": passage.passage_id,
                "plan_id": self.plan_id,
                "position": passage.position,
                "kind": passage.kind,
                "headings": " / ".join(passage.headings),
                "start": passage.span.start,
                "end": passage.span.end,
                "raw_text": passage.span.of(self.raw),
                "clean_text": passage.clean,
            }
            for passage in self.passages
        ]

    def target(self) -> list[Row]:
        return [self._target(goal) for goal in self.goals]

    def statement(self) -> list[Row]:
        return [
            self._place(fact)
            | {
                "statement_id": f"{goal.target_id}#{position}",
                "target_id": goal.target_id,
                "plan_id": self.plan_id,
                "position": position,
                "indicator": fact.indicator,
                "op": fact.op,
                "due_year": fact.year,
                "lead_agencies": list(fact.lead),
                "operator_words": fact.operator_words,
            }
            for goal in self.goals
            for position, fact in enumerate(goal.statements)
        ]

    def observation(self) -> list[Row]:
        facts = zip(self.ids, self.reading.facts, strict=True)
        return [
            self._quantity(fact)
            | {"observation_id": identifier, "year": fact.year, "year_source": fact.year_source}
            | {"period_start": fact.period_start, "period_end": fact.period_end, "scope": fact.scope}
            | {"finality": fact.finality or finality(self._said_before(fact))}
            for identifier, fact in facts
            if fact.kind == "actual"
        ]

    def _said_before(self, fact: Fact) -> str:
        """The sentence as far as the fact: a 预计 at the head of a list is said of all of it."""
        return self.reading.clean.text[fact.sentence.start : fact.quote_span.end]

    def programme(self) -> list[Row]:
        core = (goal.tasked for goal in self.goals if goal.first.certainty == "core")
        owners = Counter(self._programme_id(fact) for fact in core)
        return [
            self._own()
            | self._raw_span(item.span)
            | {
                "programme_id": self.programme_ids[item],
                "number": item.number,
                "title": item.title,
                "lead_agencies": list(item.lead_agencies),
                "supporting_agencies": list(item.supporting_agencies),
                "chapter": item.chapter,
                "target_count": owners[self.programme_ids[item]],
            }
            for item in self.programmes
        ]

    def milestone(self) -> list[Row]:
        return [
            self._own()
            | self._raw_span(phase.span)
            | {
                "milestone_id": f"{self.plan_id}-m{position}",
                "position": position,
                "label": phase.label,
                "name": phase.name,
                "due_year": phase.due_year,
                "stated": phase.stated,
            }
            for position, phase in enumerate(self.reading.structure.phases, start=1)
        ]

    def project(self) -> list[Row]:
        projects = [row for rows in project_tables(self.reading) for row in rows]
        return [
            self._own()
            | vars(item)
            | self._raw_span(item.span)
            | {"project_id": f"{self.plan_id}-j{number}", "doubt": item.doubt}
            for number, item in enumerate(projects, start=1)
        ]

    def finding(self) -> list[Row]:
        findings = [*self.reading.structure.findings, *self._doubts()]
        return [
            self._own()
            | self._raw_span(item.span)
            | {
                "finding_id": f"{self.plan_id}-f{number}",
                "code": item.code,
                "severity": item.severity,
                "message": item.message,
            }
            for number, item in enumerate(findings, start=1)
        ]

    def _doubts(self) -> list[Finding]:
        """What only the whole shows: tables that do not add up or cannot be told apart, a plan that names no city."""
        doubts = [finding for rows in project_tables(self.reading) for finding in table_findings(rows)]
        doubts += read_tables(self.reading.clean, self.reading.structure).doubts
        if not self.header.city:
            doubts.append(Finding("missing_city", "gap", "原文没有写明是哪个城市的规划，未作推断。"))
        return doubts

    def _goals(self) -> list[_Goal]:
        """Targets with their statements: repeats (``same_as``) belong to the first."""
        facts = self.reading.facts
        repeats: dict[int, list[Fact]] = {}
        for index, fact in enumerate(facts):
            if fact.kind == "target":
                repeats.setdefault(index if fact.same_as is None else fact.same_as, []).append(fact)
        return [_Goal(self.ids[first], tuple(same)) for first, same in repeats.items()]

    def _target(self, goal: _Goal) -> Row:
        first, led = goal.first, goal.led
        return self._quantity(first) | {
            "target_id": goal.target_id,
            "due_year": first.year,
            "year_source": first.year_source,
            "annual": first.annual,
            "nature": next((fact.nature for fact in goal.statements if fact.nature), ""),
            "soft": next((fact.soft for fact in goal.statements if fact.soft), ""),
            "lead_agencies": list(led.lead),
            "supporting_agencies": list(led.supporting),
            "programme_id": self._programme_id(goal.tasked),
            "statement_count": len(goal.statements),
        }

    def _quantity(self, fact: Fact) -> Row:
        """The columns that targets and observations share."""
        return (
            self._own()
            | self._place(fact)
            | {
                "indicator": fact.indicator,
                "value": fact.value,
                "value_max": fact.value_max,
                "unit": fact.unit,
                "op": fact.op,
                "measure": fact.measure,
                "domain": fact.domain,
                "domain_group": domain_group(fact.domain),
                "certainty": fact.certainty,
                "confidence": fact.confidence,
                "operator_words": fact.operator_words,
            }
        )

    def _place(self, fact: Fact) -> Row:
        """Where a fact is printed, and the words printed there."""
        number, quote, sentence = map(self.reading.clean.to_raw, (fact.span, fact.quote_span, fact.sentence))
        passage = self.passages.at(number.start)
        return {
            "passage_id": passage.passage_id,
            "chapter": " / ".join(passage.headings),
            "place": self.blocks[self.block_places.at(number.start)].place if self.blocks else "",
            "number_words": number.of(self.raw),
            "start": number.start,
            "end": number.end,
            "quote": quote.of(self.raw),
            "quote_start": quote.start,
            "quote_end": quote.end,
            "sentence_start": sentence.start,
            "sentence_end": sentence.end,
        }

    def _id_place(self, fact: Fact) -> tuple[str, Span, Span]:
        to_raw = self.reading.clean.to_raw
        return ("t" if fact.kind == "target" else "o"), to_raw(fact.sentence), to_raw(fact.span)

    def _programme_id(self, fact: Fact) -> str | None:
        """The programme a fact stands in; by its number where the spans do not say."""
        same = [item for item in self.programmes if item.number == fact.programme]
        around = [item for item in same if item.span.contains(fact.span)]
        return next((self.programme_ids[item] for item in [*around, *same]), None)

    def _raw_span(self, span: Span | None) -> Row:
        place = self.reading.clean.to_raw(span) if span else None
        return {"start": place.start if place else None, "end": place.end if place else None}

    def _own(self) -> Row:
        return {"plan_id": self.plan_id, "city": self.header.city}
