"""What a paper is made from: the goals of a view, and what is said of the view as a whole."""

import datetime
from dataclasses import dataclass, field

import pandas as pd

from dashboard import labels, summary
from dashboard.rows import Row
from pipeline.follow_ups import Item

LONGEST_SUBJECT = 16  # characters of a title in 22 pt


@dataclass(frozen=True)
class Matter:
    """What the group is asked to decide; ``when`` '' where no time is proposed."""

    title: str
    text: str
    when: str = ""


@dataclass(frozen=True)
class PaperView:
    """A view on screen, as it is printed.

    ``goals`` are those that the filter lets through (columns of ``Board.goals``), ``plans`` the documents of their
    cities; ``finding`` the sentence of the first screen; ``scope`` names the goals in a title, ``period`` the 数据期;
    ``rule`` tells the rule in a sentence; ``code`` finds the same view in the app; ``projects`` as
    ``task_view.subjects`` gives them.
    """

    goals: pd.DataFrame
    plans: pd.DataFrame
    as_of: datetime.date
    finding: str
    scope: str
    period: str
    rule_name: str
    rule: str
    code: str
    matters: tuple[Matter, ...] = ()
    next_steps: tuple[str, ...] = ()
    follow_ups: tuple[Item, ...] = field(default=(), repr=False)
    projects: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def subject(self) -> str:
        """The goals in a title of one line; ``scope`` is told in full below it where it is longer than that."""
        return self.scope if len(self.scope) <= LONGEST_SUBJECT else "所选数字目标"

    @property
    def counts(self) -> dict[str, int]:
        """Goals per state, every state named."""
        return summary.state_counts(self.goals)

    @property
    def day(self) -> str:
        """截至2024年9月30日."""
        return f"截至{labels.day(self.as_of)}"

    @property
    def stamp(self) -> str:
        """What every page says of itself."""
        return f"{self.day} · {self.period} · 规则：{self.rule_name} · 编码 {self.code}"
