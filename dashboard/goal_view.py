"""What one goal's page says, as plain values: facts, what the chart shows, the source cut at its marks."""

from typing import Any

import pandas as pd

from dashboard import labels
from dashboard.charts.progress import is_empty
from dashboard.marking import Mark, Piece, cut
from dashboard.rows import Row
from pipeline.progress import Rule, Story
from pipeline.progress.methods import CLASSES

SUMS = ("increment", "cumulative", "cumulative_spend")


def facts(goal: Row, plan: Row, story: Story, rule: Rule) -> list[tuple[str, str]]:
    """The definition list: who answers for it, since when it is behind, how it is measured and by which rule."""
    has_base = not labels.is_missing(goal["base_value"])
    pairs = [
        ("牵头单位", labels.names(goal["lead_agencies"])),
        ("配合单位", labels.names(goal["supporting_agencies"])),
        *_since(goal),
        *_versions(goal),
        ("类型", labels.measure(goal["measure"], has_base=has_base)),
        ("起算", starting(goal, story)),
        ("规则", _rule(goal, story, rule)),
        ("年限出处", labels.YEAR_SOURCES[goal["year_source"]]),
        ("所属任务", goal["programme_title"] or labels.UNKNOWN),
        ("章节", goal["chapter"] or labels.UNKNOWN),
        ("领域", _domain(goal)),
        ("规划", _plan(plan)),
    ]
    return pairs + [("属性", goal["nature"])] * bool(goal["nature"])


def _since(goal: Row) -> list[tuple[str, str]]:
    since = goal["behind_since"]
    return [] if labels.is_missing(since) else [("落后起始", labels.moment_of(since))]


def _versions(goal: Row) -> list[tuple[str, str]]:
    """现行目标 with the document that says so and 原目标, where the goal was changed."""
    if not goal["goal_version"]:
        return []
    before = {name: goal[f"original_{name}"] for name in ("op", "value", "value_max", "due_year")} | {
        "unit": goal["unit"], "annual": goal["annual"],
    }  # fmt: skip
    return [("现行目标", f"{labels.asked(goal)}（依据{goal['goal_version']}）"), ("原目标", labels.asked(before))]


def starting(goal: Row, story: Story) -> str:
    """Where the count begins: a base with its day and value, nothing at the start of the period, or 缺基期."""
    if goal["measure"] == "growth":
        return "增速，不从基期起算"
    if goal["measure"] in SUMS:
        return f"{story.start.year}年初，从零累计" if story.start else "从零累计，起始年未明确"
    base = story.figures[story.figures["role"] == "base"]
    if base.empty:
        return "缺基期"
    last = base.iloc[-1]
    amount = "".join(labels.quantity(last["value"], None, goal["unit"]))
    return f"{labels.moment_of(last['end'])} {amount}"


def _rule(goal: Row, story: Story, rule: Rule) -> str:
    """The rule in force and by what its 序时进度 runs for this goal."""
    if goal["measure"] == "growth":
        basis = "增速与目标相比"
    elif goal["pace_basis"]:
        basis = f"按{goal['pace_basis']}序时，{'按天' if rule.in_days else '按月'}计"
    elif starting(goal, story) == "缺基期" and story.basis != "分年目标":
        basis = "缺基期，到期判定"
    else:
        basis = ""
    return "；".join(filter(None, (rule.name, basis)))


def methods(story: Story) -> list[tuple[str, str]]:
    """Each published method with the class it gives, best first; 不判断 where it gives none."""
    ordered = sorted(story.methods.items(), key=lambda pair: -(pair[1] or 0))
    return [(name, CLASSES[level] if level is not None else "不判断") for name, level in ordered]


def shown_in_chart(goal: Row, story: Story) -> list[str]:
    """The small print over the chart: unit, and what each kind of line stands for, of those that are drawn."""
    unit = [f"单位 {goal['unit']}"] if goal["unit"] else []
    if is_empty(story):
        return [*unit, "菱形为目标"]
    placed = story.figures[story.figures["level"].notna()]
    roles, growth = set(placed["role"]), goal["measure"] == "growth"
    said = [
        ("柱为各期增速，横线为目标" if growth else "黑线为实际值", bool(roles & {"base", "counted"}) or growth),
        (f"虚线为计划（{story.basis}）", not story.way.empty and not growth),
        ("空心为预计，不计入评价", "estimate" in roles),
        ("灰色为其他口径", "other" in roles),
        ("浅蓝为按趋势推算（八成把握）", story.projection is not None),
        ("菱形为目标", True),
    ]
    return [*unit, "，".join(words for words, is_drawn in said if is_drawn)]


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
