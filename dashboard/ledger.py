"""What people decided, as this process knows it: read once, then only what is newer; and the one way to add to it."""

from dataclasses import dataclass, field
from threading import Lock

import streamlit as st

from pipeline.decisions import Decision
from pipeline.ledger import Ledger, known_decisions
from pipeline.settings import ledger_url


@dataclass
class _Known:
    """The decisions of one ledger. It is opened for good by the first decision; asking alone makes no file."""

    url: str
    decisions: list[Decision] = field(default_factory=list)
    ledger: Ledger | None = None
    lock: Lock = field(default_factory=Lock)

    def read(self) -> tuple[Decision, ...]:
        with self.lock:
            if self.ledger is None and known_decisions(self.url):
                self.ledger = Ledger(self.url)
            if self.ledger:
                self.decisions += self.ledger.decisions(after=self.decisions[-1].seq if self.decisions else 0)
            return tuple(self.decisions)

    def add(self, decision: Decision) -> Decision:
        with self.lock:
            self.ledger = self.ledger or Ledger(self.url)
            return self.ledger.add(decision)


@st.cache_resource(show_spinner=False)
def _known(url: str) -> _Known:
    return _Known(url)


def decisions() -> tuple[Decision, ...]:
    """Every decision on record, in order. Raises LedgerError."""
    return _known(ledger_url()).read()


def decide(decision: Decision) -> Decision:
    """Put a decision on record. Raises LedgerError when it could not be kept."""
    return _known(ledger_url()).add(decision)
