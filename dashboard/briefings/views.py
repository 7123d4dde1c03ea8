"""The view on screen as papers and slides are made from it: filter, day or snapshot, rule, and the way back."""

from collections.abc import Sequence

import pandas as pd

from dashboard import follow_up_view, moment, summary
from dashboard.briefings import codes, money
from dashboard.briefings.paper_view import Matter, PaperView
from dashboard.data import Board
from dashboard.filters import Filters
from dashboard.labels import day, short_city
from pipeline.follow_ups import CLOSED, Item

STEPS = 6  # 下一步 that are told
WHOLE = "城市计划数字目标"


def view_of(board: Board, filters: Filters) -> PaperView:
    """The goals that the filter lets through, and what is said of them. Raises LedgerError."""
    goals, documents = filters.apply(board.goals), board.documents
    cities = set(goals["city"]) | set(filters.city)
    plans = documents[documents["city"].isin(cities)] if filters else documents
    notes = summary.city_notes(documents, board.promised, board.figures)
    waiting = len(filters.apply(board.waiting))
    items = _items(board, goals)
    matters = matters_of(goals)
    return PaperView(
        goals=goals,
        plans=plans,
        as_of=board.as_of,
        finding=summary.finding(goals, board.as_of, filters, notes, waiting),
        scope=scope_of(filters),
        period=_period(board),
        rule_name=board.rule.name,
        rule=board.rule.description,
        code=codes.code_of(board, filters),
        matters=tuple(matters),
        next_steps=tuple(next_steps(items, matters)),
        follow_ups=tuple(items),
        projects=money.of_plans(board, plans),
    )


def scope_of(filters: Filters) -> str:
    """宜兴市数字目标; a filter by more than cities is told in full."""
    if not filters:
        return WHOLE
    if filters == Filters(city=filters.city):
        return f"{'、'.join(filters.city)}数字目标"
    return f"所选数字目标（{filters.describe()}）"


def _period(board: Board) -> str:
    """数据期: the name under which it was frozen, else that it was not."""
    if board.frozen:
        return f"数据期“{board.frozen.about.name}”"
    words = moment.suggested_name(board.as_of)
    return "未冻结的数据" if words.startswith("截至") else f"{words}（未冻结）"


def _items(board: Board, goals: pd.DataFrame) -> list[Item]:
    """督办 about these goals, what is due first."""
    own = set(goals["target_id"])
    return [item for item in follow_up_view.items(board) if item.target_id in own]


def matters_of(goals: pd.DataFrame) -> list[Matter]:
    """What the group may be asked to decide, from what the goals lack; nothing where they lack nothing."""
    missing, behind = int((goals["state"] == "无数据").sum()), len(summary.need_attention(goals))
    stale, unled = int((goals["state"] == "数据过期").sum()), summary.without_lead(goals)
    found = [
        (behind, f"{behind}项低于要求的目标说明原因和对策", "由牵头单位书面说明原因、对策和新的完成时限，逐项督办。"),
        (missing, f"{missing}项没有数据的目标补报", "由牵头单位报送数值和佐证，已在公开材料中的不再要求填报。"),
        (stale, f"{stale}项数据过期的目标更新", "由牵头单位补报最近一期的数值。"),
        (unled, f"{unled}项目标明确牵头单位", "规划原文没有写明由谁负责，请先明确，再谈进度。"),
    ]
    return [Matter(title, text) for count, title, text in found if count]


def next_steps(items: Sequence[Item], matters: Sequence[Matter]) -> list[str]:
    """What is under way by its deadline, then what the matters ask for."""
    running = [item for item in items if item.state != CLOSED]
    told = [_step(item) for item in running[:STEPS]]
    more = len(running) - len(told)
    return told + [f"另有{more}件督办在办"] * (more > 0) + [matter.title for matter in matters]


def _step(item: Item) -> str:
    due = f"，{day(item.due_on)}前答复" if item.due_on else ""
    return f"督办{item.item_id}（{item.agency or '未写办理单位'}）{item.state}{due}"


def file_name(view: PaperView, kind: str, suffix: str) -> str:
    """通报-宜兴市数字目标-2024年9月30日.docx: without what file systems do not take."""
    cities = [short_city(city) for city in view.goals["city"].unique()]
    place = "、".join(cities[:2]) + "等" * (len(cities) > 2) if cities else "无目标"
    return f"{kind}-{place}-{day(view.as_of)}{suffix}"
