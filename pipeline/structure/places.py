"""The place a document speaks for, from what it says of itself: never from a list of names."""

import re
from collections import Counter
from functools import cache

from pipeline.lexicon import load

_OFTEN, _HEAD = 5, 3000


def place_at_start(text: str) -> str:
    """The place a text begins with, innermost (浙江省杭州市… → 杭州市), or ''."""
    found, text = "", re.sub(load("places")["prefixes"], "", text)
    while match := _place().match(text):
        if not _is_place(match[1]):
            break
        found, text = match[0], text[match.end() :]
    return found


def place_of(title: str, head: list[str], text: str, name: str) -> str:
    """The first place that a title, an issuer's line, an assembly, the file's name or the text itself names."""
    subject = re.sub(r"^(?:关于)?(?:印发|下发|发布)?(?:《|“)?", "", title)
    candidates = [subject, *_assembly(text), *head, re.sub(r"^[\d_\-\s]+", "", name)]
    return next((place for place in map(place_at_start, candidates) if place), "") or _most_named(text)


def _assembly(text: str) -> list[str]:
    """在合肥市第十五届人民代表大会…, 代表泰州市人民政府, 平湖市委员会文件"""
    patterns = load("places")["assembly"]["patterns"]
    found = [match[1] for pattern in patterns for match in re.finditer(pattern, text[:_HEAD])]
    government = load("places")["issuer"]["government"]
    return found + [match[0] for match in re.finditer(rf"(?m)^[\u4e00-\u9fff]{{2,10}}{government}", text)]


def _most_named(text: str) -> str:
    """The town a text names most often, also without its suffix (合肥 beside 合肥市); no one says 范城 for 示范城市."""
    full = Counter(match[1] for match in re.finditer(r"(?=([\u4e00-\u9fff]{2})市(?!场))", text) if _is_place(match[1]))
    alone = Counter(
        {stem: text.count(stem) for stem, count in full.items() if count >= 3 and text.count(stem) >= 2 * count}
    )
    best = alone.most_common(1)
    return f"{best[0][0]}市" if best and best[0][1] >= max(_OFTEN, len(text) // 1000) else ""


def _is_place(stem: str) -> bool:
    words = load("places")
    return not stem.endswith(tuple(words["not_endings"])) and not any(word in stem for word in words["not_words"])


@cache
def _place() -> re.Pattern[str]:
    suffixes = "|".join(sorted(load("places")["suffixes"], key=len, reverse=True))
    name = rf"[\u4e00-\u9fff]{{3,12}}?(?=自治[州县旗])|[\u4e00-\u9fff]{{2,4}}?(?={suffixes})"
    return re.compile(rf"({name})({suffixes})(?:[(（][\u4e00-\u9fff]{{1,5}}[市区县][)）])?")
