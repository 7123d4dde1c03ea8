"""Where things are. Read from the environment when asked, so that tests can move them."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def seeds_dir() -> Path:
    """Folder with the plan documents as received (``SEEDS_DIR``)."""
    return Path(os.environ.get("SEEDS_DIR", ROOT / "seeds"))


def published_figures() -> Path | None:
    """The table of published figures that belongs to the project's own seeds.

    None with ``SEEDS_DIR``: other seeds bring theirs along, in their folder.
    """
    return None if "SEEDS_DIR" in os.environ else ROOT / "data" / "published_figures.csv"


def data_dir() -> Path:
    """Folder with the built boards and the ``CURRENT`` pointer (``DATA_DIR``)."""
    return Path(os.environ.get("DATA_DIR", ROOT / "data"))


def uploads_dir() -> Path:
    """Folder with the documents that were handed in through the dashboard, built like the seeds."""
    return data_dir() / "uploads"


def ledger_folders() -> dict[str, Path]:
    """The folders with the files that ledger entries name: ``evidence`` (佐证材料), ``snapshots`` (数据期) and
    ``scores`` (考核得分).
    """
    return {name: data_dir() / name for name in ("evidence", "snapshots", "scores")}


def ledger_url() -> str:
    """The database with what people said: ``LEDGER_URL``, or a SQLite file beside the boards."""
    return os.environ.get("LEDGER_URL") or f"sqlite:///{data_dir().resolve() / 'ledger.db'}"
