"""One file of published figures → a reading per place and source, each with the rows that it prints."""

import hashlib
import re
from itertools import accumulate

from pipeline.chinese import simplify
from pipeline.clean import clean
from pipeline.errors import PipelineError
from pipeline.extract.indicator_table import normal_unit
from pipeline.extract.numerals import times
from pipeline.filing.domains import domain_of
from pipeline.lexicon import load
from pipeline.model import Block, CleanText, Fact, Header, Paragraph, RawDocument, Reading, Span, Structure
from pipeline.published.grid import Grid, grids
from pipeline.published.rows import FigureRow, figure_row
from pipeline.structure.period import date_in, document_year

MOST_PROBLEMS = 20  # named at once
_UNSAFE = re.compile(r"[^\w-]+")


def published_readings(document: RawDocument) -> tuple[Reading, ...]:
    """A reading per place and source, in the order of their first rows; () for a file that is no such table.

    Raises PipelineError, with up to MOST_PROBLEMS problems by row and column: such a file is taken whole or not at all.
    """
    tables = grids(document)
    if not tables:
        return ()
    rows, problems = _rows(document.raw, tables)
    if problems:
        raise PipelineError(_refusal(document.name, problems))
    by_source: dict[tuple[str, str], list[FigureRow]] = {}
    for row in rows:
        by_source.setdefault((row.city, row.source), []).append(row)
    return tuple(_reading(document, city, source, own) for (city, source), own in by_source.items())


def _rows(raw: str, tables: list[Grid]) -> tuple[list[FigureRow], list[str]]:
    """All rows, and all that is wrong with the file."""
    rows: list[FigureRow] = []
    problems: list[str] = []
    seen: dict[tuple[object, ...], FigureRow] = {}
    for grid in tables:
        if grid.columns is None:
            problems.append(f"{grid.place}：表头与第一张表不同，或与它隔着空行")
            continue
        problems += [f"{grid.place}：缺少“{name}”一列" for name in grid.columns.missing]
        for printed in grid.rows if not grid.columns.missing else ():
            row, wrong = figure_row(raw, grid.columns, printed)
            problems += wrong
            if row is None:
                continue
            first = seen.setdefault(row.subject, row)
            if first is not row:
                problems.append(f"{printed.place}：与{first.row.place}重复，说的是同一项")
            rows.append(row)
    return rows, problems or ([] if rows else ["表里没有数据行"])


def _refusal(name: str, problems: list[str]) -> str:
    more = len(problems) - MOST_PROBLEMS
    listed = problems[:MOST_PROBLEMS] + [f"另有 {more} 处"] * (more > 0)
    return f"{name} 有 {len(problems)} 处问题，整份没有读入：{'；'.join(listed)}。请改正后重试。"


def _reading(document: RawDocument, city: str, source: str, rows: list[FigureRow]) -> Reading:
    own, places = _own_document(document, city, source, rows)
    text = clean(own)
    lines = [_clean_span(text, block.span) for block in own.blocks]
    facts = tuple(
        _fact(text, row, line, place - row.row.span.start) for row, line, place in zip(rows, lines, places, strict=True)
    )
    return Reading(own, text, Structure(_header(city, source), tuple(map(Paragraph, lines))), facts)


def _own_document(
    document: RawDocument, city: str, source: str, rows: list[FigureRow]
) -> tuple[RawDocument, list[int]]:
    """The rows of one source as a document of its own, one per line, and where each begins in it."""
    printed = [row.row.span.of(document.raw).rstrip("\r") for row in rows]
    starts = list(accumulate((len(words) + 1 for words in printed[:-1]), initial=0))
    blocks = tuple(
        Block(Span(start, start + len(words)), "paragraph", row.row.place)
        for row, words, start in zip(rows, printed, starts, strict=True)
    )
    raw = "".join(f"{words}\n" for words in printed)
    name = _plan_id(city, source)
    return RawDocument(name, document.name, document.sha256, document.encoding, raw, blocks=blocks), starts


def _plan_id(city: str, source: str) -> str:
    """Of place and source alone: the same source is the same document in whatever file it comes."""
    title = _title(source)
    words = title if title.startswith(city) else f"{city}{title}"
    digest = hashlib.sha256(f"{city}\x1f{source}".encode()).hexdigest()[:6]
    return f"{_UNSAFE.sub('_', words)[:60]}-{digest}"


def _title(source: str) -> str:
    """A source without its address."""
    return simplify(re.sub(load("published")["address"]["pattern"], "", source))


def _header(city: str, source: str) -> Header:
    title = _title(source)
    issued_on = date_in(title)
    year = document_year(title, "", issued_on, "report", title)
    return Header(title=title, city=simplify(city), issued_on=issued_on, document_year=year, kind="report")


def _fact(text: CleanText, row: FigureRow, line: Span, shift: int) -> Fact:
    """``shift`` is the way from a place in the file to that in the source's own document."""
    unit, factor = normal_unit(row.unit)
    indicator = _clean_span(text, _moved(row.indicator_span, shift)).of(text.text)
    return Fact(
        kind=row.kind,
        indicator=indicator,
        value=times(row.value, factor),
        value_max=None if row.value_max is None else times(row.value_max, factor),
        unit=unit,
        op=row.op,
        measure=row.measure,
        span=_clean_span(text, _moved(row.number, shift)),
        quote_span=line,
        sentence=line,
        year=row.year,
        year_source="clause",
        domain=domain_of(indicator),
        annual=row.annual,
        confidence=1.0,
        period_start=row.period_start,
        period_end=row.period_end,
        finality=row.finality,
        scope=row.scope,
    )


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)


def _clean_span(text: CleanText, span: Span) -> Span:
    found = text.to_clean(span)
    if found is None:  # cannot be: a cell that was read holds more than blanks
        raise PipelineError("表里有一格只有空白，无法读取。请改正后重试。")
    return found
