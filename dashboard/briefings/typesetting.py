"""What every word passes before it is printed: full-width punctuation, and the script that was asked for."""

import re
from functools import cache

from opencc import OpenCC

AUTHOR = "目标看板"
_HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_AROUND = _HANZI + "，。；：？！、（）《》〈〉“”‘’〔〕【】％"
_MARKS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<=[{_AROUND}])[,:;?!](?!//)|[,;?!](?=[{_HANZI}])")
_BRACKETS = re.compile(rf"\(([^()]*[{_HANZI}][^()]*)\)|(?<=[{_HANZI}])\(([^()]*)\)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # no file format takes them
_ADDRESS = re.compile(r"(https?://[\w./?=&%:#~+-]+)")


class Printed(str):
    """Words as a document printed them: neither their punctuation nor their script is changed."""

    __slots__ = ()


def set_text(text: str, *, traditional: bool = False) -> str:
    """A finished text as it is printed: punctuation full width among hanzi, in Traditional script if asked."""
    if isinstance(text, Printed):
        return _UNPRINTABLE.sub("", text)
    finished = full_width(_UNPRINTABLE.sub("", text))
    return in_traditional(finished) if traditional else finished


def full_width(text: str) -> str:
    """Half-width , : ; ? ! ( ) among hanzi in full width; addresses, times (09:30) and numbers (1,000) stay."""
    parts = _ADDRESS.split(text)
    return "".join(part if index % 2 else _full_width(part) for index, part in enumerate(parts))


def _full_width(text: str) -> str:
    """Until nothing changes: a mark that became full width is what the next one stands beside."""
    before, wider = "", text
    while wider != before:
        before = wider
        whole = _BRACKETS.sub(lambda found: f"（{found[1] or found[2] or ''}）", wider)
        wider = _HALF.sub(lambda found: _MARKS[found[0]], whole)
    return wider


def shorter(text: str, most: int) -> str:
    """At most so many characters; what is cut off is said to be by …"""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def in_traditional(text: str) -> str:
    """The text in Traditional characters of the Taiwan standard, words as they are."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")
