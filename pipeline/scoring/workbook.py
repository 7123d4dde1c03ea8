"""得分 as a workbook that an office signs: totals, each sum in words, each goal, the scheme. Bytes out."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from pipeline.scoring.kept import Kept
from pipeline.scoring.points import PartScore, how_words
from pipeline.scoring.results import AgencyScore, places
from pipeline.scoring.schemes import CYCLES, KINDS, WITHOUT_GOALS, Scheme

Cell = str | Decimal | int | None
_LIKE_A_FORMULA = re.compile(r"[=+\-@\t\r]")
_SIGNATURE = ("制表：", "审核：", "日期：")
_WIDEST = 60


def workbook(kept: Kept, about: Sequence[str], *, ranked: bool = False) -> bytes:
    """An xlsx of the scores. ``about`` are lines over the totals, such as by whom and when they were frozen."""
    book = Workbook()
    book.remove(book.active)
    scores = kept.scores
    title = f"{scores.period.name}考核得分（{scores.scheme.name}）"
    totals = [(title,), *((line,) for line in about), (), *_totals(kept, ranked=ranked), (), _SIGNATURE]
    _sheet(book, "得分", totals, head=len(about) + 2)
    _sheet(book, "算式", [_FORMULA_HEAD, *_formulas(scores.agencies)], head=0)
    _sheet(book, "目标", [_GOAL_HEAD, *_goals(scores.agencies)], head=0)
    _sheet(book, "方案", [*_scheme(scores.scheme), ("判定规则", kept.rule)], head=-1)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


_FORMULA_HEAD = ("城市", "单位", "考核期", "部分", "性质", "分值", "得分", "算式", "目标")
_GOAL_HEAD = ("城市", "单位", "考核期", "部分", "指标", "目标编号", "状态", "计入的数", "未计入的原因")
_NATURES = {**KINDS, "adjustment": "加减分"}


def _totals(kept: Kept, *, ranked: bool) -> Iterator[tuple[Cell, ...]]:
    """A row per agency. With ranks, the agencies of each city from the highest total down."""
    scores = kept.scores
    names = _columns(scores.agencies)
    yield ("城市", "单位", *names, "总分", "已评部分合计", "未评", "说明", *(["名次"] * ranked))
    for each, rank in _in_order(scores.agencies, ranked=ranked):
        yield (each.city, each.agency, *_points(each, names), *_sums(each), *([rank] * ranked))


def _columns(agencies: Sequence[AgencyScore]) -> list[str]:
    """The parts, or the halves that a year is the mean of."""
    first = agencies[0] if agencies else None
    if first is None:
        return []
    return [half.period for half in first.halves] or [part.name for part in (*first.parts, *first.adjustments)]


def _points(each: AgencyScore, names: Sequence[str]) -> list[Cell]:
    own: dict[str, Decimal | None] = {part.name: part.points for part in (*each.parts, *each.adjustments)}
    own |= {half.period: half.total for half in each.halves}
    return [own.get(name) for name in names]


def _sums(each: AgencyScore) -> tuple[Cell, ...]:
    told = f"一票否决：{each.veto}，总分不作数" if each.veto else each.note
    counts = each.total is not None and not each.veto
    partial = None if each.total is not None or not each.partial_of else each.partial
    return (each.total if counts else None, partial, "、".join(each.open), told)


def _in_order(agencies: Sequence[AgencyScore], *, ranked: bool) -> Iterator[tuple[AgencyScore, Cell]]:
    if not ranked:
        yield from ((each, None) for each in agencies)
        return
    for city in dict.fromkeys(each.city for each in agencies):
        for place in places(each for each in agencies if each.city == city):
            yield place.score, place.rank


def _periods(agencies: Sequence[AgencyScore]) -> Iterator[AgencyScore]:
    """Each agency, and its halves where a year is made of them."""
    for each in agencies:
        yield from (*each.halves, each)


def _formulas(agencies: Sequence[AgencyScore]) -> Iterator[tuple[Cell, ...]]:
    for each in _periods(agencies):
        for part in (*each.parts, *each.adjustments):
            formula = part.formula or f"未评：{part.open}"
            worth = part.weight if part.weight else None
            yield (*_whose(each, part), _NATURES[part.kind], worth, part.points, formula, part.coverage)
        yield (each.city, each.agency, each.period, "总分", None, None, each.total, each.formula or "未评", "")


def _goals(agencies: Sequence[AgencyScore]) -> Iterator[tuple[Cell, ...]]:
    for each in _periods(agencies):
        for part in each.parts:
            for goal in part.counted:
                yield (*_whose(each, part), goal.indicator, goal.target_id, goal.state, goal.number, "")
            for left in part.left_out:
                yield (*_whose(each, part), left.indicator, left.target_id, left.state, None, left.why)


def _whose(each: AgencyScore, part: PartScore) -> tuple[str, str, str, str]:
    return each.city, each.agency, each.period, part.name


def _scheme(scheme: Scheme) -> Iterator[tuple[Cell, ...]]:
    yield ("方案", scheme.name)
    yield ("总分", Decimal(str(scheme.total)))
    yield ("来源", scheme.source or "本单位")
    yield ("说明", scheme.note)
    yield ("周期", CYCLES[scheme.cycle])
    yield ("没有目标的部分", WITHOUT_GOALS[scheme.without_goals])
    for part in scheme.parts:
        yield (part.name, Decimal(str(part.weight)), how_words(part))
    for each in scheme.adjustments:
        yield (each.name, f"加分至多{each.plus}分，减分至多{each.minus}分")
    for matter in scheme.vetoes:
        yield ("一票否决", matter)


def _sheet(book: Workbook, name: str, rows: Sequence[Sequence[Cell]], head: int) -> None:
    """``head`` is the row with the names of the columns, from 0; it stays in view."""
    sheet = book.create_sheet(name)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            _put(sheet.cell(number + 1, place + 1), value)
            if number == head:
                sheet.cell(number + 1, place + 1).font = Font(bold=True)
    for place in range(max(map(len, rows))):
        words = [str(row[place]) for row in rows[max(head, 0) :] if place < len(row) and row[place] is not None]
        wide = max((sum(1 if letter < "\u0100" else 2 for letter in each) for each in words), default=4)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(wide + 2, _WIDEST)
    if head >= 0:
        sheet.freeze_panes = sheet.cell(head + 2, 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _put(cell: Any, value: Cell) -> None:  # noqa: ANN401  openpyxl has no types of its own
    """Numbers as numbers; words as words, whatever sign they begin with."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = bool(_LIKE_A_FORMULA.match(value))
        cell.alignment = Alignment(wrap_text=len(value) > _WIDEST // 2, vertical="top")
        return
    cell.value = value
    cell.number_format = "0.00" if isinstance(value, Decimal) else "0"
    cell.alignment = Alignment(vertical="top")
