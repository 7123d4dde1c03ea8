"""When: the year a target is due, or the year an actual speaks of, and where the document says so."""

import re
from typing import NamedTuple

from pipeline.model import CleanText, Header, Kind, Span, Structure, YearSource
from pipeline.structure.data_period import reports_own_year

_DEADLINE = re.compile(r"(?:到|至|截至|截止到?|力争|确保|在)?\s*(20\d{2})年(?:\d{1,2}月)?(?:底|末|年底)?(?:之?前)?")
_BASE = re.compile(
    r"(?:比|较|与|在|以|按|从|自|于|由)\s*20\d{2}年(?=[^,，;；。]{0,6}(?:基础|相比|增长|下降|提高|翻|为基|以来|起|开始|的|年))"
)
_AS_OF = re.compile(r"截[至止]到?(20\d{2})年")
_OPENS = re.compile(r"(?:^|[。；;])\s*(?:到|至)(20\d{2})年")
_COMPARED = re.compile(
    r"(?:是|为|相当于)20\d{2}年的|(?:较|比|同|与)(?:20\d{2}年|[“\"]?十[一二三四]五[”\"]?(?:期间|末|时期)?)"
)
_PERIOD = re.compile(r"(20\d{2})\s*(?:年)?\s*[-—–~～至]+\s*(20\d{2})年")
_FIVE_YEAR = re.compile(r"十([一二三四五])五(?!规划|”规划|\"规划)")
_OVER_YEARS = re.compile(r"([二两三四五\d])年(?:来|间)?累计")
_SINCE = re.compile(r"近([二两三四五六七八九十])年来?")
_FIVE_YEARS_ON = re.compile(r"(?:今后|未来)五年|十[二三四五]五(?!规划)")
_REACH = 20_000  # characters back to the period that 五年累计 speaks of
_DIGITS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


class Dated(NamedTuple):
    year: int | None
    source: YearSource
    annual: bool = False


def when(kind: Kind, clean: CleanText, structure: Structure, index: int, sentence: Span, span: Span) -> Dated:
    """The year of a fact; ``annual`` when it is a goal for one year only."""
    header, paragraph = structure.header, structure.paragraphs[index]
    if header.kind == "report":
        return _in_report(kind, clean.text, header, paragraph.headings, sentence, span)
    if kind == "target":
        return due_year(clean, span, sentence, structure, index)
    return actual_year(clean, span, sentence, structure, index)


def _in_report(kind: Kind, text: str, header: Header, headings: tuple[str, ...], sentence: Span, span: Span) -> Dated:
    """A work report speaks of the year before as done, of its own year as due (labelling guide, reports).

    A report on how its own year goes (前三季度完成情况) speaks of that year.
    """
    before = text[sentence.start : span.start]
    year = header.document_year
    if kind == "actual":
        said = stated_year(before)
        done = year if year is None or reports_own_year(header.title) else year - 1
        plausible = said is not None and done is not None and said <= done
        return Dated(said, "sentence") if plausible else Dated(done, "document")
    said = stated_year(before)
    if said is not None and year is not None and said >= year:
        return Dated(said, "sentence", annual=said == year)
    ahead = _years_ahead(before, headings, year)
    return Dated(ahead, "section") if ahead else Dated(year, "document", annual=True)


def _years_ahead(before: str, headings: tuple[str, ...], year: int | None) -> int | None:
    """今后五年, “十四五”时期: the end of the period that the section or the sentence looks to."""
    said = " ".join((*headings, before))
    if year is None or not _FIVE_YEARS_ON.search(said):
        return None
    ends = [end for end in map(five_year_end, _FIVE_YEAR.findall(said)) if end >= year]
    return ends[-1] if ends else year + 4


def due_year(clean: CleanText, span: Span, sentence: Span, structure: Structure, index: int) -> Dated:
    """The year by which a target of a plan is due: its sentence says, or its phase, or the paragraph opens with it
    (到2021年,…。一是…), or else it is the plan's last year.
    """
    header, paragraph = structure.header, structure.paragraphs[index].span
    stated = stated_year(clean.text[sentence.start : span.start])
    if stated is not None and (header.document_year is None or stated >= header.document_year - 1):
        return Dated(stated, "sentence")
    for phase in structure.phases:
        if phase.span and phase.span.contains(span) and phase.due_year:
            return Dated(phase.due_year, "phase")
    opened = _OPENS.findall(clean.text[paragraph.start : sentence.start])
    if opened:
        return Dated(int(opened[-1]), "section")
    headed = _headed_year(structure, index)
    if headed is not None and headed >= (header.document_year or headed):
        return Dated(headed, "section")
    return Dated(header.last_year, "plan") if header.last_year else Dated(None, "none")


def actual_year(clean: CleanText, span: Span, sentence: Span, structure: Structure, index: int) -> Dated:
    """The year an actual speaks of: its sentence, a period named before, its heading, else the document's year."""
    header, paragraph = structure.header, structure.paragraphs[index].span
    before = re.split(r"[;；]", clean.text[sentence.start : span.start])[-1]
    over = _OVER_YEARS.search(before)
    if over:
        near = clean.text[max(0, span.start - _REACH) : span.start]
        period = _period_of(near, _number(over.group(1)), header.document_year)
        if period:
            return Dated(period, "section")
    said = _last_period(before, header)
    if said is not None:
        return Dated(said, "sentence")
    since = _SINCE.search(before)
    if since and header.document_year and re.search(r"[由从][^,，到至]*$", before):
        return Dated(header.document_year - _number(since.group(1)), "sentence")
    said = _last_period(clean.text[paragraph.start : sentence.start], header) if _continues(before) else None
    if said is not None:
        return Dated(said, "section")
    as_of = _AS_OF.findall(clean.text, paragraph.start, span.start)
    if as_of and int(as_of[-1]) <= (header.document_year or int(as_of[-1])):
        return Dated(int(as_of[-1]), "section")
    headed = _headed_year(structure, index)
    if headed is not None and headed <= (header.document_year or headed):
        return Dated(headed, "section")
    before_plan = header.first_year - 1 if header.first_year else None
    return Dated(header.document_year or before_plan, "document")


def before_step(before: str, dated: Dated) -> Dated:
    """When the first of 由A提高到B was so: before the five years that are named, so many years ago, or nobody says."""
    term = next(reversed(list(_FIVE_YEAR.finditer(before))), None)
    if term:
        compared = "末" in before[term.end() : term.end() + 3]  # 比“十一五”末
        return Dated(five_year_end(term.group(1)) - (0 if compared else 5), "sentence")
    return dated if _SINCE.search(before) else Dated(None, "none")


def _headed_year(structure: Structure, index: int) -> int | None:
    """The year that the nearest heading with one names: 三、2024年工作计划."""
    years = (stated_year(heading) for heading in reversed(structure.paragraphs[index].headings))
    return next((year for year in years if year is not None), None)


def _continues(before: str) -> bool:
    return before.lstrip().startswith(("其中", "综合", "总的", "二是", "三是"))


def stated_year(text: str) -> int | None:
    """The last year a text names as a date, and not as the base of a comparison."""
    if "20" not in text:
        return None
    text = _COMPARED.sub("", text)
    bases = [match.span() for match in _BASE.finditer(text)]
    years = [
        int(match.group(1))
        for match in _DEADLINE.finditer(text)
        if not any(start <= match.start() < end or match.start() <= start < match.end() for start, end in bases)
    ]
    return years[-1] if years else None


def _last_period(text: str, header: Header) -> int | None:
    """The last year a text speaks of: 2016年底, 2015-2017年 → 2017, “十二五”期间 → 2015."""
    text = _COMPARED.sub("", text)
    found: list[tuple[int, int]] = []
    found += [(match.start(), int(match.group(2))) for match in _PERIOD.finditer(text)]
    found += [(match.start(), int(match.group(1))) for match in _DEADLINE.finditer(text)]
    found += [(match.start(), five_year_end(match.group(1))) for match in _FIVE_YEAR.finditer(text)]
    if header.document_year:
        found += [(match.start(), header.document_year) for match in re.finditer("今年", text)]
    return max(found)[1] if found else None


def five_year_end(digit: str) -> int:
    """The last year of the 十N五 plan: 十一五 ends in 2010, each later one five years on."""
    return 2010 + 5 * ("一二三四五".index(digit))


def _period_of(text: str, years: int, until: int | None) -> int | None:
    """The end of the last printed period that is ``years`` long."""
    periods = [(int(start), int(end)) for start, end in _PERIOD.findall(text)]
    ends = [end for start, end in periods if end - start + 1 == years and end <= (until or end)]
    return ends[-1] if ends else None


def _number(digit: str) -> int:
    return int(digit) if digit.isdecimal() else _DIGITS[digit]
