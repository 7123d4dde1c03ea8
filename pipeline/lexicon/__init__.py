"""The words of the language, as data: one ``.toml`` per kind of word, loaded once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The contents of ``lexicon/NAME.toml``. Callers must not change what they get."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
