"""Dates and years that a document prints."""

import re
from datetime import date

from pipeline.model import DocumentKind
from pipeline.structure.markers import to_number

_RANGE = re.compile(r"(20\d\d)\s*年?\s*(?:-|—+|–|－|~|～|至|到)\s*(20\d\d)\s*年?")
_FIVE_YEAR = re.compile(r"第?十([二三四五六七])(?:五|个五年)")
_DATE = re.compile(r"((?:19|20)\d\d)\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})")
_UNTIL = re.compile(r"到\s*(20\d\d)\s*年")
_FIRST_FIVE_YEAR_PLAN = 1953


def date_in(text: str) -> str | None:
    """The first date of a text as ISO, or None."""
    for match in _DATE.finditer(text):
        try:
            return date(*(int(part) for part in match.groups())).isoformat()
        except ValueError:
            continue
    return None


def five_year_plan(text: str) -> tuple[int, int] | None:
    """“十四五” → (2021, 2025)."""
    match = _FIVE_YEAR.search(text)
    if not match:
        return None
    first = _FIRST_FIVE_YEAR_PLAN + 5 * (to_number("十" + match[1]) - 1)
    first += 3 if first > 1965 else 0  # 1963 to 1965 belonged to no plan
    return first, first + 4


def period(title: str, text: str) -> tuple[int | None, int | None]:
    """First and last year of a plan: from its title, else from 到2023年 in its text with the span the title names."""
    stated = _RANGE.search(title)
    if stated and int(stated[1]) <= int(stated[2]):
        return int(stated[1]), int(stated[2])
    plan = five_year_plan(title) or five_year_plan(_chapters(text))
    if plan:
        return plan
    span = re.search(r"([二三四五六七八九十])年(?:行动|规划|计划|实施)", title)
    ahead = re.search(r"总结.*?(20\d\d)\s*年", title)  # 2023年工作总结和2024年工作计划
    single = ahead or re.search(r"(20\d\d)\s*年(?:度|工作|.*(?:要点|计划|任务|清单))", title)
    if single and not span:
        return int(single[1]), int(single[1])
    last = int(found[1]) if (found := _UNTIL.search(title) or _UNTIL.search(text)) else None
    return (last - to_number(span[1]) + 1 if last and span else None), last


def document_year(title: str, number: str, issued_on: str | None, kind: DocumentKind, name: str) -> int | None:
    """The year a document was written in: its date or its number.

    A report belongs to the year in its title or file name, also when it was given in the December before.
    """
    printed = [issued_on or "", number]
    sources = [title, name, *printed] if kind == "report" else printed
    return next((int(match[0]) for source in sources if (match := re.search(r"20\d\d", source))), None)


def _chapters(text: str) -> str:
    """The first chapter headings, where an excerpt has lost its title."""
    return "\n".join(re.findall(r"(?m)^[一二三四五六七八九十]+、(.{0,40})$", text)[:3])
