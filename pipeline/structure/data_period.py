"""数据期: the part of a year that words name (前三季度, 1—8月), and titles that report on their own year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from pipeline.lexicon import load
from pipeline.structure.markers import to_number

_YEAR = r"(?:(?P<year>20\d\d)年(?:度)?\s*)?"


@dataclass(frozen=True)
class DataPeriod:
    """First and last month; ``year`` None where the words do not say it."""

    first: int
    last: int
    year: int | None = None

    def days(self, year: int) -> tuple[date, date]:
        """First and last day in a year."""
        return date(year, self.first, 1), date(year, self.last, monthrange(year, self.last)[1])


OTHER_TIME = DataPeriod(0, 0)  # the words speak of a time that is no part of a year


def data_period(words: str) -> DataPeriod | None:
    """The period that words name last; OTHER_TIME where they name another time behind it, None where they name none.

    A deadline (6月底前) and a comparison (比上年同期) are none.
    """
    found, rest = None, words
    for match in _period().finditer(words) if may_name_period(words) else ():
        period = _of(match)
        if period and not _is_no_period(words, match):
            found, rest = period, words[match.end() :]
    return OTHER_TIME if _other().search(rest) else found


def may_name_period(words: str) -> bool:
    """A quick look that spares most texts the slow one."""
    return "月" in words or "季" in words or "半年" in words


@lru_cache(maxsize=16)
def reports_own_year(title: str) -> bool:
    """Whether a document with this title tells how its own year goes: …2024年前三季度…完成情况表; not a plan for it."""
    words, period = load("periods")["own_year"], data_period(title)
    if re.search(words["ending"], title):
        return True
    return bool(period and period.year) and not re.search(words["planned"], title)


def without_period(text: str) -> str:
    """Words without a period at their start: 1—8月，固定资产投资 → 固定资产投资."""
    found = _period().match(text) if may_name_period(text) else None
    return text[found.end() :].lstrip(",，、") if found and not _is_no_period(text, found) else text


def _of(match: re.Match[str]) -> DataPeriod | None:
    year = int(match["year"]) if match["year"] else None
    if match["word"]:
        first, last = load("periods")["words"][match["word"]]
    elif match["count"]:
        first, last = 1, int(match["count"]) if match["count"].isdecimal() else to_number(match["count"])
    else:
        first, last = int(match["first"]), int(match["last"])
    return DataPeriod(first, last, year) if 1 <= first <= last <= 12 else None


def _is_no_period(words: str, match: re.Match[str]) -> bool:
    before, after = _no_period()
    return bool(after.match(words, match.end()) or before.search(words, max(0, match.start() - 2), match.start()))


@cache
def _period() -> re.Pattern[str]:
    words = load("periods")
    names = "|".join(sorted(words["words"], key=len, reverse=True))
    months = words["months"]
    return re.compile(rf"{_YEAR}(?:(?P<word>{names})|{months['count']}|{months['range']})")


@cache
def _no_period() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("periods")["not"]
    return re.compile(words["before"]), re.compile(words["after"])


@cache
def _other() -> re.Pattern[str]:
    return re.compile(load("periods")["other"]["time"])
