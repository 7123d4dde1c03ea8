"""What ``python -m pipeline sheet`` and ``table`` do, and how they are called: figures out to Excel and back in.

As in ``pipeline.commands``, each imports what it needs when it runs.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.command_line import Parser, content_of, day, last_quarter
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.entries import Figure
    from pipeline.entry_sheet import Ground, Proposal


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    _add_sheet(commands)
    _add_table(commands)


def _add_sheet(commands: "argparse._SubParsersAction[Parser]") -> None:
    sheet = commands.add_parser("sheet", help="导出、核对、读入填报表", description="填报表：导出，填好后核对、读入。")
    steps = sheet.add_subparsers(title="命令", metavar="命令", required=True)
    export = steps.add_parser("export", description="把缺这一期数的目标写成填报表。")
    export.add_argument("file", type=Path, metavar="填报表", help="新文件，如 2024年前三季度.xlsx")
    export.add_argument("--period", type=day, metavar="日期", default=last_quarter(), help="数据期末，如 2024-09-30")
    export.add_argument("--city", action="append", metavar="城市", default=[], help="只要这个城市，可以写几次")
    export.add_argument("--all", action="store_true", help="已有这一期数的目标也列出")
    export.add_argument("--paper", choices=("A4", "A3"), default="A4", help="打印纸，缺省 A4")
    export.add_argument("--onto", type=Path, metavar="旧表", help="在填过的表上更新，批注、公式和自加的列都保留")
    export.set_defaults(command=_export)
    check = steps.add_parser("check", description="逐格核对填好的表，不读入。")
    check.add_argument("file", type=Path, metavar="填报表")
    check.set_defaults(command=_check)
    put_in = steps.add_parser("import", description="核对后读入，成为待审核的填报。")
    put_in.add_argument("file", type=Path, metavar="填报表")
    put_in.add_argument("--by", required=True, metavar="姓名", help="填报人")
    put_in.add_argument("--partial", action="store_true", help="有问题时只读入正确的行")
    put_in.set_defaults(command=_import)


def _add_table(commands: "argparse._SubParsersAction[Parser]") -> None:
    told = "现成的进展情况表、目标完成表：看每一行对应哪项目标，确认后读入"
    table = commands.add_parser("table", help="读入现成的进展表、完成表", description=told)
    acts = table.add_subparsers(title="操作", metavar="操作", required=True)
    shown = acts.add_parser("show", description="列出每一行可能对应的目标，不读入。")
    put_in = acts.add_parser("import", description="读入确认过的行，成为待审核的填报。")
    for act, command in ((shown, _table_show), (put_in, _table_import)):
        act.add_argument("file", type=Path, metavar="文件", help="xlsx、csv、docx 等，如 完成情况表.xlsx")
        act.add_argument("--city", required=True, metavar="城市", help="这张表是哪个城市的")
        act.add_argument("--period", type=day, metavar="日期", default=last_quarter(), help="表里没写数据期时的期末")
        act.set_defaults(command=command)
    put_in.add_argument("--by", required=True, metavar="姓名", help="填报人")
    put_in.add_argument("--take", nargs="+", default=[], metavar="行=编号", help="第几行对应哪项目标，如 3=t0123456789")
    put_in.add_argument("--clear", action="store_true", help="show 标明“明确”的行都读入")


def _export(chosen: argparse.Namespace) -> None:
    """填报表 for a period: the goals that lack a figure, or all; with ``--onto`` on top of a file of the office."""
    from pipeline.entry_sheet import asked_for, entry_sheet, numeric_goals, period_ending, refresh
    from pipeline.whole_files import whole_file

    ground = _ground()
    if chosen.onto:
        content = refresh(content_of(chosen.onto), ground, chosen.onto.name)
    else:
        period = period_ending(chosen.period)
        goals = numeric_goals(ground.frames, chosen.city)
        content = entry_sheet(ground, asked_for(ground, goals, period, every=chosen.all), period, chosen.paper)
    with whole_file(chosen.file) as file:
        file.write(content)
    print(f"已写成 {chosen.file}")


def _check(chosen: argparse.Namespace) -> None:
    """What is right and wrong in a filled-in sheet. Raises PipelineError when a row is wrong."""
    from pipeline.entry_sheet import read_sheet

    reading = read_sheet(content_of(chosen.file), _ground(), name=chosen.file.name)
    for problem in reading.problems:
        print(f"{'问题' if problem.refused else '提示'}　{problem}")
    print(f"{reading.summary}")
    if reading.refused:
        raise PipelineError(
            f"有 {len(reading.refused)} 处问题。请改正后再交，或用 sheet import --partial 只读入正确的行。"
        )


def _import(chosen: argparse.Namespace) -> None:
    """The figures of a filled-in sheet into the ledger, all or with ``--partial`` those of the rows that are right."""
    from pipeline.entry_sheet import read_sheet

    reading = read_sheet(content_of(chosen.file), _ground(), chosen.by, chosen.file.name)
    _enter(reading.taking(partial=chosen.partial))
    print(reading.summary)


def _ground() -> "Ground":
    """The board in force with what people put on record, as of today."""
    from pipeline.board import current_path, read_board
    from pipeline.decisions import apply
    from pipeline.entry_sheet import Ground
    from pipeline.ledger import known_decisions, known_entries
    from pipeline.reported import record_of
    from pipeline.settings import data_dir, ledger_url

    frames = apply(read_board(data_dir()), known_decisions(ledger_url())).frames
    record = record_of(partial(known_entries, ledger_url()))
    change = max((figure.seq for figure in record.figures), default=0)
    return Ground(frames, record, date.today(), current_path(data_dir()).name, change)


def _table_show(chosen: argparse.Namespace) -> None:
    """Each row of an office's table with the goals that it may answer."""
    for number, proposal in enumerate(_proposals(chosen, _ground()), start=1):
        print(f"{number}　{proposal.words}{'（数据期为所选）' if proposal.assumed else ''}")
        for match in proposal.matches:
            known = "已有此数" if proposal.is_on_record(match) else "明确" if proposal.clear else "请选"
            differs = f"；{match.differs}" if match.differs else ""
            print(f"　　{match.target_id}　{match.words}　{known}：{match.why}{differs}")
            if proposal.clear:
                break
        if not proposal.matches:
            print("　　没有对应的目标")


def _table_import(chosen: argparse.Namespace) -> None:
    """The rows that were confirmed, each as a figure that waits for another person."""
    figures = [*_confirmed(chosen, _proposals(chosen, _ground()))]
    if not figures:
        raise PipelineError("没有要读入的行。请用 --take 行=编号 指明，或用 --clear 读入明确的行；见 table show。")
    _enter(figures)


def _proposals(chosen: argparse.Namespace, ground: "Ground") -> "list[Proposal]":
    from pipeline.build import checked_tables
    from pipeline.entry_sheet import period_ending, proposals

    content_of(chosen.file)
    observations = checked_tables(chosen.file)["observation"]
    found = proposals(observations, ground, chosen.city, period_ending(chosen.period))
    if not found:
        raise PipelineError(f"{chosen.file.name} 里没有读到实际值。请检查是不是进展情况表或目标完成表。")
    return found


def _confirmed(chosen: argparse.Namespace, found: "Sequence[Proposal]") -> "Iterator[Figure]":
    from pipeline.entry_sheet import figure_of

    clear = {number: each.matches[0] for number, each in enumerate(found, start=1) if chosen.clear and each.clear}
    new = {number: match.target_id for number, match in clear.items() if not found[number - 1].is_on_record(match)}
    taken = new | _pairs(chosen.take)
    for number, target_id in sorted(taken.items()):
        if not 1 <= number <= len(found):
            raise PipelineError(f"表里没有第 {number} 行。行号见 table show。")
        if target_id not in {match.target_id for match in found[number - 1].matches}:
            raise PipelineError(f"第 {number} 行不会是目标 {target_id} 的数。可选的编号见 table show。")
        yield figure_of(found[number - 1], target_id, chosen.by, chosen.file.name)


def _pairs(said: Sequence[str]) -> dict[int, str]:
    """3=t0123456789 → the goal by the number of the row."""
    pairs = {}
    for each in said:
        number, _, target_id = each.partition("=")
        if not number.isdecimal() or not target_id:
            raise PipelineError(f"“{each}”应写成 行=编号，如 3=t0123456789。")
        pairs[int(number)] = target_id
    return pairs


def _enter(figures: "Sequence[Figure]") -> None:
    """All on record, or none."""
    from pipeline.ledger import Ledger
    from pipeline.settings import ledger_url

    with closing(Ledger(ledger_url())) as ledger:
        ledger.add_all(figures)
    print(f"已提交 {len(figures)} 个数，待另一人审核。")
