"""Cells of a printed table, which a document gives one after the other, put back into rows."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.marking import Passage

_NUMBER = re.compile(r"[\d.,，%％/—–-]+")
_UNIT = re.compile(r"[(（][^()（）]{1,6}[)）]")
Cell = tuple[Passage, ...]  # what was printed, and the unit below it
Line = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """``captions`` stand above, ``head`` names the columns (() where it cannot be told), ``body`` has the rows."""

    captions: Line
    head: Line
    body: tuple[Line, ...]


def table_of(passages: Sequence[Passage]) -> Table:
    """Every passage once, in its order. A row begins at words that follow a number; most rows tell the width."""
    cells = _cells(passages)
    starts = [
        at for at, (before, after) in enumerate(pairwise(cells), 1) if _is_number(before) and not _is_number(after)
    ]
    if not starts:
        return Table((), (), tuple((cell,) for cell in cells))
    lines = [tuple(cells[a:b]) for a, b in pairwise([0, *starts, len(cells)])]
    width = Counter(map(len, lines[1:])).most_common(1)[0][0]
    above, first = lines[0][:-width], lines[0][-width:]
    captions, head = (above[:-width], above[-width:]) if len(above) >= width else (above, ())
    return Table(captions, head, (first, *lines[1:]))


def _cells(passages: Sequence[Passage]) -> list[Cell]:
    cells: list[Cell] = []
    for passage in passages:
        if cells and _UNIT.fullmatch(passage.text.strip()):
            cells[-1] += (passage,)
        else:
            cells.append((passage,))
    return cells


def _is_number(cell: Cell) -> bool:
    return bool(_NUMBER.fullmatch(cell[0].text.strip()))
