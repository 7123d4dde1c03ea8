"""The level of a place, from its name: a prefecture and a county are compared only with that said."""

import re
from functools import cache

from pipeline.lexicon import load

LEVELS = ("省级", "地级", "县级", "开发区")  # from above; a development zone has none of its own
UNKNOWN = ""


def level_of(city: str) -> str:
    """One of LEVELS; UNKNOWN for a name that tells none.

    无锡市 is 地级, 宜兴市 (of no list) 县级, 无锡高新区(新吴区) the district in brackets.
    """
    inner = re.search(r"[(（](.+?)[)）]$", city)
    name = inner[1] if inner else city
    stem = name.removesuffix("市")
    if stem in load("prefectures")["municipalities"]:
        return "省级"
    if name.endswith("市"):
        return "地级" if stem in _prefectures() else "县级"
    return next((level for suffix, level in load("prefectures")["suffixes"].items() if name.endswith(suffix)), UNKNOWN)


@cache
def _prefectures() -> frozenset[str]:
    return frozenset(city for cities in load("prefectures")["prefectures"].values() for city in cities)
