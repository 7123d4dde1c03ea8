"""Where things are. Read from the environment when asked, so that tests can move them."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def seeds_dir() -> Path:
    """Folder with the plan documents as received (``SEEDS_DIR``)."""
    return Path(os.environ.get("SEEDS_DIR", ROOT / "seeds"))


def data_dir() -> Path:
    """Folder with the built boards and the ``CURRENT`` pointer (``DATA_DIR``)."""
    return Path(os.environ.get("DATA_DIR", ROOT / "data"))
