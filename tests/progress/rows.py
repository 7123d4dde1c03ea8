"""Small tables with the declared columns, one row per thing a test speaks of."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.schema import OBSERVATION, PLAN, TARGET, TableSchema

Row = Mapping[str, Any]


def plan(first_year: int | None = 2018, last_year: int | None = 2020, **other: Any) -> Row:
    return {"plan_id": "000", "city": "甲市", "first_year": first_year, "last_year": last_year} | other


def target(value: float | None = 90.0, due_year: int | None = 2020, **other: Any) -> Row:
    row = {
        "target_id": "t1", "plan_id": "000", "city": "甲市", "indicator": "5G网络覆盖率", "unit": "%", "op": ">=",
        "measure": "level", "annual": False, "lead_agencies": ["市经信局"], "value": value, "due_year": due_year,
    }  # fmt: skip
    return row | other


def observation(value: float, year: int, **other: Any) -> Row:
    row = {
        "observation_id": f"o{year}", "plan_id": "report", "city": "甲市", "indicator": "5G网络覆盖率", "unit": "%",
        "measure": "level", "value": value, "year": year, "quote": "",
    }  # fmt: skip
    return row | other


def base(value: float, year: int = 2018, **other: Any) -> Row:
    """A figure that the plan itself states."""
    return observation(value, year, plan_id="000", observation_id=f"b{year}", **other)


def targets(*rows: Row) -> pd.DataFrame:
    return _frame(TARGET, rows)


def observations(*rows: Row) -> pd.DataFrame:
    """Figures of documents, and of people where a row has a ``target_id``."""
    return _frame(OBSERVATION, rows, "target_id")


def plans(*rows: Row) -> pd.DataFrame:
    return _frame(PLAN, rows)


def _frame(schema: TableSchema, rows: tuple[Row, ...], *more: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=[*(column.name for column in schema.columns), *more])
