"""The short code on every page of a briefing: it leads back to the view that the page was made from.

The same view of the same board and ledger has the same code, whoever makes it and when. What a code stands for is kept
beside the boards, one line a code; ``found`` gives it back and says whether anything was published or entered since.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode

from dashboard.data import Board
from dashboard.filters import Filters, Query
from pipeline.settings import data_dir

LENGTH = 8
FILE = "briefings.jsonl"


@dataclass(frozen=True)
class Kept:
    """A view by its address, and the board file, decision and entry that were the last then."""

    query: Query
    board: str
    seq: int
    change: int

    @property
    def code(self) -> str:
        """Letters and digits that are not taken for one another (base 32)."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return base64.b32encode(hashlib.sha256(said.encode()).digest()).decode()[:LENGTH]

    def link(self, page: str = "./") -> str:
        """The address of the view."""
        return f"{page}?{urlencode(self.query, doseq=True)}"

    def is_of(self, board: Board) -> bool:
        """Whether nothing was published, decided or entered since."""
        return (self.board, self.seq, self.change) == (board.path.name, board.seq, board.change)


def kept_of(board: Board, filters: Filters) -> Kept:
    """What a code of this view stands for."""
    when = {"snapshot": [board.frozen.about.name]} if board.frozen else {"as_of": [board.as_of.isoformat()]}
    return Kept({**filters.to_query(), **when}, board.path.name, board.seq, board.change)


def code_of(board: Board, filters: Filters) -> str:
    return kept_of(board, filters).code


def keep(board: Board, filters: Filters) -> str:
    """Remember what the code of a view stands for; once."""
    kept = kept_of(board, filters)
    if find(kept.code) is None:
        with _file().open("a", encoding="utf-8") as file:
            file.write(f"{_new_line()}{json.dumps(asdict(kept), ensure_ascii=False)}\n")
    return kept.code


def find(code: str) -> Kept | None:
    """What a code stands for, however it was typed; None for one that was never given out."""
    wanted = code.strip().upper()
    return next((kept for kept in _known() if kept.code == wanted), None)


def _known() -> Iterator[Kept]:
    """Every code that was given out; a line that broke off is none, and those after it still are."""
    for line in _file().read_bytes().split(b"\n") if _file().exists() else ():
        with suppress(ValueError, TypeError):
            yield Kept(**json.loads(line))


def _new_line() -> str:
    """What ends a line that broke off, so that the next one is whole."""
    content = _file().read_bytes() if _file().exists() else b""
    return "" if not content or content.endswith(b"\n") else "\n"


def _file() -> Path:
    return data_dir() / FILE
