"""A rule as a form shows it, and back: one row per condition, the rest in fields. Pure: what was typed in, plain
values out; whether they make a rule is asked of ``pipeline.progress.rule_from``.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.labels import is_missing
from pipeline.progress import Rule
from pipeline.progress.bands import SHAPES, Band, usual_look
from pipeline.progress.rules import Definition

STATES = ("超序时", "达序时", "略低", "未达序时")  # those that a threshold may give
GRID = ["状态", "用词", "形状", "下限", "含下限", "上限", "含上限"]
FIELDS = ("name", "measure", "in_days", "count_estimates", "cycle_months", "about_tolerance", "hold_tolerance")
OWN_NAME = "本单位规则"


def grid_of(rule: Rule) -> pd.DataFrame:
    """The conditions of a rule, columns GRID; an open bound is missing."""
    rows = [_row(band) for band in rule.bands]
    types = {"下限": "float64", "上限": "float64", "含下限": "bool", "含上限": "bool"}
    return pd.DataFrame(rows, columns=GRID).astype(types)


def definition_from(grid: pd.DataFrame, typed: Mapping[str, Any], base: Rule) -> Definition:
    """What a form holds as the definition of a rule: ``typed`` has FIELDS, tolerances in percent.

    Rows without anything in them are left out. The office's words for states that no threshold gives stay as in
    ``base``.
    """
    conditions = [_condition(row) for row in grid.to_dict("records") if not _is_empty(row)]
    given = {row["state"] for row in conditions}
    words = {state: word for state, word in base.words if state not in given}
    tolerances = {name: typed[name] / 100 for name in ("about_tolerance", "hold_tolerance")}
    return {name: typed[name] for name in FIELDS} | tolerances | {"conditions": conditions, "words": words}


def _row(band: Band) -> tuple[object, ...]:
    return band.state, band.word, band.shape, band.lower, band.lower_in, band.upper, band.upper_in


def _condition(row: Mapping[Any, Any]) -> dict[str, Any]:
    state = "" if is_missing(row["状态"]) else str(row["状态"])
    look = {"word": row["用词"], "shape": row["形状"]}
    said = {name: value for name, value in look.items() if not is_missing(value)}
    if state in STATES and said.get("shape") in SHAPES:
        said["colour"] = usual_look(state)[1]
    return {
        "state": state,
        **said,
        **_bound(row, "下限", "at_least", "over"),
        **_bound(row, "上限", "at_most", "below"),
    }


def _bound(row: Mapping[Any, Any], side: str, within: str, without: str) -> dict[str, float]:
    if is_missing(row[side]):
        return {}
    return {within if row[f"含{side}"] is True else without: float(row[side])}


def _is_empty(row: Mapping[Any, Any]) -> bool:
    return all(is_missing(row[name]) for name in ("状态", "用词", "下限", "上限"))
