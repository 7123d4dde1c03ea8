"""What the review page says of a fact and of a decision, and what was typed into it. Pure."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import labels
from dashboard.marking import Mark, Piece, cut
from dashboard.rows import Row, rows
from pipeline.decisions import REVIEW, Decision
from pipeline.facts import Values, said
from pipeline.filing.repeats import name_likeness
from pipeline.overlay import GONE
from pipeline.typed import TypedError, number_in

KINDS = {"target": "目标", "actual": "现状"}
CERTAINTIES = {"core": "数字目标", "optional": "可议表述（不计入目标）"}
FIELDS = {
    "kind": "类型", "indicator": "指标", "op": "比较符", "value": "数值", "value_max": "上限", "unit": "单位",
    "measure": "计量方式", "year": "年份", "domain": "领域", "lead_agencies": "牵头单位", "certainty": "性质",
}  # fmt: skip
REASONS = ("不是目标", "是背景或现状", "数值识别错误", "与别处重复")
LIKELY = 5  # goals offered to merge into
OPERATORS = labels.OPERATORS | {"range": "区间", "=": "等于", "~": "约"}
_WORDS = {"kind": KINDS, "op": OPERATORS, "measure": labels.MEASURES, "certainty": CERTAINTIES}
_IN_THE_NUMBER = ("kind", "indicator", "op", "value", "value_max", "unit")  # shown large above the list


def words(name: str, value: Any) -> str:  # noqa: ANN401  a value of any of FIELDS
    """One field of a fact for a reader; 空 where nothing is said."""
    if value is None or value in ("", []):
        return "空"
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, float):
        return labels.number(value)
    return _WORDS.get(name, {}).get(value, str(value))


def typed_words(value: Any) -> str:  # noqa: ANN401  a value of any of FIELDS
    """A field as a person would type it: 30000, 市教育局、市民政局."""
    if isinstance(value, list):
        return "、".join(value)
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def fact_lines(row: Row) -> list[tuple[str, str]]:
    """The definition list of a target or an observation."""
    values = said(row)
    lines = [(FIELDS[name], words(name, value)) for name, value in values.items() if name not in _IN_THE_NUMBER]
    return [
        *((name, labels.UNKNOWN if text == "空" else text) for name, text in lines),
        ("年份出处", labels.YEAR_SOURCES[row["year_source"]]),
        ("章节", row["chapter"] or labels.UNKNOWN),
        ("抽取把握", labels.percent(row["confidence"])),
    ]


def around(row: Row, passages: pd.DataFrame) -> pd.DataFrame:
    """The paragraphs of its plan that the sentence of a fact, or the place of a doubt, runs through."""
    if labels.is_missing(row["start"]):
        return passages.head(0)
    first, last = _sentence(row)
    own = passages["plan_id"].eq(row["plan_id"])
    return passages[own & passages["start"].lt(last) & passages["end"].gt(first)]


def source(row: Row, passages: pd.DataFrame) -> list[Piece]:
    """The paragraphs of ``around`` as printed, the sentence marked and the number in it."""
    if passages.empty:
        return []
    marks = [Mark(*_sentence(row), "sentence")]
    if _is_fact(row):
        marks.append(Mark(int(row["start"]), int(row["end"]), "number"))
    return cut("".join(passages["raw_text"]).rstrip(), int(passages["start"].iloc[0]), marks)


def _sentence(row: Row) -> tuple[int, int]:
    first, last = ("sentence_start", "sentence_end") if _is_fact(row) else ("start", "end")
    return int(row[first]), int(row[last])


def _is_fact(row: Row) -> bool:
    return "sentence_start" in row


def alike(row: Row, targets: pd.DataFrame) -> list[Row]:
    """Other goals of the plan that this one may be the same as: the most alike by name and number, then the nearest."""
    own = targets[(targets["plan_id"] == row["plan_id"]) & ~targets["review"].isin(GONE)]
    others = rows(own[own["target_id"] != row["target_id"]])
    return sorted(others, key=lambda other: (-_likeness(row, other), abs(other["start"] - row["start"])))[:LIKELY]


def _likeness(row: Row, other: Row) -> float:
    same_number = bool(other["value"] == row["value"] and other["unit"] == row["unit"])
    return name_likeness(row["indicator"], other["indicator"]) + 0.3 * same_number


def decided(decision: Decision, now: Values) -> dict[str, Any]:
    """Who decided what, when and why; each corrected field with what extraction had said; what it says by ``now``."""
    was = decision.expected
    changed = [
        (FIELDS[name], words(name, was.get(name)), words(name, value))
        for name, value in decision.changes.items()
        if name in FIELDS
    ]
    drifted = [
        (FIELDS[name], words(name, was[name]), words(name, value))
        for name, value in now.items()
        if name in was and was[name] != value
    ]
    return {
        "word": REVIEW[decision.action], "who": decision.decided_by, "why": decision.reason, "changed": changed,
        "when": labels.moment(decision.decided_at), "drifted": drifted,
    }  # fmt: skip


def changes_of(typed: Mapping[str, Any], now: Values) -> tuple[Values, list[str]]:
    """The fields that were typed differently from ``now``, and what is wrong with them (in Chinese)."""
    values: Values = dict(typed)
    messages = []
    for name in ("value", "value_max", "year"):
        values[name], message = _number(name, str(typed[name]), "" if name == "year" else str(typed["unit"]))
        messages += [message] if message else []
    values["lead_agencies"] = [each for each in re.split(r"[、，,；;\s]+", str(typed.get("lead_agencies", ""))) if each]
    values["indicator"] = str(typed["indicator"]).strip()
    if not values["indicator"]:
        messages.append("指标名称不能为空。")
    if values["op"] == "range" and not messages and not _is_range(values):
        messages.append("区间要有数值和上限，上限应大于数值。")
    changed = {name: value for name, value in values.items() if name in now and value != now[name]}
    return ({}, messages) if messages else (changed, [] if changed else ["没有改动。如抽取无误，请按“确认”。"])


def _is_range(values: Values) -> bool:
    low, high = values["value"], values["value_max"]
    return low is not None and high is not None and low < high


def _number(name: str, text: str, unit: str) -> tuple[float | int | None, str]:
    """3万 → 30000.0, '' → nothing known; a year is a whole number between 1949 and 2100."""
    if not text.strip():
        return None, ""
    try:
        value = number_in(text, unit)
    except TypedError as error:
        return None, f"{FIELDS[name]}：{error}"
    if name != "year":
        return value, ""
    return (int(value), "") if value.is_integer() and 1949 <= value <= 2100 else (None, "年份应为四位数字，如 2025。")
