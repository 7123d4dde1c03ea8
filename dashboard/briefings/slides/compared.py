"""The slide that sets cities side by side: only what is defined alike; the rest is counted and not compared."""

import pandas as pd

from dashboard import compare_view, labels
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.slides.canvas import Columns, Deck
from dashboard.briefings.typesetting import shorter
from dashboard.data import Board
from dashboard.indicators import FILED, filed_facts, indicators
from dashboard.rows import Row, rows

MOST = 8
COMPARABLE = ("A", "B")


def compared(deck: Deck, board: Board, view: PaperView) -> None:
    """Indicators that two cities or more of the view promise; no slide where there are none."""
    goals, figures = (filed_facts(board, table) for table in FILED)
    own = goals[goals["target_id"].isin(view.goals["target_id"])]
    known = indicators(board)
    choices = compare_view.choices(known, own, figures[figures["city"].isin(view.goals["city"])])
    several = choices[choices["promising"] >= 2]
    alike = several[several["grade"].isin(COMPARABLE)]
    apart = int((several["grade"] == "C").sum())
    if several.empty:
        return
    title = f"{len(several)}组指标有{len(alike)}组可比" + (f"，{apart}组口径不同，不作比较" if apart else "")
    source = f"来源：各城市规划和报告。规则：{view.rule_name}。编码 {view.code}"
    deck.add(title, f"截至{labels.day(view.as_of)}　·　A 可比　·　B 可比，须看附注　·　C 不比", source)
    notes = {each.id: each.note for each in known}
    table = [_row(choice, own[own["indicator_id"] == choice["id"]], notes) for choice in rows(alike.head(MOST))]
    if table:
        deck.table(Columns(("可比", "指标", "各城市的目标", "附注"), (1.4, 5, 13, 5.6), "clll", 12, 1.35), table)
    deck.notes([f"{row['grade']} {row['title']}：{row['promising']} 个城市提出" for row in rows(several)])


def _row(choice: Row, goals: pd.DataFrame, notes: dict[str, str]) -> tuple[str, ...]:
    latest = goals.sort_values("due_year", kind="stable").drop_duplicates("city", keep="last")
    told = [f"{labels.short_city(goal['city'])} {labels.asked(goal)}" for goal in rows(latest)]
    cities = " · ".join(told[:6]) + (f" 等{len(told)}个城市" if len(told) > 6 else "")
    return choice["grade"], shorter(choice["title"], 18), cities, shorter(notes.get(choice["id"], "") or "–", 30)
