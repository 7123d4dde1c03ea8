"""What people said, as this process knows it: read once, then only what is newer; and the one way to add to it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from dashboard import moment
from pipeline.decisions import Decision
from pipeline.errors import PipelineError
from pipeline.ledger import E, Ledger, is_there
from pipeline.reported import Record, record_of
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


def record() -> Record:
    """The entries that verdicts depend on. Raises LedgerError."""
    return record_of(entries)


def enter(*new: E) -> list[E]:
    """Put entries on record, all of them or none. Raises PipelineError that says why they could not be kept.

    Who looks at a snapshot sees what was, and enters nothing.
    """
    if name := moment.asked().snapshot:
        raise PipelineError(f"没有保存：正在查看数据期“{name}”，不能填报和审核。请先返回当前看板。")
    return _known(ledger_url()).add_all(new)


def decisions() -> tuple[Decision, ...]:
    """Every decision on record, in order. Raises LedgerError."""
    return entries(Decision)


def decide(decision: Decision) -> Decision:
    """Put a decision on record. Raises LedgerError when it could not be kept."""
    return enter(decision)[0]
