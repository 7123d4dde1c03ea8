"""Tables copied as text with every cell on a line of its own: the header says how many lines make a row.

Rows are taken as long as each line fits what its column holds; where the count is lost, the rest is reported.
"""

import re
from dataclasses import dataclass

from pipeline.extract.figures import figure_in, is_unit
from pipeline.extract.table_columns import FIGURES, Role, role_of
from pipeline.lexicon import load
from pipeline.model import Finding, Span, Structure, Table
from pipeline.places import Places

_WIDTHS = range(3, 11)
_LONGEST_CELL, _FEWEST_ROWS = 40, 2
_NAMING: tuple[Role, ...] = ("indicator", "task")
_NATURE = re.compile(r"约束性|预期性")


@dataclass(frozen=True)
class StackedTables:
    tables: tuple[Table, ...]
    doubts: tuple[Finding, ...]


def stacked_tables(text: str, structure: Structure, taken: Places) -> StackedTables:
    """Such tables outside the ``taken`` places, in order."""
    lines = [paragraph.span for paragraph in structure.paragraphs]
    words = ["" if taken.overlap(span) or span.end - span.start > _LONGEST_CELL else span.of(text) for span in lines]
    tables: list[Table] = []
    doubts: list[Finding] = []
    index = 0
    while index < len(lines):
        width, rows = _shape_at(words, index)
        if not rows:
            index += 1
            continue
        end = index + width * (rows + 1)
        cells = [tuple(lines[start : start + width]) for start in range(index + width, end, width)]
        span = Span(lines[index].start, lines[end - 1].end)
        tables.append(Table("", tuple(words[index : index + width]), tuple(cells), span))
        if any(_NATURE.fullmatch(word) or figure_in(word) for word in words[end : end + width]):
            rest = Span(lines[end].start, lines[min(end + width, len(lines)) - 1].end)
            message = f"逐格分行的表格从“{words[end]}”起分不清各格属于哪一列，未读取，请核对。"
            doubts.append(Finding("table_doubt", "doubt", message, rest))
        index = end
    return StackedTables(tuple(tables), tuple(doubts))


def _shape_at(words: list[str], index: int) -> tuple[int, int]:
    """How many cells a row has, and how many rows fit, for a header that begins here; (0, 0) where none does."""
    if not words[index] or role_of(words[index]) not in ("serial", *_NAMING):
        return 0, 0
    shapes = [(width, _rows(words, index, width)) for width in _WIDTHS if index + width * 2 <= len(words)]
    width, rows = max(shapes, key=lambda shape: shape[1], default=(0, 0))
    return (width, rows) if rows >= _FEWEST_ROWS else (0, 0)


def _rows(words: list[str], index: int, width: int) -> int:
    roles = [role_of(word) if word else "" for word in words[index : index + width]]
    if not set(roles) & set(_NAMING) or not set(roles) & set(FIGURES) or "" in roles or "serial" in roles[1:]:
        return 0
    rows, start = 0, index + width
    while start + width <= len(words) and all(map(_fits, words[start : start + width], roles)):
        rows, start = rows + 1, start + width
    return rows


def _fits(word: str, role: Role) -> bool:
    """Whether a line can be a cell of such a column."""
    if role in FIGURES:
        return bool(word) and bool(figure_in(word) or re.fullmatch(load("tables")["empty"]["pattern"], word))
    if role == "unit":
        return is_unit(word)
    if role == "nature":
        return bool(_NATURE.fullmatch(word))
    if role == "serial":
        return word.isdecimal()
    return bool(re.search(r"[\u4e00-\u9fff]", word)) and not figure_in(word)
