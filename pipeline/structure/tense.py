"""Whether a section looks back or ahead: what a number in it is, a figure reached or a goal."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal

from pipeline.lexicon import load
from pipeline.model import Header, Paragraph, Structure
from pipeline.structure.markers import CHAPTER, SECTION, marker_of
from pipeline.structure.period import five_year_plan

Tense = Literal["past", "future", "unknown"]

_LONGEST = 20


def section_tense(structure: Structure, index: int, text: str = "") -> Tense:
    """The tense of the section that paragraph ``index`` stands in.

    Its headings decide. With the clean ``text``, where they say nothing, the nearest paragraph above that opens a
    section does (一年来…, 今年主要目标…).
    """
    return section_tenses(structure, text)[index]


@lru_cache(maxsize=8)
def section_tenses(structure: Structure, text: str = "") -> tuple[Tense, ...]:
    """The tense of each paragraph."""
    under = [paragraph.headings for paragraph in structure.paragraphs]
    known = {headings: _by_headings(headings, structure.header) for headings in set(under)}
    by_heading = [known[headings] for headings in under]
    complete = _in_order if structure.header.kind == "report" else _before_problems
    by_heading = complete(structure, by_heading)
    tenses: list[Tense] = []
    running: Tense = "unknown"
    above: tuple[str, ...] = ()
    for paragraph, tense in zip(structure.paragraphs, by_heading, strict=True):
        if paragraph.headings[:1] != above[:1] or paragraph.is_heading:
            running = "unknown"
        above = paragraph.headings
        opened = _opening(paragraph.span.of(text), structure.header) if text else "unknown"
        running = opened if opened != "unknown" else running
        tenses.append(tense if tense != "unknown" else running)
    return tuple(tenses)


def _by_headings(headings: tuple[str, ...], header: Header) -> Tense:
    """A report is cut by its outermost headings; a plan by its sections, innermost first, then by its items.

    What stands under a heading of problems is a state, whatever the headings below it promise.
    """
    if header.kind == "report":
        if any(_looks_back(heading, header) for heading in headings[1:]):
            return "past"
        return _first(_of_report_heading(heading, header) for heading in headings)
    if any(_words("problem").search(_bare(heading)) for heading in headings if _is_short(heading)):
        return "past"
    sections = [heading for heading in headings if _level(heading) <= SECTION]
    items = [heading for heading in headings if _level(heading) > SECTION]
    return _first(_of_heading(heading) for heading in [*reversed(sections), *reversed(items)] if _is_short(heading))


def _looks_back(heading: str, header: Header) -> bool:
    """“十二五”发展的重大成就 inside a chapter on the next plan: a period that is over, and what it has brought."""
    return bool(_words("past").search(heading)) and _of_years(heading, header) == "past"


def _first(tenses: Iterable[Tense]) -> Tense:
    return next((tense for tense in tenses if tense != "unknown"), "unknown")


def _of_report_heading(heading: str, header: Header) -> Tense:
    tense: Tense = "past" if _words("past").search(heading) else "unknown"
    return _first([tense, "future" if _words("future").search(heading) else "unknown", _of_years(heading, header)])


def _of_heading(heading: str) -> Tense:
    """A phase or a goal that is to reach something (取得明显成效) is a goal."""
    if _words("future").search(heading):
        return "future"
    return "past" if _words("past").search(heading) or _words("state").search(heading) else "unknown"


def _is_short(heading: str) -> bool:
    """Long headings mention too much to tell: (四)支撑体系不强…保障机制有待完善. Not so the name of a phase."""
    return len(_bare(heading)) <= _LONGEST or bool(re.match(load("phases")["stage"]["pattern"], _bare(heading)))


def _bare(heading: str) -> str:
    marker = marker_of(heading)
    return marker.rest if marker else heading


def _level(heading: str) -> int:
    marker = marker_of(heading)
    return marker.level if marker else 0


def _of_years(text: str, header: Header) -> Tense:
    """Years and five-year plans that have begun or are to come look ahead, those that are over look back."""
    years = [int(year) for year in re.findall(r"20\d\d", text)]
    plan = five_year_plan(text)
    years += [plan[1]] if plan else []
    if not years or header.document_year is None:
        return "unknown"
    return "future" if max(years) >= header.document_year else "past"


def _opening(line: str, header: Header) -> Tense:
    words = load("headings")["opening"]
    if re.match(words["past"], line):
        return "past"
    if re.match(words["future"], line):
        return "future"
    match = re.match(words["year"], line)
    return _of_years(match[1], header) if match else "unknown"


def _in_order(structure: Structure, tenses: list[Tense]) -> list[Tense]:
    """A report looks back first and ahead after: what stands after a known chapter is ahead, unless it says not."""
    result = list(tenses)
    known = False
    for index, paragraph in enumerate(structure.paragraphs):
        chapter = bool(paragraph.headings) and _level(paragraph.headings[0]) <= CHAPTER
        if chapter and tenses[index] == "unknown":
            result[index] = "future" if known else "past"
        known = known or (chapter and tenses[index] != "unknown")
    return result


def _before_problems(structure: Structure, tenses: list[Tense]) -> list[Tense]:
    """Where （二）存在问题 has lost its （一）, what stands before it is the state of things."""
    result = list(tenses)
    paragraphs = structure.paragraphs
    for index in range(1, len(paragraphs)):
        if _opens_lone_problems(paragraphs, index):
            for before in range(index - 1, -1, -1):
                if paragraphs[before].is_heading or not paragraphs[before].headings:
                    break
                result[before] = "past"
    return result


def _opens_lone_problems(paragraphs: tuple[Paragraph, ...], index: int) -> bool:
    """A heading line (二)…问题 without a section before it: the paragraph after it stands under it."""
    if not paragraphs[index].is_heading or index + 1 == len(paragraphs):
        return False
    own = paragraphs[index + 1].headings[len(paragraphs[index].headings) :]
    marker = marker_of(own[0]) if own else None
    if marker is None or marker.number != 2 or not _words("problem").search(own[0]):
        return False
    before = [_level(heading) for heading in paragraphs[index - 1].headings]
    return marker.level not in before


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load("headings")["section"][kind]))
