"""One target in words: what it promises, and where the plan says so."""

from collections.abc import Hashable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

import pandas as pd

from pipeline.errors import PipelineError
from pipeline.facts import Frames
from pipeline.reported import Record, verdicts

Row = Mapping[Hashable, Any]


class UnknownTargetError(PipelineError):
    def __init__(self, target_id: str, near: list[str]) -> None:
        hint = f"相近的编号：{'、'.join(near)}。" if near else "编号见看板上的目标页。"
        super().__init__(f"没有编号为“{target_id}”的目标。{hint}")


def target_row(target_id: str, targets: pd.DataFrame) -> pd.DataFrame:
    """The one row of a target. Raises UnknownTargetError, which names the nearest ids."""
    found = targets[targets["target_id"] == target_id]
    if found.empty:
        raise UnknownTargetError(target_id, get_close_matches(target_id, list(targets["target_id"]), cutoff=0.5))
    return found


def describe(target_id: str, frames: Frames, record: Record, as_of: date) -> str:
    """A target with its sentence marked 【】 in its paragraph, judged as the board judges it.

    Raises UnknownTargetError, which names the nearest ids.
    """
    found = target_row(target_id, frames["target"])
    row, plan = _only(found), _only(_of(frames["plan"], "plan_id", found["plan_id"].iloc[0]))
    verdict = _only(verdicts({**frames, "target": found}, record, as_of))
    statements = _of(frames["statement"], "target_id", target_id)
    lines = [*_facts(row, plan), f"进度　{verdict['state']}：{verdict['reason']}{verdict['need']}", "", "原文"]
    lines.append(_marked(row, _of(frames["passage"], "plan_id", row["plan_id"])))
    for other in statements.iloc[1:].to_dict("records"):
        lines += ["", f"另一处　{other['chapter'] or '未分章节'}", other["quote"]]
    return "\n".join(lines)


def _facts(row: Row, plan: Row) -> list[str]:
    due: str = f"{int(row['due_year'])}年底" if pd.notna(row["due_year"]) else "未写明"
    return [
        f"编号　{row['target_id']}",
        f"校核　{row['review']}",
        f"指标　{row['indicator']}",
        f"目标　{row['op']} {_value(row)}（原文：{row['number_words']}{_words(row)}）",
        f"期限　{due}",
        f"领域　{row['domain_group']}（{row['domain']}）",
        f"牵头　{'、'.join(row['lead_agencies']) or '未明确'}",
        f"文件　{plan['city']}　{plan['title']}（{plan['file_name']}）",
        f"章节　{row['chapter'] or '未分章节'}",
    ]


def _words(row: Row) -> str:
    return f"，{row['operator_words']}" if row["operator_words"] else ""


def _value(row: Row) -> str:
    if pd.isna(row["value"]):
        return "定性"
    upper = f"至{row['value_max']:.12g}" if pd.notna(row["value_max"]) else ""
    return f"{row['value']:.12g}{upper}{row['unit']}"


def _marked(row: Row, passages: pd.DataFrame) -> str:
    """The passages that the sentence runs through, as printed, with the sentence between 【 and 】."""
    first, last = row["sentence_start"], row["sentence_end"]
    around = passages[(passages["start"] < last) & (passages["end"] > first)]
    text, shift = "".join(around["raw_text"]), around["start"].iloc[0]
    return f"{text[: first - shift]}【{text[first - shift : last - shift]}】{text[last - shift :]}".strip()


def _of(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[frame[column] == value]


def _only(frame: pd.DataFrame) -> Row:
    (row,) = frame.to_dict("records")
    return row
