"""Which line ends of a text are only layout: inside a wrapped sentence, or between its clauses.

Two kinds of print are told apart. *Wrapped* text (copied from a PDF) breaks at a fixed width.
*Clause-per-line* text sets each sentence on a line of its own. Everything else keeps its lines.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

_OPENING = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节篇部条]|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|"
    r"\d+[.、．](?!\d)|\d+(?:\.\d+)+(?=[\u4e00-\u9fff])|\d+\s+\S|[#|*>]|——|[-·•]\s|[一二三四五六七八九十]+是|[①-⑳]|重点专项|附件|专栏|表\s*\d|图\s*\d)"
)
# Blanks survive the cleaning only between the cells of a line set in columns.
_IN_COLUMNS = re.compile(r"^(?!.*[，。；])\S+(?:\s\S+){2,}$")
_CLOSED = "。！？!?；;：:…”"
_PAUSE = "，,、；;"
_TITLE_END = re.compile(r".*(?:报告|通知|意见|建议|请示|函|决定|方案|办法|计划|规划)$")
_MINIMUM = 30
_NARROW = re.compile("[\x00-\u2e7f]+")


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str

    @cached_property
    def width(self) -> int:
        """Columns on paper: a Han character takes two."""
        return 2 * len(self.text) - sum(map(len, _NARROW.findall(self.text)))


def joined_line_ends(text: str) -> list[tuple[int, int]]:
    """The spans of the line ends that do not end a paragraph."""
    lines = [_Line(match.start(), match.end(), match.group()) for match in re.finditer(r"[^\n]+", text)]
    width, clauses = _wrap_width(lines), _is_clause_per_line(lines)
    spans = []
    for line, following in pairwise(lines):
        if _belong_together(line, following, width, clauses):
            spans.append((line.end, following.start))
    return spans


def _belong_together(line: _Line, following: _Line, width: int, clauses: bool) -> bool:
    if _OPENING.match(following.text) or _IN_COLUMNS.match(line.text) or _IN_COLUMNS.match(following.text):
        return False
    if line.text.startswith("关于") and len(line.text) < 40 and not _TITLE_END.match(line.text):
        return bool(_TITLE_END.match(following.text)) and len(following.text) < 30
    if width and line.width >= width * 0.88 and line.text[-1] not in _CLOSED:
        return True
    return clauses and line.text[-1] in _CLOSED + _PAUSE and following.text[-1] in _CLOSED + _PAUSE


def _wrap_width(lines: list[_Line]) -> int:
    """The width a text is wrapped at, or 0: the commonest width of its lines, if a third of them have it."""
    if len(lines) < _MINIMUM:
        return 0
    widths = [line.width for line in lines]
    width = Counter(widths).most_common(1)[0][0]
    full = sum(abs(other - width) <= 3 for other in widths) / len(widths)
    return width if 24 <= width <= 160 and full >= 0.33 else 0


def _is_clause_per_line(lines: list[_Line]) -> bool:
    sentences = [line.text for line in lines if line.text[-1] in _CLOSED]
    if len(sentences) < _MINIMUM or len(sentences) < len(lines) * 0.25:
        return False
    several = sum("。" in sentence[:-1] for sentence in sentences)
    return several / len(sentences) < 0.05 and median(map(len, sentences)) < 120
