"""系统: the board in force, what it was made from, the ledger, and this program. All of it read, never typed."""

import datetime
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from dashboard import known
from dashboard.data import Board
from dashboard.labels import day, moment
from pipeline.ledger import Ledger, is_there
from pipeline.ledger.connecting import file_of, shown
from pipeline.schema import TABLES
from pipeline.settings import data_dir, ledger_folders, ledger_url

LIBRARIES = ("streamlit", "plotly", "pandas", "duckdb", "SQLAlchemy", "OpenCC", "numpy", "pyarrow")
Facts = list[tuple[str, str]]


def board_facts(board: Board) -> Facts:
    """The file, when it was made, and the rows of each of its tables."""
    built = datetime.datetime.fromtimestamp(board.path.stat().st_mtime, tz=datetime.UTC)
    counts = "，".join(f"{schema.comment.split(':')[0]} {len(board.table(schema.name))}" for schema in TABLES)
    return [
        ("看板文件", board.path.name),
        ("生成时间", moment(built.isoformat())),
        ("大小", _size(board.path)),
        ("内容", counts),
        ("文件", f"{len(board.table('plan'))} 份"),
    ]


def ledger_facts() -> Facts:
    """Where people's entries are, how many there are, and the files beside them. Raises LedgerError."""
    url = ledger_url()
    file = file_of(url)
    folders = {"evidence": "佐证材料", "snapshots": "数据期", "scores": "考核得分"}
    kept = [f"{folders[name]} {len(_files(path))} 个" for name, path in ledger_folders().items()]
    return [
        ("记录库", "SQLite" if file else "PostgreSQL"),
        ("位置", shown(url)),
        ("大小", _size(file) if file and file.exists() else "–"),
        ("最近一条", f"第 {known.last_change()} 号" if known.last_change() else "还没有记录"),
        ("所附文件", "，".join(kept)),
        ("备份", "python -m pipeline backup 文件.zip"),
    ]


def machine_facts() -> Facts:
    """Space and versions."""
    free = shutil.disk_usage(data_dir()).free / 2**30
    versions = "，".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        ("数据文件夹", str(data_dir())),
        ("可用空间", f"{free:.1f} GB"),
        ("Python", platform.python_version()),
        ("软件包", versions),
    ]


def verified() -> str:
    """What a check of the whole audit chain and of every file beside it finds. Raises LedgerError."""
    if not is_there(ledger_url()):
        return "还没有记录，不用核对。"
    ledger = Ledger(ledger_url())
    try:
        chain = ledger.verify(ledger_folders())
    finally:
        ledger.close()
    return chain.problem or f"{chain.rows} 条记录和所附文件核对无误，链尾 {chain.head[:16]}。"


def sentence(board: Board) -> str:
    """看板 2026年12月1日生成，17 份文件，62 项数字目标，记录 12 条。"""
    entries = known.last_change()
    return (
        f"看板 {day(board.published)}生成，{len(board.table('plan'))} 份文件，{len(board.goals)} 项数字目标，"
        f"{f'记录到第 {entries} 号' if entries else '还没有人填报'}。"
    )


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{size / 2**10:.0f} KB"
