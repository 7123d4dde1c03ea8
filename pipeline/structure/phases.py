"""The phases of a plan, their due years, and those that a series of numbers shows to be missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.lexicon import load
from pipeline.model import Finding, Paragraph, Phase, Span
from pipeline.structure.brackets import find_outer
from pipeline.structure.markers import marker_of, plain, to_number

_NUMERALS = "零一二三四五六七八九"
_REACH, _LONGEST_NAME = 40, 40
_SENTENCE_END = re.compile(r"[。；;\n]")


@dataclass(frozen=True)
class _Stated:
    """A phase as printed, with its number in the series (0: none) and the form of a label for a missing one."""

    number: int
    phase: Phase
    form: str


def phases(text: str, paragraphs: tuple[Paragraph, ...], first_year: int | None) -> tuple[Phase, ...]:
    """The phases in the order of their numbers. Missing ones are there with ``stated=False`` and no span."""
    stated = [found for index in range(len(paragraphs)) if (found := _phase_at(text, paragraphs, index))]
    if not stated:
        stated = _motto(text, first_year)
    return tuple(item.phase for item in _completed(_one_series(stated)))


def missing_phases(found: tuple[Phase, ...]) -> list[Finding]:
    """One finding per phase that is not in the text."""
    return [
        Finding("missing_phase", "gap", f"{phase.label}{_year_words(phase)}的阶段目标在原文中缺失，未作补写。")
        for phase in found
        if not phase.stated
    ]


def _year_words(phase: Phase) -> str:
    return f"（{phase.due_year}年）" if phase.due_year else ""


def _phase_at(text: str, paragraphs: tuple[Paragraph, ...], index: int) -> _Stated | None:
    line = plain(paragraphs[index].span.of(text))
    return _yearly(line, paragraphs[index]) or _stage(line, text, paragraphs, index)


def _yearly(line: str, paragraph: Paragraph) -> _Stated | None:
    """“2年融合”:2019年,深度感知、协同融合。"""
    match = re.match(load("phases")["yearly"]["pattern"], line)
    if not match:
        return None
    name = line[match.end() :].lstrip(",，:：")
    name = name[: find_outer(name, "。；;")]
    label = re.match(r'[“"‘]?([^”"’:：(（]+)', line)
    return _Stated(to_number(match[1]), Phase(label[1] if label else "", name, int(match[3]), paragraph.span), "第{}年")


def _stage(line: str, text: str, paragraphs: tuple[Paragraph, ...], index: int) -> _Stated | None:
    """第一阶段至2021年底,主要任务是打好基础"""
    words, marker = load("phases")["stage"], marker_of(line)
    line = marker.rest if marker else line
    match = re.match(words["pattern"], line) or (re.match(words["named"], line) if marker else None)
    if not match:
        return None
    title = line[: find_outer(line, "。；;")]
    years = re.findall(words["year"], title[:_REACH])
    if not years:
        return None
    number = to_number(match[1]) if match.re.groups else 0
    form = f"第{{}}{match[2]}" if match.re.groups else ""
    span = Span(paragraphs[index].span.start, _end_below(text, paragraphs, index))
    return _Stated(number, Phase(match[0], _name(title[match.end() :]), int(years[-1]), span), form)


def _name(rest: str) -> str:
    """What a phase is called, without its dates and 主要任务是."""
    previous = None
    while rest != previous:
        previous, rest = rest, re.sub(load("phases")["stage"]["filler"], "", rest)
    rest = rest.strip("。,，:： ")
    return rest if len(rest) <= _LONGEST_NAME else rest[: find_outer(rest, ",，")]


def _end_below(text: str, paragraphs: tuple[Paragraph, ...], index: int) -> int:
    """The end of the last paragraph that stands under this one, at most up to the next phase."""
    first = paragraphs[index]
    depth = len(first.headings) + first.is_heading
    end = first.span.end
    for paragraph in paragraphs[index + 1 :]:
        inside = len(paragraph.headings) >= depth and paragraph.part == first.part
        if not inside or (not first.is_heading and paragraph.headings != first.headings):
            break
        if re.match(load("phases")["stage"]["pattern"], plain(paragraph.span.of(text))):
            break
        end = paragraph.span.end
    return end


def _motto(text: str, first_year: int | None) -> list[_Stated]:
    """1年打基础,2年显成效,3年求突破: as phases only where no other are named."""
    for clauses in _by_sentence(re.finditer(load("phases")["yearly"]["motto"], text)):
        if len(clauses) >= 2 and [to_number(clause[1]) for clause in clauses] == list(range(1, len(clauses) + 1)):
            return [_motto_phase(clause, first_year) for clause in clauses]
    return []


def _by_sentence(found: Iterable[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Matches in groups: no sentence ends between those of one."""
    groups: list[list[re.Match[str]]] = []
    for match in found:
        if groups and not _SENTENCE_END.search(match.string, groups[-1][-1].end(), match.start()):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _motto_phase(clause: re.Match[str], first_year: int | None) -> _Stated:
    number = to_number(clause[1])
    due = first_year + number - 1 if first_year else None
    span = Span(*clause.span())
    return _Stated(number, Phase(clause[0], clause[2], due, span), "第{}年")


def _one_series(stated: list[_Stated]) -> list[_Stated]:
    """Each number once: the place that covers most text."""
    best: dict[object, _Stated] = {}
    for item in stated:
        key = (item.form, item.number) if item.number else item.phase.label
        known = best.get(key)
        if known is None or _length(item) > _length(known):
            best[key] = item
    return sorted(best.values(), key=lambda item: (item.form, item.number))


def _length(item: _Stated) -> int:
    return item.phase.span.end - item.phase.span.start if item.phase.span else 0


def _completed(series: list[_Stated]) -> list[_Stated]:
    """A numbered series of at least two with every number it skips."""
    completed: list[_Stated] = []
    for form in dict.fromkeys(item.form for item in series):
        items = [item for item in series if item.form == form]
        if form and len(items) >= 2:
            items += [_missing(number, items) for number in _skipped(items)]
        completed += sorted(items, key=lambda item: item.number)
    return completed


def _skipped(items: list[_Stated]) -> list[int]:
    numbers = {item.number for item in items}
    return [number for number in range(1, max(numbers)) if number not in numbers]


def _missing(number: int, items: list[_Stated]) -> _Stated:
    """Its year follows only when the stated years go up one by one."""
    offsets = {item.phase.due_year - item.number for item in items if item.phase.due_year}
    due = offsets.pop() + number if len(offsets) == 1 else None
    form = items[0].form
    return _Stated(number, Phase(form.format(_NUMERALS[number]), "", due, None, stated=False), form)
