"""Rows of indicators → facts: 指标 · 单位 · 2020年 · 2025年 · 年均〔累计〕 · 属性.

A base-year cell is an actual, a goal-year cell a target, an 年均 cell a growth; a figure in brackets is
the sum of the period. A cell without a number (确保完成国家要求, -) is no fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.figures import Figure, figure_in
from pipeline.extract.numerals import SCALE, parse_numeral, times
from pipeline.filing.domains import domain_of
from pipeline.lexicon import load
from pipeline.model import Fact, Header, Kind, Measure, Span, YearSource

_YEAR = re.compile(r"(20\d{2})\s*年?")
_SCALED = re.compile(
    rf"^(?P<scale>{SCALE})(?P<rest>(?<=[万亿])[\u4e00-\u9fffA-Z].*|(?:元|平方米|人|吨|户|亩|个|辆).*)$"
)
_SUM = re.compile(r"(?:增长率|增速|增长|增幅|降低|下降)$")


@dataclass(frozen=True)
class YearColumn:
    """A column of figures: of a year, or of the yearly growth (〔sum〕) of the whole ``period`` (``year`` None).

    ``kind`` is None where only the year can tell. ``year_source`` says where the year stands. ``is_growth``: the header
    speaks of growth (年均增长, 年均增速). ``is_sum``: it speaks of sums alone (五年累计).
    """

    year: int | None
    kind: Kind | None = None
    period: bool = False
    is_growth: bool = False
    is_sum: bool = False
    unit: str = ""
    year_source: YearSource = "section"
    annual: bool = False


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator: its name, unit and nature as printed, and its cells with their columns."""

    name: str
    unit: str
    nature: str
    cells: tuple[tuple[Span, YearColumn], ...]
    span: Span
    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    confidence: float = 0.9


def year_columns(header: list[str]) -> dict[int, YearColumn]:
    """Which cells of a header are columns of figures, by position."""
    columns = {}
    for position, cell in enumerate(header):
        year = _YEAR.search(cell)
        if year:
            columns[position] = YearColumn(int(year.group(1)))
        elif "年均" in cell or "累计" in cell:
            columns[position] = YearColumn(None, period=True)
    return columns


def by_order(columns: list[YearColumn], header: Header) -> list[YearColumn]:
    """Two bare years in a document that tells no year of its own: the earlier is the base, the later are goals."""
    years = {column.year for column in columns if column.year and column.kind is None}
    if header.first_year or header.document_year or len(years) < 2:
        return columns
    return [
        replace(column, kind="actual" if column.year == min(years) else "target")
        if column.year in years and column.kind is None
        else column
        for column in columns
    ]


def row_facts(text: str, row: IndicatorRow, header: Header) -> Iterator[Fact]:
    """The facts of one row."""
    for span, column in row.cells:
        figure = figure_in(span.of(text))
        if figure:
            yield _fact(row, span, column, figure, header)


def _fact(row: IndicatorRow, span: Span, column: YearColumn, figure: Figure, header: Header) -> Fact:
    rate = _is_rate(row, column, figure)
    unit, factor = ("%", 1.0) if rate else normal_unit(figure.unit or column.unit or row.unit)
    place = row.span if row.span.contains(span) else Span(min(row.span.start, span.start), max(row.span.end, span.end))
    kind = column.kind or kind_of_year(column, header)
    name = _name(row, column, figure, unit)
    return Fact(
        kind=kind,
        indicator=name,
        value=times(figure.value, factor),
        value_max=None if figure.value_max is None else times(figure.value_max, factor),
        unit=unit,
        op=figure.op,
        measure=_measure(column, figure, unit, name),
        span=Span(span.start + figure.start, span.start + figure.end),
        quote_span=place,
        sentence=place,
        year=column.year or header.last_year,
        year_source=column.year_source if column.year else "plan",
        domain=domain_of(row.name),
        lead=row.lead,
        supporting=row.supporting,
        nature=row.nature if kind == "target" else "",
        operator_words=figure.words,
        annual=column.annual and kind == "target",
        confidence=0.8 if rate else row.confidence,
    )


def _is_rate(row: IndicatorRow, column: YearColumn, figure: Figure) -> bool:
    """年均增长 of something counted in 亿元 is a percentage even where its sign is not printed."""
    return column.is_growth and not (figure.unit or figure.summed or column.unit) and row.unit not in ("%", "％", "‰")


def _name(row: IndicatorRow, column: YearColumn, figure: Figure, unit: str) -> str:
    """What is measured; a growth of something that is not itself a growth says so."""
    if _SUM.search(row.name) or unit != "%":
        return row.name
    if figure.grown:
        return f"{row.name}{figure.grown}率"
    return f"{row.name}年均增长率" if column.is_growth and normal_unit(row.unit)[0] != "%" else row.name


def kind_of_year(column: YearColumn, header: Header) -> Kind:
    """A year before the plan's first (before a report's own) is a base; any other is due."""
    first = header.first_year or header.document_year
    if column.year is None or first is None:
        return "target"
    return "actual" if column.year < first else "target"


def _measure(column: YearColumn, figure: Figure, unit: str, name: str) -> Measure:
    if not column.period:
        if figure.squared and not figure.reached and unit != "%":
            return "cumulative"
        grown = figure.grown and unit == "%"
        return "growth" if grown or _SUM.search(name) else "level"
    if unit == "%" and not column.is_sum:
        return "growth"
    return "cumulative" if column.is_sum or (figure.summed and not figure.reached) else "level"


def normal_unit(printed: str) -> tuple[str, float]:
    """万亿元 → 万元 × 1e8, 万平方米 → 平方米 × 1e4; other units as printed, "" where there is none."""
    printed = re.sub(r"\s+", "", printed).strip("()（）").replace("％", "%")
    if printed in ("/", "-", "—"):
        return "", 1.0
    scaled = _SCALED.match(printed)
    scale, rest = (scaled["scale"], scaled["rest"]) if scaled else ("", printed)
    factor = parse_numeral(f"1{scale}") if scale else 1.0
    head, slash, tail = rest.partition("/")
    kept, money = load("units")["money"].get(head, [head, 1.0])
    return kept + slash + tail, times(factor, 1) * money if money != 1.0 else factor
