"""What each command does; ``pipeline.__main__`` has how they are called.

Each imports what it needs when it runs: ``extract`` and ``-h`` do not wait for pandas and DuckDB.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.build import BuildReport
    from pipeline.ledger import Ledger

_COUNTS = {"characters": "字数", "targets": "目标", "observations": "现状", "programmes": "任务", "findings": "提示"}


def build(chosen: argparse.Namespace) -> None:
    """Read the documents and publish a board, or say what would change."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from pipeline import build as building
    from pipeline.ledger import known_decisions
    from pipeline.settings import data_dir, ledger_url

    paths = _documents(chosen.paths or _folders())
    decisions = known_decisions(ledger_url())
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, transient=True, disable=not sys.stdout.isatty()) as bar:
        read = partial(_advance, bar, bar.add_task("读取规划", total=len(paths)))
        if chosen.dry_run:
            report = building.preview(building.board_tables(paths, read), data_dir(), decisions)
        else:
            report = building.build(paths, data_dir(), read, decisions)
    _print_report(report)


def _advance(bar: "Progress", task: "TaskID", name: str) -> None:
    bar.update(task, advance=1, description=f"已读 {name}")


def _folders() -> list[Path]:
    """What a build without paths takes: the seeds, the uploads where there are any, the published figures."""
    from pipeline.settings import seeds_dir, uploads_dir
    from pipeline.uploads import bundled_figures, uploaded

    uploads = uploaded(uploads_dir())
    return [seeds_dir(), *uploads, *bundled_figures(path.name for path in uploads)]


def _documents(paths: Sequence[Path]) -> list[Path]:
    from pipeline.read import document_paths

    return [document for path in paths for document in (document_paths(path) if path.is_dir() else [path])]


def _print_report(report: "BuildReport") -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(Column("规划", overflow="fold"), *(Column(title, justify="right") for title in _COUNTS.values()))
    for plan in report.plans.to_dict("records"):
        table.add_row(plan["title"] or plan["plan_id"], *(str(plan[name]) for name in _COUNTS))
    sums = report.plans[list(_COUNTS)].sum()
    table.add_section()
    table.add_row(f"合计 {len(report.plans)} 份", *map(str, sums))
    console = Console()
    console.print(table)
    say = partial(console.print, highlight=False, markup=False, soft_wrap=True)
    for line in _changes(report):
        say(line)
    say(f"已发布 {report.path}" if report.path else "只作比较，没有发布。")


def _changes(report: "BuildReport") -> Iterator[str]:
    """What is different, fact by fact where nothing was published, and what became of the decisions."""
    from pipeline.changes import lines, summary

    if report.changes is not None:
        yield summary(report.changes)
        yield from (f"  {line}" for line in (lines(report.changes) if report.path is None else ()))
    if report.withdrawn:
        yield f"不再读取的文件：{'、'.join(report.withdrawn)}。"
    for note in report.notes.to_dict("records"):
        yield f"校核记录：{note['indicator'] or note['fact_id']}：{note['message']}。"


def extract(chosen: argparse.Namespace) -> None:
    """The facts of one file as JSON lines."""
    from pipeline.fact_lines import fact_lines
    from pipeline.reading import read_plans

    for reading in read_plans(chosen.file):
        for line in fact_lines(reading):
            print(json.dumps(line, ensure_ascii=False))


def show(chosen: argparse.Namespace) -> None:
    """One target in its sentence."""
    from pipeline.board import read_board
    from pipeline.decisions import apply
    from pipeline.ledger import known_decisions, known_entries
    from pipeline.reported import record_of
    from pipeline.settings import data_dir, ledger_url
    from pipeline.show import describe

    reviewed = apply(read_board(data_dir()), known_decisions(ledger_url()))
    record = record_of(partial(known_entries, ledger_url())).on(reviewed.frames)
    print(describe(chosen.target_id, reviewed.frames, record, date.today()))


def verify(chosen: argparse.Namespace) -> None:
    """Check the chain, every row and every file. Raises PipelineError that names the first bad one."""
    from pipeline.settings import ledger_folders

    with _ledger() as ledger:
        chain = ledger.verify(ledger_folders())
        if chain.problem:
            raise PipelineError(f"核对发现问题：{chain.problem}。请先不要继续填报，查明后用最近的备份恢复。")
        if chosen.head and not ledger.has_hash(chosen.head):
            raise PipelineError(f"审计链里没有 {chosen.head}：抄下它以后，有记录被删去或重写。请用最近的备份比对。")
    print(f"核对无误：共 {chain.rows} 条记录，审计链完整，所附文件齐全。")
    print(f"链尾 {chain.head or '（空）'}（抄存后，日后可用 verify --head 比对）")


def backup(chosen: argparse.Namespace) -> None:
    """Everything that people entered, in one file."""
    from pipeline.ledger.backup import backup
    from pipeline.settings import ledger_folders

    with _ledger() as ledger:
        chain = backup(ledger, ledger_folders(), chosen.file).chain
    print(f"已备份 {chain.rows} 条记录及所附文件：{chosen.file}")
    if chain.problem:
        raise PipelineError(f"备份照原样写成，但核对发现问题：{chain.problem}。请尽快查明。")


def restore(chosen: argparse.Namespace) -> None:
    """A backup back into an empty ledger."""
    from pipeline.ledger.restore import restore
    from pipeline.settings import ledger_folders, ledger_url

    chain = restore(chosen.file, ledger_url(), ledger_folders(), force=chosen.force)
    print(f"已恢复 {chain.rows} 条记录及所附文件，与备份逐条核对一致。")
    if chain.problem:
        print(f"备份时已有的问题仍在：{chain.problem}。")


@contextmanager
def _ledger() -> Iterator["Ledger"]:
    """The ledger that is there. Raises PipelineError where nothing has been entered yet."""
    from pipeline.ledger import Ledger, is_there
    from pipeline.ledger.connecting import shown
    from pipeline.settings import ledger_url

    if not is_there(url := ledger_url()):
        raise PipelineError(f"还没有填报和审核记录（{shown(url)}）。如在别处，请用 DATA_DIR 或 LEDGER_URL 指明。")
    ledger = Ledger(url)
    try:
        yield ledger
    finally:
        ledger.close()
