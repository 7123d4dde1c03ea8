"""The numbered tasks of a plan (重点专项1:…, or 1.… with its agencies in brackets)."""

import re
from itertools import groupby

from pipeline.model import Paragraph, Programme, Span
from pipeline.structure.agencies import agencies_in
from pipeline.structure.markers import Marker, marker_of, title_of

_Item = tuple[Marker, tuple[Paragraph, ...]]
_FEWEST = 3


def programmes(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Programme, ...]:
    """The programmes in order. A part that names none has none: items without any agency are only a list."""
    found: list[Programme] = []
    for _, part in groupby(paragraphs, key=lambda paragraph: paragraph.part):
        found += _of_part(text, tuple(part))
    return tuple(found)


def _of_part(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Programme]:
    items = _items(text, paragraphs)
    marked = [item for item in items if item[0].programme]
    if marked:
        return [_programme(text, item) for item in marked]
    chosen = _series([item for item in items if item[0].level == 6], text)
    return [_programme(text, item) for item in chosen] if len(chosen) >= _FEWEST else []


def _items(text: str, paragraphs: tuple[Paragraph, ...]) -> list[_Item]:
    """Each numbered paragraph with the ones that continue it, up to the next number or heading."""
    items: list[_Item] = []
    inside = False
    for paragraph in paragraphs:
        marker = marker_of(paragraph.span.of(text))
        if marker and not paragraph.is_heading:
            items.append((marker, (paragraph,)))
            inside = True
        elif paragraph.is_heading or marker:
            inside = False
        elif inside and items[-1][1][0].headings == paragraph.headings:
            items[-1] = (items[-1][0], (*items[-1][1], paragraph))
    return items


def _series(items: list[_Item], text: str) -> list[_Item]:
    """The items from the first that names its agencies on, as long as the numbers go on one by one."""
    series: list[_Item] = []
    for item in items:
        number = item[0].number
        last = series[-1][0].number if series else 0
        goes_on = bool(series) and number == last + 1
        if goes_on or (number > last and any(agencies_in(_text(text, item)))):
            series.append(item)
    while series and not any(agencies_in(_text(text, series[-1]))):
        series.pop()
    return series


def _text(text: str, item: _Item) -> str:
    return "\n".join(paragraph.span.of(text) for paragraph in item[1])


def _programme(text: str, item: _Item) -> Programme:
    marker, paragraphs = item
    lead, supporting = agencies_in(_text(text, item))
    above = paragraphs[0].headings[:-1]
    return Programme(
        number=marker.number,
        title=title_of(marker.rest),
        lead_agencies=lead,
        supporting_agencies=supporting,
        chapter=_bare(above[-1]) if above else "",
        span=Span(paragraphs[0].span.start, paragraphs[-1].span.end),
        part=paragraphs[0].part,
    )


def _bare(heading: str) -> str:
    marker = marker_of(heading)
    return re.sub(r"[。:：]$", "", marker.rest if marker else heading)
