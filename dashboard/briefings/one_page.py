"""一页纸: what a leader reads of a view on one page of A4: a finding, the counts, the domains, what is behind, what to
decide. ``one_page.typ`` sets it; here is only what is printed.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard import labels, summary
from dashboard.briefings.goal_words import (
    ABSENT,
    BEHIND,
    GROUPS,
    MET,
    OPEN,
    CityGap,
    Line,
    group_counts,
    headline,
    in_states,
    is_over,
    lacking,
    lines,
)
from dashboard.briefings.nameless import nameless
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.pdf import pdf
from dashboard.briefings.typesetting import shorter
from dashboard.icons import STATES, WORST_FIRST
from dashboard.labels import DOMAINS
from dashboard.rows import Row, rows

CELLS = 26  # goals of a domain that are drawn one by one
ROWS, CITIES, MATTERS, NAMES = 8, 5, 3, 3  # rows of the lists, and goals that are named of a city
LONG_NAME, LONG_TEXT = 24, 40  # characters; beyond, the list says … and the 台账 has the rest
GAP_NOTE = "最需要关注的在前；增速与目标比，其余与序时进度比"
SCOPE = "口径：实际值取文件写到的数和已审核的填报数；无数据不算完成，也不算落后。黑白打印看形状。"
Values = dict[str, Any]
WORDS = {
    "item": "项", "domains": "分领域", "no_goals": "无数字目标",
    "ratio": "右侧数字为“有实际值 / 目标数”。",
    "behind": ("目标", "要求", "实际", "差距（百分点）", "状态", "牵头单位"),
    "more_goals": ("，其余", "项见台账"),
    "missing": ("城市（规划期）", "已到期", "未到期", "没有数据的目标（要求）"),
    "more_cities": ("，其余", "个城市见台账"),
    "of_all": (" 等", "项"), "matters": "提请领导小组研究", "only_page": "第 1 页 共 1 页", "code": "编码",
}  # fmt: skip  # the template itself has none, so that every word passes the same door


def one_page(state: PaperView, *, public: bool = False, traditional: bool = False) -> bytes:
    """The PDF, one page whatever the view holds. In the ``public`` version no agency is named."""
    shown = nameless(state) if public else state
    return pdf("one_page", values_of(shown, public=public), state.as_of, traditional=traditional)


def values_of(state: PaperView, *, public: bool = False) -> Values:
    """Every word and number of the page, as ``one_page.typ`` asks for them."""
    return {
        "words": WORDS, "title": f"{state.subject}进展 · 一页纸",
        "scope": f"{shorter(state.scope, LONG_TEXT)}进展 · 一页纸",
        "period": f"{state.period} · {state.day}",
        "headlines": _headlines(state), "lead": lead(state), "total": len(state.goals),
        "numbers": _numbers(state), **_domains(state), **_behind(state, public), "missing": _missing(state),
        **_matters(state),
        "footer": [f"规则：{state.rule}", SCOPE, *_sources(state)],
        "audience": "公开材料" if public else "内部材料", "code": state.code,
    }  # fmt: skip


def _headlines(state: PaperView) -> list[str]:
    """The finding; on a page on which it takes two lines, without what is not judged."""
    if state.goals.empty:
        return [state.finding.rstrip("。")]
    whole = headline(state.counts)
    return [whole, whole.rpartition("，")[0] or whole] if whole.endswith(OPEN) else [whole]


def lead(state: PaperView) -> str:
    """Under the title: the sentence of the screen, and the goal that most needs a look."""
    if state.goals.empty:
        return ""
    worst = lines(summary.need_attention(state.goals).head(1))
    told = [f"最需要关注的是{line.place}{shorter(line.name, LONG_NAME)}：{line.reason}" for line in worst]
    return state.finding + "".join(told)


def _numbers(state: PaperView) -> list[Values]:
    """All goals, the three groups that add up to them with their states, and the goals without data among them."""
    cities = state.goals["city"].nunique()
    total = {"word": "目标总数", "count": len(state.goals), "parts": [], "aside": f"{cities}个城市"}
    groups = [_number(state, word, count) for word, count in group_counts(state.counts).items()]
    over = int(is_over(in_states(state.goals, [ABSENT]), state.as_of).sum())
    missing = state.counts[ABSENT]
    aside = f"其中{over}项已到期" if over else "都未到期" if missing else "–"
    return [total, *groups, {"word": "未评中无数据", "count": missing, "parts": [], "aside": aside}]


def _number(state: PaperView, word: str, count: int) -> Values:
    parts = [(name, state.counts[name]) for name in GROUPS[word] if state.counts[name] and name != ABSENT]
    return {"word": word, "count": count, "parts": parts, "aside": "–" if not count else "都没有数据"}


def _domains(state: PaperView) -> Values:
    goals = state.goals
    found = [_domain(word, rows(goals[goals["domain_group"] == word])) for word in DOMAINS]
    most = max((each["total"] for each in found), default=0)
    empty = [each["name"] for each in found if not each["total"]]
    how = "每格一项目标" if most <= CELLS else "条内为各状态的项数和占比"
    shown = [state.name for state in STATES if (goals["state"] == state.name).any()]
    note = how + (f"；{'、'.join(empty)}没有数字目标" if 0 < len(empty) <= 4 else "")
    return {"domains": found, "cells": CELLS if most <= CELLS else 0, "domains_note": note, "shown": shown}


def _domain(word: str, own: Sequence[Row]) -> Values:
    counts = Counter(goal["state"] for goal in own)
    mix = [(name, counts[name]) for name in WORST_FIRST if counts[name]]
    known = sum(not labels.is_missing(goal["actual"]) for goal in own)
    return {"name": word, "total": len(own), "known": known, "mix": mix}


def _behind(state: PaperView, public: bool) -> Values:
    """The goals below what is asked. Bars only where all gaps are of one kind and of a size that can be compared."""
    found = summary.need_attention(state.goals)
    first = rows(found.head(ROWS))
    alike = len({goal["measure"] == "growth" for goal in first}) == 1
    bars = alike and all(not labels.is_missing(goal["pace_gap"]) for goal in first)
    widest = max((abs(goal["pace_gap"]) for goal in first), default=0) if bars else 0
    named = zip(lines(found.head(ROWS)), first, strict=True)
    told = [_behind_row(line, goal, bars, public) for line, goal in named]
    table = {
        "title": f"低于要求的{len(found)}项" if len(found) else "低于要求的目标", "note": GAP_NOTE,
        "total": len(found), "rows": told, "leads": not public, "none": _none_behind(state),
    }  # fmt: skip
    return {"behind": table, "widest": widest or 1}


def _behind_row(line: Line, goal: Row, bars: bool, public: bool) -> Values:
    return {
        "name": f"{line.place}　{shorter(line.name, LONG_NAME)}", "asked": line.asked, "actual": line.actual,
        "of": line.of, "gap": line.gap or "–", "bar": float(goal["pace_gap"]) if bars else None, "state": line.state,
        "lead": "" if public else shorter(line.lead, 10),
    }  # fmt: skip


def _none_behind(state: PaperView) -> str:
    judged = sum(state.counts[name] for word in (MET, BEHIND) for name in GROUPS[word])
    return "已评的目标中没有低于要求的。" if judged else "没有可评的目标，不能说有无落后。"


def _sources(state: PaperView) -> list[str]:
    """Where each figure of the list comes from: the ids of its goals, in the order of the rows."""
    ids = list(summary.need_attention(state.goals).head(ROWS)["target_id"])
    return [f"来源编号（按行）：{'、'.join(ids)}"] if ids else []


def _missing(state: PaperView) -> Values:
    gaps = lacking(state.goals, state.plans, state.as_of)
    total = sum(gap.missing for gap in gaps)
    return {
        "title": f"无数据的{total}项", "note": "先从公开材料提取，确无的再请单位一次报清", "total": total,
        "rows": [_gap_row(gap) for gap in gaps[:CITIES]], "cities": len(gaps),
    }  # fmt: skip


def _gap_row(gap: CityGap) -> Values:
    names = [shorter(name, LONG_NAME) for name in gap.names[:NAMES]]
    place = f"{gap.place} {gap.period}".strip()
    return {"place": place, "over": gap.over, "ahead": gap.ahead, "names": names, "all": gap.missing}


def _matters(state: PaperView) -> Values:
    told = [
        {"title": shorter(each.title, LONG_NAME), "text": shorter(each.text, LONG_TEXT), "when": each.when}
        for each in state.matters[:MATTERS]
    ]
    return {"matters": told, "matters_note": "建议稿", "no_matters": "没有需要研究的事项。"}
