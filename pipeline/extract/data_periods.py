"""Which part of a year a figure covers: its sentence or cell says, or the head of its column, or the title."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import CleanText, Fact, Span, Structure, Table
from pipeline.places import Places
from pipeline.structure.data_period import OTHER_TIME, DataPeriod, data_period, may_name_period

_SENTENCE, _EARLIER = 400, 2000  # characters before a number, and before its sentence, that are looked at


def with_periods(facts: Sequence[Fact], clean: CleanText, structure: Structure) -> tuple[Fact, ...]:
    """The facts, figures with ``period_start`` and ``period_end`` where the document names a part of a year.

    The nearest words count. Nothing is inferred: without such words both stay None, and so they do where an earlier
    sentence of the same paragraph or cell names a period and its own does not.
    """
    reader = _Reader(clean.text, structure)
    return tuple(reader.dated(fact) if fact.kind == "actual" else fact for fact in facts)


class _Reader:
    def __init__(self, text: str, structure: Structure) -> None:
        self.text = text
        title = data_period(structure.header.title)
        self.title = None if title == OTHER_TIME else title
        self.lines = [paragraph.span for paragraph in structure.paragraphs]
        self.line_places = Places(self.lines)
        self.cells = sorted({cell: item for table in structure.tables for cell, item in _headed(table)}.items())
        self.cell_places = Places(cell for cell, _ in self.cells)

    def dated(self, fact: Fact) -> Fact:
        period = self.period(fact)
        if period is None or period == OTHER_TIME or fact.year is None or period.year not in (None, fact.year):
            return fact
        start, end = period.days(fact.year)
        return replace(fact, period_start=start, period_end=end)

    def period(self, fact: Fact) -> DataPeriod | None:
        around, headings = self.place(fact.span)
        begin = max(fact.sentence.start, around.start)
        said = self.text[max(begin, fact.span.start - _SENTENCE) : fact.span.start]
        if not (self.title or any(map(may_name_period, (said, *headings)))):
            return None
        own = data_period(said)
        above = next((period for period in (*map(data_period, headings), self.title) if period), None)
        if own or above is None or data_period(self.text[max(around.start, begin - _EARLIER) : begin]):
            return own
        return above

    def place(self, span: Span) -> tuple[Span, tuple[str, ...]]:
        """The cell of a number with the head of its column and the title of its table, or its paragraph."""
        if self.cell_places.overlap(span):
            return self.cells[self.cell_places.at(span.start)]
        return self.lines[self.line_places.at(span.start)], ()


def _headed(table: Table) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The cells of a table, each with what stands above it."""
    for row in table.rows:
        for column, cell in enumerate(row):
            if cell:
                yield cell, (*table.header[column : column + 1], table.title)
