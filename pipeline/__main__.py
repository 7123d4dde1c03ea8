"""The command line: ``python -m pipeline build | extract | show | verify | backup | restore | score``."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from pipeline import commands as run
from pipeline import scoring_commands as scoring
from pipeline.errors import PipelineError

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
    build.set_defaults(command=run.build)
    extract = commands.add_parser("extract", help="列出一个文件里的数字", description="每行一个 JSON，不写数据。")
    extract.add_argument("file", type=Path, metavar="文件", help="规划、报告等文本文件")
    extract.set_defaults(command=run.extract)
    show = commands.add_parser("show", help="查看一项目标和它的原文", description="在原文里标出一项目标。")
    show.add_argument("target_id", metavar="编号", help="目标编号，如 t0123456789")
    show.set_defaults(command=run.show)
    _add_ledger_commands(commands)
    _add_score(commands)
    return parser


def _add_ledger_commands(commands: "argparse._SubParsersAction[_Parser]") -> None:
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


def _add_score(commands: "argparse._SubParsersAction[_Parser]") -> None:
    score = commands.add_parser("score", help="计算或冻结考核得分", description="按考核方案计算各单位得分，不排名次。")
    score.add_argument("action", nargs="?", choices=("freeze",), metavar="freeze", help="冻结得分并导出表格")
    score.add_argument("--period", metavar="考核期", default="", help="如 2024年、2024年上半年、2024-12-31；缺省为上年")
    score.add_argument("--scheme", metavar="方案", default="", help="用一个模板试算；缺省为现行方案")
    score.add_argument("--by", metavar="姓名", default="", help="冻结人")
    score.add_argument("--note", metavar="说明", default="", help="再次冻结时，更正的理由")
    score.set_defaults(command=scoring.score)


if __name__ == "__main__":
    sys.exit(main())
