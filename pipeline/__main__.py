"""The commands: ``python -m pipeline build | extract | show``.

Each imports what it needs when it runs: ``extract`` and ``-h`` do not wait for pandas and DuckDB.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.build import BuildReport

_COUNTS = {"characters": "字数", "targets": "目标", "observations": "现状", "programmes": "任务", "findings": "提示"}
_MISTAKES = (
    (r"argument .*: invalid choice: (.+) \(choose from (.+)\)", r"没有命令 \1，可用的有 \2"),
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
)  # what argparse says, what we say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. A PipelineError becomes one Chinese line on stderr and exit code 1."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = chosen.command
    try:
        command(chosen)
        sys.stdout.flush()
    except PipelineError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader has seen enough: python -m pipeline extract … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("已中断，原有看板数据保持不变。", file=sys.stderr)
        return 130
    return 0


class _Parser(argparse.ArgumentParser):
    """argparse speaking Chinese."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings, add_help=False)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for english, chinese in _MISTAKES:
            message = re.sub(english, chinese, message)
        self.exit(2, f"{self.format_usage()}命令有误：{message}。加 -h 查看说明。\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m pipeline", description="把规划文件读成目标看板。")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)
    build = commands.add_parser("build", help="读文件，发布看板数据", description="读规划文件，检查后发布看板数据。")
    build.add_argument(
        "paths", nargs="*", type=Path, metavar="文件或文件夹", help="缺省为 seeds、导入的和自带的公布数据"
    )
    build.add_argument("--dry-run", action="store_true", help="只列出与现在的看板有何不同，不发布")
    build.set_defaults(command=_build)
    extract = commands.add_parser("extract", help="列出一个文件里的数字", description="每行一个 JSON，不写数据。")
    extract.add_argument("file", type=Path, metavar="文件", help="规划、报告等文本文件")
    extract.set_defaults(command=_extract)
    show = commands.add_parser("show", help="查看一项目标和它的原文", description="在原文里标出一项目标。")
    show.add_argument("target_id", metavar="编号", help="目标编号，如 t0123456789")
    show.set_defaults(command=_show)
    return parser


def _build(chosen: argparse.Namespace) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from pipeline.build import board_tables, build, preview
    from pipeline.ledger import known_decisions
    from pipeline.settings import data_dir, ledger_url

    paths = _documents(chosen.paths or _folders())
    decisions = known_decisions(ledger_url())
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, transient=True, disable=not sys.stdout.isatty()) as bar:
        read = partial(_advance, bar, bar.add_task("读取规划", total=len(paths)))
        if chosen.dry_run:
            report = preview(board_tables(paths, read), data_dir(), decisions)
        else:
            report = build(paths, data_dir(), read, decisions)
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
        yield f"审核记录：{note['indicator'] or note['fact_id']}：{note['message']}。"


def _extract(chosen: argparse.Namespace) -> None:
    from pipeline.fact_lines import fact_lines
    from pipeline.reading import read_plans

    for reading in read_plans(chosen.file):
        for line in fact_lines(reading):
            print(json.dumps(line, ensure_ascii=False))


def _show(chosen: argparse.Namespace) -> None:
    from pipeline.board import read_board
    from pipeline.decisions import apply
    from pipeline.ledger import known_decisions
    from pipeline.settings import data_dir, ledger_url
    from pipeline.show import describe

    reviewed = apply(read_board(data_dir()), known_decisions(ledger_url()))
    print(describe(chosen.target_id, reviewed.frames.__getitem__, date.today()))


if __name__ == "__main__":
    sys.exit(main())
