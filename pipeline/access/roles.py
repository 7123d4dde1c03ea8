"""Roles and their rights. Administrators have no business data and share no right (等保: 三员分立)."""

from collections.abc import Mapping
from typing import Literal

from pipeline.decisions import Decision
from pipeline.entries import (
    AccessEvent,
    Account,
    AnswerDecision,
    Base,
    Curve,
    Entry,
    Figure,
    FollowUp,
    FrozenScore,
    GoalVersion,
    IndicatorChange,
    Mark,
    Role,
    RuleChange,
    SchemeChange,
    Snapshot,
    Step,
)
from pipeline.entry_checks import ADMINISTRATORS

Right = Literal["read", "report", "approve", "review", "follow_up", "govern", "publish", "system", "accounts", "audit"]
RIGHTS: Mapping[Role, frozenset[Right]] = {
    "领导": frozenset({"read"}),
    "查看": frozenset({"read"}),
    "填报": frozenset({"read", "report"}),
    "审核": frozenset({"read", "approve"}),
    "督查": frozenset({"read", "approve", "review", "follow_up", "govern", "publish"}),
    "系统管理员": frozenset({"system"}),
    "安全管理员": frozenset({"accounts"}),
    "审计管理员": frozenset({"audit"}),
}
WORDS: Mapping[Right, str] = {
    "read": "查看业务数据",
    "report": "填报",
    "approve": "审核",
    "review": "校核和匹配",
    "follow_up": "督办",
    "govern": "调整目标、规则、方案和数据期",
    "publish": "导入文件、发布看板",
    "system": "运行维护",
    "accounts": "管理账号",
    "audit": "查看审计记录",
}
_NEEDED: Mapping[type, tuple[Right, ...]] = {
    Figure: ("report",),
    Base: ("report", "govern"),
    Curve: ("report", "govern"),
    Mark: ("report", "govern"),
    GoalVersion: ("govern",),
    RuleChange: ("govern",),
    SchemeChange: ("govern",),
    Snapshot: ("govern",),
    FrozenScore: ("govern",),
    IndicatorChange: ("govern",),
    Decision: ("review",),
    AnswerDecision: ("review",),
    Account: ("accounts",),
    AccessEvent: (),
}
_STEPS: Mapping[str, tuple[Right, ...]] = {
    "submitted": ("report",),
    "withdrawn": ("report", "approve"),
    "approved": ("approve",),
    "returned": ("approve",),
}
_FOLLOW_UPS: Mapping[str, tuple[Right, ...]] = {"answered": ("report", "follow_up")}


def may(role: Role, right: Right) -> bool:
    return right in RIGHTS[role]


def rights_for(entry: Entry | Decision) -> tuple[Right, ...]:
    """The rights of which one is needed to enter this; () where none is."""
    if isinstance(entry, Step):
        return _STEPS[entry.action]
    if isinstance(entry, FollowUp):
        return _FOLLOW_UPS.get(entry.action, ("follow_up",))
    return _NEEDED[type(entry)]


__all__ = ["ADMINISTRATORS", "RIGHTS", "WORDS", "Right", "may", "rights_for"]
