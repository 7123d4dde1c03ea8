"""项目与资金: the stage that a project has reached, and its money, from the documents and Mark entries. Pure.

申请, 批复 and 支付 are three things and never mixed (DOMAIN 2.6): 支付率 = paid ÷ approved, 核减率 = 1 − approved ÷
requested. What a person put on record counts before what the document says; of several records the latest day does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline import lexicon
from pipeline.entries import Mark

STAGES: tuple[str, ...] = tuple(lexicon.load("stages")["stages"])
MONEY: Mapping[str, str] = lexicon.load("stages")["money"]
PROJECT_COLUMNS = {
    "project_id": "str", "stage": "str", "stage_on": "datetime64[us]", "requested": "Float64", "approved": "Float64",
    "paid": "Float64", "paid_share": "Float64", "cut_share": "Float64", "physical": "Float64", "doubt": "str",
    "reason": "str",
}  # fmt: skip


def judge_projects(projects: pd.DataFrame, marks: Iterable[Mark], as_of: date) -> pd.DataFrame:
    """One row per project of the board (``project_id``, ``requested``, ``approved``), in their order: PROJECT_COLUMNS.

    ``stage`` the last one on record, '' where there is none; money in 万元; ``paid_share`` (支付率) and ``cut_share``
    (核减率) as shares, missing where a part is missing or the money contradicts itself; ``physical`` 形象进度 as a
    share; ``doubt`` what makes no sense (批复 above 申请, 支付 above 批复), ``reason`` all of it in Chinese.
    """
    known: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.subject_kind == "project" and date.fromisoformat(mark.on) <= as_of:
            known[mark.subject_id].append(mark)
    rows = (_row(project, known[str(project["project_id"])]) for project in projects.to_dict("records"))
    return pd.DataFrame(list(rows), columns=list(PROJECT_COLUMNS)).astype(PROJECT_COLUMNS)


def _row(project: Mapping[object, object], marks: Sequence[Mark]) -> dict[str, object]:
    stage = _last(marks, "stage")
    money = {name: _number(marks, name, project.get(name)) for name in MONEY}
    doubts = _doubts(money)
    return money | {
        "project_id": project["project_id"], "stage": stage.text if stage else "",
        "stage_on": stage and date.fromisoformat(stage.on), "physical": _number(marks, "physical", None),
        "paid_share": None if doubts else _share(money["paid"], money["approved"]),
        "cut_share": None if doubts else _cut(money), "doubt": "；".join(doubts),
        "reason": _reason(stage, money, doubts),
    }  # fmt: skip


def _doubts(money: Mapping[str, float | None]) -> list[str]:
    requested, approved, paid = (money[name] for name in ("requested", "approved", "paid"))
    doubts = []
    if requested is not None and approved is not None and approved > requested:
        doubts.append(f"批复 {approved:g} 万元大于申请 {requested:g} 万元")
    if approved is not None and paid is not None and paid > approved:
        doubts.append(f"支付 {paid:g} 万元大于批复 {approved:g} 万元")
    return doubts


def _cut(money: Mapping[str, float | None]) -> float | None:
    kept = _share(money["approved"], money["requested"])
    return None if kept is None else 1 - kept


def _share(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def _reason(stage: Mark | None, money: Mapping[str, float | None], doubts: Sequence[str]) -> str:
    parts = [f"{stage.on} 进入{stage.text}阶段" if stage else "没有阶段记录"]
    parts += [*doubts] or [f"{word}未知" for name, word in MONEY.items() if money[name] is None]
    return f"{'，'.join(parts)}。"


def _number(marks: Sequence[Mark], what: str, printed: object) -> float | None:
    last = _last(marks, what)
    value = last.number if last else printed
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type,call-overload]


def _last(marks: Sequence[Mark], what: str) -> Mark | None:
    return max((mark for mark in marks if mark.what == what), key=lambda mark: (mark.on, mark.seq), default=None)
