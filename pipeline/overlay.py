"""Edits to the tables of a board, on copies: fields replaced, a fact moved to the other kind, statements moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_integer_dtype

from pipeline.fact_rows import domain_group
from pipeline.facts import KEYS, YEAR, Frames, Values, finding_key, plain, records
from pipeline.schema import TABLES, TableSchema

UNREVIEWED, REJECTED, MERGED = "未审", "已驳回", "已合并"
GONE = (REJECTED, MERGED)  # no longer a fact of its own
BY_REVIEW = "review"  # where a year comes from that a reviewer has set
_KIND = {"target": "target", "observation": "actual"}
_BLANK: dict[str, Any] = {"VARCHAR": "", "VARCHAR[]": [], "BOOLEAN": False}
_FOLLOWING = ("indicator", "op", "due_year", "lead_agencies")  # of a statement, misread together with its target


def present(facts: pd.DataFrame) -> pd.DataFrame:
    """Facts that are still facts of their own: neither rejected nor merged into another."""
    return facts[~facts["review"].isin(GONE)]


def overlay(frames: Frames, values: Mapping[str, Values], into: Mapping[str, str], review: Mapping[str, str]) -> Frames:
    """The frames with ``values`` (by fact, by FIELDS), merges (fact → target) and the words of ``review`` laid on.

    Target, observation and finding get a column ``review``: 未审 已确认 已更正 已驳回 已合并.
    """
    laid = dict(frames)
    for table, key in KEYS.items():
        laid[table] = _with_values(frames[table], key, {fact: _columns(table, kept) for fact, kept in values.items()})
        laid[table] = laid[table].assign(review=_words(frames[table][key], review))
    laid["statement"] = _with_statements(laid, frames["target"], values.keys())
    keys = [finding_key(row) for row in records(frames["finding"])]
    laid["finding"] = frames["finding"].assign(review=_words(keys, review))
    for table, other in (("target", "observation"), ("observation", "target")):
        _move(laid, table, other, {fact: kept for fact, kept in values.items() if kept.get("kind") == _KIND[other]})
    _merge(laid, into)
    return _counted(laid)


def _words(keys: Iterable[str], review: Mapping[str, str]) -> list[str]:
    return [review.get(key, UNREVIEWED) for key in keys]


def _columns(table: str, values: Values) -> Values:
    """FIELDS as columns of a table."""
    columns = {YEAR[table] if name == "year" else name: value for name, value in values.items() if name != "kind"}
    if table == "observation":
        columns.pop("lead_agencies", None)
    return columns | ({"domain_group": domain_group(columns["domain"])} if "domain" in columns else {})


def _with_values(frame: pd.DataFrame, key: str, wanted: Mapping[str, Values]) -> pd.DataFrame:
    """The frame with the columns of ``wanted`` (by key) written over; a year that changes says where it comes from."""
    edits: dict[str, dict[int, Any]] = defaultdict(dict)
    for position, row in _rows_of(frame, key, wanted.keys()):
        for column, value in wanted[row[key]].items():
            if plain(row[column]) != value:
                edits[column][position] = value
                if column in YEAR.values():
                    edits["year_source"][position] = BY_REVIEW
    return frame.assign(**{column: _replaced(frame[column], cells) for column, cells in edits.items()})


def _rows_of(frame: pd.DataFrame, key: str, wanted: Set[str]) -> Iterator[tuple[int, Values]]:
    """The rows whose ``key`` is wanted, with their positions."""
    positions = [position for position, value in enumerate(frame[key]) if value in wanted]
    return zip(positions, records(frame.iloc[positions]), strict=True)


def _with_statements(laid: Frames, before: pd.DataFrame, corrected: Set[str]) -> pd.DataFrame:
    """Statements that said what their target said before it was corrected say what it says now."""
    was, now = (
        {row["target_id"]: row for _, row in _rows_of(targets, "target_id", corrected)}
        for targets in (before, laid["target"])
    )
    statements = laid["statement"]
    edits: dict[str, dict[int, Any]] = defaultdict(dict)
    for position, row in _rows_of(statements, "target_id", was.keys()):
        old, new = was[row["target_id"]], now[row["target_id"]]
        for column in _FOLLOWING:
            if plain(row[column]) == plain(old[column]) != plain(new[column]):
                edits[column][position] = plain(new[column])
    return statements.assign(**{column: _replaced(statements[column], cells) for column, cells in edits.items()})


def _move(laid: Frames, table: str, other: str, facts: Mapping[str, Values]) -> None:
    """Facts of one kind that a reviewer says are of the other: their rows change tables and keep their ids."""
    leaving = laid[table][KEYS[table]].isin(facts.keys())
    if not leaving.any():
        return
    gone = set(laid[table][KEYS[table]][leaving])
    same = {KEYS[table]: KEYS[other], YEAR[table]: YEAR[other]}
    moved = records(laid[table][leaving].rename(columns=same))
    moved = [row | {"lead_agencies": facts[row[KEYS[other]]].get("lead_agencies", [])} for row in moved]
    laid[table] = laid[table][~leaving].reset_index(drop=True)
    laid[other] = _extended(laid[other], moved, other)
    stays = ~laid["statement"]["target_id"].isin(gone)
    laid["statement"] = laid["statement"][stays].reset_index(drop=True)
    if other == "target":
        stated = [row | {"statement_id": f"{row['target_id']}#0", "position": 0} for row in moved]
        laid["statement"] = _extended(laid["statement"], stated, "statement")


def _merge(laid: Frames, into: Mapping[str, str]) -> None:
    """Statements of a merged target belong to the one it went into; they keep their ids."""
    statements = laid["statement"]
    owner = statements["target_id"].map(lambda target: into.get(target, target)).astype(statements["target_id"].dtype)
    order = owner.map({target: place for place, target in enumerate(dict.fromkeys(owner))})
    statements = statements.assign(target_id=owner).loc[order.sort_values(kind="stable").index].reset_index(drop=True)
    position = statements.groupby("target_id", sort=False).cumcount().astype(statements["position"].dtype)
    laid["statement"] = statements.assign(position=position)


def _counted(laid: Frames) -> Frames:
    """Counts that rest on other rows: statements of a target, numeric goals of a programme."""
    target, programme = laid["target"], laid["programme"]
    owners = target[~target["review"].isin(GONE) & (target["certainty"] == "core")]["programme_id"]
    laid["target"] = target.assign(statement_count=_count(target, "target_id", laid["statement"]["target_id"]))
    laid["programme"] = programme.assign(target_count=_count(programme, "programme_id", owners))
    return laid


def _count(frame: pd.DataFrame, key: str, owners: pd.Series) -> pd.Series:
    counts = owners.value_counts().to_dict()
    return pd.Series([counts.get(identifier, 0) for identifier in frame[key]], index=frame.index, dtype="int64")


def _replaced(column: pd.Series, cells: Mapping[int, Any]) -> pd.Series:
    values = [cells.get(position, plain(value)) for position, value in enumerate(column)]
    replaced: pd.Series = pd.Series(values, index=column.index, dtype=_wide_enough(column.dtype, values))
    return replaced


def _extended(frame: pd.DataFrame, rows: list[Values], table: str) -> pd.DataFrame:
    """The frame with rows added; a column that a row does not have is blank."""
    blank = {column.name: _BLANK.get(column.type) for column in _schema(table).columns} | {"review": UNREVIEWED}
    columns = {}
    for name in frame.columns:
        values = [plain(value) for value in [*frame[name], *(row.get(name, blank[name]) for row in rows)]]
        columns[name] = pd.Series(values, dtype=_wide_enough(frame[name].dtype, values))
    return pd.DataFrame(columns)


def _schema(table: str) -> TableSchema:
    return next(schema for schema in TABLES if schema.name == table)


def _wide_enough(dtype: Any, values: Iterable[Any]) -> Any:  # noqa: ANN401  pandas has many kinds of these
    """A whole-number column that gets an unknown becomes a float column, as the board reads it."""
    is_numpy = isinstance(dtype, np.dtype)
    if is_numpy and is_integer_dtype(dtype) and any(value is None for value in values):
        return "float64"
    return dtype
