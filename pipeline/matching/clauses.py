"""What the clause around a number says of it that its name leaves out: that it is an average of years, a trial, …"""

import re
from collections.abc import Iterator

from pipeline import lexicon
from pipeline.matching.names import name_of
from pipeline.matching.said import Said

_CLAUSE = re.compile(r"[，。；！？\n]")
_JOINTS = re.compile("[、和及与]")  # between the things of an enumeration
_COUNT = re.compile(r"\d[\d.]*万?\w?")
_SINCE = re.compile(r"[比较](20\d\d)年")
_OTHER_NUMBERS = r"[^\d]*(?:\d[\d.]*%?[、和及与]*)*$"  # 年均增长6.7%和【10.7%】
_FRONT = 2  # letters by which a thing is known in another of its enumeration: 示范镇, 示范村


def ways_told(said: Said) -> Iterator[str]:
    """Another way of counting than for the one year: 年均, 累计, 比2010年; or not for the whole place: 试点."""
    clause = clause_of(said)
    yield from (word for word in _words("averages") if _is_told(word, clause))
    if said.measure == "growth":
        yield from (word for word in _words("sums") if _is_told(word, clause))
        yield from (f"比{year}年" for year in _SINCE.findall(clause) if said.year and int(year) != said.year - 1)
    yield from (word for word in _words("at_the_end") if said.quote.endswith(word) and word not in said.indicator)


def front_of(said: Said, core: str) -> str:
    """What an earlier thing of the enumeration says before the word that both share: 特色农产品电商示范镇5个、示范村
    100个 are both 特色农产品电商. '' for none.
    """
    fronts = (thing.rpartition(core[:_FRONT]) for thing in _things_before(said))
    return next((front for front, found, _ in fronts if found), "")


def levels_before(said: Said) -> frozenset[str]:
    """The level that an earlier thing of the enumeration says, the nearest first: 新增国家级单项冠军5家、小巨人12家."""
    return next((levels for thing in _things_before(said) if (levels := name_of(thing).levels)), frozenset())


def _things_before(said: Said) -> Iterator[str]:
    return (_COUNT.sub("", thing) for thing in reversed(_JOINTS.split(clause_of(said))[:-1]))


def is_of_one_year(said: Said) -> bool:
    """Whether it says that it is what one year brought: 全年植树造林6万亩."""
    return any(word in said.quote for word in _words("in_the_year"))


def is_event(said: Said) -> bool:
    """Whether it says what is to happen, not how many there are: 5家企业上市."""
    return said.quote.endswith(_words("events"))


def clause_of(said: Said) -> str:
    """The words of the clause before the number."""
    return _CLAUSE.split(said.context())[-1]


def _is_told(word: str, clause: str) -> bool:
    return bool(re.search(re.escape(word) + _OTHER_NUMBERS, clause))


def _words(key: str) -> tuple[str, ...]:
    return tuple(lexicon.load("matching")["clauses"][key])
