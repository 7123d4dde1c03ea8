"""What each column of a table holds, by the words of its header (lexicon/tables.toml)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, cast

from pipeline.extract.indicator_table import YearColumn, by_order, kind_of_year
from pipeline.extract.times import five_year_end
from pipeline.lexicon import load
from pipeline.model import Header, Kind, Table

Role = Literal[
    "serial", "rate", "lead", "supporting", "due", "remark", "unit", "nature", "category", "period", "task",
    "indicator", "actual", "target", "year", "",
]  # fmt: skip
FIGURES: tuple[Role, ...] = ("period", "actual", "target", "year")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_FIVE_YEAR = re.compile(r"十([一二三四五])五")
_TELLING = 3  # characters of a measure that needs no more words
_UNIT = re.compile(r"[(（]\s*([^()（）]{1,8})\s*[)）]$")


@dataclass(frozen=True)
class Column:
    """A column: its place, its header, what it holds, and for figures of when and in what unit they are."""

    index: int
    name: str
    role: Role
    figures: YearColumn | None = None


@dataclass(frozen=True)
class Roles:
    """The columns of a table by what they hold."""

    columns: tuple[Column, ...]

    def of(self, *roles: Role) -> list[Column]:
        return [column for column in self.columns if column.role in roles]

    @property
    def is_known(self) -> bool:
        """Whether the header says enough: figures or prose of known meaning, and what they are about."""
        return bool(self.of(*FIGURES, "task")) and (
            bool(self.of("indicator", "task")) or bool(self.of("target", "year"))
        )


def roles_of(table: Table, header: Header) -> Roles:
    """The columns of a table. Without a header, or where it says nothing, they have no role."""
    found = [Column(index, name, role_of(name)) for index, name in enumerate(table.header)]
    if not any(column.role == "indicator" for column in found):
        found = _named_by_first(found)
    periods = _years_in(table.title)
    dated = [_dated(column, header, periods, table.header) for column in found]
    return Roles(tuple(_by_order(dated, header)))


def column_unit(name: str) -> str:
    """The unit in brackets at the end of a header, or ''."""
    unit = _UNIT.search(name)
    return unit[1] if unit and not _YEAR.search(unit[1]) else ""


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role:
    """What a column holds, by the words of its header; '' where they do not say."""
    words = re.sub(r"\s+", "", name)
    bare = _UNIT.sub("", words)
    last = bare.rpartition("·")[2]
    for role, pattern in _patterns():
        if words and (pattern.search(bare) or pattern.search(last)):
            return role
    return ""


def is_place(name: str) -> bool:
    """Whether a column tells who or where (县区, 部门): then the other columns say what is measured."""
    return bool(re.search(load("tables")["by_place"]["pattern"], re.sub(r"\s+", "", name)))


def measured_in(name: str, title: str) -> str:
    """What the figures of a column measure, where the rows are places; a column that says little has its title."""
    measure = _without_talk(_UNIT.sub("", re.sub(r"\s+", "", name)))
    if len(measure) >= _TELLING:
        return measure
    subject = _without_talk(title)
    return subject + measure.removeprefix(subject)


def _without_talk(words: str) -> str:
    return re.sub("|".join(load("tables")["by_place"]["talk"]), "", words)


def _named_by_first(columns: list[Column]) -> list[Column]:
    """Where no header says 指标, the first column of text before the figures names the row."""
    named: list[Column] = []
    for column in columns:
        free = column.role in ("", "category") and not any(other.role == "indicator" for other in named)
        first_figure = next((other.index for other in columns if other.role in FIGURES), 0)
        is_name = free and column.index < first_figure and not any(other.role == "task" for other in columns)
        named.append(Column(column.index, column.name, "indicator") if is_name else column)
    return named


def _dated(column: Column, header: Header, periods: Sequence[int], names: Sequence[str]) -> Column:
    """When the figures of a column are of. A period ends with the last year that the header names."""
    if column.role not in FIGURES:
        return column
    words = re.sub(r"\s+", "", column.name)
    years = _years_in(words)
    kind: Kind | None = column.role if column.role in ("actual", "target") else None
    if column.role == "period":
        end = max((year for name in names for year in _years_in(re.sub(r"\s+", "", name))), default=None)
        growth = bool(re.search("增长|增速|增幅", words)) and "累计" not in words
        kind = kind_of_year(YearColumn(end), header)
        is_sum = "累计" in words and not re.search("年均|[\\[〔(（]累计", words)
        figures = YearColumn(end, kind, period=True, is_growth=growth, is_sum=is_sum, unit=column_unit(words))
    elif years:
        figures = YearColumn(max(years), kind, unit=column_unit(words))
    else:
        figures = _undated(kind, header, periods, column_unit(words))
    return Column(column.index, column.name, column.role, figures)


def _undated(kind: Kind | None, header: Header, periods: Sequence[int], unit: str) -> YearColumn:
    """A column without a year speaks of the year in the table's title, a goal else of the plan's end."""
    if periods:
        return YearColumn(max(periods), kind, unit=unit, annual=len(set(periods)) == 1)
    if kind == "target" and header.last_year:
        return YearColumn(header.last_year, kind, unit=unit, year_source="plan")
    return YearColumn(header.document_year, kind, unit=unit, year_source="document" if header.document_year else "none")


def _by_order(columns: list[Column], header: Header) -> list[Column]:
    figures = by_order([column.figures for column in columns if column.figures], header)
    left = iter(figures)
    return [replace(column, figures=next(left)) if column.figures else column for column in columns]


def is_undecided(column: Column, header: Header) -> bool:
    """Whether nothing tells if a year column holds what was or what is due."""
    figures = column.figures
    if figures is None or figures.kind or figures.period:
        return False
    return header.first_year is None and header.document_year is None


def kind_of_column(column: Column, header: Header) -> Kind:
    figures = column.figures or YearColumn(None)
    return figures.kind or kind_of_year(figures, header)


def _years_in(words: str) -> list[int]:
    """2025年, 2022年-2024年, “十三五” → 2020."""
    return [int(year) for year in _YEAR.findall(words)] or [five_year_end(digit) for digit in _FIVE_YEAR.findall(words)]


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((cast(Role, entry["name"]), re.compile(entry["pattern"])) for entry in load("tables")["role"])
