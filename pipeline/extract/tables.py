"""The tables of a document: read by their header where it says what they hold, else cell by cell as results."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.indicator_rows import indicator_rows
from pipeline.extract.indicator_table import IndicatorRow
from pipeline.extract.numerals import parse_arabic
from pipeline.extract.stacked_tables import stacked_tables
from pipeline.extract.table_rows import ProseCell, read_table
from pipeline.filing.domains import domain_of
from pipeline.lexicon import load
from pipeline.model import CleanText, Fact, Finding, Span, Structure, Table
from pipeline.places import Places

_NUMBER = re.compile(r"^\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*%?\s*$")
_UNIT = re.compile(r"[(（]\s*([^()（）]{1,8})\s*[)）]\s*$")
_YEAR = re.compile(r"(20\d{2})年")
_SUBJECT = re.compile(
    r"(?:我市|全市|各)?(?:各部门|部门)(?:[(（]单位[)）])?|20\d{2}年|情况(?:表|统计表|一览表)?$|我市|全市|各部门"
)


@dataclass(frozen=True)
class Tables:
    """What the tables of a document hold: rows of figures, prose, tables of ``results``, and what is doubtful.

    ``covered`` is the text that the tables take up.
    """

    rows: tuple[IndicatorRow, ...]
    prose: tuple[ProseCell, ...]
    results: tuple[Table, ...]
    doubts: tuple[Finding, ...]
    covered: tuple[Span, ...]


def read_tables(clean: CleanText, structure: Structure) -> Tables:
    """All tables of a document, those copied as text too."""
    stacked = stacked_tables(clean.text, structure, Places(table.span for table in structure.tables if table.header))
    inside = Places(table.span for table in stacked.tables)
    tables = [*(table for table in structure.tables if not inside.overlap(table.span)), *stacked.tables]
    readings = [(table, read_table(clean, structure.header, table)) for table in tables]
    known = [reading for _, reading in readings if reading]
    read = Places(table.span for table, reading in readings if reading)
    copied = indicator_rows(clean.text, structure, read)
    return Tables(
        rows=(*(row for reading in known for row in reading.rows), *copied.rows),
        prose=tuple(cell for reading in known for cell in reading.prose),
        results=tuple(table for table, reading in readings if reading is None),
        doubts=(*stacked.doubts, *(doubt for reading in known for doubt in reading.doubts), *copied.doubts),
        covered=(*(table.span for table in tables), *copied.covered),
    )


@dataclass(frozen=True)
class Heading:
    """A column: what it measures and in which unit."""

    name: str
    unit: str
    factor: float


def table_facts(clean: CleanText, structure: Structure, table: Table) -> Iterator[Fact]:
    """The cells of a table of results as actuals. Tables whose cells are not one label and numbers give none."""
    columns = [_heading(cell) for cell in table.header]
    subject = _SUBJECT.sub("", table.title).strip()
    said = _YEAR.search(table.title)
    year = int(said.group(1)) if said else structure.header.document_year
    for index, row in enumerate(table.rows):
        label = re.sub(r"\s+", "", row[0].of(clean.text)) if row[0] else ""
        for column, cell in zip(columns[1:], row[1:], strict=False):
            if cell and label:
                yield from _cell(clean, cell, column, _row_name(label, subject, column), table.place(index), year)


def _cell(
    clean: CleanText, cell: Span, column: Heading, indicator: str, place: Span, year: int | None
) -> Iterator[Fact]:
    number = _NUMBER.match(cell.of(clean.text))
    if not number:
        return
    printed = cell.of(clean.text)
    span = Span(
        cell.start + printed.index(number.group(1)), cell.start + printed.index(number.group(1)) + len(number.group(1))
    )
    yield Fact(
        kind="actual", indicator=indicator, value=round(parse_arabic(number.group(1)) * column.factor, 6),
        unit=column.unit, op="=", measure="level", span=span, quote_span=place, sentence=place,
        year=year, year_source="section", domain=domain_of(indicator), confidence=0.95,
    )  # fmt: skip


def _row_name(label: str, subject: str, column: Heading) -> str:
    """财政局 + 信息化项目预审 + 申请金额; what the title and the column both say is said once."""
    if label in load("tables")["total"]:
        label = "各部门合计"
    overlap = next(
        (n for n in range(min(len(subject), len(column.name)), 0, -1) if subject.endswith(column.name[:n])), 0
    )
    return label + subject[: len(subject) - overlap if overlap else len(subject)] + column.name


def _heading(cell: str) -> Heading:
    unit = _UNIT.search(cell)
    printed = unit.group(1) if unit else ""
    name = cell[: unit.start()].strip() if unit else cell.strip()
    kept, factor = load("units")["money"].get(printed.lstrip("万亿"), [printed, 1.0])
    scale = {"万": 1e4, "亿": 1e8}.get(printed[:1], 1.0) if factor != 1.0 else 1.0
    return Heading(name, kept, factor * scale)
