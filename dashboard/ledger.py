"""What people said, and the one way to add to it from a page."""

from dashboard import access, moment
from dashboard.known import add, entries, last_change
from pipeline.decisions import Decision
from pipeline.errors import PipelineError
from pipeline.ledger import E
from pipeline.reported import Record, record_of

__all__ = ["decide", "decisions", "enter", "entries", "last_change", "record"]


def record() -> Record:
    """The entries that verdicts depend on. Raises LedgerError."""
    return record_of(entries)


def enter(*new: E) -> list[E]:
    """Put entries on record, all of them or none. Raises PipelineError that says why they could not be kept.

    Who looks at a snapshot sees what was, and enters nothing; with accounts nobody enters in another one's name.
    """
    if name := moment.asked().snapshot:
        raise PipelineError(f"没有保存：正在查看数据期“{name}”，不能填报和审核。请先返回当前看板。")
    for entry in new:
        access.check_still_here(entry.decided_by if isinstance(entry, Decision) else entry.entered_by)
    return add(new)


def decisions() -> tuple[Decision, ...]:
    """Every decision on record, in order. Raises LedgerError."""
    return entries(Decision)


def decide(decision: Decision) -> Decision:
    """Put a decision on record. Raises LedgerError when it could not be kept."""
    return enter(decision)[0]
