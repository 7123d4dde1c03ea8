"""Which day, or which frozen 数据期, the reader asks for: a parameter of the address that every link carries along.

``?as_of=2024-09-30`` shows what is known of that day; ``?snapshot=NAME`` opens what was frozen under that name. Of the
two the snapshot counts.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dashboard.labels import day
from pipeline.entry_checks import is_day
from pipeline.progress.periods import ends_month

PARAMETERS = ("as_of", "snapshot")
QUARTERS_OFFERED = 5
_QUARTER_ENDS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
_NAMED = re.compile(r"[?&;](?:as_of|snapshot)=")
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(?![a-z]+:|#|/)([^"#]*)(#[^"]*)?"')
Query = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """``as_of`` is today where the address asks for no day or for none that can be shown; ``problem`` says so."""

    as_of: datetime.date
    snapshot: str = ""
    problem: str = ""


def asked() -> Asked:
    """What the address asks for."""
    return understood(st.query_params, datetime.date.today())


def understood(query: Mapping[str, str], today: datetime.date) -> Asked:
    """A snapshot, or a day up to ``today``; for any other day today, and what is wrong with it."""
    text = query.get("as_of", "").strip()
    if name := query.get("snapshot", "").strip():
        return Asked(today, name)
    if text and not is_day(text):
        return Asked(today, problem=f"“{text}”不是日期，应写成 2024-09-30，现按今天的情况显示。")
    wanted = datetime.date.fromisoformat(text) if text else today
    if wanted > today:
        return Asked(today, problem=f"{day(wanted)} 还没有到，现按今天的情况显示。")
    return Asked(wanted)


def carried(html: str, query: Query) -> str:
    """HTML whose links to our own pages keep the day or the snapshot that the reader asked for.

    A link that names one of its own keeps that.
    """
    more = urlencode(query).replace("&", "&amp;")
    return _LINK.sub(lambda link: _with(link, more), html) if more else html


def _with(link: re.Match[str], more: str) -> str:
    before, address, place = link.groups(default="")
    if _NAMED.search(address):
        return link[0]
    return f'{before}{address}{"&amp;" if "?" in address else "?"}{more}{place}"'


def query() -> Query:
    """The part of the address that is about the day."""
    return {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}


def show_day(as_of: datetime.date | None) -> None:
    """Ask for another day; None for today."""
    leave()
    if as_of is not None and as_of != datetime.date.today():
        st.query_params["as_of"] = as_of.isoformat()


def leave() -> None:
    """Back to the board of today."""
    for name in query():
        del st.query_params[name]


def quick_choices(today: datetime.date, last_years: Iterable[int]) -> dict[datetime.date, str]:
    """Days worth asking for, newest first, with their words: ends of quarters, and of plan periods that are over."""
    quarters = [end for end in _ends_of_quarters(today) if end <= today][:QUARTERS_OFFERED]
    plans = {datetime.date(int(year), 12, 31) for year in last_years if year < today.year}
    return {end: _words(end, end in plans) for end in sorted({*quarters, *plans}, reverse=True)}


def _ends_of_quarters(today: datetime.date) -> list[datetime.date]:
    months = [(year, month) for year in range(today.year, today.year - 3, -1) for month in (12, 9, 6, 3)]
    return [datetime.date(year, month, 31 if month in (3, 12) else 30) for year, month in months]


def _words(end: datetime.date, ends_plan: bool) -> str:
    return f"{end.year}年{'底（规划期末）' if ends_plan else _QUARTER_ENDS[end.month]}"


def suggested_name(as_of: datetime.date) -> str:
    """How a snapshot of this day is usually called: 2024年前三季度; the day itself where no quarter ends."""
    if ends_month(as_of) and as_of.month in _QUARTER_ENDS:
        return _words(as_of, ends_plan=False)
    return f"截至{day(as_of)}"
