"""The lines that every slide has: of which day and period, and where its numbers come from."""

import pandas as pd

from dashboard import labels
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.typesetting import shorter
from dashboard.rows import rows

MOST_IDS = 60


def scope_line(view: PaperView, *more: str) -> str:
    """截至2024年9月30日　·　2024年前三季度　·　单位：项."""
    return "　·　".join([f"截至{labels.day(view.as_of)}", view.period, *more])


def source_line(view: PaperView) -> str:
    """The documents, the rule, and the code that leads back to the view."""
    titles = [f"《{shorter(title, 24)}》" for title in view.plans["title"]]
    told = "、".join(titles[:3]) + (f"等{len(titles)}份文件" if len(titles) > 3 else "")
    return f"来源：{told or '看板'}。规则：{view.rule_name}。编码 {view.code}"


def ids(goals: pd.DataFrame) -> list[str]:
    """Each goal with the id by which its sentence is found (``python -m pipeline show ID``)."""
    return [f"{goal['target_id']}　{goal['city']}　{goal['indicator']}" for goal in rows(goals.head(MOST_IDS))]
