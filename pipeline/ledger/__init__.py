"""What people said: an append-only store with an audit chain, its check, its backup."""

from pipeline.ledger.connecting import LedgerError, is_there
from pipeline.ledger.store import E, Ledger, known_audit, known_decisions, known_entries

__all__ = ["E", "Ledger", "LedgerError", "is_there", "known_audit", "known_decisions", "known_entries"]
