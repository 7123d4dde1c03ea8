"""Lines with their place on a page → which of them are one paragraph."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_FEWEST = 8  # lines from which a page shows its own margins
_ROOM = 2.2  # letters that a line must leave free for its end to be meant
_ENDED = "。！？；：!?;:"


@dataclass(frozen=True)
class Line:
    """A printed line: its text, its box in points from the top left of the page, and the size of its letters.

    ``furniture`` is why the line belongs to the page and not to the document, or ''. ``in_columns``: its words are
    set apart like the cells of a row.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    furniture: str = ""
    in_columns: bool = False


@dataclass(frozen=True)
class Margins:
    """Where the lines of a text begin and end; ``indented``: whether its paragraphs begin further in."""

    left: float
    right: float
    indented: bool


def margins(lines: Sequence[Line], otherwise: Margins | None = None) -> Margins | None:
    """The margins of these lines, or ``otherwise`` where they are too few to tell."""
    body = [line for line in lines if not line.furniture]
    if len(body) < _FEWEST and otherwise:
        return otherwise
    if not body:
        return otherwise
    left = 3.0 * Counter(round(line.x0 / 3) for line in body).most_common(1)[0][0]
    first = [line for line in body if line.x0 < left + line.size * 0.7]
    left = min(line.x0 for line in first) if len(first) * 2 < len(body) else left
    ends = sorted(line.x1 for line in body)
    right = ends[int(len(ends) * 0.9)]
    further = [line for line in body if line.size * 1.2 < line.x0 - left < line.size * 3]
    return Margins(left, right, len(further) * 12 >= len(body))


def goes_on(line: Line, following: Line, page: Margins, next_page: Margins, *, same_page: bool) -> bool:
    """Whether ``following`` is the next line of the same paragraph."""
    if line.in_columns or following.in_columns or line.x1 < page.right - line.size * _ROOM:
        return False
    if abs(line.size - following.size) > max(1.5, line.size * 0.2):
        return False
    if same_page and following.top - line.bottom > line.size * 1.8:
        return False
    if following.x0 > next_page.left + following.size * 1.2:
        return False
    return page.indented or line.text[-1] not in _ENDED
