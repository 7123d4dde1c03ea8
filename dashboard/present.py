"""演示: one goal at a time for a meeting, as plain values: the number, the verdict, the way from base to target, the
sentence. Drawn by ``wall_page`` on a page of its own.
"""

from dataclasses import dataclass

from dashboard import goal_view, labels, summary
from dashboard.data import Board
from dashboard.filters import Filters
from dashboard.marking import Piece
from dashboard.rows import Row, row_of

LONGEST_QUOTE = 260  # characters of a source that fit under the number


@dataclass(frozen=True)
class Track:
    """The way of a goal in shares of it: where its value and 序时 stand between base and target, 0 to 1."""

    start: str
    end: str
    done: float
    pace: float | None


@dataclass(frozen=True)
class Slide:
    """One goal, and the ids of the goals before and after it in the list of the view."""

    goal: Row
    plan: Row
    pieces: list[Piece]
    place: list[str]
    track: Track | None
    position: int
    total: int
    before: str
    after: str


def slide(board: Board, filters: Filters, target_id: str) -> Slide | None:
    """The goal that is asked for, or the first of the view; None where the view has none."""
    found = summary.sort_goals(filters.apply(board.goals))
    goal = row_of(found, "target_id", target_id) if target_id else None
    goal = goal or (row_of(found, "target_id", str(found["target_id"].iloc[0])) if len(found) else None)
    if goal is None:
        return None
    plan = row_of(board.table("plan"), "plan_id", goal["plan_id"]) or {}
    passage = row_of(board.table("passage"), "passage_id", goal["passage_id"]) or {}
    around = goal_view.around(found, goal["target_id"]) or {}
    return Slide(
        goal, plan, _around_number(goal_view.source(goal, passage)), goal_view.place(goal, plan), track(goal),
        around["position"], around["total"], around["before"], around["after"],
    )  # fmt: skip


def track(goal: Row) -> Track | None:
    """None where there is no figure, or its share of the way is not known (a growth rate has none)."""
    if labels.is_missing(goal["attainment"]) or goal["measure"] == "growth":
        return None
    base = goal["base_value"]
    start = "0" if labels.is_missing(base) else "".join(labels.quantity(base, None, goal["unit"]))
    gap = goal["pace_gap"]
    done = float(goal["attainment"])
    pace = None if labels.is_missing(gap) else _within(done - float(gap) / 100)
    return Track(
        start, "".join(labels.demand("=", goal["value"], goal["value_max"], goal["unit"])), _within(done), pace
    )


def _within(share: float) -> float:
    return max(0.0, min(1.0, share))


def _around_number(pieces: list[Piece]) -> list[Piece]:
    """The sentence and as much around it as fits; what is left out is said by ……."""
    marked = [piece for piece in pieces if piece.marks]
    if sum(len(piece.text) for piece in pieces) <= LONGEST_QUOTE or not marked:
        return pieces
    return [Piece("……"), *marked, Piece("……")]
