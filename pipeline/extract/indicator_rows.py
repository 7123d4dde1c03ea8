"""Indicator tables that were copied as text: one line per row, cells apart by blanks, long names broken.

A row is a line that prints 约束性 or 预期性 as a word of its own. A row without a name takes the lines
above and below it, a row without a unit takes them as its unit; a line is never used twice. What cannot
be told apart is left out and reported as doubtful.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.figures import figure_in, is_unit
from pipeline.extract.indicator_table import IndicatorRow, YearColumn, by_order, year_columns
from pipeline.lexicon import load
from pipeline.model import Finding, Span, Structure
from pipeline.places import Places

_NATURE = re.compile(r"(?:^|\s)(约束性|预期性)(?=\s|$)")
_TOKEN = re.compile(r"\S+")
_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff])\d$")
_HEADER = re.compile(r"20\d{2}\s*年?|年均|〔?累计〕?")
_GAP = 4
_LONGEST_HEADER = 60


@dataclass(frozen=True)
class _Line:
    span: Span
    text: str

    @property
    def is_row(self) -> bool:
        return "性" in self.text and bool(_NATURE.search(self.text))


@dataclass(frozen=True)
class CopiedRows:
    """The rows of all such tables, those that could not be told apart, and the text the tables cover."""

    rows: tuple[IndicatorRow, ...]
    doubts: tuple[Finding, ...]
    covered: tuple[Span, ...]


def indicator_rows(text: str, structure: Structure, read: Places) -> CopiedRows:
    """The tables outside those that are ``read`` already."""
    lines = [_Line(paragraph.span, paragraph.span.of(text)) for paragraph in structure.paragraphs]
    lines = [_Line(line.span, "") if read.overlap(line.span) else line for line in lines]
    found: list[IndicatorRow | Finding] = []
    covered: list[Span] = []
    for first, last in _tables(lines):
        columns = _columns([line for line in lines[max(0, first - 8) : first + 1] if not line.is_row])
        found.extend(_rows(lines, first, last, by_order(columns, structure.header)))
        covered.append(Span(lines[first].span.start, lines[last].span.end))
    return CopiedRows(
        tuple(item for item in found if isinstance(item, IndicatorRow)),
        tuple(item for item in found if isinstance(item, Finding)),
        tuple(covered),
    )


def _tables(lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """First and last line of each run of rows with at most a few lines of broken cells between them."""
    runs: list[list[int]] = []
    for index in (index for index, line in enumerate(lines) if line.is_row):
        if runs and index - runs[-1][-1] <= _GAP:
            runs[-1].append(index)
        else:
            runs.append([index])
    for run in runs:
        if len(run) >= 2:
            yield max(0, run[0] - 1), min(len(lines) - 1, run[-1] + 1)


def _columns(above: list[_Line]) -> list[YearColumn]:
    """The columns of figures in the order the header prints them: on the nearest line with two, else on several."""
    found = [_HEADER.findall(line.text) if len(line.text) < _LONGEST_HEADER else [] for line in above]
    whole = next((words for words in reversed(found) if len(words) > 1), None)
    printed = whole or [word for words in found for word in words]
    merged = [
        word for index, word in enumerate(printed) if not (index and "累计" in word and "年均" in printed[index - 1])
    ]
    return list(year_columns(merged).values())


def _rows(lines: list[_Line], first: int, last: int, columns: list[YearColumn]) -> Iterator[IndicatorRow | Finding]:
    used: set[int] = set()
    for index in range(first, last + 1):
        if lines[index].is_row:
            yield _row(lines, index, columns, used)


def _row(lines: list[_Line], index: int, columns: list[YearColumn], used: set[int]) -> IndicatorRow | Finding:
    line = lines[index]
    nature = next(_NATURE.finditer(line.text))
    left, figures = _split(line, nature, columns)
    if left and left[0].isdecimal():
        left = left[1:]
    unit = left.pop() if left and is_unit(left[-1]) else ""
    name = "".join(left)
    parts = [
        part
        for part in (index - 1, index + 1)
        if 0 <= part < len(lines) and part not in used and not lines[part].is_row
    ]
    span = line.span
    if not name and len(parts) == 2:
        name, span = "".join(lines[part].text for part in parts), _spread(lines, parts)
        used.update(parts)
    elif not unit and (broken := _broken_unit(lines, parts)):
        unit, span = broken, _spread(lines, parts)
        used.update(parts)
    name = _FOOTNOTE.sub("", name)
    cells = tuple(zip(figures, columns, strict=True)) if len(figures) == len(columns) else ()
    if not name or not cells:
        message = f"指标表“{line.text.strip()[:40]}”一行分不清各格属于哪一列，未读取，请核对。"
        return Finding("table_doubt", "doubt", message, line.span)
    return IndicatorRow(name, unit, nature.group(1), cells, span)


def _spread(lines: list[_Line], parts: list[int]) -> Span:
    return Span(lines[parts[0]].span.start, lines[parts[-1]].span.end)


def _broken_unit(lines: list[_Line], parts: list[int]) -> str:
    """万元/ above and 人 below the row: 万元/人."""
    printed = "".join(lines[part].text.strip() for part in parts)
    return printed if len(parts) == 2 and is_unit(printed) else ""


def _split(line: _Line, nature: re.Match[str], columns: list[YearColumn]) -> tuple[list[str], list[Span]]:
    """The words that name a row, and its cells of figures: behind the nature, or before it where that stands last."""
    words = list(_TOKEN.finditer(line.text, 0, nature.start()))
    behind = list(_TOKEN.finditer(line.text, nature.end()))
    before = words[len(words) - len(columns) :]
    if not behind and len(words) > len(columns) and all(_is_cell(match[0]) for match in before):
        words, behind = words[: len(words) - len(columns)], before
    spans = [Span(line.span.start + match.start(), line.span.start + match.end()) for match in behind]
    return [match[0] for match in words], spans


def _is_cell(word: str) -> bool:
    return bool(figure_in(word) or re.fullmatch(load("tables")["empty"]["pattern"], word))
