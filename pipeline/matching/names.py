"""The name of an indicator, taken apart: what is measured, and everything around it that makes another thing of it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline import lexicon

_NOT_A_WORD = re.compile(r"[^\w&%:：]+|_+")
_JOINTS = re.compile("[、和及与]|”(?=“)")
_EACH = re.compile(r"各(?=\d)|(?<![人亩年月日户地平])均(?=增长|下降|达|超|突破|不低于|在|保持|提高|提升|\d)")
_ABOVE = "(?:(?:及)?以上)?"


@dataclass(frozen=True)
class Name:
    """``core`` is what is measured; ``acts`` the classes of what was done (add, build, … of lexicon/matching.toml);
    ``levels`` (省级以上), ``areas`` (市区) and ``ways`` (同口径) are the words that narrow it. ``is_stock``: it counts
    all there are (总数, 累计), whatever was done; ``is_new``: what was done is said to be new (新筹集).
    ``done``: the words of the acts.
    """

    core: str
    acts: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    is_stock: bool = False
    is_new: bool = False
    done: tuple[str, ...] = field(default=(), compare=False)


@lru_cache(maxsize=65536)
def name_of(indicator: str) -> Name:
    """新增省级以上众创空间 → 众创空间, add, 省级以上; 城镇新增就业 and 新增城镇就业 are one name."""
    text = _wording(_NOT_A_WORD.sub("", unicodedata.normalize("NFKC", indicator)))
    text, _ = _without(text, _whole_place())
    is_stock = bool(_pattern("stocks").search(text))
    text, ways = _without(text, _pattern("ways"))
    text, areas = _without(text, _pattern("areas"))
    text, found = _without(text, _acts())
    acts = [act.rstrip("和及与") for act in found]
    text, levels = _without(text, _levels())
    text, edge = _without(text, _edge(), count=1)
    return Name(
        _without_tail(_pattern("fillers").sub("", text)),
        frozenset() if is_stock else frozenset(_act_of()[act] for act in acts),
        frozenset(_level(level) for level in (*levels, *edge)),
        frozenset(areas),
        frozenset(ways),
        is_stock,
        any(act.startswith("新") for act in acts),
        () if is_stock else tuple(acts),
    )


def names_a_thing(indicator: str) -> bool:
    """Whether it is more than an act: 新竣工 does not say of what."""
    found = _acts().fullmatch(name_of(indicator).core)
    return found is None or found.lastgroup == "kept"


def each_of(indicator: str, quote: str) -> tuple[str, ...]:
    """The things of a name that one number is said of each (各50所, 均增长10%): 新开工、竣工学校 are two; else one.

    What was done is said before the first, that it is a growth or a share after the last.
    """
    parts = _JOINTS.split(indicator) if _EACH.search(quote) else [indicator]
    if len(parts) < 2 or not all(parts):
        return (indicator,)
    act, second = _act_before(parts[0]), _act_before(parts[1])
    if act == parts[0] and second and len(parts) == 2:
        return act + parts[1].removeprefix(second), parts[1]
    tail = next((tail for tail in lexicon.load("matching")["shared_tails"] if parts[-1].endswith(tail)), "")
    return tuple(("" if _act_before(part) else act) + part.removesuffix(tail) + tail for part in parts)


def _act_before(thing: str) -> str:
    found = _acts().match(thing)
    return found[0] if found and found.lastgroup != "kept" else ""


def _wording(text: str) -> str:
    """Each thing in one of its wordings."""
    return _wordings().sub(lambda found: _first_wording()[found[0]], text)


def _without(text: str, pattern: re.Pattern[str], count: int = 0) -> tuple[str, list[str]]:
    """The text without what the pattern finds, its ``kept`` apart, and that; a text that is nothing else stays."""
    found = [match[0] for match in pattern.finditer(text) if match.lastgroup != "kept"][: count or None]
    rest = pattern.sub(lambda match: match[0] if match.lastgroup == "kept" else "", text, count=count)
    return (rest, found) if rest else (text, [])


def _without_tail(text: str) -> str:
    words = lexicon.load("matching")
    if text.endswith(tuple(words["whole"])):
        return text
    tail = next((tail for tail in words["tails"] if text.endswith(tail) and text != tail), "")
    return text.removesuffix(tail)


def _level(word: str) -> str:
    """省级 and 省 are one level, 省级以上 another."""
    above = word.endswith("以上")
    return word.removesuffix("以上").removesuffix("及").removesuffix("级") + ("以上" if above else "")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(_any_of(lexicon.load("matching")[key]))


@cache
def _whole_place() -> re.Pattern[str]:
    words = lexicon.load("matching")
    return re.compile(f"{_any_of(words['whole_place'])}|全社会(?={_any_of(words['of_all'])})")


@cache
def _levels() -> re.Pattern[str]:
    return re.compile(f"(?<!城)(?:{_any_of(lexicon.load('matching')['levels'])}){_ABOVE}")


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(f"^(?:{_any_of(lexicon.load('matching')['levels_in_front'])}){_ABOVE}")


@cache
def _acts() -> re.Pattern[str]:
    """An act, with what joins it to the next: 新建和改造; not the 建设 of 建设用地."""
    acts = _any_of(_act_of())
    return re.compile(f"(?P<kept>{_any_of(lexicon.load('matching')['no_acts'])})|(?:{acts})(?:[和及与](?={acts}))?")


@cache
def _act_of() -> dict[str, str]:
    return {word: act for act, words in lexicon.load("matching")["acts"].items() for word in words}


@cache
def _wordings() -> re.Pattern[str]:
    return re.compile(_any_of(_first_wording()))


@cache
def _first_wording() -> dict[str, str]:
    return {word: words[0] for words in lexicon.load("matching")["wordings"] for word in words}
