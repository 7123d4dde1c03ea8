"""The ledger as this process knows it: read once, then only what is newer. Pages use ``dashboard.ledger``."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from pipeline.ledger import E, Ledger, is_there
from pipeline.settings import ledger_url


@dataclass
class _Known:
    """The entries of one ledger by kind. Asking alone makes no file."""

    url: str
    kept: dict[type, list[Any]] = field(default_factory=lambda: defaultdict(list))
    ledger: Ledger | None = None
    lock: Lock = field(default_factory=Lock)

    def read(self, kind: type[E]) -> tuple[E, ...]:
        with self.lock:
            known: list[E] = self.kept[kind]
            if self.ledger or is_there(self.url):
                known += self._opened().entries(kind, after=known[-1].seq if known else 0)
            return tuple(known)

    def last_change(self) -> int:
        with self.lock:
            return self._opened().last_change() if self.ledger or is_there(self.url) else 0

    def add_all(self, entries: Sequence[E]) -> list[E]:
        with self.lock:
            return self._opened().add_all(entries)

    def _opened(self) -> Ledger:
        self.ledger = self.ledger or Ledger(self.url)
        return self.ledger


@st.cache_resource(show_spinner=False)
def _known(url: str) -> _Known:
    return _Known(url)


def entries(kind: type[E]) -> tuple[E, ...]:
    """Every entry of a kind on record, in order. Raises LedgerError."""
    return _known(ledger_url()).read(kind)


def last_change() -> int:
    """The number of the last entry of any kind: what was made from the ledger when it was the last still holds."""
    return _known(ledger_url()).last_change()


def add(new: Sequence[E]) -> list[E]:
    """Put entries on record, all of them or none, whoever asks. Raises PipelineError."""
    return _known(ledger_url()).add_all(new)
