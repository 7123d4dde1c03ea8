"""The command line: ``python -m pipeline build | extract | report | follow-up | sheet | freeze | score | verify …``."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pipeline import account_commands, answer_commands
from pipeline import commands as run
from pipeline import figure_commands as figures
from pipeline import follow_up_commands as follow_ups
from pipeline import indicator_commands as indicators
from pipeline import judging_commands as judging
from pipeline import scoring_commands as scoring
from pipeline import sheet_commands as sheets
from pipeline import task_commands as tasks
from pipeline.brief_command import brief
from pipeline.command_line import Parser, day
from pipeline.errors import PipelineError

_REPORT_OPTIONS = (
    ("period", True, "数据期止，如 2024-09-30"),
    ("value", True, "数值，如 62.6、3万"),
    ("finality", True, "数据性质：预计、初步或审定"),
    ("by", True, "填报人"),
    ("source", False, "数据来源"),
    ("scope", False, "口径"),
    ("agency", False, "填报单位，缺省为牵头单位"),
    ("note", False, "说明"),
    ("cause", False, "落后的原因"),
    ("remedy", False, "对策"),
    ("new-date", False, "新的完成时限，如 2025-06-30"),
)  # name, whether it must be given, what it is


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. A PipelineError becomes one Chinese line on stderr and exit code 1."""
    given = [*(sys.argv[1:] if arguments is None else arguments)]
    if given[:1] == ["brief"]:
        return brief(given[1:])
    chosen = _parser().parse_args(given)
    command: Callable[[argparse.Namespace], None] = chosen.command
    try:
        with _signed_in(chosen):
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


def _signed_in(chosen: argparse.Namespace) -> AbstractContextManager[None]:
    """As whom the command runs; ``extract`` looks at one file, needs no board and no database, and asks nobody."""
    if chosen.called == "extract":
        return nullcontext()
    from pipeline.access.keyboard import signed_in

    return signed_in(chosen)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m pipeline", description="把规划文件读成目标看板。")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="called", required=True, parser_class=Parser)
    build = commands.add_parser("build", help="读文件，发布看板数据", description="读规划文件，检查后发布看板数据。")
    build.add_argument(
        "paths", nargs="*", type=Path, metavar="文件或文件夹", help="缺省为 seeds、导入的和自带的公布数据"
    )
    build.add_argument("--dry-run", action="store_true", help="只列出与现在的看板有何不同，不发布")
    build.set_defaults(command=run.build)
    extract = commands.add_parser("extract", help="列出一个文件里的数字", description="每行一个 JSON，不写数据。")
    extract.add_argument("file", type=Path, metavar="文件", help="规划、报告等文本文件")
    extract.set_defaults(command=run.extract)
    show = commands.add_parser("show", help="查看一项目标和它的原文", description="在原文里标出一项目标。")
    show.add_argument("target_id", metavar="编号", help="目标编号，如 t0123456789")
    show.set_defaults(command=run.show)
    _add_answers(commands)
    _add_indicators(commands)
    _add_judging_commands(commands)
    _add_figure_commands(commands)
    _add_follow_up_commands(commands)
    _add_ledger_commands(commands)
    sheets.add_to(commands)
    tasks.add_to(commands)
    account_commands.add_to(commands)
    _add_score(commands)
    commands.add_parser(
        "brief", help="写简报：一页纸、专报、通报、议题材料、督办单、幻灯片、台账"
    )  # main() hands it on
    return parser


def _add_answers(commands: "argparse._SubParsersAction[Parser]") -> None:
    description = "在后来的报告里找回应目标的数据，每行一个 JSON，不写数据。不给文件，就在现在的看板里找。"
    answers = commands.add_parser("answers", help="哪个数据回应哪项目标", description=description)
    answers.add_argument("--place", required=True, metavar="城市", help="如 无锡市")
    answers.add_argument("--goals", default=(), nargs="+", type=Path, metavar="文件", help="提出目标的规划、报告")
    answers.add_argument("--reports", default=(), nargs="+", type=Path, metavar="文件", help="写有数据的报告、表格")
    answers.set_defaults(command=answer_commands.answers)


def _add_indicators(commands: "argparse._SubParsersAction[Parser]") -> None:
    listed = commands.add_parser(
        "indicators", help="列出规范指标", description="列出规范指标词典，以及看板里归入每项的城市、目标和数据。"
    )
    listed.set_defaults(command=indicators.indicators)
    series = commands.add_parser(
        "series", help="一项指标历年的目标和实际", description="一城一项规范指标历年的目标和实际，每行一个 JSON。"
    )
    series.add_argument("--place", required=True, metavar="城市", help="如 无锡市")
    series.add_argument("--indicator", required=True, metavar="编号", help="indicators 列出的编号，如 N01")
    series.set_defaults(command=indicators.series)


def _add_judging_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    freeze = commands.add_parser("freeze", help="冻结一个数据期", description="把看板当前的数和判定以一个名称冻结。")
    freeze.add_argument("name", metavar="名称", help="如 2024年前三季度，不能与已有的重名")
    freeze.add_argument("--as-of", metavar="日期", default="", help="数据截止日，如 2024-09-30；缺省为今天")
    freeze.add_argument("--by", metavar="姓名", required=True, help="冻结人")
    freeze.add_argument("--note", metavar="说明", default="", help="可不填")
    freeze.set_defaults(command=judging.freeze)
    listed = commands.add_parser("snapshots", help="列出数据期", description="列出已冻结的数据期并核对其文件。")
    listed.set_defaults(command=judging.snapshots)
    rule = commands.add_parser("rule", help="查看或更换判定规则", description="查看、更换判定亮灯的规则。")
    acts = rule.add_subparsers(title="操作", metavar="操作", required=True, parser_class=Parser)
    acts.add_parser("list", help="列出可选的规则").set_defaults(command=judging.list_rules)
    show = acts.add_parser("show", help="查看一条规则")
    show.add_argument("name", metavar="名称", nargs="?", default="", help="缺省为现行规则")
    show.set_defaults(command=judging.show_rule)
    use = acts.add_parser("use", help="改用一条规则")
    use.add_argument("name", metavar="名称", help="list 列出的名称，或其开头几个字")
    use.add_argument("--by", metavar="姓名", required=True, help="更换人")
    use.add_argument("--reason", metavar="理由", required=True, help="为什么更换")
    use.set_defaults(command=judging.use_rule)


def _add_figure_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    report = commands.add_parser("report", help="填报一项实际值", description="填报一项目标的实际值，待另一人审核。")
    report.add_argument("target_id", metavar="编号", help="目标编号，如 t0123456789")
    for option, needed, told in _REPORT_OPTIONS:
        report.add_argument(f"--{option}", required=needed, default="", metavar="…", help=told)
    report.add_argument("--from", dest="since", default="", metavar="日期", help="数据期起，缺省为年初或目标起始年")
    report.add_argument("--replaces", type=int, default=0, metavar="号", help="更正第几号实际值")
    report.add_argument("--evidence", nargs="+", type=Path, default=[], metavar="文件", help="佐证材料")
    report.add_argument("--overrule", action="append", default=[], metavar="代码=理由", help="忽略一条提示的理由")
    report.set_defaults(command=figures.report)
    for name, told, command in (("approve", "通过", figures.approve), ("return", "退回", figures.send_back)):
        step = commands.add_parser(name, help=f"{told}一项实际值", description=f"{told}另一人填报的实际值。")
        step.add_argument("seq", type=int, metavar="号", help="实际值的号")
        step.add_argument("--by", required=True, metavar="姓名", help="审核人")
        if name == "return":
            step.add_argument("--reason", required=True, metavar="理由", help="为什么退回")
        step.set_defaults(command=command)


def _add_follow_up_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    follow_up = commands.add_parser("follow-up", help="督办：立项、答复、延期、退回、销号", description="督办事项。")
    acts = follow_up.add_subparsers(title="操作", metavar="操作", required=True, parser_class=Parser)
    due = acts.add_parser("list", help="列出督办，按时限先后")
    due.add_argument("--as-of", type=day, metavar="日期", help="看哪一天的情况，缺省为今天")
    due.add_argument("--ladder", metavar="规则", default="", help="预警规则：缺省、宿迁、三明、宜昌")
    due.set_defaults(command=follow_ups.show_list)
    opened = acts.add_parser("open", help="立项")
    opened.add_argument("target_id", nargs="?", default="", metavar="编号", help="目标编号；督办任务或单位时不写")
    opened.add_argument("--plan", metavar="规划编号", default="", help="不写目标编号时，属于哪份规划")
    opened.set_defaults(command=follow_ups.take, action="opened", item="")
    for name, action, told in _FOLLOW_UP_STEPS:
        step = acts.add_parser(name, help=told)
        step.add_argument("item", metavar="督办编号", help="如 2026-001")
        step.set_defaults(command=follow_ups.take, action=action, target_id="")
    for name, act in acts.choices.items():
        if name != "list":
            _add_step_options(act)


def _add_step_options(act: argparse.ArgumentParser) -> None:
    act.add_argument("--by", required=True, metavar="姓名", help="谁办的")
    act.add_argument("--text", default="", metavar="内容", help="要求、答复、理由或核实情况；立项缺省为目标的情况")
    act.add_argument("--due", type=day, metavar="日期", help="办理时限，如 2026-12-31")
    act.add_argument("--agency", default="", metavar="单位", help="办理单位；答复时为答复单位")
    act.add_argument("--document", default="", metavar="文号", help="督办单号或依据")
    act.add_argument("--evidence", nargs="*", type=Path, default=[], metavar="文件", help="佐证材料")


_FOLLOW_UP_STEPS = (
    ("answer", "answered", "办理单位答复"),
    ("extend", "extended", "延期"),
    ("reopen", "reopened", "退回重办，或对已销号的重新督办"),
    ("close", "closed", "销号"),
)


def _add_ledger_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    verify = commands.add_parser(
        "verify", help="核对填报和审核记录", description="核对审计链、每条记录和所附文件，指出第一处问题。"
    )
    verify.add_argument("--head", metavar="链尾", default="", help="以前抄下的链尾，核对它仍在链上")
    verify.set_defaults(command=run.verify)
    backup = commands.add_parser(
        "backup", help="备份填报和审核记录", description="把全部记录和所附文件写成一个备份文件。"
    )
    backup.add_argument("file", type=Path, metavar="备份文件", help="新文件，如 2024年三季度.zip")
    backup.set_defaults(command=run.backup)
    restore = commands.add_parser("restore", help="恢复备份", description="把备份恢复到空的记录库，逐条核对后才生效。")
    restore.add_argument("file", type=Path, metavar="备份文件", help="backup 写成的文件")
    restore.add_argument("--force", action="store_true", help="现有记录另存在旁边，再恢复（限 SQLite）")
    restore.set_defaults(command=run.restore)


def _add_score(commands: "argparse._SubParsersAction[Parser]") -> None:
    score = commands.add_parser("score", help="计算或冻结考核得分", description="按考核方案计算各单位得分，不排名次。")
    score.add_argument("action", nargs="?", choices=("freeze",), metavar="freeze", help="冻结得分并导出表格")
    score.add_argument("--period", metavar="考核期", default="", help="如 2024年、2024年上半年、2024-12-31；缺省为上年")
    score.add_argument("--scheme", metavar="方案", default="", help="用一个模板试算；缺省为现行方案")
    score.add_argument("--by", metavar="姓名", default="", help="冻结人")
    score.add_argument("--note", metavar="说明", default="", help="再次冻结时，更正的理由")
    score.set_defaults(command=scoring.score)


if __name__ == "__main__":
    sys.exit(main())
