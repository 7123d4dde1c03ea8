"""What ``python -m pipeline task`` does, and how it is called: nodes, stages and money of tasks, phases and projects.

As in ``pipeline.commands``, each imports what it needs when it runs.
"""

import argparse
from contextlib import closing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pipeline.command_line import Parser, day
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.entries import Mark, Subject
    from pipeline.facts import Frames

_TABLES: "dict[Subject, str]" = {"programme": "任务", "milestone": "阶段", "project": "项目"}
_ACTS = {
    "node": ("定任务的节点", "节点名称，如 完成招标"),
    "pass": ("记任务的节点或阶段已通过", "节点名称；整项办结写 验收，阶段不写"),
    "report": ("记任务的进展", "进展"),
    "stage": ("记项目进入的阶段", "如 立项"),
    "money": ("记项目的累计金额", "申请、批复或支付"),
}

_OF: "dict[str, tuple[Subject, ...]]" = {
    "node": ("programme",),
    "pass": ("programme", "milestone"),
    "report": ("programme",),
    "stage": ("project",),
    "money": ("project",),
}


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    task = commands.add_parser("task", help="任务的节点、项目的阶段和资金", description="任务、阶段、项目的进展。")
    acts = task.add_subparsers(title="操作", metavar="操作", required=True)
    acts.add_parser("list", help="列出任务、阶段、项目和它们的状态").set_defaults(command=show_list)
    for name, (told, words) in _ACTS.items():
        act = acts.add_parser(name, help=told)
        act.add_argument("subject_id", metavar="编号", help="list 列出的编号")
        act.add_argument("text", metavar="内容", nargs="?" if name == "pass" else None, default="", help=words)
        if name == "money":
            act.add_argument("number", type=float, metavar="万元", help="累计金额")
        if name == "node":
            act.add_argument("--weight", dest="number", type=float, default=1, metavar="权重", help="缺省 1，0 为撤掉")
        told = "完成时限" if name == "node" else "哪一天的事"
        act.add_argument("--on", type=day, required=True, metavar="日期", help=f"{told}，如 2024-09-30")
        act.add_argument("--source", default="", metavar="来源", help="文号、会议、报表")
        act.add_argument("--by", required=True, metavar="姓名", help="记录人")
        act.set_defaults(command=put, act=name)


def show_list(chosen: argparse.Namespace) -> None:
    """Every task, phase and project of the board with its state, as of today."""
    from pipeline.entries import Mark
    from pipeline.ledger import known_entries
    from pipeline.progress.projects import judge_projects
    from pipeline.progress.tasks import judge_phases, judge_tasks
    from pipeline.reported import record_of
    from pipeline.settings import ledger_url

    read, today, frames = partial(known_entries, ledger_url()), date.today(), _frames()
    marks, programmes, phases = read(Mark), frames["programme"], frames["milestone"]
    _print(programmes, "programme_id", "title", judge_tasks(programmes, marks, today, record_of(read).rule)["state"])
    _print(phases, "milestone_id", "name", judge_phases(phases, marks, today)["state"])
    projects = frames["project"]
    known = projects.assign(stage=judge_projects(projects, marks, today)["stage"])
    _print(known[~known["is_total"]], "project_id", "department", known["stage"].replace("", "没有阶段记录"))


def _print(table: "pd.DataFrame", key: str, name: str, states: "pd.Series[str]") -> None:
    for row in table.assign(state=states).to_dict("records"):
        print(f"{row[key]}　{row['state']}　{row['city']}　{row[name]}")


def put(chosen: argparse.Namespace) -> None:
    """One thing on record. Raises PipelineError for what its subject does not have."""
    from pipeline.ledger import Ledger
    from pipeline.settings import ledger_url

    mark = _mark(chosen, _frames())
    with closing(Ledger(ledger_url())) as ledger:
        ledger.add(mark)
    print(f"已记录：{chosen.subject_id} {mark.on}。")


def _mark(chosen: argparse.Namespace, frames: "Frames") -> "Mark":
    from pipeline.entries import Mark
    from pipeline.progress.nodes import DUE, PASSED

    kind, plan_id = _subject(chosen.subject_id, frames)
    if kind not in _OF[chosen.act]:
        fit = "、".join(_TABLES[each] for each in _OF[chosen.act])
        raise PipelineError(f"{chosen.subject_id} 是{_TABLES[kind]}，不能{_ACTS[chosen.act][0]}。这个操作用于{fit}。")
    if chosen.act != "node" and chosen.on > date.today():
        raise PipelineError(f"{chosen.on} 还没有到，不能记。请写已经发生的日期。")
    what = {"node": DUE, "pass": PASSED}.get(chosen.act, chosen.act)
    return Mark(
        subject_kind=kind,
        subject_id=chosen.subject_id,
        plan_id=plan_id,
        what=_money(chosen.text) if what == "money" else what,
        number=getattr(chosen, "number", None),
        text="" if what == "money" else chosen.text or ("通过" if kind == "milestone" else ""),
        on=chosen.on.isoformat(),
        source=chosen.source,
        entered_by=chosen.by,
    )


def _money(words: str) -> str:
    """申请 → requested."""
    from pipeline.progress.projects import MONEY

    names = {word: name for name, word in MONEY.items()}
    if words not in names:
        raise PipelineError(f"没有“{words}”这一笔，应为{'、'.join(names)}之一。")
    return names[words]


def _subject(subject_id: str, frames: "Frames") -> "tuple[Subject, str]":
    """Which kind an id is of, and its plan. Raises PipelineError for one that the board does not have."""
    for kind in _TABLES:
        own = frames[kind][frames[kind][f"{kind}_id"] == subject_id]
        if len(own):
            return kind, str(own["plan_id"].iloc[0])
    raise PipelineError(f"看板里没有编号为“{subject_id}”的任务、阶段或项目。编号见 task list。")


def _frames() -> "Frames":
    from pipeline.board import read_board
    from pipeline.settings import data_dir

    return read_board(data_dir())
