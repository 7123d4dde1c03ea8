"""Traditional → Simplified without moving a character.

OpenCC's ``tw2s`` knows phrases (著力→着力 but 顯著→显著) and is right on Traditional text only; on
Simplified text it would spoil 显著. ``simplify`` therefore looks at the text first.
"""

import re
from functools import cache
from operator import ne

from opencc import OpenCC

TRADITIONAL_SHARE = 0.03
SAMPLE = 4000  # characters that tell the script of a document, taken from all over it
_HAN_RUN = re.compile("[\u4e00-\u9fff]+")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
# Converters that lack a character print its pinyin behind it: 發(fā)展, 現(xiàn)狀.
PINYIN = re.compile(rf"[(（](?<=[\u3400-\u9fff].)[a-zü]*[{_TONED}][a-zü{_TONED}]*[)）]")
# Full-width digits, letters and signs are other shapes of the same ones; punctuation stays as printed.
_HALF_WIDTH = {
    chr(0xFF00 + i): chr(0x20 + i)
    for i in (*range(0x10, 0x1A), *range(0x21, 0x3B), *range(0x41, 0x5B), 0x05, 0x0E, 0x0B)
}
_FULL_WIDTH = re.compile(f"[{''.join(_HALF_WIDTH)}]")


_WIDE_THOUSANDS = re.compile("，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")


def to_half_width(text: str) -> str:
    """Full-width digits, letters, ％ ． ＋ and the comma of １，２００ as ASCII; every character keeps its place."""
    return _FULL_WIDTH.sub(lambda match: _HALF_WIDTH[match[0]], _WIDE_THOUSANDS.sub(",", text))


def is_traditional(text: str) -> bool:
    """Whether enough of its Han characters change under ``t2s`` (Simplified prose: none; Traditional: a third)."""
    sample = text[:: max(1, len(text) // SAMPLE)]
    if _same_length("t2s", sample) == sample:
        return False
    sample = "".join(_HAN_RUN.findall(sample))
    changed = sum(map(ne, sample, _same_length("t2s", sample)))
    return bool(changed) and changed / len(sample) >= TRADITIONAL_SHARE


def simplify(text: str) -> str:
    """Simplified text of the same length; Simplified text comes back as it is."""
    return to_simplified(text) if is_traditional(text) else text


def to_simplified(text: str) -> str:
    """Convert Traditional text, phrase-aware, keeping its length."""
    return "\n".join(_same_length("tw2s", line) for line in text.split("\n"))


def _same_length(config: str, text: str) -> str:
    """A conversion that would change the length is done character by character instead."""
    converted = str(_converter(config).convert(text))
    if len(converted) == len(text):
        return converted
    letters = (_converter(config).convert(character) for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, letters, strict=True))


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)
