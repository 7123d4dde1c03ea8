"""clean: raw text → Simplified prose in which every character knows its place in the raw text.

Noise is only ever left out, never moved: ``origin`` is strictly increasing. What goes: site furniture,
pinyin printed in brackets after its character, stray question marks (lost characters of a bad
conversion), odd spaces, empty lines, and line ends inside a sentence or between its clauses.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable

from pipeline.chinese import PINYIN, is_traditional, to_half_width, to_simplified
from pipeline.lines import joined_line_ends
from pipeline.model import CleanText, RawDocument

_HAN = "\u3400-\u9fff"
_CJK = _HAN + "，。；：！？、（）《》“”‘’〔〕【】—…"
_INVISIBLE = re.compile(r"\*\*|<!--.*?-->|[\ufeff\u200b-\u200f\u2060\u00ad\r\x00-\x08\x0b\x0c\x0e-\x1f]+")
_BLANK = " \t\u00a0\u3000\u2002-\u200a"
_STRAY = re.compile(
    rf"(?:(?<=\n)|^)[?？\ufffd{_BLANK}]*[?\ufffd][?？\ufffd{_BLANK}]*|[?\ufffd]{{2,}}|(?<=[{_BLANK}])[?\ufffd]+|\ufffd+"
)
_LONE = re.compile(rf"(?<=[{_HAN}\d])\?(?=[{_HAN}\d])")
_EDGE_BLANK = re.compile(rf"(?<=\n)[{_BLANK}]+|^[{_BLANK}]+|[{_BLANK}]+(?=\n|$)")
_INNER_BLANK = re.compile(rf"(?<=[{_CJK}])[{_BLANK}]+|[{_BLANK}]+(?=[{_CJK}])|(?<=[{_BLANK}])[{_BLANK}]+")
# A line set in columns: four or more words, one of them a number or -, no sentence punctuation;
# or a row of an indicator table.
_COLUMNS = re.compile(
    rf"^(?!.*(?:[，。；;]|,(?!\d{{3}})))(?=.*[{_BLANK}|]\S*[\d%％\-]\S*(?:[{_BLANK}|]|$))\S+(?:[{_BLANK}|]+\S+){{3,}}$"
    rf"|^.*[{_BLANK}](?:[约約]束性|[预預]期性)(?:[{_BLANK}].*)?$",
    re.MULTILINE,
)


def clean(document: RawDocument) -> CleanText:
    """The prose of a document. An empty text when there is nothing but furniture."""
    return clean_text(document.raw, [(mark.span.start, mark.span.end) for mark in document.furniture])


def clean_text(raw: str, furniture: Iterable[tuple[int, int]] = ()) -> CleanText:
    """Clean any text; ``furniture`` are raw spans to leave out."""
    text, origin = to_half_width(raw), list(range(len(raw)))
    text, origin = _without(text, origin, furniture)
    for pattern in _noise_of(raw):
        text, origin = _without(text, origin, _spans(pattern, text))
    text, origin = _without(text, origin, _loose_blanks(text))
    text, origin = _without(text, origin, _extra_line_ends(text))
    traditional = is_traditional(text)
    if traditional:
        text = to_simplified(text)
    text, origin = _without(text, origin, joined_line_ends(text))
    return CleanText(text, origin, "traditional" if traditional else "simplified")


def _noise_of(raw: str) -> list[re.Pattern[str]]:
    """A lone ? between two characters is a lost character only where a text has lost others."""
    patterns = [_INVISIBLE, PINYIN, _STRAY]
    return [*patterns, _LONE] if _STRAY.search(raw) else patterns


def _loose_blanks(text: str) -> list[tuple[int, int]]:
    """Blanks that separate nothing. Lines set in columns keep theirs: there a blank ends a cell."""
    columns = [match.span() for match in _COLUMNS.finditer(text)]
    starts = [start for start, _ in columns]

    def in_columns(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and position < columns[index][1]

    inner = [span for span in _spans(_INNER_BLANK, text) if not in_columns(span[0])]
    return sorted({*inner, *_spans(_EDGE_BLANK, text)})


def _extra_line_ends(text: str) -> list[tuple[int, int]]:
    return [(match.start() + (match.start() > 0), match.end()) for match in re.finditer(r"^\n+|\n{2,}", text)]


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _without(text: str, origin: list[int], spans: Iterable[tuple[int, int]]) -> tuple[str, list[int]]:
    """The text and its places with the given spans (in order, possibly touching) left out."""
    kept_text, kept_origin, position = [], [], 0
    for start, end in spans:
        start = max(start, position)
        kept_text.append(text[position:start])
        kept_origin.extend(origin[position:start])
        position = max(position, end)
    kept_text.append(text[position:])
    kept_origin.extend(origin[position:])
    return "".join(kept_text), kept_origin
