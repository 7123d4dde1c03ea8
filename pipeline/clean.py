"""clean: raw text → Simplified prose in which every character knows its place in the raw text.

Noise is only ever left out, never moved: ``origin`` is strictly increasing. What goes: site furniture,
pinyin printed in brackets after its character, stray question marks (lost characters of a bad
conversion), odd spaces, empty lines, and line ends inside a sentence or between its clauses.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.chinese import PINYIN, is_traditional, to_half_width, to_simplified
from pipeline.lines import joined_line_ends
from pipeline.model import Block, CleanText, RawDocument, Span

_HAN = "\u3400-\u9fff"
_CJK = _HAN + "，。；：！？、（）《》“”‘’〔〕【】—…"
_MARKS = re.compile(r"\*\*|<!--(?:(?!<!--).)*?-->")  # of Markdown
_INVISIBLE = re.compile(r"[\ufeff\u200b-\u200f\u2060\u00ad\r\x00-\x08\x0b\x0c\x0e-\x1f]+")
_BLANK = " \t\u00a0\u3000\u2002-\u200a"
_STRAY = re.compile(
    rf"(?:(?<=\n)|^)[?？\ufffd{_BLANK}]*[?\ufffd][?？\ufffd{_BLANK}]*|[?\ufffd]{{2,}}|(?<=[{_BLANK}])[?\ufffd]+|\ufffd+"
)
_LONE = re.compile(rf"(?<=[{_HAN}\d])\?(?=[{_HAN}\d])")
_BLANKS = re.compile(rf"[{_BLANK}]+")
_WIDE = re.compile(f"[{_CJK}]")  # beside it, a blank separates nothing
_LINE = re.compile(r"[^\n]+")
_NATURE = re.compile(rf"[{_BLANK}](?:[约約]束性|[预預]期性)(?:[{_BLANK}]|$)")
_IN_SENTENCE = re.compile(r"[，。；;]|,(?!\d{3})")
_FIGURE_CELL = re.compile(rf"[{_BLANK}|][^\s|]*[\d%％\-]")
_LINE_ENDS = re.compile(r"\n{2,}")
_FEWEST_CELLS = 4


def clean(document: RawDocument) -> CleanText:
    """The prose of a document. An empty text when there is nothing but furniture."""
    furniture = [(mark.span.start, mark.span.end) for mark in document.furniture]
    return clean_text(document.raw, furniture, document.blocks)


def clean_text(raw: str, furniture: Iterable[tuple[int, int]] = (), blocks: Sequence[Block] = ()) -> CleanText:
    """Clean any text; ``furniture`` are raw spans to leave out. Blanks between the cells of ``blocks`` stay, and a
    paragraph among them is one line.
    """
    text, origin = to_half_width(raw), list(range(len(raw)))
    text, origin = _without(text, origin, furniture)
    for pattern in _noise_of(raw):
        text, origin = _without(text, origin, _spans(pattern, text))
    layout = _Layout(blocks)
    text, origin = _without(text, origin, layout.kept(_loose_blanks(text), text, origin))
    text, origin = _without(text, origin, layout.outside_cells(_extra_line_ends(text), origin))
    text, origin = _without(text, origin, layout.inner_line_ends(text, origin))
    traditional = is_traditional(text)
    if traditional:
        text = to_simplified(text)
    text, origin = _without(text, origin, layout.kept(joined_line_ends(text), text, origin))
    return CleanText(text, origin, "traditional" if traditional else "simplified")


class _Layout:
    """What the blocks of a document say about blanks and line ends, by raw places."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._cells = [block.span for block in blocks if block.cell]
        self._paragraphs = [block.span for block in blocks if not block.cell]
        self._edges = {place for span in self._cells for place in (span.start - 1, span.end)}

    def kept(self, spans: list[tuple[int, int]], text: str, origin: list[int]) -> list[tuple[int, int]]:
        """The spans to leave out, less those that separate cells and the line ends inside one."""
        if not self._cells:
            return spans
        return [(start, end) for start, end in spans if not self._separates(text[start:end], origin[start:end])]

    def outside_cells(self, spans: list[tuple[int, int]], origin: list[int]) -> list[tuple[int, int]]:
        return [(start, end) for start, end in spans if not _holds(self._cells, origin[start])]

    def inner_line_ends(self, text: str, origin: list[int]) -> list[tuple[int, int]]:
        """The line ends inside one paragraph."""
        if not self._paragraphs:
            return []
        ends = (match.start() for match in re.finditer("\n", text))
        return [(position, position + 1) for position in ends if _holds(self._paragraphs, origin[position])]

    def _separates(self, words: str, places: list[int]) -> bool:
        return not self._edges.isdisjoint(places) or ("\n" in words and _holds(self._cells, places[0]))


def _holds(spans: list[Span], place: int) -> bool:
    """Whether a place is inside one of the spans (in order, apart)."""
    index = bisect_right(spans, place, key=lambda span: span.start) - 1
    return index >= 0 and place < spans[index].end


def _noise_of(raw: str) -> list[re.Pattern[str]]:
    """A lone ? between two characters is a lost character only where a text has lost others."""
    patterns = [_MARKS, _INVISIBLE, PINYIN]
    if "?" not in raw and "\ufffd" not in raw:
        return patterns
    return [*patterns, _STRAY, _LONE] if _STRAY.search(raw) else [*patterns, _STRAY]


def _loose_blanks(text: str) -> list[tuple[int, int]]:
    """Blanks that separate nothing. Lines set in columns keep theirs: there a blank ends a cell."""
    columns = [match.span() for match in _LINE.finditer(text) if _is_set_in_columns(match[0])]
    starts = [start for start, _ in columns]

    def in_columns(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and position < columns[index][1]

    loose = (_loose_part(text, *match.span()) for match in _BLANKS.finditer(text))
    return [
        (start, end) for start, end in loose if start < end and (_at_edge(text, start, end) or not in_columns(start))
    ]


def _loose_part(text: str, start: int, end: int) -> tuple[int, int]:
    """Of a run of blanks what separates nothing: all of it at the edge of a line or of a wide character, else all but
    the first.
    """
    whole = _at_edge(text, start, end) or _WIDE.match(text, start - 1) or _WIDE.match(text, end)
    return (start if whole else start + 1), end


def _at_edge(text: str, start: int, end: int) -> bool:
    return start == 0 or end == len(text) or text[start - 1] == "\n" or text[end] == "\n"


def _is_set_in_columns(line: str) -> bool:
    """A line of four or more words, one of them behind the first a number or -, without the punctuation of a sentence;
    or a row of an indicator table.
    """
    if _NATURE.search(line):
        return True
    if _IN_SENTENCE.search(line) or not _FIGURE_CELL.search(line) or line[0].isspace() or line[-1].isspace():
        return False
    return sum(max(1, len([cell for cell in run.split("|") if cell])) for run in line.split()) >= _FEWEST_CELLS


def _extra_line_ends(text: str) -> list[tuple[int, int]]:
    runs = [(start + (start > 0), end) for start, end in _spans(_LINE_ENDS, text)]
    return [(0, 1), *runs] if text.startswith("\n") and not text.startswith("\n\n") else runs


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _without(text: str, origin: list[int], spans: Iterable[tuple[int, int]]) -> tuple[str, list[int]]:
    """The text and its places with the given spans (in order, possibly touching) left out."""
    left_out = list(spans)
    if not left_out:
        return text, origin
    kept_text, kept_origin, position = [], [], 0
    for start, end in left_out:
        start = max(start, position)
        kept_text.append(text[position:start])
        kept_origin.extend(origin[position:start])
        position = max(position, end)
    kept_text.append(text[position:])
    kept_origin.extend(origin[position:])
    return "".join(kept_text), kept_origin
