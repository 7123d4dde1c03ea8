"""The ruled tables of a PDF page as grids: how far a cell reaches is told by the rules it crosses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import extract_text

from pipeline.read.content import GridCell

Box = tuple[float, float, float, float]
_SAME_RULE = 3.0  # points
_ROOM = 2.2  # letters that a line must leave free for its end to be meant


@dataclass(frozen=True)
class Grid:
    """A ruled table: its box on the page and its cells."""

    box: Box
    cells: tuple[GridCell, ...]

    @property
    def is_table(self) -> bool:
        """Words in several rows and columns; a frame around a text has one cell of them."""
        filled = [cell for cell in self.cells if cell.text]
        return len({cell.row for cell in filled}) > 1 and len({cell.column for cell in filled}) > 1

    @property
    def columns(self) -> int:
        return max(cell.column + cell.columns - 1 for cell in self.cells)

    @property
    def rows(self) -> int:
        return max(cell.row + cell.rows - 1 for cell in self.cells)


def grids(page: Any) -> list[Grid]:
    """The tables of a page with more than one row and column; a frame around one text is none."""
    return [grid for table in page.find_tables() if (grid := _grid(page, table)).is_table]


def is_inside(char: dict[str, Any], box: Box) -> bool:
    """Whether the middle of a character stands in a box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _grid(page: Any, table: Any) -> Grid:
    boxes = sorted(table.cells, key=lambda cell: (cell[1], cell[0]))
    lefts = _rules([edge for box in boxes for edge in (box[0], box[2])])
    tops = _rules([edge for box in boxes for edge in (box[1], box[3])])
    chars = [char for char in page.chars if is_inside(char, table.bbox)]
    cells = []
    for box in boxes:
        column, right, row, below = _at(lefts, box[0]), _at(lefts, box[2]), _at(tops, box[1]), _at(tops, box[3])
        cells.append(GridCell(_text(chars, box), row + 1, column + 1, max(below - row, 1), max(right - column, 1)))
    return Grid(table.bbox, tuple(cells))


def _rules(values: list[float]) -> list[float]:
    rules: list[float] = []
    for value in sorted(values):
        if not rules or value - rules[-1] > _SAME_RULE:
            rules.append(value)
    return rules


def _at(rules: list[float], value: float) -> int:
    return min(range(len(rules)), key=lambda index: abs(rules[index] - value))


def _text(chars: Sequence[dict[str, Any]], box: Box) -> str:
    """The text of a cell; a line that fills its cell goes on in the next."""
    own = [char for char in chars if is_inside(char, box)]
    if not own:
        return ""
    size = max(char["size"] for char in own)
    text = ""
    for line in _lines(own, size):
        width = max(char["x1"] for char in line) - min(char["x0"] for char in line)
        is_full = box[2] - box[0] - width < size * _ROOM
        text += extract_text(line).replace("\n", " ").strip() + ("" if is_full else "\n")
    return text.strip()


def _lines(chars: Sequence[dict[str, Any]], size: float) -> list[list[dict[str, Any]]]:
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda char: char["bottom"]):
        if lines and char["bottom"] - lines[-1][-1]["bottom"] < size * 0.5:
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines
