"""What one goal's page says, as plain values: facts, known figures, the source cut at its marks."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard import labels
from dashboard.marking import Mark, Piece, cut
from dashboard.rows import Row, row_of

HISTORY = ["year", "value", "source", "link", "when"]


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
        ("领域", _domain(goal)),
        ("规划", _plan(plan)),
    ]
    return pairs + [("属性", goal["nature"])] * bool(goal["nature"])


def _domain(goal: Row) -> str:
    """Both levels, or the first where it says the second too."""
    first, second = goal["domain_group"], goal["domain"]
    return str(first) if second in first else f"{first}（{second}）"


def _plan(plan: Row) -> str:
    """The title, and the period where the title does not name its years."""
    years = (plan["first_year"], plan["last_year"])
    named = all(not labels.is_missing(year) and str(int(year)) in plan["title"] for year in years)
    return str(plan["title"]) if named else f"{plan['title']}，{labels.period(*years)}"


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
    """Known figures, oldest first: ``year``, ``value``, ``source`` in words, ``link`` to its place or ''.

    ``when`` is the year in words: 2020年底, or 2020年 with a remark where only the year of the document is known.
    """
    known = []
    if not labels.is_missing(goal["base_value"]):
        known.append(
            _known(goal["base_year"], goal["base_value"], goal["base_id"], observations, "基期，原文写到的现状")
        )
    if not labels.is_missing(goal["actual"]):
        known.append(_known(goal["actual_year"], goal["actual"], goal["observation_id"], observations))
    return pd.DataFrame(known, columns=HISTORY).drop_duplicates(["year", "value"]).sort_values("year")


def _known(year: int, value: float, place_id: str, observations: pd.DataFrame, source: str = "") -> tuple[object, ...]:
    """A row of the history; without other words the ``source`` is what the document says."""
    figure = row_of(observations, "observation_id", place_id) or {"quote": "", "plan_id": "", "year_source": ""}
    link = "document?" + urlencode({"plan": figure["plan_id"], "at": place_id})
    by_document = figure["year_source"] == "document"
    when = f"{year}年（按文件年份）" if by_document else labels.due(year)
    return int(year), float(value), source or f"“{figure['quote']}”", link, when


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
