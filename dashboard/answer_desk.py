"""The desk where a figure is taken for the answer of a goal, or refused: the buttons with their keys, what they do.

The pair in hand stands in the address. A near pair asks for the reason before it is taken: its key is the open form.
"""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from dashboard import answer_list
from dashboard.answer_list import Choice
from dashboard.answer_view import differs_words
from dashboard.person import person
from dashboard.render import show
from dashboard.rows import Row
from dashboard.turning import Place
from dashboard.worklist import Worklist
from pipeline.answer_queue import DECIDED, pair_key
from pipeline.entries import AnswerAction, AnswerDecision

WORK = Worklist("answer", "pair")
REASONS = ("是同一件事，写法不同", "口径一致，文中省略了限定词", "统计范围一致，名称有调整")


@dataclass(frozen=True)
class Desk:
    """What lies before the reader: the pair, both facts, where it stands, and all that was chosen."""

    pair: Row
    goal: Row
    figure: Row
    place: Place
    found: pd.DataFrame
    choice: Choice

    def decision(self, action: AnswerAction, reason: str = "") -> AnswerDecision:
        return AnswerDecision(
            entered_by=person(), target_id=self.goal["target_id"], plan_id=self.goal["plan_id"],
            observation_id=self.figure["observation_id"], figure_plan_id=self.figure["plan_id"], action=action,
            kind=self.pair["kind"], score=float(self.pair["score"]), differs=differs_words(self.pair),
            goal_quote=self.goal["quote"], figure_quote=self.figure["quote"], reason=reason,
        )  # fmt: skip

    def take(self) -> None:
        """Take it at once, or open the form for the reason."""
        if self.pair["kind"] == "near":
            WORK.set_mode(self.place.key)
        else:
            self.decide("accepted")

    def take_for(self, reason: str) -> None:
        self.decide("accepted", reason)

    def decide(self, action: AnswerAction, reason: str = "") -> None:
        """Keep a decision, then show the next pair."""
        decision = self.decision(action, reason)
        if WORK.keep(decision):
            WORK.remember([*WORK.undoable, decision])
            WORK.go_to(answer_list.next_shown(self.found, self.choice, self.place.key))

    def reopen(self) -> None:
        """Take back the decision on this pair, or the last one of this session where this one has none."""
        if self.pair["state"] not in DECIDED:
            undo()
        elif WORK.keep(self.decision("reopened")):
            WORK.remember([each for each in WORK.undoable if _pair(each) != self.place.key])


def undo() -> None:
    """Take back the last decision of this session, and show its pair."""
    *before, last = WORK.undoable
    if WORK.keep(replace(last, action="reopened", entered_by=person(), reason="")):
        WORK.remember(before)
        WORK.go_to(_pair(last))


def undo_button() -> None:
    """For when nothing is left to confirm."""
    if WORK.undoable and person():
        st.button("撤销上一项决定", shortcut="U", on_click=undo)


def buttons(desk: Desk) -> None:
    """The acts, each with its key; those that do not fit the pair are dimmed."""
    is_decided = desk.pair["state"] in DECIDED
    may = not is_decided and bool(person()) and WORK.mode != desk.place.key
    can_undo = bool(person()) and (is_decided or bool(WORK.undoable))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_acts"):
        st.button("采用", key="press_enter", shortcut="A", type="primary", disabled=not may, on_click=desk.take)
        st.button("不采用　R", key="press_r", disabled=not may, on_click=desk.decide, args=("rejected",))
        st.button("撤销", shortcut="U", disabled=not can_undo, on_click=desk.reopen)
        WORK.turning_buttons(desk.place)


def ask_reason(desk: Desk) -> None:
    """Why the figure answers the goal although something differs."""
    if WORK.mode == desk.place.key:
        show("review_head", title="为什么可以采用", text="两者有差别，采用要写明理由")
        WORK.ask_reason("take", "采用", REASONS, desk.place.key, desk.take_for)


def _pair(decision: AnswerDecision) -> str:
    return pair_key(decision.target_id, decision.observation_id)
