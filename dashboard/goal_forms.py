"""The dialogs of a goal: 录入基期, 录入分年目标, 目标调整. What was typed stays until it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import goal_typing, labels, ledger
from dashboard.goal_record import split_wrong
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from dashboard.review_view import OPERATORS, typed_words
from dashboard.rows import Row
from pipeline.entries import Base, Curve, GoalVersion
from pipeline.errors import PipelineError
from pipeline.progress import Story
from pipeline.reported import Record

TITLES = {"base": "录入基期", "curve": "录入分年目标", "version": "目标调整"}
KEPT = {"base": "基期已保存。", "curve": "分年目标已保存。", "version": "目标调整已保存。"}
_OPEN, _MESSAGES, _KEPT = "goal_dialog", "goal_messages", "goal_kept"
Made = tuple[Base | Curve | GoalVersion | None, list[str]]


@dataclass(frozen=True)
class Desk:
    """The goal that is written about, with what is known of it."""

    goal: Row
    story: Story
    record: Record

    def key(self, name: str) -> str:
        return f"goal_{name}_{self.goal['target_id']}"

    def typed(self, *names: str) -> dict[str, str]:
        return {name: str(st.session_state.get(self.key(name)) or "") for name in names}


def offered(goal: Row) -> list[str]:
    """What can be laid down about a goal: rates neither start from a base nor split; sums start from zero."""
    if labels.is_missing(goal["value"]) or labels.is_missing(goal["due_year"]):
        return ["version"]
    if goal["measure"] == "growth":
        return ["version"]
    return ["base", "curve", "version"] if goal["measure"] == "level" else ["curve", "version"]


def buttons(desk: Desk) -> None:
    """A link to 填报 and a button for each dialog; the one that is open, over the page."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_acts"):
        show("report_link", target_id=desk.goal["target_id"])
        for name in offered(desk.goal):
            key = f"open_{name}_{desk.goal['target_id']}"
            st.button(TITLES[name], key=key, on_click=_open, args=(name, desk.goal["target_id"]))
    if kept := st.session_state.pop(_KEPT, ""):
        show("message", text=kept)
    name, target_id = st.session_state.get(_OPEN, ("", ""))
    if target_id == desk.goal["target_id"] and name in TITLES:
        st.dialog(TITLES[name], width="medium", on_dismiss=_close)(_lay_out)(name, desk)


def _open(name: str, target_id: str) -> None:
    st.session_state[_OPEN], st.session_state[_MESSAGES] = (name, target_id), []


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_MESSAGES, None)


def _lay_out(name: str, desk: Desk) -> None:
    if _OPEN not in st.session_state:  # what was typed is kept: the page behind shows it
        st.rerun()
    ask_name()
    {"base": _ask_base, "curve": _ask_curve, "version": _ask_version}[name](desk)
    for message in st.session_state.get(_MESSAGES, []):
        show("message", text=message)
    makers: dict[str, Callable[[Desk], Made]] = {"base": _base, "curve": _curve, "version": _version}
    st.button("保存", type="primary", key=f"keep_{name}", on_click=_keep, args=(name, desk, makers[name]))


def _keep(name: str, desk: Desk, made_of: Callable[[Desk], Made]) -> None:
    """Put what was typed on record; with a mistake in it the dialog stays, with the messages."""
    made, messages = made_of(desk)
    st.session_state[_MESSAGES] = messages if person() else [NO_NAME, *messages]
    if made is None or st.session_state[_MESSAGES]:
        return
    try:
        ledger.enter(made)
    except PipelineError as error:
        st.session_state[_MESSAGES] = [str(error)]
        return
    _close()
    for key in [key for key in st.session_state if str(key).endswith(f"_{desk.goal['target_id']}")]:
        del st.session_state[key]
    st.session_state[_KEPT] = KEPT[name]


def _ask_base(desk: Desk) -> None:
    st.caption("完成率从基期算到目标；同一项目标多次录入的，以最后一次为准。")
    left, right = st.columns(2)
    left.text_input(f"基期值{_unit(desk)}", key=desk.key("value"), placeholder="如 62.5、3万")
    right.text_input("基期", key=desk.key("at"), placeholder="如 2023年底、2023-12-31")
    st.text_input("来源", key=desk.key("source"), placeholder="如 2023年统计公报")
    st.text_input("备注", key=desk.key("note"), placeholder="可不填")


def _base(desk: Desk) -> Made:
    return goal_typing.base_of(desk.goal, desk.typed("value", "at", "source", "note"), person())


def _ask_curve(desk: Desk) -> None:
    goal, now = desk.goal, goal_typing.curve_points(desk.goal, desk.record)
    what = "每格填这一段的新增量，合计应等于总目标" if goal["measure"] == "increment" else "每格填到那时应达到的数"
    st.caption(f"{what}（总目标 {labels.asked(goal)}）。空着的不计；填写后序时进度按分年目标计。")
    for pair in _in_pairs(_days(desk)):  # each in its own row, so that a phone stacks them by their days
        for column, on in zip(st.columns(2), pair, strict=False):
            words = f"{labels.moment_of(on)}{_unit(desk)}"
            column.text_input(words, typed_words(now.get(on)), key=desk.key(on.isoformat()))
    st.text_input("来源", key=desk.key("source"), placeholder="如 年度任务分解表，可不填")
    made, _ = _curve(desk)
    for problem in split_wrong(goal, made) if isinstance(made, Curve) else []:
        show("message", text=problem)


def _in_pairs(days: list[date]) -> list[list[date]]:
    return [days[place : place + 2] for place in range(0, len(days), 2)]


def _curve(desk: Desk) -> Made:
    days = _days(desk)
    typed = desk.typed(*(on.isoformat() for on in days), "source")
    by_day = {on: typed[on.isoformat()] for on in days}
    return goal_typing.curve_of(desk.goal, by_day, typed["source"], person())


def _days(desk: Desk) -> list[date]:
    return goal_typing.curve_days(desk.goal, desk.story, desk.record)


def _ask_version(desk: Desk) -> None:
    goal = desk.goal
    st.caption(f"现行目标 {labels.asked(goal)}。原目标保留；从生效日期起按调整后的目标评判。")
    first, second, third = st.columns(3)
    operators = list(OPERATORS)
    place = operators.index(goal["op"]) if goal["op"] in operators else 0
    op = first.selectbox("比较符", operators, place, format_func=OPERATORS.__getitem__, key=desk.key("op"))
    second.text_input(f"调整后目标{_unit(desk)}", typed_words(_plain(goal["value"])), key=desk.key("value"))
    if op == "range":
        third.text_input("上限", typed_words(_plain(goal["value_max"])), key=desk.key("value_max"))
    left, right = st.columns(2)
    due = "" if labels.is_missing(goal["due_year"]) else str(int(goal["due_year"]))
    left.text_input("完成年限", due, key=desk.key("due_year"))
    right.text_input("生效日期", key=desk.key("effective_on"), placeholder="如 2024-07-01")
    st.text_input("依据文号", key=desk.key("document_number"), placeholder="如 云政发〔2024〕8号")
    st.text_input("调整理由", key=desk.key("reason"), placeholder="可不填")


def _version(desk: Desk) -> Made:
    names = ("op", "value", "value_max", "due_year", "document_number", "effective_on", "reason")
    return goal_typing.version_of(desk.goal, desk.typed(*names), person())


def _plain(value: float | None) -> float | None:
    return None if value is None or labels.is_missing(value) else float(value)


def _unit(desk: Desk) -> str:
    return f"（{desk.goal['unit']}）" if desk.goal["unit"] else ""
