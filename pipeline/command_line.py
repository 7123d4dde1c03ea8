"""argparse speaking Chinese, and what options are made of."""

import argparse
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

from pipeline.errors import PipelineError

_MISTAKES = (
    (r"argument --(.*): invalid choice: (.+) \(choose from (.+)\)", r"--\1 没有 \2，可用的有 \3"),
    (r"argument .*: invalid choice: (.+) \(choose from (.+)\)", r"没有命令 \1，可用的有 \2"),
    (r"argument .*: invalid int value: (.+)", r"\1 不是整数"),
    (r"argument --(\w+): (.*[\u4e00-\u9fff].*)", r"--\1 \2"),
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument \S+: (“.+”不是日期.*)", r"\1"),
)  # what argparse says, what we say


class Parser(argparse.ArgumentParser):
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


def day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{words}”不是日期，应写成 2024-09-30") from None


def last_quarter() -> date:
    """The end of the quarter that has ended last."""
    today = date.today()
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)


def content_of(path: Path) -> bytes:
    """The bytes of a file that an option names. Raises PipelineError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PipelineError(f"读不了文件 {path}（{error.strerror}）。请检查路径和权限后重试。") from error
