"""Which pairs of goal and figure the reader wants to see, where among them, and the counts of all. Pure."""

from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from dashboard import turning
from dashboard.turning import Place
from pipeline.answer_queue import COUNTED, DECIDED, STATES, WAITING

EVERY = "全部"
SHOWN = (*STATES, EVERY)
KINDS = {"same": "同一件事", "near": "有差别"}
EVERY_KIND = "各类"
CLASSES = (EVERY_KIND, *KINDS.values())


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see; with a ``target_id`` everything that is proposed for this one goal."""

    state: str = WAITING
    kind: str = EVERY_KIND
    target_id: str = ""


def link(target_id: str) -> str:
    """The address of the page with what is proposed for one goal."""
    return "answers?" + urlencode({"target": target_id})


def pair_link(pair: str, target_id: str) -> str:
    """The address of one pair beside the others of its goal."""
    return "answers?" + urlencode({"target": target_id, "pair": pair})


def chosen(every: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The pairs that a choice lets through, whatever their state."""
    if choice.target_id:
        return every[every["target_id"] == choice.target_id]
    return every if choice.kind == EVERY_KIND else every[every["kind"].map(KINDS) == choice.kind]


def place(found: pd.DataFrame, choice: Choice, asked: str) -> Place | None:
    """Where ``asked`` (or the first to be shown) stands; None when nothing is left to show.

    While confirming, a step back shows what was decided; what needs no confirmation is left out.
    """
    states = _states(choice)
    shown = set(found["pair"][found["state"].isin(states)])
    decided = set(found["pair"][found["state"].isin(DECIDED)])
    return turning.place(list(found["pair"]), shown, shown | decided if states == [WAITING] else shown, asked)


def next_shown(found: pd.DataFrame, choice: Choice, here: str) -> str:
    """The next pair of the list after ``here`` was decided; '' when it was the last."""
    return turning.next_of(list(found["pair"]), set(found["pair"][found["state"].isin(_states(choice))]), here)


def _states(choice: Choice) -> list[str]:
    return list(STATES) if choice.target_id or choice.state == EVERY else [choice.state]


def sentence(every: pd.DataFrame) -> str:
    """待确认 23 项：同一件事 15 项，有差别 8 项。"""
    open_ones = every[every["state"] == WAITING]
    if open_ones.empty:
        return "没有待确认的匹配。" if len(every) else "没有找到可以回应目标的已公布数据。"
    parts = [f"{word} {count} 项" for kind, word in KINDS.items() if (count := (open_ones["kind"] == kind).sum())]
    return f"待确认 {len(open_ones)} 项：{'，'.join(parts)}。"


def counts(every: pd.DataFrame) -> list[str]:
    """已采用 3 项, 不采用 1 项, 已自动计入 10 项: what is there."""
    found = every["state"].value_counts()
    return [f"{state} {found[state]} 项" for state in (*DECIDED, COUNTED) if state in found]
