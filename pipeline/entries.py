"""What people put into the ledger: one frozen class for each kind of entry, field by field a row of its table.

Every entry says who entered it and when; the ledger gives it its number. An entry is never changed: what was wrong is
followed by a newer entry. Days and periods are ISO dates, times UTC; '' and None mean that it was not said, and
nothing is put in its place. ``pipeline.entry_checks`` holds what can never be right.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.model import Finality, Operator

StepAction = Literal["submitted", "approved", "returned", "withdrawn"]
FollowUpAction = Literal["opened", "extended", "answered", "closed", "reopened"]
AnswerAction = Literal["accepted", "rejected", "reopened"]
Subject = Literal["programme", "milestone", "project", "agency"]
Role = Literal["领导", "查看", "填报", "审核", "督查", "系统管理员", "安全管理员", "审计管理员"]
AccessAct = Literal[
    "signed_in", "refused", "locked", "signed_out", "password_changed", "password_given", "exported", "denied"
]


@dataclass(frozen=True)
class Evidence:
    """佐证材料: a stored file (``pipeline.evidence``). ``name`` as it was handed in, ``size`` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry carries. ``seq`` and ``entered_at`` (UTC, ISO 8601) are given when it is put on record."""

    entered_by: str
    entered_at: str = ""
    seq: int = 0


@dataclass(frozen=True, kw_only=True)
class Figure(Entry):
    """填报的实际值 of a target for a 数据期; a correction names in ``replaces`` the figure it puts right.

    ``indicator``, ``city`` and ``unit`` are those on the board when it was entered, so that the figure can be read
    without it. ``finality`` 预计, 初步 or 审定; ``scope`` 口径; ``agency`` 填报单位; ``source`` where it is published.
    ``warnings_overruled`` gives for the code of each warning the reason it was set aside. ``cause`` 原因, ``remedy``
    对策 and ``new_date`` 新的完成时限 are for figures that are behind.
    """

    target_id: str
    plan_id: str
    city: str
    indicator: str
    period_start: str
    period_end: str
    value: float
    value_max: float | None = None
    unit: str = ""
    finality: Finality = ""
    scope: str = ""
    agency: str = ""
    source: str = ""
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    warnings_overruled: Mapping[str, str] = field(default_factory=dict)
    replaces: int = 0
    cause: str = ""
    remedy: str = ""
    new_date: str = ""


@dataclass(frozen=True, kw_only=True)
class Step(Entry):
    """A step of a figure between 填报 and 通过 (``pipeline.workflow``). 退回 has its reason."""

    figure_seq: int
    action: StepAction
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class GoalVersion(Entry):
    """调整后目标: what a target asks for since ``effective_on``, by the document that says so (依据文号)."""

    target_id: str
    plan_id: str
    value: float | None
    value_max: float | None = None
    op: Operator
    unit: str = ""
    due_year: int | None
    document_number: str
    effective_on: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Base(Entry):
    """基期值 of a target on a day (``at``)."""

    target_id: str
    plan_id: str
    value: float
    unit: str = ""
    at: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Curve(Entry):
    """分年目标 or planned path of a target: (day, value), in the order of days."""

    target_id: str
    plan_id: str
    points: tuple[tuple[str, float], ...]
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleChange(Entry):
    """The rule of judging in force from here on; ``definition`` is the rule itself."""

    name: str
    definition: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SchemeChange(Entry):
    """考核: the scheme in force from here on (``definition``, ``pipeline.scoring``), whether it is on, and whether
    agencies are ranked by it.
    """

    name: str
    definition: Mapping[str, Any]
    is_on: bool
    is_ranked: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class FrozenScore(Entry):
    """得分 of a period, frozen in a file of the scores folder. A later one for the period puts it right (``note``)."""

    name: str
    period: str
    as_of: str
    file_name: str
    sha256: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUp(Entry):
    """A step of 督办 item ``item_id`` (``pipeline.follow_ups``). ``due_on`` is the deadline that holds from here on.

    ``text`` is what was asked, answered or verified, or why; ``target_id`` '' where the item is about a programme, a
    milestone or a whole agency. ``agency`` 办理单位 (of an answer: who answered); ``document`` 督办单 or 依据文号;
    ``evidence`` what proves an answer.
    """

    item_id: str
    target_id: str
    plan_id: str
    action: FollowUpAction
    text: str = ""
    due_on: str = ""
    agency: str = ""
    document: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Snapshot(Entry):
    """数据期: the board as of a day, frozen under a name in a file of the snapshot folder."""

    name: str
    as_of: str
    file_name: str
    sha256: str
    board: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Mark(Entry):
    """How far a programme, milestone or project is, or what an agency was given, on a day.

    ``what`` says of which side: stage, node_due and node (``pipeline.progress.nodes``), report, requested, approved,
    paid, physical, score:<dimension>. The answer is ``number``, ``text`` or both.
    """

    subject_kind: Subject
    subject_id: str
    plan_id: str
    what: str
    number: float | None = None
    text: str = ""
    on: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerDecision(Entry):
    """Whether a figure of a document answers a target (``pipeline.answer_record``); the last one on a pair counts.

    ``kind`` is how it was proposed (same, near), ``differs`` what differed between the two, in words. Both sentences
    are kept as they were read: ``goal_quote`` and ``figure_quote``. Who takes a near one says why (``reason``).
    """

    target_id: str
    plan_id: str
    observation_id: str
    figure_plan_id: str
    action: AnswerAction
    kind: Literal["same", "near"]
    score: float = 0.0
    differs: str = ""
    goal_quote: str = ""
    figure_quote: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorChange(Entry):
    """规范指标 as an officer wants it from here on: ``definition`` is the whole of it (``pipeline.filing.dictionary``).

    ``is_retired``: it is no longer used; what was filed under it is filed anew.
    """

    indicator_id: str
    definition: Mapping[str, Any]
    is_retired: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Account(Entry):
    """账号: who may use the board, from here on; the last one of a name counts.

    ``cities`` and ``agencies`` are what the person sees and may write about, () for all; ``reason`` why it was changed.
    """

    name: str
    role: Role
    cities: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    is_active: bool = True
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AccessEvent(Entry):
    """What was done with an account, besides entering something. ``entered_by`` is the name that was given.

    ``what`` names what was exported or denied; ``origin`` is the address that it came from, or 命令行.
    """

    act: AccessAct
    what: str = ""
    origin: str = ""


KINDS: tuple[type[Entry], ...] = (
    Figure, Step, GoalVersion, Base, Curve, RuleChange, FollowUp, Snapshot, Mark, SchemeChange, FrozenScore,
    AnswerDecision, IndicatorChange,
)  # fmt: skip
"""What is said about goals and the board: a snapshot keeps all of it."""
SECURITY_KINDS: tuple[type[Entry], ...] = (Account, AccessEvent)
"""What is kept of people. It is in the ledger and in its backups, and in no snapshot."""


def table_name(kind: type) -> str:
    """The table that holds a kind of entry: ``rule_change`` for RuleChange."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
