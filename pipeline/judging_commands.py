"""The commands around judging: freeze a 数据期 and list them; look at the rule in force and change it.

As in ``pipeline.commands``, each imports what it needs when it runs.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.entries import RuleChange
    from pipeline.ledger import Ledger
    from pipeline.snapshots import View


def freeze(chosen: argparse.Namespace) -> None:
    """The board as of a day, with all that is on record, under a name."""
    from pipeline.ledger import Ledger
    from pipeline.settings import data_dir, ledger_folders, ledger_url
    from pipeline.snapshots import freeze

    as_of = _day(chosen.as_of)
    ledger = Ledger(ledger_url())
    try:
        view = _view(data_dir(), ledger, as_of)
        made = freeze(view, chosen.name, chosen.by, ledger_folders()["snapshots"], ledger.add, chosen.note)
    finally:
        ledger.close()
    print(f"已冻结数据期“{made.name}”：数据截至 {made.as_of}，文件 {made.file_name}，校验码 {made.sha256}")


def _day(text: str) -> date:
    from pipeline.entry_checks import is_day

    if text and not is_day(text):
        raise PipelineError(f"“{text}”不是日期，没有冻结。请写成 2024-09-30。")
    return date.fromisoformat(text) if text else date.today()


def _view(folder: Path, ledger: "Ledger", as_of: date) -> "View":
    from pipeline.board import current_path, read_board
    from pipeline.decisions import apply
    from pipeline.entries import KINDS
    from pipeline.snapshots import View

    board = current_path(folder)
    reviewed = apply(read_board(folder), ledger.decisions())
    return View(reviewed, {kind: ledger.entries(kind) for kind in KINDS}, as_of, board)


def snapshots(_: argparse.Namespace) -> None:
    """Every snapshot with what its file is worth now."""
    from pipeline.entries import Snapshot
    from pipeline.evidence import problem_of
    from pipeline.ledger import known_entries
    from pipeline.settings import ledger_folders, ledger_url

    folder, every = ledger_folders()["snapshots"], known_entries(ledger_url(), Snapshot)
    for each in every:
        state = problem_of(folder / each.file_name, each.sha256) or "文件完好"
        print(f"{each.name}\t数据截至 {each.as_of}\t{each.entered_by} {each.entered_at[:10]} 冻结\t{state}")
    if not every:
        print("还没有数据期。冻结一个：python -m pipeline freeze 名称 --by 姓名")


def list_rules(_: argparse.Namespace) -> None:
    """The presets and the office's own rules; the one in force has a mark."""
    from pipeline.rule_book import rule_in_force, rules_to_choose

    changes = _changes()
    now = rule_in_force(changes)
    for name, rule in rules_to_choose(changes).items():
        print(f"{'●' if rule == now else '　'} {name}\t{rule.source or '本单位自定'}")


def show_rule(chosen: argparse.Namespace) -> None:
    """A rule in words, where it was published, and how the rule came to be what it is."""
    from pipeline.rule_book import log, rule_in_force, rule_named

    changes = _changes()
    rule = rule_named(chosen.name, changes) if chosen.name else rule_in_force(changes)
    print(rule.description)
    print(f"出处：{rule.source or '本单位自定'}")
    for change in () if chosen.name else log(changes):
        print(f"{change.at[:10]}　{change.by}：{change.before} → {change.after}（{change.reason}）")


def use_rule(chosen: argparse.Namespace) -> None:
    """Put a rule in force; frozen snapshots keep theirs."""
    from pipeline.ledger import Ledger
    from pipeline.progress import definition_of
    from pipeline.rule_book import change_to, rule_named
    from pipeline.settings import ledger_url

    changes = _changes()
    rule = rule_named(chosen.name, changes)
    entry = change_to(definition_of(rule), changes, chosen.by, chosen.reason)
    ledger = Ledger(ledger_url())
    try:
        ledger.add(entry)
    finally:
        ledger.close()
    print(f"现行规则改为：{rule.description}")


def _changes() -> "list[RuleChange]":
    from pipeline.entries import RuleChange
    from pipeline.ledger import known_entries
    from pipeline.settings import ledger_url

    return known_entries(ledger_url(), RuleChange)
