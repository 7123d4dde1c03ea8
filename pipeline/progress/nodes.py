"""节点: the dated steps of a task that people laid down, and which of them are passed, from Mark entries. Pure.

A Mark of a programme with ``what`` node_due lays a node down: ``text`` its name, ``on`` its deadline, ``number`` its
weight (1 where none is given; 0 takes the node out). One with ``what`` node says of a node, by its name, that it was
passed on the day ``on`` (``number`` 0: not passed after all). Of several for a node the last one entered counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline import lexicon
from pipeline.entries import Mark

DUE, PASSED = "node_due", "node"
ACCEPTED = str(lexicon.load("stages")["accepted"])  # whoever records it says that the task is done, nodes or not


@dataclass(frozen=True)
class Node:
    """A node with its deadline and weight; ``passed_on`` is None where nobody said that it was passed."""

    name: str
    due_on: date
    weight: float = 1.0
    passed_on: date | None = None
    source: str = ""

    def is_due(self, as_of: date) -> bool:
        """Whether its day has come."""
        return self.due_on <= as_of

    def is_late(self, as_of: date) -> bool:
        """Past its day and not passed."""
        return self.due_on < as_of and self.passed_on is None


def nodes_of(marks: Iterable[Mark], as_of: date) -> tuple[Node, ...]:
    """The nodes of one task by deadline, as they stood on a day: what was passed later does not count."""
    known = sorted(marks, key=lambda mark: mark.seq)
    laid = {mark.text: mark for mark in known if mark.what == DUE}
    told = {mark.text: mark for mark in known if mark.what == PASSED and date.fromisoformat(mark.on) <= as_of}
    nodes = (_node(mark, told.get(name)) for name, mark in laid.items() if mark.number != 0)
    return tuple(sorted(nodes, key=lambda node: (node.due_on, node.name)))


def accepted(marks: Iterable[Mark], as_of: date) -> Mark | None:
    """The record that the whole was accepted by a day; None where there is none, or it was taken back."""
    known = (mark for mark in marks if mark.what == PASSED and mark.text == ACCEPTED)
    last = max(
        (mark for mark in known if date.fromisoformat(mark.on) <= as_of), key=lambda mark: mark.seq, default=None
    )
    return None if last is None or last.number == 0 else last


def _node(laid: Mark, told: Mark | None) -> Node:
    weight = 1.0 if laid.number is None else laid.number
    if told is None or told.number == 0:
        return Node(laid.text, date.fromisoformat(laid.on), weight)
    return Node(laid.text, date.fromisoformat(laid.on), weight, date.fromisoformat(told.on), told.source)
