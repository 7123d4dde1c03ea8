"""What the page 任务 says, as plain values: tasks by their nodes, phases, projects by stage and money."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import ledger
from dashboard.data import Board
from dashboard.icons import STATES, WORST_FIRST
from dashboard.labels import day, names, percent
from dashboard.rows import Row, row_of, rows
from pipeline.entries import Mark, Subject
from pipeline.progress.nodes import DUE, PASSED, Node, nodes_of
from pipeline.progress.projects import MONEY, STAGES, judge_projects
from pipeline.progress.tasks import judge_phases, judge_tasks

TASKS, PHASES, PROJECTS = KINDS = ("任务", "阶段", "项目资金")
KEYS: dict[str, tuple[Subject, str]] = {
    TASKS: ("programme", "programme_id"), PHASES: ("milestone", "milestone_id"), PROJECTS: ("project", "project_id"),
}  # fmt: skip
NO_STAGE = "没有阶段记录"
ALL_STATES, ALL_CITIES, ALL_AGENCIES = "全部状态", "全部城市", "全部单位"
_TABLES = {TASKS: "programme", PHASES: "milestone", PROJECTS: "project"}
_STATE_ORDER = [state.name for state in STATES]
_SAID = {DUE: "定节点", PASSED: "通过", "report": "进展", "stage": "阶段", "physical": "形象进度", **MONEY}


@dataclass(frozen=True)
class Choice:
    """What is asked for; the words for everything mean no limit."""

    state: str = ALL_STATES
    city: str = ALL_CITIES
    agency: str = ALL_AGENCIES

    def of(self, every: Sequence[Row]) -> list[Row]:
        return [
            row
            for row in every
            if self.state in (ALL_STATES, row["state"])
            and self.city in (ALL_CITIES, row["city"])
            and (self.agency == ALL_AGENCIES or self.agency in row["agencies"])
        ]


def subjects(board: Board, kind: str) -> list[Row]:
    """The tasks, phases or projects of the board, what needs a look first; the columns of their table and of
    ``pipeline.progress``, and ``id``, ``name``, ``agencies``, ``state`` (of a project its stage).
    """
    marks = board.entries(Mark)
    table, key = board.table(_TABLES[kind]), KEYS[kind][1]
    if kind == PROJECTS:
        judged = judge_projects(table, marks, board.as_of)
        table = table.drop(columns=["requested", "approved", "doubt"])
    elif kind == TASKS:
        judged = judge_tasks(table, marks, board.as_of, board.rule).rename(columns={"subject_id": key})
    else:
        judged = judge_phases(table, marks, board.as_of).rename(columns={"subject_id": key})
    every = [_with_names(kind, row) for row in rows(table.merge(judged, on=key, validate="1:1"))]
    return sorted((row for row in every if not row.get("is_total")), key=lambda row: _order(kind, row))


def nodes_by_plan(board: Board) -> dict[str, list[Node]]:
    """Every node that was laid down, by the plan of its task. Raises LedgerError."""
    marks = [mark for mark in board.entries(Mark) if mark.subject_kind == "programme"]
    found: dict[str, list[Node]] = {}
    for subject in dict.fromkeys(mark.subject_id for mark in marks):
        own = [mark for mark in marks if mark.subject_id == subject]
        found.setdefault(own[0].plan_id, []).extend(nodes_of(own, board.as_of))
    return found


def sentence(kind: str, found: Sequence[Row], *, filtered: bool) -> str:
    """The finding: how many there are, and how many in each state, which add up."""
    counts = Counter(row["state"] for row in found)
    if not found:
        return f"没有符合条件的{kind}。" if filtered else f"文件里没有{kind}。"
    order = [*reversed(STAGES), NO_STAGE] if kind == PROJECTS else _STATE_ORDER
    words = "，".join(f"{counts[state]} 项{_stage_word(kind, state)}" for state in order if counts[state])
    return f"{'所选的' if filtered else ''}{kind} {len(found)} 项：{words}。"


def facts(kind: str, row: Row) -> list[tuple[str, str]]:
    """The definition list of one task, phase or project."""
    if kind == PROJECTS:
        money = [(word, f"{row[name]:g} 万元" if not pd.isna(row[name]) else "未知") for name, word in MONEY.items()]
        shares = [("支付率", row["paid_share"]), ("核减率", row["cut_share"])]
        return [("单位", row["department"]), *money] + [(w, "–" if pd.isna(s) else percent(s)) for w, s in shares]
    known = [("城市", row["city"]), ("牵头单位", names(row["agencies"]))]
    if kind == TASKS:
        known += [("配合单位", names(row["supporting_agencies"]))]
        if row["nodes"]:
            known += [("节点", f"通过 {row['passed']} / {row['nodes']} 个，按权重 {percent(row['share'])}")]
    return known


def nodes(row: Row, as_of: datetime.date) -> list[Row]:
    """The nodes of a task: ``name``, ``due``, ``weight``, ``passed`` in words, ``late``."""
    own = _marks_of("programme", row["id"])
    return [
        {
            "name": node.name, "due": node.due_on.isoformat(), "weight": f"{node.weight:g}",
            "late": node.is_late(as_of),
            "passed": f"{node.passed_on} 通过" if node.passed_on else "逾期未通过" if node.is_late(as_of) else "未到期",
            "source": node.source,
        }
        for node in nodes_of(own, as_of)
    ]  # fmt: skip


def history(kind: str, row: Row) -> list[Row]:
    """What was put on record of it, the newest first: ``word``, ``told``, ``on``, ``who``, ``source``."""
    return [
        {
            "word": _SAID.get(mark.what, mark.what), "told": _told(mark), "on": mark.on, "source": mark.source,
            "who": f"{mark.entered_by} {day(datetime.datetime.fromisoformat(mark.entered_at).astimezone().date())}记",
        }
        for mark in reversed(_marks_of(KEYS[kind][0], row["id"]))
    ]  # fmt: skip


def find(every: Iterable[Row], wanted: str) -> Row | None:
    return next((row for row in every if row["id"] == wanted), None)


def kind_of(board: Board, wanted: str) -> str:
    """Which kind an id names; '' for none on the board."""
    return next((kind for kind in KINDS if row_of(board.table(_TABLES[kind]), KEYS[kind][1], wanted)), "")


def _with_names(kind: str, row: Row) -> Row:
    row = row | {"id": row[KEYS[kind][1]]}
    if kind == TASKS:
        return row | {"name": f"{row['number']}　{row['title']}", "agencies": list(row["lead_agencies"])}
    if kind == PHASES:
        name = "　".join(word for word in (row["label"], row["name"]) if word)
        return row | {"name": name, "agencies": []}
    return row | {
        "name": f"{row['department']}项目",
        "agencies": [row["department"]],
        "state": row["stage"] or NO_STAGE,
    }


def _order(kind: str, row: Row) -> tuple[object, ...]:
    """Projects as printed; what is judged before what has no verdict, the worst first."""
    if kind == PROJECTS:
        return ()
    return (row["state"] == "无数据", WORST_FIRST.index(row["state"]), row["city"], row.get("number", 0))


def _stage_word(kind: str, state: str) -> str:
    return f"在{state}阶段" if kind == PROJECTS and state != NO_STAGE else state


def _told(mark: Mark) -> str:
    number = "" if mark.number is None else f"{mark.number:g}"
    if mark.what == PASSED:
        return f"{mark.text}{'：未通过' if mark.number == 0 else ''}"
    if mark.what == DUE:
        return f"{mark.text}，权重 {number or '1'}"
    return f"{number} 万元" if mark.what in MONEY else mark.text or number


def _marks_of(kind: Subject, subject_id: str) -> list[Mark]:
    return [mark for mark in ledger.entries(Mark) if (mark.subject_kind, mark.subject_id) == (kind, subject_id)]
