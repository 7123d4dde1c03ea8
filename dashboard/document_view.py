"""A plan's whole text in reading order, every goal marked where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.labels import demand, due
from dashboard.marking import Mark, Piece, cut

PLACED = {
    "target": ("target_id", "quote_start", "quote_end"),
    "statement": ("statement_id", "quote_start", "quote_end"),
    "observation": ("observation_id", "quote_start", "quote_end"),
    "programme": ("programme_id", "start", "end"),
    "finding": ("finding_id", "start", "end"),
}


@dataclass(frozen=True)
class Passage:
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """Neighbouring passages of one kind: heading, paragraph, cell, furniture."""

    kind: str
    passages: tuple[Passage, ...]


def goal_marks(statements: pd.DataFrame, goals: pd.DataFrame) -> list[Mark]:
    """Quote and number of every place that states one of ``goals``, linked to the goal's page."""
    titles = {goal.target_id: _title(goal) for goal in goals.itertuples()}
    marks = []
    for statement in statements[statements["target_id"].isin(titles)].itertuples():
        link, title = f"goal?target={statement.target_id}", titles[statement.target_id]
        marks.append(Mark(statement.quote_start, statement.quote_end, "quote", link, title))
        marks.append(Mark(statement.start, statement.end, "number", link, title))
    return marks


def figure_marks(figures: pd.DataFrame) -> list[Mark]:
    """The numbers of measured values, with what they say."""
    return [
        Mark(figure.start, figure.end, "figure", title=f"现状数据：{figure.indicator}") for figure in figures.itertuples()
    ]  # fmt: skip


def here_mark(tables: dict[str, pd.DataFrame], place_id: str, passages: pd.DataFrame) -> list[Mark]:
    """The place that the address asks for (``?at=``), at most to the end of its first passage; [] if unknown."""
    for name, (key, start, end) in PLACED.items():
        found = tables[name][tables[name][key] == place_id]
        if found.empty or pd.isna(found.iloc[0][start]):
            continue
        first = int(found.iloc[0][start])
        ends = passages.loc[passages["end"] > first, "end"]
        return [Mark(first, min(int(found.iloc[0][end]), int(ends.min()) if len(ends) else first + 1), "here")]
    return []


def blocks(passages: pd.DataFrame, marks: Iterable[Mark]) -> list[Block]:
    """Passages in their order, neighbours of one kind together, blank ones left out."""
    marks = sorted(marks, key=lambda mark: mark.start)
    rows = [row for row in passages.sort_values("position").itertuples() if row.raw_text.strip()]
    return [
        Block(kind, tuple(_passage(row, marks) for row in group))
        for kind, group in groupby(rows, key=lambda row: str(row.kind))
    ]


def _passage(row: Any, marks: list[Mark]) -> Passage:
    text = row.raw_text.rstrip()
    near = [mark for mark in marks if mark.start < row.end and row.start < mark.end]
    return Passage(text, tuple(cut(text, row.start, near)))


def _title(goal: Any) -> str:
    amount = demand(goal.op, goal.value, goal.value_max, goal.unit)
    return f"{goal.indicator}：{amount.number}{amount.unit}，{due(goal.due_year)}"
