"""What of the board an account sees and may write about: cities, and agencies that answer for a goal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from pipeline.decisions import Decision
from pipeline.entries import Account, Entry

E = TypeVar("E", bound=Entry | Decision)
Frames = dict[str, pd.DataFrame]
_KEYS = {"target_id": "target", "plan_id": "plan"}  # by which an entry says what it is about, and their tables


@dataclass(frozen=True)
class Scope:
    """() stands for all. A goal that names no agency is outside a scope of agencies: nobody has said whose it is."""

    cities: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.cities or self.agencies)

    def covers(self, city: str, agency: str) -> bool:
        return (not self.cities or city in self.cities) and (not self.agencies or agency in self.agencies)


EVERYTHING = Scope()


def scope_of(account: Account | None) -> Scope:
    """Everything for nobody in particular (单机模式)."""
    return Scope(account.cities, account.agencies) if account else EVERYTHING


def limited(frames: Mapping[str, pd.DataFrame], scope: Scope) -> Frames:
    """The tables of a board (``pipeline.schema``) within a scope: the same columns, fewer rows.

    A city's documents go with the city. Of its goals and programmes those stay that name one of the scope's agencies,
    leading or supporting; the documents' text stays, because no goal can be read without it.
    """
    if not scope:
        return dict(frames)
    plans = _plans(frames["plan"], scope)
    kept = {name: _having(frame, "plan_id", plans) for name, frame in frames.items()}
    kept |= {name: _of_agencies(kept[name], scope) for name in ("target", "programme")}
    kept["statement"] = _having(kept["statement"], "target_id", kept["target"]["target_id"])
    return kept


def within(entries: Iterable[E], frames: Mapping[str, pd.DataFrame]) -> tuple[E, ...]:
    """The entries that are about something that these tables hold, or about nothing in particular (a rule)."""
    known = {name: set(frames[table][name]) for name, table in _KEYS.items()}
    return tuple(entry for entry in entries if _is_within(entry, known))


def _is_within(entry: Entry | Decision, known: Mapping[str, set[str]]) -> bool:
    named = {name: getattr(entry, name, "") for name in known}
    return all(not value or value in known[name] for name, value in named.items())


def _plans(plans: pd.DataFrame, scope: Scope) -> pd.Series:
    return plans["plan_id"][plans["city"].isin(scope.cities)] if scope.cities else plans["plan_id"]


def _having(frame: pd.DataFrame, column: str, values: pd.Series) -> pd.DataFrame:
    return frame[frame[column].isin(values)].reset_index(drop=True) if column in frame else frame


def _of_agencies(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    if not scope.agencies:
        return frame
    named = zip(frame["lead_agencies"], frame["supporting_agencies"], strict=True)
    own = [not set(scope.agencies).isdisjoint([*lead, *supporting]) for lead, supporting in named]
    return frame[own].reset_index(drop=True)
