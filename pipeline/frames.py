"""From readings to the declared tables: the one place where values become rows.

Order is by plan, then as printed; the same reading always gives the same tables.
"""

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from pipeline.fact_rows import FactRows
from pipeline.goals import Source
from pipeline.model import Reading
from pipeline.plan_rows import PlanRows, Row
from pipeline.schema import TABLES, TableSchema

Frames = dict[str, pd.DataFrame]
_DTYPES: dict[str, str | pd.ArrowDtype] = {
    "VARCHAR": "str",
    "INTEGER": "Int64",
    "DOUBLE": "Float64",
    "BOOLEAN": "boolean",
    "DATE": "datetime64[us]",
    "VARCHAR[]": pd.ArrowDtype(pa.list_(pa.string())),
}


def frames_of(reading: Reading) -> Frames:
    """The rows that one document gives to each declared table."""
    source = Source(reading)
    rows = PlanRows(source).tables() | FactRows(source).tables()
    return {schema.name: _frame(schema, rows[schema.name]) for schema in TABLES}


def joined(parts: Iterable[Frames]) -> Frames:
    """The tables of all documents, by plan."""
    known = sorted(parts, key=lambda frames: str(frames["plan"]["plan_id"].iloc[0]))
    empty = {schema.name: _frame(schema, []) for schema in TABLES}
    return {name: pd.concat([empty[name], *(frames[name] for frames in known)], ignore_index=True) for name in empty}


def _frame(schema: TableSchema, rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.name for column in schema.columns], dtype=object)
    return frame.astype({column.name: _DTYPES[column.type] for column in schema.columns})
