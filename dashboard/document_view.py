"""A plan's whole text in reading order, every goal marked where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from dashboard.document_tables import Table, table_of
from dashboard.labels import demand, due, is_missing
from dashboard.marking import Mark, Passage, cut
from dashboard.rows import Row, row_of, rows

PLACED = {
    "target": ("target_id", "quote_start", "quote_end"),
    "statement": ("statement_id", "quote_start", "quote_end"),
    "observation": ("observation_id", "quote_start", "quote_end"),
    "programme": ("programme_id", "start", "end"),
    "finding": ("finding_id", "start", "end"),
}


@dataclass(frozen=True)
class Block:
    """Neighbouring passages of one kind: heading, paragraph, cell, furniture."""

    kind: str
    passages: tuple[Passage, ...]

    @property
    def table(self) -> Table:
        """The rows of the table, where the passages are its cells."""
        return table_of(self.passages)


def goal_marks(statements: pd.DataFrame, goals: pd.DataFrame) -> list[Mark]:
    """Quote and number of every place that states one of ``goals``, linked to the goal's page."""
    titles = {goal["target_id"]: _title(goal) for goal in rows(goals)}
    marks = []
    for statement in rows(statements[statements["target_id"].isin(titles)]):
        link, title = f"goal?target={statement['target_id']}", titles[statement["target_id"]]
        marks.append(Mark(statement["quote_start"], statement["quote_end"], "quote", link, title))
        marks.append(Mark(statement["start"], statement["end"], "number", link, title))
    return marks


def figure_marks(figures: pd.DataFrame) -> list[Mark]:
    """The numbers of measured values, with what they say."""
    return [Mark(row["start"], row["end"], "figure", title=f"现状数据：{row['indicator']}") for row in rows(figures)]


def here_mark(tables: dict[str, pd.DataFrame], place_id: str, passages: pd.DataFrame) -> list[Mark]:
    """The place that the address asks for (``?at=``), at most to the end of its first passage; [] if unknown."""
    for name, (key, start, end) in PLACED.items():
        found = row_of(tables[name], key, place_id)
        if found and not is_missing(found[start]):
            first, last = int(found[start]), int(found[end])
            ends = passages.loc[passages["end"] > first, "end"]
            return [Mark(first, min([last, *ends.head(1)]), "here")]
    return []


def blocks(passages: pd.DataFrame, marks: Iterable[Mark]) -> list[Block]:
    """Passages in their order, neighbours of one kind together, blank ones left out."""
    marks = sorted(marks, key=lambda mark: mark.start)
    printed = [row for row in rows(passages.sort_values("position")) if row["raw_text"].strip()]
    return [
        Block(kind, tuple(_passage(row, marks) for row in group))
        for kind, group in groupby(printed, key=lambda row: str(row["kind"]))
    ]


def _passage(row: Row, marks: list[Mark]) -> Passage:
    text = row["raw_text"].rstrip()
    return Passage(text, tuple(cut(text, row["start"], marks)))


def _title(goal: Row) -> str:
    amount = "".join(demand(goal["op"], goal["value"], goal["value_max"], goal["unit"]))
    return f"{goal['indicator']}：{amount}，{due(goal['due_year'])}"
