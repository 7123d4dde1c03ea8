"""What the reader asked to see: one frozen value that is also the address of the view.

Every value in the address is a word of the board (``?city=宜兴市&year=2021``), so that an address can
be read, typed and sent. Unknown parameters are ignored; a value the board does not know finds nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

import pandas as pd

from dashboard.searching import finds

Query = dict[str, list[str]]


@dataclass(frozen=True)
class Filters:
    """Empty means no limit. Values inside one field are alternatives, fields add up.

    ``year`` holds due years as printed in the address, 未明确 for goals without one; ``agency`` is a
    lead agency; each word of ``text`` is looked for in indicator, city, programme, agencies, amount and the
    sentences of all statements, in both scripts (``dashboard.searching``).
    """

    city: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    text: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, Iterable[str]]) -> "Filters":
        """The filter in an address; blanks in a pasted ``text`` part words, as they do in the search box."""
        words = {**query, "text": " ".join(query.get("text", ())).split()}
        return cls(**{field.name: _distinct(words.get(field.name, ())) for field in fields(cls)})

    def to_query(self) -> Query:
        """The address as parameters, empty fields left out."""
        return {field.name: list(getattr(self, field.name)) for field in fields(self) if getattr(self, field.name)}

    def with_(self, **changes: tuple[str, ...]) -> "Filters":
        return replace(self, **changes)

    def link(self, page: str = "", **more: str) -> str:
        """A relative address of ``page`` with this filter, and other parameters before it."""
        query = urlencode({**more, **self.to_query()}, doseq=True)
        return f"{page or './'}?{query}" if query else page or "./"

    def apply(self, goals: pd.DataFrame) -> pd.DataFrame:
        """The rows of ``goals`` (columns of ``data.goals``) that the filter lets through, in their order."""
        chosen = pd.Series(True, index=goals.index)
        for column, wanted in _COLUMNS.items():
            if values := getattr(self, wanted):
                chosen &= goals[column].isin(values)
        if self.agency:
            chosen &= goals["lead_agencies"].map(lambda names: not set(names).isdisjoint(self.agency)).astype(bool)
        for text in self.text:
            chosen &= finds(goals["search_text"], text)
        return goals[chosen]

    def describe(self) -> str:
        """The filter in words, for an empty result: 城市 平湖市 · 领域 生态环境."""
        parts = (f"{NAMES[name]} {'、'.join(values)}" for name, values in self.to_query().items())
        return " · ".join(parts)

    def __bool__(self) -> bool:
        return bool(self.to_query())


NAMES = {
    "city": "城市",
    "domain": "领域",
    "year": "到期年",
    "state": "状态",
    "programme": "任务",
    "agency": "牵头单位",
    "text": "文字",
}
_COLUMNS = {
    "city": "city",
    "domain_group": "domain",
    "due_text": "year",
    "state": "state",
    "programme_title": "programme",
}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
