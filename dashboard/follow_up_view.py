"""What the page 督办 says, as plain values: the finding, the rows of the list, what an item asks and went through."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from dashboard import summary
from dashboard.data import Board
from dashboard.icons import STATES as GOAL_STATES
from dashboard.labels import UNKNOWN, day, names, short_city
from dashboard.rows import Row, row_of, rows
from pipeline.entries import FollowUp
from pipeline.follow_ups import ACTS, CLOSED, STATES, Item, agencies_of, day_of, demand, items_of
from pipeline.ladders import DEFAULT_LADDER, LEVELS, Ladder

ALL_STATES, ALL_LEVELS, ALL_CITIES, ALL_AGENCIES = "全部状态", "全部等级", "全部城市", "全部单位"
OPEN = "未销号"
STATUS_CHOICES = (ALL_STATES, OPEN, *STATES)
LEVEL_CHOICES = (ALL_LEVELS, *reversed(LEVELS))
_TOLD = {"opened": "要求", "extended": "延期理由", "answered": "答复", "closed": "核实情况", "reopened": "退回理由"}
_BAD = [state.name for state in GOAL_STATES if state.family == "bad"]


@dataclass(frozen=True)
class Line:
    """An item with what the board knows of it; ``goal`` is None where it is not about a goal of the board."""

    item: Item
    city: str
    goal: Row | None

    @property
    def name(self) -> str:
        """The goal, or the first words of what was asked."""
        return str(self.goal["indicator"]) if self.goal else self.item.text

    @property
    def link(self) -> str:
        """The address of its view, under the same ladder."""
        ladder = {} if self.item.ladder == DEFAULT_LADDER else {"ladder": self.item.ladder.name}
        return f"follow-up?{urlencode({'item': self.item.item_id} | ladder)}"

    @property
    def days(self) -> str:
        """还有 3 天, 今天到期, 逾期 5 天; from the second time on also how often."""
        left = self.item.days_left
        if left is None:
            return "–"
        if left == 0:
            return "今天到期"
        again = f"，第 {self.item.times_overdue} 次" if left < 0 and self.item.times_overdue > 1 else ""
        return f"还有 {left} 天" if left > 0 else f"逾期 {-left} 天{again}"

    @property
    def answer(self) -> str:
        """The last answer in one line: 11月2日：已完成."""
        return f"{_short_day(self.item.answer)}答复：{self.item.answer.text}" if self.item.answer else "尚无答复"


@dataclass(frozen=True)
class Choice:
    """What is asked for; the words for everything mean no limit."""

    status: str = ALL_STATES
    level: str = ALL_LEVELS
    city: str = ALL_CITIES
    agency: str = ALL_AGENCIES

    def holds(self, line: Line) -> bool:
        state = line.item.state
        return (
            (self.status == ALL_STATES or (state != CLOSED if self.status == OPEN else state == self.status))
            and self.level in (ALL_LEVELS, line.item.level)
            and self.city in (ALL_CITIES, line.city)
            and (self.agency == ALL_AGENCIES or self.agency in agencies_of(line.item.agency))
        )

    def __bool__(self) -> bool:
        return self != Choice()


def items(board: Board, ladder: Ladder = DEFAULT_LADDER) -> list[Item]:
    """The items on record as they stood on the day of a board, what is due first. Raises LedgerError."""
    return items_of(board.follow_ups, board.as_of, ladder)


def lines(known: Iterable[Item], goals: pd.DataFrame, plans: pd.DataFrame) -> list[Line]:
    """The items with their goals (columns of ``data.goals``) and cities, in their order."""
    cities = dict(zip(plans["plan_id"], plans["city"], strict=True))
    return [
        Line(item, cities.get(item.plan_id, ""), row_of(goals, "target_id", item.target_id) if item.target_id else None)
        for item in known
    ]


def sentence(chosen: Sequence[Line], *, filtered: bool = False) -> str:
    """The finding: how many items there are, and how many in each state, which add up."""
    if not chosen:
        return "没有符合条件的督办。" if filtered else "还没有督办事项。"
    counts = Counter(line.item.state for line in chosen)
    parts = [f"{counts[state]} 件{state}" for state in STATES if counts[state]]
    return f"{'所选的' if filtered else ''}督办 {len(chosen)} 件：{'，'.join(parts)}。"


def nothing_yet(waiting: int) -> str:
    """What an empty page can lead to; ``waiting`` goals are behind."""
    goals = f"现有 {waiting} 项目标低于要求" if waiting else "现在没有低于要求的目标，可以对任务、节点或单位立项"
    return f"{goals}。立项后，这里按时限列出待答复、逾期和待核实的事项。"


def brief(known: Sequence[Item]) -> str:
    """The same for the first page: 督办 7 件：2 件逾期，4 件在办，1 件已销号; '' where there are none."""
    closed = sum(item.state == CLOSED for item in known)
    overdue = sum(item.is_overdue for item in known)
    running = len(known) - closed - overdue
    parts = [f"{overdue} 件逾期"] * bool(overdue) + [f"{running} 件在办"] * bool(running)
    parts += [f"{closed} 件已销号"] * bool(closed)
    return f"督办 {len(known)} 件：{'，'.join(parts)}" if known else ""


def of_item(line: Line) -> str:
    """The finding of one item: 督办 2026-001：逾期未答复，逾期 5 天，预警等级红。"""
    days = [line.days] * (line.item.due_on is not None)
    level = [f"预警等级{line.item.level}"] * bool(line.item.level)
    return f"督办 {line.item.item_id}：{'，'.join([line.item.state, *days, *level])}。"


def about(line: Line) -> list[tuple[str, str]]:
    """The definition list of an item."""
    item = line.item
    due = day(item.due_on) if item.due_on else "–"
    known = [
        ("城市", line.city or UNKNOWN),
        ("办理单位", item.agency or UNKNOWN),
        ("立项", f"{day(item.opened_on)}　{item.opened_by}"),
        ("办理时限", f"{due}（{line.days}）" if item.due_on else due),
        ("延期、退回", f"延期 {len(item.extensions)} 次，退回 {item.returned} 次，累计逾期 {item.times_overdue} 次"),
    ]
    return known + [("依据", item.document)] * bool(item.document)


def history(item: Item) -> list[Row]:
    """Each step: ``word``, ``who``, ``when``, ``agency``, ``told`` with its ``called``, ``due``, ``evidence`` names."""
    return [
        {
            "word": ACTS[step.action], "who": step.entered_by, "when": day(day_of(step)), "agency": step.agency,
            "called": _TOLD[step.action], "told": step.text, "due": step.due_on,
            "evidence": [each.name for each in step.evidence],
        }
        for step in item.history
    ]  # fmt: skip


def behind(goals: pd.DataFrame, known: Iterable[Item]) -> pd.DataFrame:
    """Goals below what is asked, worst first, without those that an open item is about."""
    followed = {item.target_id for item in known if item.state != CLOSED}
    return summary.sort_goals(goals[goals["state"].isin(_BAD) & ~goals["target_id"].isin(followed)])


def with_goal(goals: pd.DataFrame, every: pd.DataFrame, target_id: str) -> pd.DataFrame:
    """The goals and the one asked for, whatever its state, if the board has it."""
    asked = every[(every["target_id"] == target_id) & ~every["target_id"].isin(goals["target_id"])]
    return pd.concat([asked, goals], ignore_index=True) if len(asked) else goals


def demand_of(goal: Row) -> str:
    """What is asked where a goal is behind: its verdict in words, what is needed from now on, and an answer."""
    return demand(f"{goal['city']}{goal['indicator']}，{goal['state']}：{goal['reason']}", goal["need"])


def subject(board_tables: dict[str, pd.DataFrame], asked: str) -> Row | None:
    """A programme or milestone by its id: ``plan_id``, ``text`` to begin with, ``agency``; None for any other id."""
    if programme := row_of(board_tables["programme"], "programme_id", asked):
        text = f"任务 {programme['number']}　{programme['title']}：请报告进展、存在问题和下一步安排。"
        leads = programme["lead_agencies"]
        return {"plan_id": programme["plan_id"], "text": text, "agency": names(leads) if len(leads) else ""}
    if milestone := row_of(board_tables["milestone"], "milestone_id", asked):
        called = " ".join(word for word in (milestone["label"], milestone["name"]) if word)
        return {"plan_id": milestone["plan_id"], "text": f"节点 {called}：请报告是否完成，附验收材料。", "agency": ""}
    return None


def plan_words(plans: pd.DataFrame) -> dict[str, str]:
    """How the plans are called in a list of choices: 云溪市　智慧城市三年行动计划."""
    return {plan["plan_id"]: f"{plan['city']}　{plan['title'] or plan['file_name']}" for plan in rows(plans)}


def city_word(city: str) -> str:
    """A city in a list of choices."""
    return city if city == ALL_CITIES else short_city(city) or UNKNOWN


def _short_day(step: FollowUp) -> str:
    return f"{day_of(step).month}月{day_of(step).day}日"
