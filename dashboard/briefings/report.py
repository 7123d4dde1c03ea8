"""专报: a view at length, on pages with bookmarks, in words that can be searched and copied. ``report.typ`` sets it."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard import labels, summary
from dashboard.briefings import money
from dashboard.briefings.goal_words import (
    ABSENT,
    GROUPS,
    MET,
    NOT_JUDGED,
    CityGap,
    Line,
    city_gaps,
    group_counts,
    in_states,
    lines,
)
from dashboard.briefings.nameless import nameless
from dashboard.briefings.one_page import SCOPE
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.pdf import pdf
from dashboard.briefings.typesetting import shorter
from dashboard.icons import STATES
from dashboard.labels import DOMAINS

ROWS = 200  # goals of one list; all of them stand in the 台账
NAMED = 12  # goals without data that are named of a city
Block = dict[str, Any]
SOURCES = "来源编号写在每项目标下面，按编号可在看板中查到原文原句。"
WORDS = {"code": "编码", "page": ("第 ", " 页 共 ", " 页")}
SHOWN_SCOPE = 24  # characters of it at the head of a page
NUMBERS = "一二三四五六七八九十"


def report(state: PaperView, *, public: bool = False, traditional: bool = False) -> bytes:
    """The PDF. In the ``public`` version no agency is named."""
    state = nameless(state) if public else state
    values = {
        "words": WORDS, "title": f"{state.subject}进展专报",
        "scope": shorter(state.scope, SHOWN_SCOPE), "period": f"{state.period} · {state.day}", "stamp": state.stamp,
        "code": state.code, "audience": "公开材料" if public else "内部材料", "finding": state.finding,
        "about": "" if state.subject == state.scope else f"范围：{state.scope}",
        "blocks": blocks(state, public=public),
    }  # fmt: skip
    return pdf("report", values, state.as_of, traditional=traditional)


def blocks(state: PaperView, *, public: bool) -> list[Block]:
    """The parts that there is something to say of, numbered; nothing but the finding for a view without goals."""
    if state.goals.empty:
        return []
    parts = [
        ("总体情况", _overall(state)),
        ("分领域情况", _domains(state)),
        ("低于要求的目标", _goals(summary.need_attention(state.goals), public)),
        ("达到要求的目标", _goals(in_states(state.goals, GROUPS[MET]), public)),
        ("本期不作评价的目标", _goals(in_states(state.goals, NOT_JUDGED), public)),
        ("没有数据的目标", _missing(state)),
        ("项目和资金", _money(state, public)),
        ("提请研究的事项", _told(f"{each.title}：{each.text}" for each in state.matters)),
        ("下一步工作", _told(state.next_steps)),
        (
            "口径和规则",
            _told([SCOPE, f"规则：{state.rule}", SOURCES]),
        ),
    ]
    there = [(title, own) for title, own in parts if own]
    numbered = zip(NUMBERS, there, strict=False)
    return [block for number, (title, own) in numbered for block in [_heading(f"{number}、{title}"), *own]]


def _heading(text: str, level: int = 1) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def _told(paragraphs: Iterable[str]) -> list[Block]:
    return [{"kind": "paragraph", "text": each} for each in paragraphs]


def _note(text: str) -> Block:
    return {"kind": "note", "text": text}


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]], sides: str, widths: Sequence[float] = ()) -> Block:
    """``widths``: 0 as wide as its words, else a share of what is left."""
    return {"kind": "table", "head": head, "rows": rows, "sides": sides, "widths": widths or [1] * len(head)}


def _overall(state: PaperView) -> list[Block]:
    """Every state with its count and share, and what it means."""
    percents, uneven = summary.percents(state.counts)
    rows = [[{"state": each.name}, each.meaning, str(state.counts[each.name]), percents[each.name]] for each in STATES]
    rows.append(["合计", "", str(len(state.goals)), "100.0%"])
    known = int(state.goals["actual"].notna().sum())
    told = f"有实际值的目标{known}项，数据覆盖率{labels.percent(known / len(state.goals))}。"
    table = _table(("状态", "含义", "项数", "占比"), rows, "llrr", (0, 1, 0, 0))
    return [table, *_told([told]), *[_note(summary.ROUNDED)] * uneven]


def _domains(state: PaperView) -> list[Block]:
    rows = []
    for word in DOMAINS:
        own = state.goals[state.goals["domain_group"] == word]
        states = summary.state_counts(own)
        known = int(own["actual"].notna().sum())
        counts = [len(own), known, *group_counts(states).values(), states[ABSENT]]
        rows.append([word, *map(str, counts)] if len(own) else [word, *["–"] * len(counts)])
    return [
        _table(("领域", "目标数", "有实际值", *GROUPS, "其中无数据"), rows, "lrrrrrr"),
        _note("“–”为没有数字目标的领域。"),
    ]


def _goals(found: pd.DataFrame, public: bool) -> list[Block]:
    if found.empty:
        return []
    head = ("城市", "目标（来源编号）和判定理由", "要求", "实际", "序时差", "状态", "牵头单位")
    kept = len(head) - public
    rows = [_row(line)[:kept] for line in lines(found.head(ROWS))]
    left = f"共{len(found)}项，列前{ROWS}项，全部见台账。" if len(found) > ROWS else f"共{len(found)}项。"
    more = "序时差单位为个百分点，增速目标为实际增速与目标之差；“–”为不按序时评价或没有实际值。"
    return [_note(left + more), _table(head[:kept], rows, "llrrrll"[:kept], (0, 1, 0, 0, 0, 0, 0)[:kept])]


def _row(line: Line) -> list[Any]:
    name = {"text": line.name, "note": f"{line.target_id}　{line.reason}"}
    actual = {"text": line.actual, "note": line.of} if line.of else line.actual
    return [line.place, name, line.asked, actual, line.gap or "–", {"state": line.state}, line.lead.replace("、", "\n")]


def _missing(state: PaperView) -> list[Block]:
    """Where data are missing, by city, and the goals that are asked for first."""
    gaps = city_gaps(state.goals, state.plans, state.as_of)
    if not any(gap.missing for gap in gaps):
        return []
    numbers = [(gap.total, gap.missing, gap.over, gap.ahead, gap.led) for gap in gaps]
    rows = [[gap.place, gap.period, *map(str, own)] for gap, own in zip(gaps, numbers, strict=True)]
    rows.append(["合计", "", *(str(sum(column)) for column in zip(*numbers, strict=True))])
    head = ("城市", "规划期", "目标数", ABSENT, "其中已到期", "未到期", "写明牵头单位")
    told = [block for gap in gaps if gap.missing for block in _city(gap)]
    return [_table(head, rows, "llrrrrr"), *told]


def _city(gap: CityGap) -> list[Block]:
    return [_heading(f"{gap.place}（{gap.missing}项）", 2), *_told([_names(gap.names)])]


def _money(state: PaperView, public: bool) -> list[Block]:
    """A sentence for each city and, in the internal version, a table of the departments."""
    if not state.projects:
        return []
    widths = (2.4, 1, 1, 1, 1, 1, 1)
    table = [_table(money.HEAD, money.rows_of(state.projects), "lrrrrrr", widths), _note("金额单位为万元。")]
    return [*_told(money.told(state.projects, public=public)), *([] if public else table)]


def _names(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return "；".join(names[:NAMED]) + (f"；其余{rest}项见台账。" if rest > 0 else "。")
