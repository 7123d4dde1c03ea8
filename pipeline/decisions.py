"""What people decided about facts, laid over what was extracted. Pure: frames and decisions in, frames and notes out.

A board holds what the documents say and nothing else; who reads it lays the decisions over it. So a decision counts
at once, can be taken back, and no build can lose it. The newest decision about a fact is the one that counts.

``accept`` and ``correct`` keep the values that the reviewer saw and wrote, also when a later build reads others;
``reject`` and ``merge`` leave the row in its table, marked, so that it can be looked at and reopened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from pipeline.facts import FIELDS, FINDING, KEYS, Frames, Values, records, said
from pipeline.overlay import MERGED, REJECTED, overlay

Action = Literal["accept", "correct", "reject", "merge", "reopen"]
REVIEW: dict[str, str] = {"accept": "已确认", "correct": "已更正", "reject": REJECTED, "merge": MERGED}
NOTE = ["seq", "fact_id", "plan_id", "action", "code", "message", "indicator", "quote", "decided_by", "decided_at"]
MESSAGES = {
    "lost": "目标在新版本中没有找到，决定保留",
    "lost_into": "要并入的目标在新版本中没有找到，决定保留",
    "unnecessary": "更正已不再需要",
    "changed": "抽取结果已变，请复核",
}


@dataclass(frozen=True)
class Decision:
    """One act of a reviewer. ``changes`` and ``expected`` are keyed by FIELDS, ``expected`` also has the ``quote``."""

    fact_id: str
    plan_id: str
    action: Action
    decided_by: str
    decided_at: str = ""  # UTC, ISO 8601
    changes: Mapping[str, Any] = field(default_factory=dict)
    expected: Mapping[str, Any] = field(default_factory=dict)
    into_id: str = ""
    reason: str = ""
    seq: int = 0

    @property
    def values(self) -> Values:
        """The fields as the reviewer wants them; empty where the decision is about the fact as a whole."""
        if self.action not in ("accept", "correct"):
            return {}
        return {name: value for name, value in {**self.expected, **self.changes}.items() if name in FIELDS}


@dataclass(frozen=True)
class Applied:
    """The frames with a ``review`` column in target, observation and finding, and what became of the decisions.

    ``notes`` (columns NOTE) holds one row for each decision that a reader of a new build should look at;
    ``standing`` the decision that counts for each fact, by the id that the fact has now.
    """

    frames: Frames
    notes: pd.DataFrame
    standing: Mapping[str, Decision]


def apply(frames: Frames, decisions: Iterable[Decision]) -> Applied:
    """Lay ``decisions`` over the tables of a board. The frames given are not changed."""
    ordered = sorted(decisions, key=lambda decision: decision.seq)
    facts = _facts(frames, ordered)
    newest = {_current_id(decision.fact_id, facts): decision for decision in ordered}
    counting = {fact_id: decision for fact_id, decision in newest.items() if decision.action != "reopen"}
    merged = {fact_id: _end(fact_id, counting, facts) for fact_id, one in counting.items() if one.action == "merge"}
    into = {fact_id: end for fact_id, end in merged.items() if end and fact_id in facts}
    review = {
        fact_id: REVIEW[decision.action]
        for fact_id, decision in counting.items()
        if decision.action != "merge" or fact_id in into
    }
    values = {fact_id: decision.values for fact_id, decision in counting.items() if fact_id in facts}
    notes = [
        _note(fact_id, decision, code)
        for fact_id, decision in counting.items()
        if (code := "lost_into" if merged.get(fact_id, "") is None else _became(decision, facts.get(fact_id)))
    ]
    laid = overlay(frames, {fact_id: kept for fact_id, kept in values.items() if kept}, into, review)
    return Applied(laid, pd.DataFrame(notes, columns=NOTE), counting)


def _facts(frames: Frames, decisions: Iterable[Decision]) -> dict[str, Values]:
    """What extraction says of every fact that a decision names, by id."""
    named = {fact_id for one in decisions for name in (one.fact_id, one.into_id) for fact_id in (name, _twin(name))}
    rows = [row for table, key in KEYS.items() for row in records(frames[table][frames[table][key].isin(named)])]
    return {row["target_id" if "target_id" in row else "observation_id"]: said(row) for row in rows}


def _current_id(fact_id: str, facts: Mapping[str, Values]) -> str:
    """The id under which extraction gives the fact now: a target that it now takes for a figure is the same fact."""
    return next((known for known in (fact_id, _twin(fact_id)) if known in facts), fact_id)


def _twin(fact_id: str) -> str:
    """The id of the same place read as the other kind (``pipeline.ids``)."""
    return {"t": "o", "o": "t"}.get(fact_id[:1], "") + fact_id[1:]


def _end(fact_id: str, counting: Mapping[str, Decision], facts: Mapping[str, Values]) -> str | None:
    """The target that a merged fact has gone into, through others if need be; None where there is none."""
    seen = {fact_id}
    while (decision := counting.get(fact_id)) and decision.action == "merge":
        fact_id = _current_id(decision.into_id, facts)
        if fact_id in seen:
            return None
        seen.add(fact_id)
    if fact_id not in facts or (decision and decision.action == "reject"):
        return None
    kind = (decision.values if decision else {}).get("kind", facts[fact_id]["kind"])
    return fact_id if kind == "target" else None


def _became(decision: Decision, now: Values | None) -> str:
    """What a new build has made of a decision (a key of MESSAGES), '' where it stands as it was."""
    if decision.fact_id.startswith(FINDING) or (now is None and decision.action == "reject"):
        return ""  # what is gone needs no rejecting
    if now is None:
        return "lost"
    if decision.action == "correct" and _agree(decision.values, now):
        return "unnecessary"
    return "" if _agree(decision.expected, now) else "changed"


def _agree(wanted: Mapping[str, Any], now: Values) -> bool:
    return all(value == now[name] for name, value in wanted.items() if name in now)


def _note(fact_id: str, decision: Decision, code: str) -> Values:
    known = {name: getattr(decision, name) for name in NOTE if hasattr(decision, name)}
    words = {name: str(decision.expected.get(name, "")) for name in ("indicator", "quote")}
    return known | words | {"fact_id": fact_id, "code": code, "message": MESSAGES[code]}
