"""Puts the parts together: a document's quantities → its facts, in the order they are printed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.clauses import Item, clauses, items, sentences
from pipeline.extract.coverage import find_coverage
from pipeline.extract.exclusions import is_threshold, without_names
from pipeline.extract.indicator_rows import indicator_rows
from pipeline.extract.indicator_table import row_facts
from pipeline.extract.indicators import Named, name_indicator
from pipeline.extract.kinds import kind_of
from pipeline.extract.lists import spread_names
from pipeline.extract.measures import is_step_from, measure_of
from pipeline.extract.operators import soft_word
from pipeline.extract.periods import sums_up_years
from pipeline.extract.quantities import Quantity, find_quantities
from pipeline.extract.tables import table_facts
from pipeline.extract.times import Dated, when
from pipeline.extract.weight import certainty_of, confidence_of
from pipeline.filing.domains import domain_of
from pipeline.filing.repeats import tie_repeats
from pipeline.model import CleanText, Fact, Paragraph, Programme, RawDocument, Span, Structure
from pipeline.structure import agencies_in, section_tenses
from pipeline.structure.tense import Tense


@dataclass(frozen=True)
class Context:
    """What stands around the sentences of one paragraph."""

    clean: CleanText
    structure: Structure
    index: int
    tense: Tense
    sums_up_years: bool
    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    programme: Programme | None

    @property
    def paragraph(self) -> Paragraph:
        return self.structure.paragraphs[self.index]

    @property
    def text(self) -> str:
        return self.clean.text


def extract(document: RawDocument, clean: CleanText, structure: Structure) -> tuple[Fact, ...]:
    """Every quantity fact of a document, in order; repeated targets point to their first statement by ``same_as``."""
    rows, row_spans = indicator_rows(clean.text, structure.paragraphs)
    in_tables = [*(table.span for table in structure.tables), *row_spans]
    facts = [fact for table in structure.tables for fact in table_facts(clean, structure, table)]
    facts += [fact for row in rows for fact in row_facts(clean.text, row, structure.header)]
    tenses = section_tenses(structure, clean.text)
    totals = sums_up_years(structure, clean.text)
    for index, paragraph in enumerate(structure.paragraphs):
        if not paragraph.is_heading and not any(span.overlaps(paragraph.span) for span in in_tables):
            facts.extend(_paragraph_facts(_context(clean, structure, index, tenses[index], totals[index])))
    return tie_repeats(tuple(sorted(facts, key=lambda fact: fact.span)))


def _context(clean: CleanText, structure: Structure, index: int, tense: Tense, total: bool) -> Context:
    span = structure.paragraphs[index].span
    lead, supporting = agencies_in(span.of(clean.text))
    programme = next((item for item in structure.programmes if item.span.contains(span)), None)
    return Context(clean, structure, index, tense, total, lead, supporting, programme)


def _paragraph_facts(context: Context) -> Iterator[Fact]:
    text, paragraph = context.text, context.paragraph.span
    quantities = _quantities(text, paragraph)
    for sentence in sentences(text, paragraph):
        inside = [quantity for quantity in quantities if sentence.contains(quantity.span)]
        numbers = list(_sentence_facts(context, sentence, inside))
        taken = [fact.span for fact in numbers]
        yield from numbers
        for coverage in find_coverage(text, sentence):
            if not any(coverage.quantity.span.overlaps(span) for span in taken):
                yield _fact(context, sentence, coverage, Named(coverage.left, coverage.left))


def _quantities(text: str, paragraph: Span) -> list[Quantity]:
    found = find_quantities(text[paragraph.start : paragraph.end])
    kept = without_names(found, text[paragraph.start : paragraph.end])
    shift = paragraph.start
    return [replace(quantity, span=Span(quantity.span.start + shift, quantity.span.end + shift)) for quantity in kept]


def _sentence_facts(context: Context, sentence: Span, quantities: list[Quantity]) -> Iterator[Fact]:
    text, subject, before = context.text, "", ""
    earlier: list[tuple[Item, Named]] = []
    for clause in clauses(text, sentence):
        inside = [quantity for quantity in quantities if clause.contains(quantity.span)]
        counted = [quantity for quantity in inside if not is_threshold(quantity, text, clause)]
        named: list[tuple[Item, Named]] = []
        for item in items(text, clause, counted):
            name = name_indicator(item, before, subject)
            subject = name.subject or subject
            named.append((item, name))
        named = spread_names(named, clause.of(text), earlier)
        earlier.extend(named)
        subject = named[0][1].subject if named else subject
        for item, name in named:
            yield _fact(context, sentence, item, name, alone=len(named) == 1)
        if not inside:
            before = clause.of(text)


def _fact(context: Context, sentence: Span, item: Item, named: Named, *, alone: bool = True) -> Fact:
    structure, quantity = context.structure, item.quantity
    document_kind = structure.header.kind
    kind = kind_of(context.text, structure.header, context.tense, sentence, quantity.span)
    dated = when(kind, context.clean, structure, context.index, sentence, quantity.span)
    if named.year:
        dated = Dated(named.year, "clause")
    if kind == "target" and is_step_from(item):
        kind, dated = "actual", Dated(None, "none")
    measure = measure_of(item, named.name, document_kind)
    if context.sums_up_years and kind == "actual" and measure == "increment" and document_kind == "report":
        measure = "cumulative"
    certainty = certainty_of(item, document_kind)
    title = context.programme.title if context.programme else ""
    around = (title, *context.paragraph.headings[-2:])
    return Fact(
        kind=kind,
        indicator=named.name,
        value=None if quantity.form == "rank" else quantity.value,
        value_max=quantity.value_max,
        unit={"大": "个"}.get(quantity.unit, quantity.unit),
        op=item.bound.op,
        measure=measure,
        span=quantity.span,
        quote_span=_quote(context.text, sentence, item),
        sentence=sentence,
        year=dated.year,
        year_source=dated.source,
        domain=domain_of(named.name, item.clause.of(context.text), around),
        lead=context.lead,
        supporting=context.supporting,
        certainty=certainty,
        soft=soft_word(context.text, item.clause, quantity.span),
        operator_words=item.bound.words,
        annual=dated.annual,
        programme=context.programme.number if context.programme else None,
        confidence=confidence_of(named.name, certainty, alone=alone),
    )


def _quote(text: str, sentence: Span, item: Item) -> Span:
    """The clause of the number, with the clause before it when it does not name its subject."""
    clause = item.clause
    if len(clause.of(text).strip()) >= 10 or clause.start <= sentence.start + 1:
        return _stripped(text, clause)
    parts = [part for part in clauses(text, sentence) if part.start < clause.start]
    return _stripped(text, Span(parts[-1].start, clause.end)) if parts else _stripped(text, clause)


def _stripped(text: str, span: Span) -> Span:
    inner = span.of(text)
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, max(start + 1, span.start + len(inner.rstrip())))
