"""填报 and 审核 from the command line, with the checks of the page; ``pipeline.__main__`` has how they are called.

As in ``pipeline.commands``, each imports what it needs when it runs.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.entries import Evidence, Figure, Step, StepAction
from pipeline.errors import PipelineError
from pipeline.model import Finality

if TYPE_CHECKING:
    from pipeline.ledger import Ledger
    from pipeline.reporting import Reporting

FINALITIES = {"预计": "estimate", "初步": "preliminary", "审定": "final"}


def report(chosen: argparse.Namespace) -> None:
    """Enter a figure. Raises PipelineError that says what is wrong and how each warning is overruled."""
    from pipeline.figure_checks import open_problems

    with _at_hand() as (ledger, reporting):
        figure = _figure(chosen, reporting)
        left = [each for each in open_problems(figure, reporting.problems(figure)) if not each.refused]
        for problem in left:
            print(f"提示 {problem.code}：{problem.message}（如数值无误，加 --overrule {problem.code}=理由）")
        entered = reporting.entered(figure)
        kept = ledger.add(replace(entered, evidence=_stored(chosen.evidence)))
        print(
            f"已提交第 {kept.seq} 号实际值：{kept.indicator}，待另一人审核（approve {kept.seq} 或 return {kept.seq}）。"
        )
        if lacking := reporting.lacking(entered):
            print(f"这一期评判将落后，审核通过前还要补{'、'.join(lacking)}。")


def approve(chosen: argparse.Namespace) -> None:
    """Another person lets a figure count."""
    _take(chosen, "approved", "已通过")


def send_back(chosen: argparse.Namespace) -> None:
    """Another person returns a figure, with the reason."""
    _take(chosen, "returned", "已退回")


def _take(chosen: argparse.Namespace, action: StepAction, told: str) -> None:
    with _at_hand() as (ledger, reporting):
        reason = getattr(chosen, "reason", "")
        ledger.add(reporting.taken(Step(figure_seq=chosen.seq, action=action, entered_by=chosen.by, reason=reason)))
    print(f"{told}第 {chosen.seq} 号实际值。")


@contextmanager
def _at_hand() -> Iterator[tuple["Ledger", "Reporting"]]:
    """The ledger, made where there is none yet, and what reports are held against."""
    from pipeline.board import read_board
    from pipeline.decisions import apply
    from pipeline.ledger import Ledger
    from pipeline.reported import record_of
    from pipeline.reporting import Reporting
    from pipeline.settings import data_dir, ledger_url

    board = read_board(data_dir())
    ledger = Ledger(ledger_url())
    try:
        frames = apply(board, ledger.decisions()).frames
        yield ledger, Reporting(frames, record_of(ledger.entries).on(frames), date.today())
    finally:
        ledger.close()


def _figure(chosen: argparse.Namespace, reporting: "Reporting") -> Figure:
    """What was typed, as a figure; what was not said is as the goal has it."""
    from pipeline.cycles import DataPeriod
    from pipeline.due_figures import begins
    from pipeline.typed import amount_in

    _check_words(chosen)
    end = date.fromisoformat(chosen.period)
    known = reporting.known(chosen.target_id, end)
    value, value_max = amount_in(chosen.value, known.target.unit)
    return Figure(
        entered_by=chosen.by,
        target_id=chosen.target_id,
        plan_id=known.target.plan_id,
        city=known.target.city,
        indicator=known.target.indicator,
        period_start=chosen.since or begins(known, DataPeriod(end)).isoformat(),
        period_end=chosen.period,
        value=value,
        value_max=value_max,
        unit=known.target.unit,
        finality=cast(Finality, FINALITIES.get(chosen.finality, chosen.finality)),
        scope=chosen.scope,
        agency=chosen.agency or next(iter(known.target.leads), ""),
        source=chosen.source or "、".join(path.name for path in chosen.evidence),
        note=chosen.note,
        warnings_overruled=_overruled(chosen.overrule),
        replaces=chosen.replaces,
        cause=chosen.cause,
        remedy=chosen.remedy,
        new_date=chosen.new_date,
    )


def _check_words(chosen: argparse.Namespace) -> None:
    from pipeline.entry_checks import is_day

    for day in filter(None, (chosen.period, chosen.since, chosen.new_date)):
        if not is_day(day):
            raise PipelineError(f"“{day}”不是日期，应写成 2024-09-30。")
    if chosen.finality not in (*FINALITIES, *FINALITIES.values()):
        raise PipelineError(f"数据性质“{chosen.finality}”有误，应为{'、'.join(FINALITIES)}之一。")


def _overruled(said: list[str]) -> dict[str, str]:
    """jump=口径调整 → the reason by the code of the warning."""
    return {code: reason for code, _, reason in (each.partition("=") for each in said)}


def _stored(paths: list[Path]) -> tuple[Evidence, ...]:
    from pipeline.evidence import store
    from pipeline.settings import ledger_folders

    try:
        files = [(path.name, path.read_bytes()) for path in paths]
    except OSError as error:
        raise PipelineError(f"佐证材料 {error.filename} 读不出（{error.strerror}）。请检查后重试。") from error
    return tuple(store(ledger_folders()["evidence"], name, content) for name, content in files)
