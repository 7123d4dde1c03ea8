"""What ``python -m pipeline follow-up`` does; ``pipeline.__main__`` has how it is called."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.entries import Evidence, FollowUp
    from pipeline.follow_ups import Item
    from pipeline.ledger import Ledger


def show_list(chosen: argparse.Namespace) -> None:
    """The items as of a day, one line each, what is due first."""
    from pipeline.entries import FollowUp
    from pipeline.follow_ups import items_of
    from pipeline.ladders import DEFAULT_LADDER, ladder_named
    from pipeline.ledger import known_entries
    from pipeline.settings import ledger_url

    ladder = ladder_named(chosen.ladder) if chosen.ladder else DEFAULT_LADDER
    as_of = chosen.as_of or date.today()
    items = items_of(known_entries(ledger_url(), FollowUp), as_of, ladder)
    print(f"截至 {as_of}，督办 {len(items)} 件。预警规则 {ladder.description}")
    for item in items:
        print(_line(item))


def _line(item: "Item") -> str:
    due = f"时限 {item.due_on}" if item.due_on else "无时限"
    overdue = f"逾期 {-(item.days_left or 0)} 天" if item.is_overdue else ""
    parts = (item.item_id, item.level or "－", item.state, due, overdue, item.agency or "办理单位未明确", item.text)
    return "  ".join(part for part in parts if part)


def take(chosen: argparse.Namespace) -> None:
    """Put one step on record. Raises PipelineError that says why it may not be taken."""
    from pipeline.follow_ups import ACTS

    with _ledger() as ledger:
        step = _opening(chosen, ledger) if chosen.action == "opened" else _next_step(chosen, ledger)
        kept = ledger.add(replace(step, evidence=_evidence(chosen)))
    print(f"已记录：督办 {kept.item_id} {ACTS[kept.action]}。")


def _opening(chosen: argparse.Namespace, ledger: "Ledger") -> "FollowUp":
    from pipeline.entries import FollowUp
    from pipeline.follow_ups import next_id

    item_id = next_id(ledger.entries(FollowUp), date.today().year)
    begun = FollowUp(
        item_id=item_id, target_id=chosen.target_id, plan_id=chosen.plan, action="opened", text=chosen.text,
        due_on=_iso(chosen.due), agency=chosen.agency, document=chosen.document, entered_by=chosen.by,
    )  # fmt: skip
    return _about_goal(begun, ledger) if chosen.target_id else begun


def _about_goal(begun: "FollowUp", ledger: "Ledger") -> "FollowUp":
    """With what the board knows of the goal, where it was not said. Raises UnknownTargetError."""
    from pipeline.board import read_board
    from pipeline.decisions import apply
    from pipeline.follow_ups import demand
    from pipeline.reported import record_of, verdicts
    from pipeline.settings import data_dir
    from pipeline.show import target_row

    frames = apply(read_board(data_dir()), ledger.decisions()).frames
    found = target_row(begun.target_id, frames["target"])
    goal = found.iloc[0]
    verdict = verdicts({**frames, "target": found}, record_of(ledger.entries), date.today()).iloc[0]
    text = demand(f"{goal['city']}{goal['indicator']}，{verdict['state']}：{verdict['reason']}", verdict["need"])
    agency = begun.agency or "、".join(goal["lead_agencies"])
    return replace(begun, plan_id=goal["plan_id"], text=begun.text or text, agency=agency)


def _next_step(chosen: argparse.Namespace, ledger: "Ledger") -> "FollowUp":
    """A step of an item that is there; who answers is the agency that was asked, unless another is named."""
    from pipeline.entries import FollowUp
    from pipeline.follow_ups import items_of

    items = items_of(ledger.entries(FollowUp), date.today())
    item = next((item for item in items if item.item_id == chosen.item), None)
    if item is None:
        raise PipelineError(f"没有编号为 {chosen.item} 的督办。编号见 python -m pipeline follow-up list。")
    agency = chosen.agency or (item.agency if chosen.action == "answered" else "")
    return FollowUp(
        item_id=item.item_id, target_id=item.target_id, plan_id=item.plan_id, action=chosen.action,
        text=chosen.text, due_on=_iso(chosen.due), agency=agency, document=chosen.document, entered_by=chosen.by,
    )  # fmt: skip


def _evidence(chosen: argparse.Namespace) -> tuple["Evidence", ...]:
    from pipeline.evidence import store
    from pipeline.settings import ledger_folders

    keep = partial(store, ledger_folders()["evidence"])
    try:
        return tuple(keep(path.name, path.read_bytes()) for path in chosen.evidence)
    except OSError as error:
        raise PipelineError(f"读不出佐证材料 {error.filename}（{error.strerror}），没有记录。请检查后重试。") from error


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@contextmanager
def _ledger() -> Iterator["Ledger"]:
    """The ledger, made where nobody has entered anything yet."""
    from pipeline.ledger import Ledger
    from pipeline.settings import ledger_url

    ledger = Ledger(ledger_url())
    try:
        yield ledger
    finally:
        ledger.close()
