"""What stands around a sentence: its chapter's tense, its programme, its table cell; and what follows from it."""

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.clauses import Item
from pipeline.extract.indicators import Named
from pipeline.extract.kinds import kind_of
from pipeline.extract.measures import is_step_from, measure_of
from pipeline.extract.table_rows import ProseCell
from pipeline.extract.times import Dated, before_step, when
from pipeline.model import CleanText, Kind, Measure, Paragraph, Programme, Span, Structure
from pipeline.structure import agencies_in
from pipeline.structure.agencies import Bodies
from pipeline.structure.tense import Tense

_FROM_YEAR = re.compile(r"[由从](20\d{2})年(?:底|末|年底)?的?$")


@dataclass(frozen=True)
class Context:
    """A paragraph, or a table cell that is read as prose, with what its document says of it.

    ``sums_up_years``: it stands in a review of several years, where 新增 is a sum.
    """

    clean: CleanText
    structure: Structure
    index: int
    tense: Tense
    sums_up_years: bool
    programme: Programme | None
    cell: ProseCell | None = None

    @property
    def paragraph(self) -> Paragraph:
        return self.structure.paragraphs[self.index]

    @property
    def text(self) -> str:
        return self.clean.text

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles that tell the domain where the sentence does not."""
        programme = (self.programme.title,) if self.programme else ()
        return (*programme, *self.paragraph.headings[-2:])

    @cached_property
    def agencies(self) -> tuple[Bodies, Bodies]:
        """Lead and supporting agencies: those of the table row, else those the paragraph names."""
        if self.cell and self.cell.duty.lead:
            return self.cell.duty.lead, self.cell.duty.supporting
        return agencies_in((self.cell or self.paragraph).span.of(self.text))


def kind_and_date(context: Context, sentence: Span, item: Item, named: Named) -> tuple[Kind, Dated]:
    """Promise or result, and its year.

    A cell's column says what it holds, and its row by when, unless its own sentence does. The first number of
    由A提高到B is where things stood, at a date that is rarely said (由2023年的A提高到B).
    """
    clean, structure, cell, span = context.clean, context.structure, context.cell, item.quantity.span
    kind = cell.kind if cell else kind_of(clean.text, structure.header, context.tense, sentence, span)
    if is_step_from(item):
        return "actual", _before_step(context, kind, sentence, span)
    if named.year:
        return kind, Dated(named.year, "clause")
    dated = when(kind, clean, structure, context.index, sentence, span)
    if cell is None or dated.source == "sentence":
        return kind, dated
    due = cell.duty.due_year if kind == "target" else None
    return kind, Dated(due or cell.year, "clause" if due else "section") if due or cell.year else dated


def _before_step(context: Context, kind: Kind, sentence: Span, span: Span) -> Dated:
    """The date of the first number of 由A提高到B."""
    before = context.text[sentence.start : span.start]
    said = _FROM_YEAR.search(before)
    if said:
        return Dated(int(said.group(1)), "clause")
    if kind == "target":
        return _as_written(context)
    return before_step(before, when(kind, context.clean, context.structure, context.index, sentence, span))


def _as_written(context: Context) -> Dated:
    """A plan tells where things stand when it is written; a report's goal starts from a time that nobody names."""
    header = context.structure.header
    year = None if header.kind == "report" else header.document_year
    return Dated(year, "document" if year else "none")


def measured(context: Context, item: Item, name: str, kind: Kind) -> Measure:
    """How the number is measured; what a review of several years adds up is cumulative."""
    report = context.structure.header.kind
    measure = measure_of(item, name, report)
    sums = report == "report" and kind == "actual" and context.sums_up_years
    return "cumulative" if sums and measure == "increment" else measure
