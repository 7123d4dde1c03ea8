"""What one goal's page says, as plain values: facts, known figures, the source cut at its marks."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard import labels
from dashboard.marking import Mark, Piece, cut
from dashboard.rows import Row, row_of

HISTORY = ["year", "value", "source", "link"]


def facts(goal: Row, plan: Row) -> list[tuple[str, str]]:
    """The definition list: who answers for it, how it is measured, where its year comes from."""
    has_base = not labels.is_missing(goal["base_value"])
    pairs = [
        ("牵头单位", labels.names(goal["lead_agencies"])),
        ("配合单位", labels.names(goal["supporting_agencies"])),
        ("类型", labels.measure(goal["measure"], has_base=has_base)),
        ("年限出处", labels.YEAR_SOURCES[goal["year_source"]]),
        ("所属任务", goal["programme_title"] or labels.UNKNOWN),
        ("章节", goal["chapter"] or labels.UNKNOWN),
        ("领域", f"{goal['domain_group']}（{goal['domain']}）"),
        ("规划", f"{plan['title']}，{labels.period(plan['first_year'], plan['last_year'])}"),
    ]
    return pairs + [("属性", goal["nature"])] * bool(goal["nature"])


def place(goal: Row, plan: Row) -> list[str]:
    """Where the number stands: 宜政办发〔2019〕77号 · 总体目标 · 全文第 1347 字."""
    chapter = str(goal["chapter"]).split(" / ")[-1]
    parts = [plan["document_number"] or plan["title"], chapter, goal["place"], f"全文第 {goal['start'] + 1} 字"]
    return [part for part in parts if part]


def printed(goal: Row) -> str:
    """The words of the plan for the number, and for the comparison where it uses one."""
    words = f"“{goal['number_words']}”"
    return f"{words}，用词“{goal['operator_words']}”" if goal["operator_words"] else words


def source(goal: Row, passage: Row) -> list[Piece]:
    """The passage in its own script, the sentence marked and the number in it."""
    marks = [
        Mark(goal["sentence_start"], goal["sentence_end"], "sentence"),
        Mark(goal["start"], goal["end"], "number"),
    ]
    return cut(passage["raw_text"].rstrip(), passage["start"], marks)


def history(goal: Row, observations: pd.DataFrame) -> pd.DataFrame:
    """Known figures, oldest first: ``year``, ``value``, ``source`` in words, ``link`` to its place or ''."""
    known = []
    if not labels.is_missing(goal["base_value"]):
        known.append((int(goal["base_year"]), float(goal["base_value"]), "基期，原文写到的现状", ""))
    if not labels.is_missing(goal["actual"]):
        figure = row_of(observations, "observation_id", goal["observation_id"]) or {"quote": "", "plan_id": ""}
        link = "document?" + urlencode({"plan": figure["plan_id"], "at": goal["observation_id"]})
        known.append((int(goal["actual_year"]), float(goal["actual"]), f"“{figure['quote']}”", link))
    return pd.DataFrame(known, columns=HISTORY).drop_duplicates(["year", "value"]).sort_values("year")


def around(goals: pd.DataFrame, target_id: str) -> dict[str, Any] | None:
    """Position in the list and the goals before and after; None when the goal is not in it."""
    order = list(goals["target_id"])
    if target_id not in order:
        return None
    position = order.index(target_id)
    before, after = order[:position][-1:], order[position + 1 :][:1]
    return {
        "position": position + 1,
        "total": len(order),
        "before": "".join(before),
        "after": "".join(after),
    }
