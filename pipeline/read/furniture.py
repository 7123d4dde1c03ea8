"""Which lines of a saved page are the site's own: marked and named, never deleted."""

import re
from functools import cache

from pipeline.chinese import PINYIN, simplify
from pipeline.lexicon import load
from pipeline.model import Furniture, Span

_PAGE, _PAGES = 8, 4  # lines on a page at the least, pages of a document that is worth it
_LONGEST = 500  # characters of a line that may be the site's own
_LINE = re.compile(r"[^\r\n]+")


def mark_furniture(raw: str) -> tuple[Furniture, ...]:
    """The furniture lines of a text, in order, each with its reason."""
    lines = [Span(*match.span()) for match in _LINE.finditer(raw) if match.group().strip()]
    simplified = simplify(raw)
    texts = [PINYIN.sub("", line.of(simplified)).strip() for line in lines]
    end, pages = _end_of_document(texts), _page_numbers(texts)
    marked = []
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        reason = "下载站" if index >= end else "页码" if index in pages else _reason(text)
        if reason:
            marked.append(Furniture(line, reason))
    return tuple(marked)


def _end_of_document(texts: list[str]) -> int:
    patterns, share = _end_rule()
    for index in range(int(len(texts) * share), len(texts)):
        if patterns.fullmatch(texts[index]):
            return index
    return len(texts)


def _page_numbers(texts: list[str]) -> set[int]:
    """Lines that hold nothing but 1, 2, 3 … in order, a page apart: cells of a table do not count up like that."""
    numbers = [(index, int(text)) for index, text in enumerate(texts) if text.isdecimal() and len(text) <= 3]
    found: list[tuple[int, int]] = []
    for index, number in numbers:
        if not found or (number == found[-1][1] + 1 and index - found[-1][0] >= _PAGE):
            found.append((index, number))
    counts_pages = len(found) >= _PAGES and len(found) >= 0.6 * len(numbers)
    return {index for index, _ in found} if counts_pages else set()


def _reason(text: str) -> str:
    if len(text) > _LONGEST or not _any_rule().fullmatch(text):
        return ""
    return next((reason for reason, pattern in _line_rules() if pattern.fullmatch(text)), "")


@cache
def _line_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = load("furniture")["line"]
    return tuple((reason, re.compile("|".join(words), re.IGNORECASE)) for reason, words in rules.items())


@cache
def _any_rule() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _line_rules()), re.IGNORECASE)


@cache
def _end_rule() -> tuple[re.Pattern[str], float]:
    rule = load("furniture")["end"]
    return re.compile("|".join(rule["patterns"])), rule["share"]
