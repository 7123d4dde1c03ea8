"""资金与项目, as plain values: the sums, the sentence, and what the documents say that does not add up."""

from collections.abc import Sequence

import pandas as pd

from dashboard.labels import is_missing, percent, short_city
from dashboard.rows import Row, rows

MONEY_CODES = ("table_value", "table_total")


def sums(units: Sequence[Row]) -> list[tuple[str, str, str]]:
    """(word, number, unit) of the four figures above the page; – where nothing is known."""
    known = [row for row in units if not is_missing(row["requested"]) and not is_missing(row["approved"])]
    asked, approved = (sum(float(row[name]) for row in known) for name in ("requested", "approved"))
    count = sum(int(row["projects"]) for row in units if not is_missing(row["projects"]))
    paid = [float(row["paid"]) for row in units if not is_missing(row["paid"])]
    return [
        ("项目", str(count) if count else "–", "个"),
        ("申请", f"{asked:.2f}" if known else "–", "万元"),
        ("批复", f"{approved:.2f}" if known else "–", "万元"),
        ("支付", f"{sum(paid):.2f}" if paid else "–", "万元"),
    ]


def sentence(units: Sequence[Row]) -> str:
    """41 个项目申请 4484.55 万元，批复 3753.28 万元，核减 731.27 万元（16.3%）。"""
    if not units:
        return "文件里没有项目资金表。"
    (_, count, _), (_, asked, _), (_, approved, _), _ = sums(units)
    if asked == "–" or not float(asked):
        return f"{count} 个项目，申请和批复的金额不全，不算核减率。"
    cut = float(asked) - float(approved)
    word = f"核减 {cut:.2f} 万元（{percent(cut / float(asked))}）" if cut >= 0 else f"批复比申请多 {-cut:.2f} 万元"
    return f"{count} 个项目申请 {asked} 万元，批复 {approved} 万元，{word}。"


def doubts(units: Sequence[Row], findings: pd.DataFrame) -> list[str]:
    """What the tables of these units say that does not add up: named with its place, never corrected."""
    plans = {row["plan_id"] for row in units}
    told = findings[findings["plan_id"].isin(plans) & findings["code"].isin(MONEY_CODES)]
    return [f"{short_city(row['city'])}：{row['message']}" for row in rows(told)]
