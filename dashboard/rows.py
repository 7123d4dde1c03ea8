"""A frame as plain rows, for what is printed row by row."""

from typing import Any, cast

import pandas as pd

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """One dict per row, columns as keys."""
    return cast("list[Row]", frame.to_dict("records"))


def row_of(frame: pd.DataFrame, key: str, value: object) -> Row | None:
    """The first row whose ``key`` is ``value``."""
    return next(iter(rows(frame[frame[key] == value].head(1))), None)
