"""``python -m pipeline brief``: a briefing of a view as a file, without a running dashboard.

The command lives here because a briefing shows what the dashboard shows; ``pipeline`` knows no screen and starts it
as a program of its own.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

logging.disable(logging.WARNING)  # Streamlit's caches work without its server, and say so as they are imported

from dashboard.briefings.kinds import ALIASES, KINDS, Options, make  # noqa: E402
from dashboard.data import Board, board_of, frozen_board  # noqa: E402
from dashboard.filters import NAMES, Filters  # noqa: E402
from pipeline.access.keyboard import signed_in  # noqa: E402
from pipeline.command_line import Parser, content_of, day  # noqa: E402
from pipeline.errors import PipelineError  # noqa: E402
from pipeline.whole_files import whole_file  # noqa: E402

_FILTERS = {
    "city": "城市",
    "domain": "领域",
    "year": "到期年",
    "state": "状态",
    "programme": "任务",
    "agency": "牵头单位",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make one file. A PipelineError becomes one Chinese line on stderr and exit code 1."""
    chosen = _parser().parse_args(arguments)
    try:
        with signed_in(chosen):
            print(f"已写成 {_written(chosen)}")  # noqa: T201  a command line
    except PipelineError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parser() -> Parser:
    parser = Parser(prog="python -m pipeline brief", description="把看板的一个画面写成简报文件。")
    words = "、".join(f"{name} {kind.word}" for name, kind in KINDS.items())
    parser.add_argument("--kind", required=True, choices=[*KINDS, *ALIASES], metavar="种类", help=words)
    parser.add_argument("--out", type=Path, metavar="文件", help="写到哪里，缺省为当前文件夹，按内容取名")
    for name in sorted(_FILTERS):
        word = NAMES[name]
        parser.add_argument(f"--{name}", action="append", default=[], metavar=word, help=f"只要这个{word}，可写几次")
    parser.add_argument("--text", default="", metavar="文字", help="指标、原文、单位里有这些字")
    parser.add_argument("--as-of", type=day, default=date.today(), metavar="日期", help="截至哪一天，缺省为今天")
    parser.add_argument("--snapshot", default="", metavar="数据期", help="已冻结的数据期")
    parser.add_argument("--hant", action="store_true", help="繁體")
    parser.add_argument("--item", default="", metavar="编号", help="督办单只要这一件督办或这一项目标")
    parser.add_argument("--public", action="store_true", help="公开版，不点名单位")
    parser.add_argument("--template", type=Path, metavar="母版", help="本单位的幻灯片母版（pptx）")
    parser.set_defaults(called="brief", by="")
    return parser


def _check_cities(board: Board, asked: Sequence[str]) -> None:
    """Raises PipelineError for a city that the board does not have: a file about nothing is no answer."""
    known = list(board.table("plan")["city"].unique())
    if unknown := [city for city in asked if city not in known]:
        raise PipelineError(f"看板里没有“{unknown[0]}”，没有写。可选的城市：{'、'.join(known[:20])}。")


def _options(chosen: argparse.Namespace) -> Options:
    template = content_of(chosen.template) if chosen.template else None
    return Options(chosen.public, chosen.hant, template, chosen.item)


def _written(chosen: argparse.Namespace) -> Path:
    board = frozen_board(chosen.snapshot) if chosen.snapshot else board_of(chosen.as_of)
    asked = {name: getattr(chosen, name) for name in _FILTERS}
    _check_cities(board, asked["city"])
    made = make(board, Filters.from_query({**asked, "text": [chosen.text]}), chosen.kind, _options(chosen))
    path: Path = chosen.out or Path(made.name)
    try:
        with whole_file(path) as file:
            file.write(made.content)
    except OSError as error:
        raise PipelineError(f"没有写成 {path}（{error.strerror}）。请检查文件夹和权限后重试。") from error
    return path


if __name__ == "__main__":
    sys.exit(main())
