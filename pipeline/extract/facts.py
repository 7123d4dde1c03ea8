"""Puts the parts together: a document's quantities → its facts, in the order they are printed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.clauses import Item, clauses, items, pieces, sentences
from pipeline.extract.coverage import find_coverage
from pipeline.extract.exclusions import is_threshold, without_names
from pipeline.extract.indicator_table import row_facts
from pipeline.extract.indicators import Named, measure_of, name_indicator
from pipeline.extract.kinds import kind_of
from pipeline.extract.lists import spread_names
from pipeline.extract.operators import soft_word
from pipeline.extract.quantities import Quantity, find_quantities
from pipeline.extract.table_rows import ProseCell
from pipeline.extract.tables import read_tables, table_facts
from pipeline.extract.times import Dated, when
from pipeline.extract.weight import certainty_of, confidence_of
from pipeline.filing.domains import domain_of
from pipeline.filing.repeats import tie_repeats
from pipeline.model import CleanText, Fact, Kind, Paragraph, Programme, RawDocument, Span, Structure
from pipeline.places import Places
from pipeline.structure import agencies_in

LONGEST_PARAGRAPH = 5000  # characters read at once: what a text costs grows with its length only
AROUND = 200  # characters of a clause, on either side of its number, that tell its domain
RECOGNISED = 0.8  # share of its confidence that a fact read off an image keeps


@dataclass(frozen=True)
class Context:
    """What stands around the sentences of one paragraph."""

    clean: CleanText
    structure: Structure
    index: int
    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    programme: Programme | None
    cell: ProseCell | None = None

    @property
    def paragraph(self) -> Paragraph:
        return self.structure.paragraphs[self.index]

    @property
    def text(self) -> str:
        return self.clean.text


def extract(document: RawDocument, clean: CleanText, structure: Structure) -> tuple[Fact, ...]:
    """Every quantity fact of a document, in order; repeated targets point to their first statement by ``same_as``.

    What was read off an image is held less surely.
    """
    tables = read_tables(clean, structure)
    facts = [fact for table in tables.results for fact in table_facts(clean, structure, table)]
    facts += [fact for row in tables.rows for fact in row_facts(clean.text, row, structure.header)]
    paragraphs = Places(paragraph.span for paragraph in structure.paragraphs)
    for cell in tables.prose:
        context = _context(clean, structure, paragraphs.at(cell.span.start), cell)
        facts.extend(_paragraph_facts(context, cell.span))
    taken = Places(tables.covered)
    for index, paragraph in enumerate(structure.paragraphs):
        if not paragraph.is_heading and not taken.overlap(paragraph.span):
            facts.extend(_paragraph_facts(_context(clean, structure, index), paragraph.span))
    if document.recognised:
        facts = [replace(fact, confidence=round(fact.confidence * RECOGNISED, 3)) for fact in facts]
    return tie_repeats(tuple(sorted(facts, key=lambda fact: fact.span)))


def _context(clean: CleanText, structure: Structure, index: int, cell: ProseCell | None = None) -> Context:
    span = structure.paragraphs[index].span
    lead, supporting = agencies_in((cell.span if cell else span).of(clean.text))
    if cell and cell.duty.lead:
        lead, supporting = cell.duty.lead, cell.duty.supporting
    programme = next((item for item in structure.programmes if item.span.contains(span)), None)
    return Context(clean, structure, index, lead, supporting, programme, cell)


def _paragraph_facts(context: Context, paragraph: Span) -> Iterator[Fact]:
    text = context.text
    for stretch in pieces(text, paragraph, LONGEST_PARAGRAPH, "。！？\n"):
        yield from _stretch_facts(context, stretch)


def _stretch_facts(context: Context, stretch: Span) -> Iterator[Fact]:
    text = context.text
    quantities = _quantities(text, stretch)
    for sentence in sentences(text, stretch):
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
    text, subject, before = context.text, context.cell.subject if context.cell else "", ""
    for clause in clauses(text, sentence):
        inside = [quantity for quantity in quantities if clause.contains(quantity.span)]
        counted = [quantity for quantity in inside if not is_threshold(quantity, text, clause)]
        named: list[tuple[Item, Named]] = []
        earlier = subject
        for item in items(text, clause, counted):
            name = name_indicator(item, before, subject)
            subject = name.subject or subject
            named.append((item, name))
        named = spread_names(named, clause.of(text), earlier)
        subject = named[0][1].subject if named else subject
        for item, name in named:
            yield _fact(context, sentence, item, name)
        if not inside:
            before = clause.of(text)


def _fact(context: Context, sentence: Span, item: Item, named: Named) -> Fact:
    structure, quantity = context.structure, item.quantity
    document_kind = structure.header.kind
    kind, dated = _kind_and_date(context, sentence, quantity.span)
    measure = measure_of(item, named.name, document_kind)
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
        domain=domain_of(named.name, _around(context.text, item), around),
        lead=context.lead,
        supporting=context.supporting,
        certainty=certainty,
        soft=soft_word(context.text, item.clause, quantity.span),
        operator_words=item.bound.words,
        annual=dated.annual,
        programme=context.programme.number if context.programme else None,
        confidence=confidence_of(item, named.name, certainty),
    )


def _around(text: str, item: Item) -> str:
    number, clause = item.quantity.span, item.clause
    return text[max(clause.start, number.start - AROUND) : min(clause.end, number.end + AROUND)]


def _kind_and_date(context: Context, sentence: Span, span: Span) -> tuple[Kind, Dated]:
    """A cell's column says what it holds, and its row by when, unless its own sentence does."""
    clean, structure, cell = context.clean, context.structure, context.cell
    kind = cell.kind if cell else kind_of(clean.text, structure, context.index, sentence, span)
    dated = when(kind, clean, structure, context.index, sentence, span)
    if cell is None or dated.source == "sentence":
        return kind, dated
    due = cell.duty.due_year if kind == "target" else None
    return kind, Dated(due or cell.year, "clause" if due else "section") if due or cell.year else dated


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
