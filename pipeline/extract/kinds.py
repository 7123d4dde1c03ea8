"""Promise or result: whether a sentence commits to a number or reports it."""

import re

from pipeline.extract.times import five_year_end, stated_year
from pipeline.model import Header, Kind, Span
from pipeline.structure.tense import Tense

_DONE = re.compile(
    r"已(?:经)?(?:达|有|建|实现|完成|积累|汇聚|形成|接入|覆盖|累计|连|入驻|成)|目前|截[至止]|至今|已实现|已建成|现有|同期|上年|去年|20\d{2}年末?，?已"
)
_AHEAD = re.compile(
    r"力争|争取|确保|到(?:20\d{2})年|计划(?!总投资)|预期目标|不低于|今年(?:要|将|计划)|目标是|明年|将(?:建|新|完成|实现|达)|20\d{2}年底前"
)
_TERM = re.compile(r"(?<![较比])[“\"]?十([一二三四五])五[”\"]?(?:期间|时期|以来)")
_CLAUSE_END = re.compile("[,，;；]")
_UNTIL = re.compile(r"(?:到|至)(20\d{2})年")
_REACHED_BY = re.compile(r"(?:去年|上年|20\d{2}年)(?:已|完成|达到)")
_SINCE_THEN = re.compile(r"20\d{2}年(?:起|以后|之后|后|开始|基础)")
# What a task makes use of is there already: 结合全区20支招商团队, 依托3个平台.
_MEANS = re.compile(r"^(?:同时)?(?:结合|依托|利用|基于|立足|用好)(?:我市|全市|全区|全县)?(?:现有)?(?:的)?$")


def kind_of(text: str, header: Header, tense: Tense, sentence: Span, span: Span) -> Kind:
    """'target' or 'actual', by the section first and the words of the sentence where the section leaves it open.

    Past sections hold actuals unless the sentence looks past the document's year; a plan's other sections
    hold targets unless the sentence says that something is so already.
    """
    before = text[sentence.start : span.start]
    if header.kind == "plan" and _was_before(before, header):
        return "actual"
    if tense == "past":
        return "target" if _looks_ahead(before, header) else "actual"
    if tense == "future":
        return "actual" if _reports(before, header) else "target"
    if _DONE.search(before) and not _AHEAD.search(before):
        return "actual"
    states = header.kind in ("report", "proposal")
    return "actual" if states and not _AHEAD.search(sentence.of(text)) else "target"


def _was_before(before: str, header: Header) -> bool:
    """A time before the plan begins is reported, not promised: 2023年，占比为8.6% in a plan of 2024—2026."""
    terms = _TERM.findall(before)
    year = stated_year(before) or (five_year_end(terms[-1]) if terms else None)
    begins = header.first_year or header.document_year
    return year is not None and begins is not None and year < begins and not _SINCE_THEN.search(before)


def _looks_ahead(before: str, header: Header) -> bool:
    year = header.document_year
    years = [int(found) for found in _UNTIL.findall(before)]
    return bool(years) and year is not None and years[-1] > year


def _reports(before: str, header: Header) -> bool:
    if header.kind == "report":
        return bool(_REACHED_BY.search(before))
    clause = _CLAUSE_END.split(before)[-1]
    return bool(_DONE.search(clause) or _MEANS.match(clause))
