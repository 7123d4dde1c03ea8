"""Tables whose header says what its columns hold → rows of figures, cells of prose, and what cannot be told apart.

Indicator tables (指标 · 单位 · 基期 · 目标 · 年均 · 属性), 目标/完成/完成率 tables, 责任分解 and 进展情况 tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.figures import figure_in, has_several_numbers, is_unit
from pipeline.extract.indicator_table import IndicatorRow, YearColumn
from pipeline.extract.table_columns import (
    FIGURES,
    Column,
    Role,
    Roles,
    is_place,
    is_undecided,
    kind_of_column,
    measured_in,
    roles_of,
)
from pipeline.lexicon import load
from pipeline.model import CleanText, Finding, Header, Kind, Span, Table
from pipeline.structure.brackets import split_outer

Row = tuple[Span | None, ...]
Cell = tuple[Column, Span, YearColumn]
_BRACKETED = re.compile(r"[(（]([^()（）]{1,10})[)）]$")
_SERIAL = re.compile(
    r"^(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．](?!\d)|[(（][一二三四五六七八九十\d]{1,3}[)）])"
)
_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff])(?:\d|[①-⑳*＊])$")
_PROSE = re.compile(r"[\u4e00-\u9fff]{2}")
_SHORTEST_NAME, _LONGEST_NAME = 2, 40


@dataclass(frozen=True)
class Duty:
    """Who answers for a row, and by which year it is due."""

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    due_year: int | None = None


@dataclass(frozen=True)
class ProseCell:
    """A cell of sentences: what they are (promises or results), who answers, and what the row is about."""

    span: Span
    kind: Kind
    duty: Duty
    year: int | None
    subject: str


@dataclass(frozen=True)
class TableReading:
    rows: tuple[IndicatorRow, ...] = ()
    prose: tuple[ProseCell, ...] = ()
    doubts: tuple[Finding, ...] = ()


def read_table(clean: CleanText, header: Header, table: Table) -> TableReading | None:
    """What a table with a telling header holds; None for any other table."""
    roles = roles_of(table, header)
    if not table.header or not roles.is_known:
        return None
    reader = _Reader(clean.text, header, table, roles)
    rows, prose, doubts = [], [], list(reader.undecided())
    for index in range(len(table.rows)):
        for item in reader.row(index):
            if isinstance(item, IndicatorRow):
                rows.append(item)
            elif isinstance(item, ProseCell):
                prose.append(item)
            else:
                doubts.append(item)
    return TableReading(tuple(rows), tuple(prose), tuple(doubts))


@dataclass(frozen=True)
class _Reader:
    text: str
    header: Header
    table: Table
    roles: Roles

    def undecided(self) -> Iterator[Finding]:
        """A table of years in a document that says no year of its own."""
        if any(is_undecided(column, self.header) for column in self.roles.columns):
            yield _doubt("表格各年份列无法判定是现状还是目标，未读取，请核对。", self.table.span)

    def row(self, index: int) -> Iterator[IndicatorRow | ProseCell | Finding]:
        row = self.table.rows[index]
        if len({cell for cell in row if cell}) < 2:
            return
        name, duty, place = self.name(row), self.duty(row), self.table.place(index)
        cells: list[Cell] = []
        for column in self.roles.of(*FIGURES, "task"):
            cell = row[column.index] if column.index < len(row) else None
            if cell is None or is_undecided(column, self.header) or self.is_empty(cell):
                continue
            doubt = self.doubt(index, cell, column, name)
            if doubt:
                yield _doubt(doubt, cell)
            elif column.figures and figure_in(cell.of(self.text)) and column.role != "task":
                cells.append((column, cell, _due(column.figures, duty)))
            elif _PROSE.search(cell.of(self.text)) and column.role != "period":
                yield self.prose(cell, column, duty, name)
        for of_row, own in self.named(name, cells):
            yield IndicatorRow(
                of_row, self.unit(row), self.word(row, "nature"), own, place, duty.lead, duty.supporting,
            )  # fmt: skip

    def named(self, name: str, cells: list[Cell]) -> Iterator[tuple[str, tuple[tuple[Span, YearColumn], ...]]]:
        """The figures of a row under their name. Rows of places are named cell by cell: 东山县 + 优良天数比率."""
        if not any(is_place(column.name) for column in self.roles.of("indicator")):
            if cells:
                yield name, tuple((span, figures) for _, span, figures in cells)
            return
        for column, span, figures in cells:
            yield name + measured_in(column.name, self.table.title), ((span, figures),)

    def doubt(self, index: int, cell: Span, column: Column, name: str) -> str:
        """Why a cell cannot be read for certain, or ''."""
        words = re.sub(r"\s+", " ", cell.of(self.text)).strip()
        if column.role == "task" or not re.search(r"\d", words):
            return ""
        figure = figure_in(cell.of(self.text))
        if figure is None:
            several = has_several_numbers(words) or not _PROSE.search(words)
            return f"“{name}”的“{column.name}”一格“{words[:30]}”分不清是哪个数，未读取，请核对。" if several else ""
        if not name:
            return f"“{column.name}”一格“{words[:30]}”所在行没有指标名称，未读取，请核对。"
        row = self.table.rows[index]
        wide = [other for other in self.roles.of(*FIGURES) if other.index < len(row) and row[other.index] == cell]
        if len(wide) > 1 or (index and cell in self.table.rows[index - 1]):
            return f"“{name}”的“{column.name}”一格“{words[:30]}”是合并单元格，分不清属于哪一行列，未读取，请核对。"
        return ""

    def prose(self, cell: Span, column: Column, duty: Duty, name: str) -> ProseCell:
        kind: Kind = "target" if column.role == "task" else kind_of_column(column, self.header)
        said = column.figures.year if column.figures and column.figures.year_source == "section" else None
        return ProseCell(cell, kind, duty, said, name if column.role != "task" else "")

    def name(self, row: Row) -> str:
        """The words of the columns that name a row; what is short or a part is said after what it is part of."""
        words = self.names(row, "indicator")
        if not words:
            tasks = self.names(row, "task")[:1]
            words = [word for word in tasks if len(word) <= _LONGEST_NAME and not re.search(r"[,，;；。]", word)]
        is_part = len(words) > 1 and (len(words[-1]) <= _SHORTEST_NAME or words[-1].startswith("其中"))
        last = re.sub(r"^其中[:：]?", "", words[-1]) if words else ""
        return re.sub(_BRACKETED, self._kept_bracket, words[-2] + last if is_part else last)

    def names(self, row: Row, role: Role) -> list[str]:
        cells = [row[column.index] for column in self.roles.of(role) if column.index < len(row)]
        return [_name(cell.of(self.text)) for cell in dict.fromkeys(cells) if cell]

    @staticmethod
    def _kept_bracket(match: re.Match[str]) -> str:
        """地区生产总值(亿元): a unit in brackets is no part of the name."""
        return "" if is_unit(match[1]) else match[0]

    def unit(self, row: Row) -> str:
        """The unit of a row: its column, the bracket behind its name, or the note above the table."""
        column = self.word(row, "unit")
        if column:
            return column
        for named in self.roles.of("indicator", "task"):
            cell = row[named.index] if named.index < len(row) else None
            bracket = _BRACKETED.search(re.sub(r"\s+", "", cell.of(self.text))) if cell else None
            if bracket and is_unit(bracket[1]):
                return bracket[1]
        note = re.search(load("tables")["note"]["pattern"], self.table.note)
        return (
            note[1] if note and not any(column.figures and column.figures.unit for column in self.roles.columns) else ""
        )

    def word(self, row: Row, role: str) -> str:
        """The words of the first column of a role, without blanks."""
        for column in self.roles.columns:
            if column.role == role and column.index < len(row) and (cell := row[column.index]):
                return re.sub(r"\s+", "", cell.of(self.text))
        return ""

    def duty(self, row: Row) -> Duty:
        lead: list[str] = []
        supporting: list[str] = []
        chief = [column for column in self.roles.of("lead") if "牵头" in column.name or "主办" in column.name]
        for column in self.roles.of("lead", "supporting"):
            cell = row[column.index] if column.index < len(row) else None
            marked, rest = _bodies(cell.of(self.text)) if cell else ([], [])
            if column.role == "lead" and (column in chief or not chief):
                lead += marked or rest
                supporting += rest if marked else []
            else:
                supporting += [*marked, *rest]
        others = tuple(body for body in dict.fromkeys(supporting) if body not in lead)
        years = re.findall(r"20\d\d", self.word(row, "due"))
        return Duty(tuple(dict.fromkeys(lead)), others, max(map(int, years), default=None))

    def is_empty(self, cell: Span) -> bool:
        return bool(re.fullmatch(load("tables")["empty"]["pattern"], cell.of(self.text)))


def _name(words: str) -> str:
    words = re.sub(r"\s+", "", words)
    return _FOOTNOTE.sub("", _SERIAL.sub("", words) or words)


def _due(figures: YearColumn, duty: Duty) -> YearColumn:
    """The row's own deadline goes before that of the plan."""
    if duty.due_year is None or figures.kind == "actual" or figures.year_source == "section":
        return figures
    return replace(figures, year=duty.due_year, year_source="clause")


def _bodies(words: str) -> tuple[list[str], list[str]]:
    """The bodies of a cell: those marked as lead, and the others."""
    marks = "".join(load("tables")["lead_mark"]["marks"])
    pieces = [piece.strip() for piece in split_outer(re.sub(r"\s*\n\s*", "、", words), "、,，;； ")]
    pieces = [re.sub(load("agencies")["tail"], "", piece) for piece in pieces if piece]
    marked = [piece.strip(marks + " ") for piece in pieces if set(piece) & set(marks)]
    return [body for body in marked if body], [piece for piece in pieces if piece and not set(piece) & set(marks)]


def _doubt(message: str, span: Span) -> Finding:
    return Finding("table_doubt", "doubt", message, span)
