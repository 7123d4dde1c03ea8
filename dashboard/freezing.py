"""What the page 数据期 does and tells: freeze the board at hand, and how each frozen one stands."""

from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import ledger
from dashboard.data import Board, current_board, frozen_board
from dashboard.labels import moment
from pipeline.entries import Snapshot
from pipeline.errors import PipelineError
from pipeline.evidence import problem_of
from pipeline.settings import ledger_folders
from pipeline.snapshots import freeze

NOW = "当前看板"


def listed() -> list[dict[str, Any]]:
    """Every snapshot, the newest first: its fields, ``day``, ``when`` it was frozen, ``problem`` of its file."""
    folder = ledger_folders()["snapshots"]
    return [
        vars(each)
        | {"day": date.fromisoformat(each.as_of), "when": moment(each.entered_at)}
        | {"problem": _problem(folder / each.file_name, each.sha256)}
        for each in ledger.entries(Snapshot)[::-1]
    ]


def freeze_now(board: Board, name: str, by: str, note: str) -> Snapshot:
    """Freeze ``board`` under a name. Raises PipelineError that says why it was not."""
    if board.problem:
        raise PipelineError(f"没有冻结：{board.problem}")
    folder = ledger_folders()["snapshots"]
    return freeze(board.view, name, by, folder, lambda entry: ledger.enter(entry)[0], note)


def board_called(name: str) -> Board:
    """The snapshot of this name, or the board at hand for NOW. Raises SnapshotError."""
    return current_board() if name == NOW else frozen_board(name)


def _problem(path: Path, sha256: str) -> str:
    try:
        found = path.stat()
    except OSError:
        return problem_of(path, sha256)
    return _checked(path, sha256, (found.st_mtime_ns, found.st_size))


@st.cache_data(max_entries=200, show_spinner=False)
def _checked(path: Path, sha256: str, stamp: tuple[int, int]) -> str:
    return problem_of(path, sha256)
