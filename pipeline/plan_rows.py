"""The rows that one document gives for its parts: plan, passages, programmes, phases, projects, findings."""

from collections import Counter
from dataclasses import dataclass

from pipeline.extract import read_tables
from pipeline.goals import Source
from pipeline.model import Finding, Span
from pipeline.projects import project_tables, table_findings

Row = dict[str, object]


@dataclass(frozen=True)
class PlanRows:
    """One method per declared table, named like it."""

    source: Source

    def tables(self) -> dict[str, list[Row]]:
        """The rows by table."""
        return {
            "plan": self.plan(),
            "passage": self.passage(),
            "programme": self.programme(),
            "milestone": self.milestone(),
            "project": self.project(),
            "finding": self.finding(),
        }

    def plan(self) -> list[Row]:
        document, header = self.source.reading.document, self.source.header
        row: Row = {
            "plan_id": self.source.plan_id,
            "file_name": document.name,
            "sha256": document.sha256,
            "encoding": document.encoding,
            "script": self.source.reading.clean.script,
            "characters": len(document.raw),
            "recognised": document.recognised,
        }
        return [row | vars(header)]

    def passage(self) -> list[Row]:
        return [
            {
                "passage_id": passage.passage_id,
                "plan_id": self.source.plan_id,
                "position": passage.position,
                "kind": passage.kind,
                "headings": " / ".join(passage.headings),
                "start": passage.span.start,
                "end": passage.span.end,
                "raw_text": passage.span.of(self.source.raw),
                "clean_text": passage.clean,
            }
            for passage in self.source.passages
        ]

    def programme(self) -> list[Row]:
        core = (goal.tasked for goal in self.source.goals if goal.first.certainty == "core")
        owners = Counter(self.source.programmes.of(fact) for fact in core)
        return [
            self.source.own()
            | self._raw_span(item.span)
            | {
                "programme_id": self.source.programmes.ids[item],
                "number": item.number,
                "title": item.title,
                "lead_agencies": list(item.lead_agencies),
                "supporting_agencies": list(item.supporting_agencies),
                "chapter": item.chapter,
                "target_count": owners[self.source.programmes.ids[item]],
            }
            for item in self.source.programmes.ids
        ]

    def milestone(self) -> list[Row]:
        return [
            self.source.own()
            | self._raw_span(phase.span)
            | {
                "milestone_id": f"{self.source.plan_id}-m{position}",
                "position": position,
                "label": phase.label,
                "name": phase.name,
                "due_year": phase.due_year,
                "stated": phase.stated,
            }
            for position, phase in enumerate(self.source.reading.structure.phases, start=1)
        ]

    def project(self) -> list[Row]:
        projects = [row for rows in project_tables(self.source.reading) for row in rows]
        return [
            self.source.own()
            | vars(item)
            | self._raw_span(item.span)
            | {"project_id": f"{self.source.plan_id}-j{number}", "doubt": item.doubt}
            for number, item in enumerate(projects, start=1)
        ]

    def finding(self) -> list[Row]:
        findings = [*self.source.reading.structure.findings, *self._doubts()]
        return [
            self.source.own()
            | self._raw_span(item.span)
            | {
                "finding_id": f"{self.source.plan_id}-f{number}",
                "code": item.code,
                "severity": item.severity,
                "message": item.message,
            }
            for number, item in enumerate(findings, start=1)
        ]

    def _doubts(self) -> list[Finding]:
        """What only the whole shows: tables that do not add up or cannot be told apart, a plan that names no city."""
        doubts = [finding for rows in project_tables(self.source.reading) for finding in table_findings(rows)]
        doubts += read_tables(self.source.reading.clean, self.source.reading.structure).doubts
        if not self.source.header.city:
            doubts.append(Finding("missing_city", "gap", "原文没有写明是哪个城市的规划，未作推断。"))
        return doubts

    def _raw_span(self, span: Span | None) -> Row:
        place = self.source.reading.clean.to_raw(span) if span else None
        return {"start": place.start if place else None, "end": place.end if place else None}
