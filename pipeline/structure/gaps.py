"""What a document speaks of but does not hold: attachments, the end of its text, agencies of a programme."""

import re

from pipeline.lexicon import load
from pipeline.model import Finding, Header, Paragraph, Programme, Span
from pipeline.structure.markers import plain

_SUFFIX = r"\.(?:docx?|pdf|xlsx?|wps|et|zip|rar)"
_LISTED = re.compile(
    rf"^附件\s*[一二三四五\d]*\s*(?:{_SUFFIX})?\s*[:：.．、]?\s*(?:\d+[.、．]\s*)?(?P<name>\S.{{3,60}}?)(?:{_SUFFIX})?$"
)
_REFERRED = re.compile(
    r"(?:[“《](?P<name>[^”》]{2,40})[”》])?(?:详?见|参见)?附件\s*(?P<number>[一二三四五六七八九\d]+)(?![.．]?\d)"
)
_HEADING = re.compile(r"^附件\s*(?P<number>[一二三四五六七八九\d]*)\s*(?:[:：].{0,40})?$")
_LABELLED_DATE = re.compile(r"成文日期\W{0,6}(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})")
_SHORTEST_PROSE, _SHORTEST_ATTACHMENT = 12, 100


def missing_attachments(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Finding]:
    """Attachments that are named and whose text does not follow, each once."""
    lines = [(paragraph.span, plain(paragraph.span.of(text))) for paragraph in paragraphs]
    present, known = _present([line for _, line in lines]), {line for _, line in lines}
    found: dict[str, Finding] = {}
    for span, line in lines:
        for name, number, place in _mentions(line, span):
            if number not in present and name not in known:
                found.setdefault(name, _missing(name, place))
    return list(found.values())


def _present(lines: list[str]) -> set[str]:
    """The numbers of the attachments that begin: 附件1 on a line of its own with text of some length after it."""
    present, below = set(), 0
    for line in reversed(lines):
        if below > _SHORTEST_ATTACHMENT and (match := _HEADING.match(line)):
            present.add(match["number"])
        below += len(line)
    return present


def _mentions(line: str, span: Span) -> list[tuple[str, str, Span]]:
    listed = _LISTED.match(line)
    if listed:
        return [(listed["name"], _number(line), span)]
    return [(match["name"] or f"附件{match['number']}", match["number"], span) for match in _REFERRED.finditer(line)]


def _number(line: str) -> str:
    match = re.match(r"附件\s*([一二三四五六七八九\d]+)", line)
    return match[1] if match else ""


def _missing(name: str, place: Span) -> Finding:
    return Finding("missing_attachment", "gap", f"附件“{name}”在文中提到，但没有收录。", place)


def date_conflict(text: str, header: Header) -> list[Finding]:
    """The page's own 成文日期 is not the date under the signature: the signature stands, and the reader is told."""
    labelled = _LABELLED_DATE.search(text)
    if not labelled or not header.issued_on:
        return []
    year, month, day = (int(part) for part in labelled.groups())
    if f"{year}-{month:02}-{day:02}" == header.issued_on:
        return []
    signed = "{}年{}月{}日".format(*(int(part) for part in header.issued_on.split("-")))
    message = f"网页标注的成文日期是{year}年{month}月{day}日，落款是{signed}；按落款记录。"
    return [Finding("date_conflict", "doubt", message, Span(*labelled.span()))]


def truncation(text: str, paragraphs: tuple[Paragraph, ...], taken: tuple[Span, ...]) -> list[Finding]:
    """The text breaks off: its last line is prose and does not end like a sentence."""
    if not paragraphs:
        return []
    last = paragraphs[-1]
    line = plain(last.span.of(text))
    in_table = any(span.overlaps(last.span) for span in taken)
    if len(line) < _SHORTEST_PROSE or last.is_heading or in_table or _is_end(line):
        return []
    return [Finding("truncated", "gap", f"正文在“{line[-16:]}”处中断，后文没有收录。", last.span)]


def _is_end(line: str) -> bool:
    words = load("headings")["ending"]
    return line[-1] in words["marks"] or bool(re.search(rf"{words['pattern']}|{_SUFFIX}$", line))


def missing_agencies(found: tuple[Programme, ...]) -> list[Finding]:
    return [
        Finding(
            "missing_agency",
            "gap",
            f"任务{programme.number}“{programme.title}”没有写明牵头或责任单位。",
            programme.span,
        )
        for programme in found
        if not programme.lead_agencies
    ]
