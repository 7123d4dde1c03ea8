"""Indicator tables of five-year plans: 指标 · 单位 · 2020年 · 2025年 · 年均〔累计〕 · 属性.

A base-year cell is an actual, a goal-year cell a target, an 年均 cell a growth; a figure in brackets is
the sum of the period. A cell without a number (确保完成国家要求, -) is no fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.numerals import ARABIC, SCALE, parse_numeral, times
from pipeline.filing.domains import domain_of
from pipeline.lexicon import load
from pipeline.model import Fact, Header, Kind, Measure, Operator, Span

_CELL = re.compile(
    rf"(?P<open>[\[〔［(（]?)\s*(?:累计)?(?:达到|达)?\s*(?P<before>[><≥≤＞＜])?=?\s*"
    rf"(?P<number>{ARABIC})(?P<after>左右|以上|以内|以下)?"
)
_SIGNS: dict[str, Operator] = {">": ">", "<": "<", "≥": ">=", "≤": "<=", "＞": ">", "＜": "<"}
_WORDS: dict[str, Operator] = {"左右": "~", "以上": ">=", "以内": "<=", "以下": "<="}
_YEAR = re.compile(r"(20\d{2})\s*年?")
_SCALED = re.compile(rf"^(?P<scale>{SCALE})(?P<rest>元.*|平方米.*|人.*|吨.*|户.*|亩.*|个.*|千瓦.*|辆.*)$")


@dataclass(frozen=True)
class YearColumn:
    """A column of figures: of a year, or of the yearly growth (〔sum〕) of the whole period (``year`` None)."""

    year: int | None


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator: its name, unit and nature as printed, and its cells with their columns."""

    name: str
    unit: str
    nature: str
    cells: tuple[tuple[Span, YearColumn], ...]
    span: Span


def year_columns(header: list[str]) -> dict[int, YearColumn]:
    """Which cells of a header are columns of figures, by position."""
    columns = {}
    for position, cell in enumerate(header):
        year = _YEAR.search(cell)
        if year:
            columns[position] = YearColumn(int(year.group(1)))
        elif "年均" in cell or "累计" in cell:
            columns[position] = YearColumn(None)
    return columns


def row_facts(text: str, row: IndicatorRow, header: Header) -> Iterator[Fact]:
    """The facts of one row."""
    unit, factor = normal_unit(row.unit)
    for span, column in row.cells:
        cell = _CELL.match(span.of(text).strip())
        if cell:
            yield _fact(text, row, span, column, cell, (unit, factor), header)


def _fact(  # noqa: PLR0913 - a cell is read in the light of its row, its column and its document
    text: str,
    row: IndicatorRow,
    span: Span,
    column: YearColumn,
    cell: re.Match[str],
    unit: tuple[str, float],
    header: Header,
) -> Fact:
    start = span.start + span.of(text).index(cell["number"])
    year = column.year or header.last_year
    return Fact(
        kind=_kind(column, header),
        indicator=row.name,
        value=times(parse_numeral(cell["number"]), unit[1]),
        unit=unit[0],
        op=_SIGNS.get(cell["before"] or "") or _WORDS.get(cell["after"] or "") or "=",
        measure=_measure(column, cell, unit[0], row.name),
        span=Span(start, start + len(cell["number"])),
        quote_span=row.span,
        sentence=row.span,
        year=year,
        year_source="section" if column.year else "plan",
        domain=domain_of(row.name),
        nature=row.nature,
        operator_words=cell["before"] or cell["after"] or "",
        confidence=0.9,
    )


def _kind(column: YearColumn, header: Header) -> Kind:
    if column.year is None or header.first_year is None:
        return "target"
    return "actual" if column.year < header.first_year else "target"


def _measure(column: YearColumn, cell: re.Match[str], unit: str, name: str) -> Measure:
    if column.year is not None:
        return "growth" if name.endswith(("增长率", "增速", "增长", "降低", "下降")) else "level"
    if unit == "%":
        return "growth"
    return "cumulative" if cell["open"] and "达到" not in cell.group() else "level"


def normal_unit(printed: str) -> tuple[str, float]:
    """万亿元 → 万元 × 1e8, 万平方米 → 平方米 × 1e4; other units as printed, "" where there is none."""
    printed = printed.strip("()（） ").replace("％", "%")
    scaled = _SCALED.match(printed)
    scale, rest = (scaled["scale"], scaled["rest"]) if scaled else ("", printed)
    factor = parse_numeral(f"1{scale}") if scale else 1.0
    head, slash, tail = rest.partition("/")
    kept, money = load("units")["money"].get(head, [head, 1.0])
    return kept + slash + tail, times(factor, 1) * money if money != 1.0 else factor
