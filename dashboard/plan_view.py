"""What a document says of itself, as plain values."""

import datetime

import pandas as pd

from dashboard.filters import Filters
from dashboard.labels import DOCUMENT_KINDS, UNKNOWN, day, period
from dashboard.rows import Row
from dashboard.summary import city_notes, finding


def plan_facts(plan: Row) -> list[tuple[str, str]]:
    """Title, number, issuer, date, period, kind; 未明确 where the document does not say."""
    return [
        ("标题", plan["title"] or UNKNOWN),
        ("文号", plan["document_number"] or UNKNOWN),
        ("印发机关", plan["issuer"] or UNKNOWN),
        ("成文日期", day(plan["issued_on"])),
        ("规划期", period(plan["first_year"], plan["last_year"])),
        ("文件类别", DOCUMENT_KINDS[plan["kind"]]),
        ("文字", "繁体" if plan["script"] == "traditional" else "简体"),
    ]


def counted(plans: pd.DataFrame, goals: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The documents with how many ``goals`` and ``figures`` each holds."""
    known = {"goals": goals, "figures": figures}
    counts = {name: plans["plan_id"].map(frame["plan_id"].value_counts()).fillna(0) for name, frame in known.items()}
    return plans.assign(**{name: count.astype(int) for name, count in counts.items()})


def outside(observations: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """The measured values that stand in no row of the table of projects, which shows the others."""
    printed = zip(projects["start"], projects["end"], strict=True)
    inside = [observations["start"].between(first, last, inclusive="left") for first, last in printed]
    return observations[~pd.concat(inside, axis=1).any(axis=1)] if inside else observations


def marked(goals: int, figures: int) -> list[str]:
    """What is marked in a document's text, in words."""
    found = [f"标出 {goals} 项数字目标，点开即到该目标" if goals else "没有数字目标"]
    return found + [f"{figures} 项现状数据（虚线）"] * bool(figures)


def documents_sentence(plans: pd.DataFrame, promised: pd.DataFrame, figures: pd.DataFrame, as_of: datetime.date) -> str:
    """The finding for documents of one city, from all that they ever ``promised``; without, what they hold instead."""
    city = plans["city"].iloc[0]
    note = city_notes(plans, promised, figures).get(city, "")
    goals = promised[promised["waits"] == ""]
    return f"{city}：{f'{note}。' if note else finding(goals, as_of, Filters(), {}, len(promised))}"
