"""What is asked to put progress on record: a node laid down or passed, a report, a stage, money."""

import datetime
from collections.abc import Sequence

import streamlit as st

from dashboard import ledger
from dashboard.filter_bar import choice
from dashboard.person import person
from dashboard.rows import Row
from dashboard.task_view import KEYS, PHASES, TASKS
from dashboard.telling import telling
from pipeline.entries import Mark
from pipeline.progress.nodes import ACCEPTED, DUE, PASSED
from pipeline.progress.projects import MONEY, STAGES

_LAY, _PASS, _REPORT, _NOT_PASSED, _STAGE, _MONEY = "定节点", "记通过", "记进展", "记未通过", "记阶段", "记资金"


def form(kind: str, row: Row, nodes: Sequence[Row]) -> None:
    """The form to put one thing on record; ``nodes`` are those of the task."""
    acts = (_REPORT, _PASS, _LAY) if kind == TASKS else (_PASS, _NOT_PASSED) if kind == PHASES else (_STAGE, _MONEY)
    with st.container(key="kb_steps"):
        act = choice("act", "操作", acts)
        with st.form("mark"):
            _fields(kind, act, row, nodes)
            if act == _LAY:
                st.date_input("完成时限", None, format="YYYY-MM-DD", key=_key(row, "on"))
            else:
                today = datetime.date.today()
                st.date_input("日期", None, max_value=today, format="YYYY-MM-DD", key=_key(row, "on"))
                st.text_input("来源，如文号、会议、报表（可不填）", key=_key(row, "source"))
            ready = bool(person())
            st.form_submit_button("保存", type="primary", disabled=not ready, on_click=_keep, args=(kind, act, row))


def _fields(kind: str, act: str, row: Row, nodes: Sequence[Row]) -> None:
    if act == _LAY:
        st.text_input("节点名称", key=_key(row, "text"))
        st.number_input("权重", min_value=0.0, value=1.0, step=1.0, key=_key(row, "number"), help="0 为撤掉这个节点")
    elif act == _PASS and kind == TASKS:
        names = [*(node["name"] for node in nodes if not node["passed"].endswith(" 通过")), ACCEPTED]
        st.selectbox("通过的节点", names, format_func=_node_word, key=_key(row, "text"))
    elif act == _REPORT:
        st.text_area("进展", key=_key(row, "text"), height=100)
    elif act == _STAGE:
        st.selectbox("进入的阶段", STAGES, None, key=_key(row, "text"), placeholder="选择阶段")
    elif act == _MONEY:
        st.selectbox("哪一笔", list(MONEY), format_func=lambda name: MONEY[name], key=_key(row, "what"))
        st.number_input("累计金额（万元）", min_value=0.0, value=None, key=_key(row, "number"))


def _keep(kind: str, act: str, row: Row) -> None:
    typed = {name: st.session_state.get(_key(row, name)) for name in ("text", "number", "on", "source", "what")}
    what = {_LAY: DUE, _PASS: PASSED, _NOT_PASSED: PASSED, _REPORT: "report", _STAGE: "stage"}.get(act, typed["what"])
    text = "通过" if kind == PHASES else (typed["text"] or "").strip()
    with telling("已记录。"):
        ledger.enter(
            Mark(
                subject_kind=KEYS[kind][0], subject_id=row["id"], plan_id=row["plan_id"], what=str(what or ""),
                number=0.0 if act == _NOT_PASSED else typed["number"], text="" if act == _MONEY else text,
                on=typed["on"].isoformat() if typed["on"] else "", source=(typed["source"] or "").strip(),
                entered_by=person(),
            )
        )  # fmt: skip
        st.session_state["marks_kept"] = st.session_state.get("marks_kept", 0) + 1


def _node_word(name: str) -> str:
    return f"{name}（整项办结）" if name == ACCEPTED else name


def _key(row: Row, name: str) -> str:
    """What was kept leaves an empty form behind."""
    return f"mark_{row['id']}_{st.session_state.get('marks_kept', 0)}_{name}"
