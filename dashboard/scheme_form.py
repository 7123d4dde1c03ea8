"""A scheme as the table that an office edits, and back. Plain values; ``pipeline.scoring`` says what is wrong."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.scoring import Part, Scheme, definition_of
from pipeline.scoring.amounts import plain
from pipeline.scoring.schemes import HOWS, KINDS, ROLES, WITHOUT_DATA

Row = dict[str, Any]
PART_COLUMNS = ("部分", "分值", "性质", "计分办法", "领域", "属性", "目标范围", "单项封顶%", "扣分", "无数据的目标")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_PAIR = re.compile(r"([^\d\s、，,；;.]+)\s*(\d+(?:\.\d+)?)")


def part_rows(scheme: Scheme) -> list[Row]:
    """One row per part, in the words of PART_COLUMNS."""
    return [_row(part) for part in scheme.parts]


def _row(part: Part) -> Row:
    is_computed = part.kind == "computed"
    return {
        "部分": part.name,
        "分值": float(part.weight),
        "性质": KINDS[part.kind],
        "计分办法": HOWS[part.how] if is_computed else None,
        "领域": "、".join(part.domains),
        "属性": "、".join(part.natures),
        "目标范围": ROLES[part.role] if is_computed else None,
        "单项封顶%": float(part.cap) if is_computed and part.how == "attainment" else None,
        "扣分": "、".join(f"{state}{plain(points)}" for state, points in part.deductions),
        "无数据的目标": WITHOUT_DATA[part.without_data] if is_computed else None,
    }


def definition_from(scheme: Scheme, parts: Iterable[Row], own: Mapping[str, Any]) -> dict[str, Any]:
    """The definition that a form describes: ``scheme`` it began with, its rows, and what else was typed (``own``)."""
    changed = [_part(row) for row in parts if any(_said(value) for value in row.values())]
    return definition_of(scheme) | {"parts": changed} | dict(own)


def _part(row: Row) -> Row:
    part: Row = {"name": str(row.get("部分") or "").strip(), "weight": row.get("分值")}
    part["kind"] = _key(KINDS, row.get("性质"), "computed")
    if part["kind"] == "computed":
        part |= {"how": _key(HOWS, row.get("计分办法"), "attainment"), "role": _key(ROLES, row.get("目标范围"), "lead")}
        part["without_data"] = _key(WITHOUT_DATA, row.get("无数据的目标"), "left_out")
        part["cap"] = row["单项封顶%"] if _said(row.get("单项封顶%")) else 100
    lists = {"domains": words_of(row.get("领域")), "natures": words_of(row.get("属性"))}
    deductions = {state: float(points) for state, points in _PAIR.findall(str(row.get("扣分") or ""))}
    return part | {key: value for key, value in (*lists.items(), ("deductions", deductions)) if value}


def words_of(typed: object) -> list[str]:
    """Words that were typed one after the other."""
    return [word for word in _BETWEEN.split(str(typed or "").strip()) if word]


def adjustments_of(typed: str) -> list[Row]:
    """加减分 as it is typed: 加减分 5 5 is at most 5 more and 5 less."""
    found = re.findall(r"([^\d\s、，；+\-−]+)\s*\+?([\d.]+)\s*[\-−/]?\s*([\d.]+)", typed)
    return [{"name": name, "plus": float(plus), "minus": float(minus)} for name, plus, minus in found]


def adjustment_words(scheme: Scheme) -> str:
    return "、".join(f"{each.name} +{plain(each.plus)} −{plain(each.minus)}" for each in scheme.adjustments)


def _key(choices: Mapping[str, str], word: object, default: str) -> str:
    return next((key for key, known in choices.items() if known == word), default)


def _said(value: Any) -> bool:  # noqa: ANN401  a cell of the table; an empty one comes back as None or NaN
    return not (value == "" or pd.isna(value))
