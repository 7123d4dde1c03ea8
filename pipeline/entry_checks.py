"""What can never be right in an entry, whoever enters it. Whether a figure is likely is not asked here.

``check`` raises PipelineError with all that is wrong, so that nothing has to be entered three times.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, get_args, get_type_hints

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
    RuleChange,
    SchemeChange,
    Snapshot,
    Step,
    table_name,
)
from pipeline.errors import PipelineError
from pipeline.lexicon import load

DAYS = {"period_start", "period_end", "new_date", "effective_on", "at", "due_on", "as_of", "on"}
NEEDED: Mapping[type, tuple[str, ...]] = {
    Decision: (),
    Figure: ("target_id", "plan_id", "period_start", "period_end"),
    Step: ("figure_seq",),
    GoalVersion: ("target_id", "plan_id", "document_number", "effective_on"),
    Base: ("target_id", "plan_id", "at"),
    Curve: ("target_id", "plan_id", "points"),
    RuleChange: ("name", "definition"),
    FollowUp: ("item_id", "plan_id"),
    Snapshot: ("name", "as_of", "file_name", "sha256"),
    Mark: ("subject_id", "what", "on"),
    SchemeChange: ("name", "definition"),
    FrozenScore: ("name", "period", "as_of", "file_name", "sha256"),
    AnswerDecision: ("target_id", "plan_id", "observation_id", "figure_plan_id"),
    IndicatorChange: ("indicator_id", "definition", "reason"),
    Account: ("name", "role"),
    AccessEvent: ("act",),
}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXT_OF = {
    "opened": "督办要求", "extended": "延期理由", "answered": "答复内容", "closed": "核实情况", "reopened": "退回理由",
}  # fmt: skip
_UNKEPT = re.compile("[\x00\ud800-\udfff]")  # no database keeps these
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
LONGEST_NAME = 40
ADMINISTRATORS = ("系统管理员", "安全管理员", "审计管理员")


class EntryError(PipelineError):
    """An entry that can never be right; nothing of what was handed in with it is kept."""

    def __init__(self, kind: str, wrong: Sequence[str]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(f"{load('entries')['kind'][kind]}没有保存：{'；'.join(wrong)}。请改正后重试。")


def check(entry: Entry | Decision) -> None:
    """Raises EntryError for an entry that can never be right."""
    if wrong := [*_wrong(entry)]:
        raise EntryError(table_name(type(entry)), wrong)


def _wrong(entry: Entry | Decision) -> Iterator[str]:
    kept = {each.name: getattr(entry, each.name) for each in fields(entry)}
    needed = NEEDED[type(entry)] + (("entered_by",) if isinstance(entry, Entry) else ())
    yield from (f"缺少{_called(name)}" for name in needed if not _said(kept[name]))
    for name, value in kept.items():
        yield from (f"{_called(name)}{problem}" for problem in _wrong_value(type(entry), name, value))
    if further := _FURTHER.get(type(entry)):
        yield from further(entry)


def _said(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _wrong_value(kind: type, name: str, value: object) -> Iterator[str]:
    if any(_UNKEPT.search(text) for text in _texts(value)):
        yield "里有不能保存的字符"
    if any(not math.isfinite(number) for number in _numbers(value)):
        yield "不是数字"
    if name in DAYS and value and not is_day(value):
        yield f"“{value}”不是日期，应写成 2024-09-30"
    if value not in (allowed := _choices(kind).get(name, (value,))):
        yield f"“{value}”不在可选范围（{'、'.join(map(str, filter(None, allowed)))}）"


def is_day(value: object) -> bool:
    """An ISO date, written in full (2024-09-30)."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in _parts(value):
        yield from _texts(part)


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    for part in _parts(value):
        yield from _numbers(part)


def _parts(value: object) -> Sequence[object]:
    """What a value is made of; nothing for words and numbers."""
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if is_dataclass(value):
        return [getattr(value, each.name) for each in fields(value)]
    return value if isinstance(value, (list, tuple)) else ()


@cache
def _choices(kind: type) -> Mapping[str, tuple[object, ...]]:
    """The words that a field may hold, for the fields that are not free."""
    hints = get_type_hints(kind)
    return {name: get_args(hint) for name, hint in hints.items() if get_args(hint) and _is_words(get_args(hint))}


def _is_words(arguments: tuple[object, ...]) -> bool:
    return all(isinstance(each, str) for each in arguments)


def _called(name: str) -> str:
    return str(load("entries")["field"].get(name, name))


def _figure(figure: Figure) -> Iterator[str]:
    if figure.period_start > figure.period_end:
        yield "数据期的起始日晚于截止日"
    yield from _range(figure.value, figure.value_max)
    yield from _evidence(figure)
    if not all(map(_said, figure.warnings_overruled.values())):
        yield "忽略提示要写明理由"


def _evidence(entry: Figure | FollowUp) -> Iterator[str]:
    if any(not _SHA256.fullmatch(each.sha256) or not each.name or each.size <= 0 for each in entry.evidence):
        yield "佐证材料没有存好"


def _range(value: float | None, value_max: float | None) -> Iterator[str]:
    if value_max is not None and (value is None or value > value_max):
        yield "数值下限大于上限"


def _step(step: Step) -> Iterator[str]:
    if step.action == "returned" and not _said(step.reason):
        yield "退回要写明理由"


def _goal_version(version: GoalVersion) -> Iterator[str]:
    yield from _range(version.value, version.value_max)
    if version.due_year is not None and not _FIRST_YEAR <= version.due_year <= _LAST_YEAR:
        yield f"完成年限“{version.due_year}”不是年份"


def _curve(curve: Curve) -> Iterator[str]:
    days = [day for day, _ in curve.points]
    if not all(map(is_day, days)) or any(later <= earlier for earlier, later in pairwise(days)):
        yield "各年数值要按日期先后，每个日期一个数"


def _follow_up(step: FollowUp) -> Iterator[str]:
    if not _said(step.text):
        yield f"缺少{_TEXT_OF.get(step.action, '内容')}"
    if step.action in ("opened", "extended", "reopened") and not step.due_on:
        yield "缺少办理时限"
    if step.action == "answered" and not _said(step.agency):
        yield "缺少答复单位"
    yield from _evidence(step)


def _answer(decision: AnswerDecision) -> Iterator[str]:
    if decision.action == "accepted" and decision.kind == "near" and not _said(decision.reason):
        yield "两者有差别，采用要写明理由"


def _frozen_file(snapshot: Snapshot | FrozenScore) -> Iterator[str]:
    if not _SHA256.fullmatch(snapshot.sha256):
        yield "文件校验码有误"
    if re.search(r"[/\\]", snapshot.file_name) or snapshot.file_name.startswith("."):
        yield f"文件名“{snapshot.file_name}”有误"


def _mark(mark: Mark) -> Iterator[str]:
    if mark.subject_kind != "agency" and not _said(mark.plan_id):
        yield f"缺少{_called('plan_id')}"  # an agency answers for more than one plan
    if mark.number is None and not _said(mark.text):
        yield "数值和文字都没有填"
    words = load("stages")
    if mark.what == "stage" and mark.text not in words["stages"]:
        yield f"“{mark.text}”不是项目阶段（{'、'.join(words['stages'])}）"
    if mark.what in words["money"] and (mark.number is None or mark.number < 0):
        yield f"{words['money'][mark.what]}金额要填不小于 0 的数"
    if mark.what in ("node", "node_due") and not _said(mark.text):
        yield "没有写是哪个节点"
    if mark.what == "node_due" and mark.number is not None and mark.number < 0:
        yield "节点权重不能小于 0"


def _account(account: Account) -> Iterator[str]:
    if account.name != account.name.strip() or len(account.name) > LONGEST_NAME:
        yield f"姓名前后不能有空格，且不超过 {LONGEST_NAME} 个字"
    if account.role in ADMINISTRATORS and (account.cities or account.agencies):
        yield f"{account.role}不看业务数据，不设城市和单位范围"


_FURTHER: Mapping[type, Callable[[Any], Iterator[str]]] = {
    Figure: _figure,
    Step: _step,
    GoalVersion: _goal_version,
    Curve: _curve,
    FollowUp: _follow_up,
    Snapshot: _frozen_file,
    FrozenScore: _frozen_file,
    Mark: _mark,
    AnswerDecision: _answer,
    Account: _account,
}
