"""A row of published figures, understood: each cell is what its column may hold, or there is a problem to name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from pipeline.chinese import to_half_width
from pipeline.extract.figures import is_unit
from pipeline.lexicon import load
from pipeline.model import Finality, Kind, Measure, Operator, Span
from pipeline.published.grid import Columns, PrintedRow
from pipeline.structure.period import date_in

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")


@dataclass(frozen=True)
class FigureRow:
    """What a row says, in the units it prints; ``number`` and ``row`` are its places in the file."""

    city: str
    kind: Kind
    indicator: str
    measure: Measure
    value: float
    value_max: float | None
    op: Operator
    unit: str
    year: int
    period_start: date | None
    period_end: date | None
    finality: Finality
    scope: str
    source: str
    number: Span
    indicator_span: Span
    row: PrintedRow

    @property
    def subject(self) -> tuple[object, ...]:
        """What a source may say of one place once only."""
        period = (self.period_start, self.period_end)
        names = (self.source, self.city, self.kind, self.indicator, self.measure, self.unit, self.scope, self.finality)
        return (*names, self.year, *period)

    @property
    def annual(self) -> bool:
        """A goal for the growth or the increase of one calendar year."""
        whole = (self.period_start, self.period_end) == (date(self.year, 1, 1), date(self.year, 12, 31))
        return self.kind == "target" and self.measure in ("growth", "increment") and whole


class _BadCellError(ValueError):
    """A cell that cannot be what its column holds; says why in Chinese."""


def figure_row(raw: str, columns: Columns, row: PrintedRow) -> tuple[FigureRow | None, list[str]]:
    """The row, or None and what is wrong with it: 第5行“数值”：“六”不是数."""
    reader = _Reader(raw, columns, row)
    values = {
        "city": reader.read("place", _filled),
        "kind": reader.read("kind", _word_of("kind")),
        "indicator": reader.read("indicator", _filled),
        "measure": reader.read("measure", _word_of("measure")),
        "value": reader.read("value", _number),
        "op": reader.read("op", _word_of("op")),
        "unit": reader.read("unit", _unit),
        "year": reader.read("year", _year),
        "period_start": reader.read("period_start", _day),
        "period_end": reader.read("period_end", _day),
        "finality": reader.read("finality", _finality),
        "source": reader.read("source", _filled),
    }
    values["value_max"], values["scope"] = reader.upper_end(values["value"], values["op"])
    reader.check_period(values["year"], values["period_start"], values["period_end"])
    if reader.problems:
        return None, reader.problems
    return FigureRow(**values, number=row.cells["value"], indicator_span=row.cells["indicator"], row=row), []


class _Reader:
    """Reads the cells of one row and collects what is wrong with them."""

    def __init__(self, raw: str, columns: Columns, row: PrintedRow) -> None:
        self.raw, self.columns, self.row = raw, columns, row
        self.problems: list[str] = []

    def words(self, column: str) -> str:
        span = self.row.cells.get(column)
        return " ".join(span.of(self.raw).split()) if span else ""

    def read(self, column: str, parse: Callable[[str], Any]) -> Any:  # noqa: ANN401  a cell of any column
        """What a cell says; None where it is wrong."""
        try:
            return parse(self.words(column))
        except _BadCellError as error:
            self.note(column, str(error))
            return None

    def note(self, column: str, problem: str) -> None:
        self.problems.append(f"{self.row.place}“{self.columns.printed.get(column, column)}”：{problem}")

    def upper_end(self, value: float | None, op: str | None) -> tuple[float | None, str]:
        """The upper end of a range, from its own column or the scope (区间 4.5 至 5.0), and the scope without it."""
        scope = self.words("scope")
        stated = re.match(load("published")["range"]["scope"], to_half_width(scope))
        printed = self.words("value_max") or (stated[2] if stated else "")
        if op != "range":
            return None, scope
        if not printed:
            self.note("op", "区间没有上限，请另加“数值上限”一列，或在口径里写“区间 4.5 至 5.0”")
            return None, scope
        high = self.read("value_max" if self.words("value_max") else "scope", lambda _: _number(printed))
        if value is not None and high is not None and high <= value:
            self.note("value", f"区间上限 {high:g} 不大于下限 {value:g}")
        return high, "" if stated and not self.words("value_max") else scope

    def check_period(self, year: int | None, start: date | None, end: date | None) -> None:
        if start and end and end < start:
            self.note("period_end", f"{end} 早于数据期起 {start}")
        elif bool(self.words("period_start")) != bool(self.words("period_end")):
            self.note("period_end", "数据期起止要么都写，要么都不写")
        elif year and end and end.year != year:
            self.note("year", f"{year} 与数据期止 {end} 不是同一年")


def _filled(words: str) -> str:
    if not words:
        raise _BadCellError("没有填写")
    return words


def _word_of(column: str) -> Callable[[str], str]:
    """A reader for a column that may hold only certain words."""
    meanings: dict[str, str] = {word: meaning for meaning, words in load("published")[column].items() for word in words}

    def meaning(words: str) -> str:
        if to_half_width(words).lower() not in meanings:
            raise _BadCellError(f"{_quoted(words)}不认识，可填 {'、'.join(meanings)}")
        return meanings[to_half_width(words).lower()]

    return meaning


def _finality(words: str) -> Finality:
    return cast(Finality, _word_of("finality")(words)) if words else ""


def _number(words: str) -> float:
    if not _NUMBER.fullmatch(to_half_width(words)):
        raise _BadCellError(f"{_quoted(words)}不是数")
    return float(to_half_width(words).replace(",", ""))


def _unit(words: str) -> str:
    if words and not is_unit(to_half_width(words)):
        raise _BadCellError(f"{_quoted(words)}不是认识的计量单位")
    return words


def _year(words: str) -> int:
    if not _YEAR.fullmatch(to_half_width(words)):
        raise _BadCellError(f"{_quoted(words)}不是年份")
    return int(to_half_width(words)[:4])


def _day(words: str) -> date | None:
    if not words:
        return None
    day = date_in(to_half_width(words))
    if day is None:
        raise _BadCellError(f"{_quoted(words)}不是日期，请写成 2024-09-30")
    return date.fromisoformat(day)


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "空格"
