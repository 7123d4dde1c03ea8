"""What a row of target or observation says, in one form: the same from any store, and for both kinds."""

import hashlib
from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

Frames = dict[str, pd.DataFrame]
Values = dict[str, Any]
KEYS = {"target": "target_id", "observation": "observation_id"}
FINDING = "f"  # begins the key of a finding
YEAR = {"target": "due_year", "observation": "year"}
FIELDS = (
    "kind", "indicator", "value", "value_max", "unit", "op", "measure", "year", "domain", "lead_agencies", "certainty",
)  # fmt: skip
"""The fields that a reviewer may correct and that two builds are compared by. ``kind`` is target or actual, ``year``
the due year of a target and the year of a figure; a figure has no ``lead_agencies``."""


def said(row: Mapping[Any, Any]) -> Values:
    """The FIELDS of a row as plain values: None where nothing is known, lists for agencies."""
    is_target = YEAR["target"] in row
    values = {name: plain(row[name]) for name in FIELDS if name in row}
    year = plain(row[YEAR["target" if is_target else "observation"]])
    return values | {"kind": "target" if is_target else "actual", "year": None if year is None else int(year)}


def plain(value: Any) -> Any:  # noqa: ANN401  a cell of any table
    """A cell as JSON can hold it."""
    if hasattr(value, "tolist"):  # numpy scalars and arrays, Arrow lists
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return list(value)
    return None if pd.isna(value) else value


def records(frame: pd.DataFrame) -> list[Values]:
    """One dict per row."""
    return cast("list[Values]", frame.to_dict("records"))


def finding_key(row: Mapping[Any, Any]) -> str:
    """An id for a finding that another build gives it too: of the plan and the words."""
    return FINDING + hashlib.sha256(f"{row['plan_id']}\x1f{row['code']}\x1f{row['message']}".encode()).hexdigest()[:10]
