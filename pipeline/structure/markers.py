"""One line of text → the heading it is or begins with."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicon import load
from pipeline.structure.brackets import find_outer

CHAPTER, SECTION, ITEM, LEAF = 4, 5, 6, 9
_DIGITS = "零一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LONGEST_TITLE, _LONGEST_LINE, _LONGEST_SENTENCE = 30, 60, 32
_LONGEST_PAGE = 60  # characters at the end of a line in which dots and the number of a page stand
_COUNTS = re.compile(r"\d(?:%|[\u4e00-\u9fff])")  # 归并热线8条: an item that counts something, no heading
_MARKS = ("#", "、", "")  # that begin a line
_MARKDOWN = re.compile(r"^\s*(?:#{1,6}\s*|\*\*)*、?\s*|\*\*|\s+$")


@dataclass(frozen=True)
class Marker:
    """A numbering in front of a line: its level (1 outermost), its number, and what follows it."""

    level: int
    number: int
    rest: str
    printed: str
    programme: bool = False
    decimal: bool = False


@lru_cache(maxsize=4096)
def plain(line: str) -> str:
    """A line without the marks of Markdown, and without the 、 that is left of a lost number (、2016年工作回顾)."""
    if "**" not in line and line[:1] not in _MARKS and not line[-1:].isspace() and not line[:1].isspace():
        return line
    return _MARKDOWN.sub("", line)


@lru_cache(maxsize=4096)
def marker_of(line: str) -> Marker | None:
    """The numbering a line begins with, or None."""
    text = plain(line)
    if not _any_pattern().match(text) or _page().search(text, max(0, len(text) - _LONGEST_PAGE)):
        return None
    for pattern, level, programme, decimal in _patterns():
        match = pattern.match(text)
        number = to_number(match[1]) if match else 0
        if match and number and match.end() < len(text):
            return Marker(level, number, text[match.end() :], match[0].strip(), programme, decimal)
    return None


def to_number(text: str) -> int:
    """1 to 99 in Arabic, Chinese or circled digits; 0 when it is none."""
    if text.isdecimal():
        return int(text)
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    tens, ten, ones = text.rpartition("十")
    if any(character not in _DIGITS for character in tens + ones) or max(len(tens), len(ones)) > 1:
        return 0
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def is_whole_heading(marker: Marker, following: Marker | None, has_more: bool) -> bool:
    """Whether a numbered line is nothing but a heading (and not an item of a list, or a paragraph)."""
    text = marker.rest.rstrip()
    below = has_more and (following is None or following.level > marker.level)
    if text.endswith("。") and find_outer(text, "。；;！!：:") == len(text) - 1:
        return below and len(text) <= _LONGEST_SENTENCE and not _COUNTS.search(text)
    if re.search(r"[。；;！!]|[,，、:：]$", text) or len(text) > _LONGEST_LINE:
        return False
    return marker.level < ITEM or (below and not re.search(r"\d", text))


def title_of(text: str) -> str:
    """The title a paragraph begins with: its first sentence when that is short, else its first clause."""
    text = text.strip()
    sentence = re.split(r"[,，]一是", text[: find_outer(text, "。；;！!?？：:")])[0]
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    end = find_outer(sentence, ",，")
    if re.match(load("headings")["lead_in"]["pattern"], sentence):
        end = find_outer(sentence, ",，", end + 1)
    return sentence[:end][:_LONGEST_LINE]


@cache
def _page() -> re.Pattern[str]:
    """The end of a line of a table of contents: ……12."""
    return re.compile(load("headings")["contents"]["pattern"])


@cache
def _any_pattern() -> re.Pattern[str]:
    """All of the numberings at once: most lines begin with none."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, *_ in _patterns()))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int, bool, bool], ...]:
    return tuple(
        (re.compile(entry["pattern"]), entry["level"], entry.get("programme", False), entry.get("decimal", False))
        for entry in load("headings")["marker"]
    )
