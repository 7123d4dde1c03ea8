"""任务 and 节点: where the tasks and phases of a plan stand, by the nodes that are passed. Pure.

DOMAIN 2.6, 节点/定性: the share of nodes passed, by weight, against the share that is due; done when the final node
is accepted. No percent by feeling: a task without nodes, or of which nobody reported anything, has no verdict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.entries import Mark
from pipeline.progress.nodes import DUE, PASSED, Node, accepted, nodes_of
from pipeline.progress.rules import DEFAULT_RULE, Rule
from pipeline.progress.states import AHEAD, DONE, NO_DATA, NOT_JUDGED, ON_PACE, OVERDUE, SLIGHTLY_BEHIND

TASK_COLUMNS = {
    "subject_id": "str", "state": "str", "nodes": "Int64", "passed": "Int64", "share": "Float64",
    "due_share": "Float64", "pace_gap": "Float64", "next_node": "str", "next_due": "datetime64[us]",
    "last_on": "datetime64[us]", "last_text": "str", "reason": "str",
}  # fmt: skip
Marks = Mapping[str, Sequence[Mark]]


@dataclass(frozen=True)
class Standing:
    """A task at a day: its nodes and what was recorded of it."""

    nodes: tuple[Node, ...]
    marks: Sequence[Mark]
    as_of: date

    @property
    def passed(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.passed_on)

    @property
    def late(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.is_late(self.as_of))

    @property
    def share(self) -> float | None:
        """Weight of the nodes passed in that of all; None without nodes."""
        return _weight(self.passed) / _weight(self.nodes) if self.nodes else None

    @property
    def due_share(self) -> float | None:
        """Weight of the nodes whose day has come in that of all: the 序时进度 of a task."""
        due = tuple(node for node in self.nodes if node.is_due(self.as_of))
        return _weight(due) / _weight(self.nodes) if self.nodes else None

    @property
    def accepted_on(self) -> date | None:
        """When the final node was passed, or the whole accepted."""
        if mark := accepted(self.marks, self.as_of):
            return date.fromisoformat(mark.on)
        return self.nodes[-1].passed_on if self.nodes else None

    @property
    def next_node(self) -> Node | None:
        return next((node for node in self.nodes if not node.passed_on), None)

    @property
    def last(self) -> Mark | None:
        """What was last reported, by the day that it tells of; laying down a node reports nothing."""
        told = (mark for mark in self.marks if mark.what != DUE and date.fromisoformat(mark.on) <= self.as_of)
        return max(told, key=lambda mark: (mark.on, mark.seq), default=None)


def judge_tasks(
    programmes: pd.DataFrame, marks: Iterable[Mark], as_of: date, rule: Rule = DEFAULT_RULE
) -> pd.DataFrame:
    """One row per programme (``programme_id``), in their order: TASK_COLUMNS.

    ``share`` of nodes passed and ``due_share`` as shares by weight, ``pace_gap`` in percentage points; ``next_node``
    the first not passed; ``last_on`` and ``last_text`` the last report; ``reason`` a Chinese sentence.
    """
    known = _by_subject(marks, "programme")
    return _frame(_row(each, known.get(each, ()), as_of, rule) for each in programmes["programme_id"])


def judge_phases(milestones: pd.DataFrame, marks: Iterable[Mark], as_of: date) -> pd.DataFrame:
    """One row per phase of a plan (``milestone_id``, ``due_year``): TASK_COLUMNS, a phase being its own only node."""
    known = _by_subject(marks, "milestone")
    pairs = zip(milestones["milestone_id"], milestones["due_year"], strict=True)
    return _frame(
        _phase(each, None if pd.isna(year) else int(year), known.get(each, ()), as_of) for each, year in pairs
    )


def task_state(stand: Standing, rule: Rule) -> str:
    """The state of a task; what is past its day and not passed is never green."""
    if stand.accepted_on:
        return DONE
    if stand.share is None or stand.due_share is None or stand.last is None:
        return NO_DATA
    if stand.nodes[-1].is_late(stand.as_of):
        return OVERDUE
    state = rule.light_at(stand.share, stand.due_share).state
    return SLIGHTLY_BEHIND if stand.late and state in (AHEAD, ON_PACE) else state


def _row(subject_id: str, marks: Sequence[Mark], as_of: date, rule: Rule) -> dict[str, object]:
    stand = Standing(nodes_of(marks, as_of), marks, as_of)
    state, following = task_state(stand, rule), stand.next_node
    gap = None if stand.share is None or stand.due_share is None else (stand.share - stand.due_share) * 100
    return _told(subject_id, stand) | {
        "state": state, "nodes": len(stand.nodes), "passed": len(stand.passed), "share": stand.share,
        "due_share": stand.due_share, "pace_gap": gap, "next_node": following.name if following else "",
        "next_due": following.due_on if following else None, "reason": _reason(stand, state, gap),
    }  # fmt: skip


def _phase(subject_id: str, due_year: int | None, marks: Sequence[Mark], as_of: date) -> dict[str, object]:
    stand = Standing((), marks, as_of)
    told = max((mark for mark in marks if mark.what == PASSED and mark.on <= str(as_of)), key=_seq, default=None)
    over = due_year is not None and due_year < as_of.year
    due = "期限未明确" if due_year is None else f"{due_year}年底到期"
    if told is None:
        state, reason = NO_DATA, f"{due}，没有是否通过的记录。"
    elif told.number != 0:
        state, reason = DONE, f"{told.on} 通过{_by_source(told.source)}。"
    else:
        state, reason = OVERDUE if over else NOT_JUDGED, f"{due}，{told.on} 记为尚未通过{_by_source(told.source)}。"
    done = int(state == DONE)
    return _told(subject_id, stand) | {
        "state": state, "nodes": 1, "passed": done, "share": None if told is None else float(done),
        "due_share": float(over), "pace_gap": None, "next_node": "", "next_due": None, "reason": reason,
    }  # fmt: skip


def _told(subject_id: str, stand: Standing) -> dict[str, object]:
    last = stand.last
    text = "" if last is None else f"{'通过' if last.what == PASSED and last.number != 0 else ''}{last.text}"
    return {"subject_id": subject_id, "last_on": last and date.fromisoformat(last.on), "last_text": text}


def _reason(stand: Standing, state: str, gap: float | None) -> str:
    if stand.accepted_on:
        left = len(stand.nodes) - len(stand.passed)
        more = f"，另有 {left} 个节点没有通过的记录" if left else ""
        return f"{stand.accepted_on} 通过验收或最后节点{more}。"
    if not stand.nodes:
        return "没有定节点，不能判定。" if stand.last is None else "没有定节点，只有进展记录，不能判定。"
    if stand.last is None:
        return f"已定 {len(stand.nodes)} 个节点，尚无进展记录。"
    counted = f"{len(stand.nodes)} 个节点通过 {len(stand.passed)} 个"
    shares = f"按权重完成{_percent(stand.share)}，应完成{_percent(stand.due_share)}"
    late = (
        f"；{'、'.join(f'“{node.name}”应于 {node.due_on} 通过' for node in stand.late)}，未见通过" if stand.late else ""
    )
    return f"{counted}，{shares}，{_gap_words(gap or 0)}{late}。"


def _gap_words(gap: float) -> str:
    if abs(gap) < 0.05:
        return "与节点计划一致"
    return f"{'高于' if gap > 0 else '低于'}节点计划{abs(gap):.1f}个百分点"


def _percent(share: float | None) -> str:
    return f"{(share or 0) * 100:.1f}%"


def _by_source(source: str) -> str:
    return f"（{source}）" if source else ""


def _weight(nodes: Iterable[Node]) -> float:
    return sum(node.weight for node in nodes)


def _seq(mark: Mark) -> int:
    return mark.seq


def _by_subject(marks: Iterable[Mark], kind: str) -> Marks:
    known: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.subject_kind == kind:
            known[mark.subject_id].append(mark)
    return known


def _frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(TASK_COLUMNS)).astype(TASK_COLUMNS)
