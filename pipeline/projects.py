"""Tables of funded projects → one row per department: applied for, approved, and what does not add up."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.model import Finding, Reading, Span, Table

_MONEY = ("requested", "approved")
_EPSILON = 0.005  # 万元 with two decimals


@dataclass(frozen=True)
class Project:
    """A row as printed: money in 万元, ``span`` clean."""

    department: str
    is_total: bool
    projects: int | None
    requested: float | None
    approved: float | None
    year: int | None
    span: Span

    @property
    def doubt(self) -> str:
        """What does not make sense in the row itself; '' if nothing. A total only repeats its rows."""
        if self.is_total or self.requested is None or self.approved is None or self.approved <= self.requested:
            return ""
        return f"通过金额{self.approved:g}万元大于申请金额{self.requested:g}万元"


def project_tables(reading: Reading) -> list[list[Project]]:
    """The rows of each table of projects, in order."""
    tables = [(table, _columns(table)) for table in reading.structure.tables]
    return [list(_rows(reading, table, columns)) for table, columns in tables if _is_complete(columns)]


def table_findings(rows: list[Project]) -> list[Finding]:
    """Doubts to show, never to correct: rows that make no sense, totals that do not add up."""
    doubts = [
        Finding("table_value", "doubt", f"{row.department}：{row.doubt}，照原文保留。", row.span)
        for row in rows
        if row.doubt
    ]
    return doubts + [finding for total in rows if total.is_total for finding in _unequal_sums(rows, total)]


def _columns(table: Table) -> dict[str, tuple[int, float]]:
    """What each known column holds: its index, and the factor that makes 万元 of its money."""
    known: dict[str, tuple[int, float]] = {}
    for name, words in lexicon.load("project_tables")["columns"].items():
        for index, cell in enumerate(table.header):
            if name not in known and any(word in cell for word in words):
                known[name] = index, _factor(cell)
    return known


def _is_complete(columns: dict[str, tuple[int, float]]) -> bool:
    return {"department", *_MONEY} <= columns.keys()


def _factor(header: str) -> float:
    units: dict[str, float] = lexicon.load("project_tables")["money"]
    return next((factor for unit, factor in units.items() if unit in header), 1.0)


def _rows(reading: Reading, table: Table, columns: dict[str, tuple[int, float]]) -> Iterator[Project]:
    totals = lexicon.load("tables")["total"]
    year = _year(table.title) or reading.structure.header.document_year
    for index, row in enumerate(table.rows):
        cells = [cell.of(reading.clean.text).strip() if cell else "" for cell in row]
        figures = {name: _figure(cells, *columns[name]) for name in ("projects", *_MONEY) if name in columns}
        department, count = cells[columns["department"][0]], figures.get("projects")
        yield Project(
            department=department,
            is_total=department in totals,
            projects=None if count is None else round(count),
            requested=figures["requested"],
            approved=figures["approved"],
            year=year,
            span=table.place(index),
        )


def _figure(cells: list[str], index: int, factor: float) -> float | None:
    """The number of a cell, rounded to the money's two decimals and more; None for 「/」, 「—」 or a short row."""
    try:
        return round(float(cells[index].replace(",", "").replace("，", "")) * factor, 6)
    except (IndexError, ValueError):
        return None


def _year(title: str) -> int | None:
    before = title.partition("年")[0][-4:]
    return int(before) if len(before) == 4 and before.isascii() and before.isdigit() else None


def _unequal_sums(rows: list[Project], total: Project) -> Iterator[Finding]:
    for name, words, unit in (
        ("projects", "项目数", "个"),
        ("requested", "申请金额", "万元"),
        ("approved", "通过金额", "万元"),
    ):
        parts = [getattr(row, name) or 0 for row in rows if not row.is_total]
        stated, added = getattr(total, name), round(sum(parts), 6)
        if stated is not None and abs(stated - added) > _EPSILON:
            message = f"{total.department}行{words}{stated:g}{unit}，与各行相加{added:g}{unit}不符，照原文保留。"
            yield Finding("table_total", "doubt", message, total.span)
