"""The declared tables of a snapshot file, and how the file of an older version is read as this one would have it.

A file carries the ``VERSION`` it was written by. Of an older one, tables and columns that it does not know are read as
missing; what a version no longer declares is not read. So raise ``VERSION`` with every change here.
"""

from dataclasses import replace

import pandas as pd

from pipeline.facts import Frames
from pipeline.progress import COLUMNS
from pipeline.progress.outlook import SERIES_COLUMNS
from pipeline.reported import FIGURE_COLUMNS
from pipeline.schema import TABLES, Column, TableSchema

VERSION = 2
_REVIEW = Column("review", "VARCHAR", "审核:未审 已确认 已更正 已驳回 已合并")
_REVIEWED = ("target", "observation", "finding")
_TYPES = {"str": "VARCHAR", "Float64": "DOUBLE", "Int64": "BIGINT", "datetime64[us]": "TIMESTAMP"}
_FIGURE_TYPES = {
    "seq": "BIGINT", "replaces": "BIGINT", "value": "DOUBLE", "value_max": "DOUBLE", "period_start": "TIMESTAMP",
    "period_end": "TIMESTAMP",
}  # fmt: skip
_EMPTY = {"VARCHAR": "", "BOOLEAN": False}

ABOUT = TableSchema(
    "about", "数据期:何时、由谁、按什么规则冻结", "name",
    (
        Column("version", "INTEGER", "本文件表结构的版本"),
        Column("name", "VARCHAR", "数据期名称"),
        Column("as_of", "DATE", "数据截止日"),
        Column("made_by", "VARCHAR", "冻结人"),
        Column("made_at", "VARCHAR", "冻结时间,UTC,ISO 8601"),
        Column("rule", "VARCHAR", "判定规则,JSON (pipeline.progress.definition_of)"),
        Column("board", "VARCHAR", "所依据的看板文件"),
        Column("board_sha256", "VARCHAR", "看板文件的 SHA-256"),
        Column("note", "VARCHAR", "说明;无则空串"),
    ),
)  # fmt: skip
VERDICT = TableSchema(
    "verdict", "判定:每项目标一行,列义见 pipeline.progress.judge", "target_id",
    tuple(Column(name, _TYPES[kind], "判定结果,见 pipeline.progress.judge") for name, kind in COLUMNS.items()),
)  # fmt: skip
COURSE = TableSchema(
    "course", "历程:每项目标在每个有数的期末如何,列义见 pipeline.progress.series", "",
    tuple(Column(name, _TYPES[kind], "历程,见 pipeline.progress.series") for name, kind in SERIES_COLUMNS.items()),
)  # fmt: skip
FIGURE = TableSchema(
    "figure", "填报的实际值及其审核状态", "seq",
    tuple(Column(name, _FIGURE_TYPES.get(name, "VARCHAR"), "见 pipeline.entries.Figure") for name in FIGURE_COLUMNS),
)  # fmt: skip
ENTRY = TableSchema(
    "entry", "当时已有的全部填报、规则、督办等记录,以及有效的审核决定", "",
    (
        Column("kind", "VARCHAR", "记录类别,即账本的表名"),
        Column("seq", "BIGINT", "在账本里的编号"),
        Column("fact_id", "VARCHAR", "审核决定所指的事实;其余为空串"),
        Column("content", "VARCHAR", "记录全文,JSON"),
    ),
)  # fmt: skip


def _with_review(schema: TableSchema) -> TableSchema:
    return replace(schema, columns=(*schema.columns, _REVIEW)) if schema.name in _REVIEWED else schema


BOARD = tuple(map(_with_review, TABLES))
SNAPSHOT = (ABOUT, *BOARD, VERDICT, COURSE, FIGURE, ENTRY)


def as_declared(read: Frames) -> Frames:
    """The tables of a file as this version declares them; what the file does not have is missing, never made up."""
    return {schema.name: _fitted(read.get(schema.name, pd.DataFrame()), schema) for schema in SNAPSHOT}


def _fitted(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    columns = {column.name: _column(frame, column) for column in schema.columns}
    return pd.DataFrame(columns, index=frame.index)


def _column(frame: pd.DataFrame, column: Column) -> pd.Series:
    if column.name in frame:
        known: pd.Series = frame[column.name]
        return known
    if column.type.endswith("[]"):
        return pd.Series([[] for _ in range(len(frame))], index=frame.index, dtype="object")
    missing = pd.NaT if column.type in ("DATE", "TIMESTAMP") else None
    dtype = {"DOUBLE": "float64", "VARCHAR": "str"}.get(column.type)
    return pd.Series(_EMPTY.get(column.type, missing), index=frame.index, dtype=dtype)
