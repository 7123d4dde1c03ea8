"""Puts the parts together: a document's quantities → its facts, in the order they are printed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.collector import collector_paused
from pipeline.extract.clauses import Item, clauses, items, pieces, sentences
from pipeline.extract.context import Context, kind_and_date, measured
from pipeline.extract.coverage import find_coverage, may_cover
from pipeline.extract.data_periods import with_periods
from pipeline.extract.exclusions import is_threshold, without_names
from pipeline.extract.indicator_table import row_facts
from pipeline.extract.indicators import Named, name_indicator
from pipeline.extract.lists import spread_names
from pipeline.extract.measures import is_former_goal
from pipeline.extract.operators import soft_word
from pipeline.extract.periods import sums_up_years
from pipeline.extract.quantities import Quantity, find_quantities
from pipeline.extract.table_rows import ProseCell
from pipeline.extract.tables import read_tables, table_facts
from pipeline.extract.weight import certainty_of, confidence_of
from pipeline.filing.domains import domain_of
from pipeline.filing.repeats import tie_repeats
from pipeline.model import CleanText, Fact, RawDocument, Span, Structure
from pipeline.places import Places
from pipeline.structure import section_tenses

LONGEST_PARAGRAPH = 5000  # characters read at once: what a text costs grows with its length only
AROUND = 200  # characters of a clause, on either side of its number, that tell its domain
SHORT = 10  # characters of a clause that is quoted with the one before it
RECOGNISED = 0.8  # share of its confidence that a fact read off an image keeps


def extract(document: RawDocument, clean: CleanText, structure: Structure) -> tuple[Fact, ...]:
    """Every quantity fact of a document, in order; repeated targets point to their first statement by ``same_as``.

    What was read off an image is held less surely.
    """
    with collector_paused():
        facts = _facts(clean, structure)
        if document.recognised:
            facts = [replace(fact, confidence=round(fact.confidence * RECOGNISED, 3)) for fact in facts]
        return tie_repeats(with_periods(sorted(facts, key=lambda fact: fact.span), clean, structure))


def _facts(clean: CleanText, structure: Structure) -> list[Fact]:
    """The facts of tables, then those of prose."""
    tables = read_tables(clean, structure)
    facts = [fact for table in tables.results for fact in table_facts(clean, structure, table)]
    facts += [fact for row in tables.rows for fact in row_facts(clean.text, row, structure.header)]
    return [*facts, *_prose_facts(clean, structure, tables.prose, Places(tables.covered))]


def _prose_facts(
    clean: CleanText, structure: Structure, cells: Sequence[ProseCell], in_tables: Places
) -> Iterator[Fact]:
    """The facts of all sentences: those of the cells that hold prose, then those of the paragraphs outside tables."""
    tenses = section_tenses(structure, clean.text)
    sums = sums_up_years(structure, clean.text)

    def context(index: int, cell: ProseCell | None = None) -> Context:
        span = structure.paragraphs[index].span
        programme = next((item for item in structure.programmes if item.span.contains(span)), None)
        return Context(clean, structure, index, tenses[index], sums[index], programme, cell)

    paragraphs = Places(paragraph.span for paragraph in structure.paragraphs)
    for cell in cells:
        yield from _span_facts(context(paragraphs.at(cell.span.start), cell), cell.span)
    for index, paragraph in enumerate(structure.paragraphs):
        if not paragraph.is_heading and not in_tables.overlap(paragraph.span):
            yield from _span_facts(context(index), paragraph.span)


def _span_facts(context: Context, span: Span) -> Iterator[Fact]:
    text = context.clean.text
    for stretch in pieces(text, span, LONGEST_PARAGRAPH, "。！？\n"):
        quantities, covers = _quantities(text, stretch), may_cover(stretch.of(text))
        if not quantities and not covers:
            continue
        starts = [quantity.span.start for quantity in quantities]
        for sentence in sentences(text, stretch):
            inside = _inside(sentence, quantities, starts)
            if inside or covers:
                yield from _facts_of(context, sentence, inside, covers=covers)


def _inside(span: Span, quantities: list[Quantity], starts: list[int]) -> list[Quantity]:
    """The quantities that a span holds whole; they stand in order, so that only the last can go beyond it."""
    found = quantities[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    return found[:-1] if found and found[-1].span.end > span.end else found


def _facts_of(context: Context, sentence: Span, quantities: list[Quantity], *, covers: bool) -> Iterator[Fact]:
    """The numbers of a sentence, then what it says without one (全覆盖) where its paragraph may say such a thing."""
    numbers = list(_sentence_facts(context, sentence, quantities)) if quantities else []
    yield from numbers
    if not covers:
        return
    for coverage in find_coverage(context.text, sentence):
        if not any(coverage.quantity.span.overlaps(fact.span) for fact in numbers):
            yield _fact(context, sentence, coverage, Named(coverage.left, coverage.left))


def _quantities(text: str, paragraph: Span) -> list[Quantity]:
    words, shift = paragraph.of(text), paragraph.start
    kept = without_names(find_quantities(words), words)
    return [quantity.moved(shift) for quantity in kept]


def _sentence_facts(context: Context, sentence: Span, quantities: list[Quantity]) -> Iterator[Fact]:
    text, before = context.text, ""
    last = Named("", context.cell.subject if context.cell else "")
    earlier: list[tuple[Item, Named]] = []
    starts = [quantity.span.start for quantity in quantities]
    for clause in clauses(text, sentence):
        inside = _inside(clause, quantities, starts)
        if not inside:
            before = clause.of(text)
            continue
        counted = [quantity for quantity in inside if not is_threshold(quantity, text, clause)]
        named: list[tuple[Item, Named]] = []
        for item in items(text, clause, counted):
            name = name_indicator(item, before, last)
            last = name._replace(unit=item.quantity.unit) if name.subject else last
            named.append((item, name))
        named = spread_names(named, clause.of(text), earlier)
        earlier.extend(named)
        last = named[0][1]._replace(unit=named[0][0].quantity.unit) if named else last
        for item, name in named:
            if not is_former_goal(item, sentence.of(text)):
                yield _fact(context, sentence, item, name, alone=len(named) == 1)


def _fact(context: Context, sentence: Span, item: Item, named: Named, *, alone: bool = True) -> Fact:
    text, quantity = context.text, item.quantity
    kind, dated = kind_and_date(context, sentence, item, named)
    certainty = certainty_of(item, context.structure.header.kind)
    return Fact(
        kind=kind,
        indicator=named.name,
        value=None if quantity.form == "rank" else quantity.value,
        value_max=quantity.value_max,
        unit="个" if quantity.unit == "大" else quantity.unit,
        op=item.bound.op,
        measure=measured(context, item, named.name, kind),
        span=quantity.span,
        quote_span=_quote(text, sentence, item),
        sentence=sentence,
        year=dated.year,
        year_source=dated.source,
        domain=domain_of(named.name, _around(text, item), context.titles),
        lead=context.agencies[0],
        supporting=context.agencies[1],
        certainty=certainty,
        soft=soft_word(text, item.clause, quantity.span),
        operator_words=item.bound.words,
        annual=dated.annual,
        programme=context.programme.number if context.programme else None,
        confidence=confidence_of(named.name, certainty, alone=alone),
    )


def _around(text: str, item: Item) -> str:
    number, clause = item.quantity.span, item.clause
    return text[max(clause.start, number.start - AROUND) : min(clause.end, number.end + AROUND)]


def _quote(text: str, sentence: Span, item: Item) -> Span:
    """The clause of the number, with the clause before it when it does not name its subject."""
    clause = item.clause
    own = _stripped(text, clause)
    if own.end - own.start >= SHORT or clause.start <= sentence.start + 1:
        return own
    parts = [part for part in clauses(text, sentence) if part.start < clause.start]
    return _stripped(text, Span(parts[-1].start, clause.end)) if parts else own


def _stripped(text: str, span: Span) -> Span:
    if not text[span.start].isspace() and not text[span.end - 1].isspace():
        return span
    inner = span.of(text)
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, max(start + 1, span.start + len(inner.rstrip())))
