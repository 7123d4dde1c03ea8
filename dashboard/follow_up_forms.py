"""What a step of 督办 asks before it is taken: 立项, 答复, 延期, 销号, 退回重办; and putting it on record."""

import datetime
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import follow_up_view, ledger
from dashboard.filter_bar import choice
from dashboard.follow_up_view import Line, demand_of
from dashboard.labels import names, unmarked
from dashboard.moment import PARAMETERS
from dashboard.person import person
from dashboard.render import show
from dashboard.rows import Row, rows
from dashboard.telling import telling
from pipeline import evidence
from pipeline.entries import FollowUp, FollowUpAction
from pipeline.follow_ups import ANSWERED, CLOSED, next_id
from pipeline.read.formats import MOST_BYTES
from pipeline.settings import ledger_folders

_ACTIONS: dict[str, FollowUpAction] = {
    "答复": "answered", "延期": "extended", "销号": "closed", "退回重办": "reopened", "重新督办": "reopened",
}  # fmt: skip
_ASKED = {
    "答复": "答复内容", "延期": "延期理由", "销号": "核实情况：核实了什么，结果如何", "退回重办": "退回理由",
    "重新督办": "重新督办的理由",
}  # fmt: skip
_DUE = {"答复": "承诺完成日期（可不填）", "延期": "新的办理时限"}


def step_form(line: Line) -> None:
    """The form of the next step of an item."""
    item = line.item
    acts = {ANSWERED: ("销号", "退回重办"), CLOSED: ("重新督办",)}.get(item.state, ("答复", "延期"))
    with st.container(key="kb_steps"):
        act = choice("act", "操作", acts)
        with st.form("step"):
            st.text_area(_ASKED[act], key=_key(line, "text"), height=100)
            if act in ("答复", "退回重办", "重新督办"):
                st.text_input("办理单位", item.agency, key=_key(line, "agency"))
            if act != "销号":
                label = _DUE.get(act, "办理时限")
                st.date_input(label, None, min_value=item.opened_on, format="YYYY-MM-DD", key=_key(line, "due"))
            if act == "答复":
                st.file_uploader(
                    "佐证材料（可不填）", accept_multiple_files=True, max_upload_size=MOST_BYTES // 2**20,
                    key=_key(line, "files"),
                )  # fmt: skip
            st.form_submit_button(f"提交{act}", type="primary", disabled=not person(), on_click=_take, args=(line, act))


def _take(line: Line, act: str) -> None:
    item, typed = line.item, {name: st.session_state.get(_key(line, name)) for name in ("text", "agency", "due")}
    files = st.session_state.get(_key(line, "files")) or []
    with telling(f"已记录：督办 {item.item_id} {act}。"):
        folder = ledger_folders()["evidence"]
        ledger.enter(
            FollowUp(
                item_id=item.item_id, target_id=item.target_id, plan_id=item.plan_id, action=_ACTIONS[act],
                text=(typed["text"] or "").strip(), due_on=_iso(typed["due"]), agency=(typed["agency"] or "").strip(),
                evidence=tuple(evidence.store(folder, file.name, file.getvalue()) for file in files),
                entered_by=person(),
            )
        )  # fmt: skip


def open_goals(goals: pd.DataFrame, asked: Sequence[str]) -> None:
    """立项 for one or several of ``goals``; ``asked`` are chosen to begin with."""
    known = {goal["target_id"]: goal for goal in rows(goals)}
    chosen = st.multiselect(
        "低于要求、还没有督办的目标（可选多项）", list(known), [each for each in asked if each in known],
        format_func=lambda target_id: _goal_words(known[target_id]), placeholder="选择目标", key="open_goals",
    )  # fmt: skip
    picked = [known[target_id] for target_id in chosen]
    if known:
        show("follow_up_opening", goals=picked or list(known.values()))
    if not picked:
        return
    alone = picked[0] if len(picked) == 1 else None
    with st.form(f"open_{'_'.join(chosen)}"):
        called = "督办要求" if alone else "共同的要求（可不填），写在各项目标的情况之后"
        st.text_area(called, demand_of(alone) if alone else "", key=_open_key("text", chosen), height=120)
        led = "办理单位" if alone else "规划未写牵头单位的，办理单位"
        st.text_input(led, _lead(alone) if alone else "", key=_open_key("agency", chosen))
        _due_and_document(chosen)
        word = "立项" if alone else f"立项 {len(picked)} 件"
        st.form_submit_button(word, type="primary", disabled=not person(), on_click=_open_all, args=(picked,))


def _open_all(picked: Sequence[Row]) -> None:
    typed = _typed([goal["target_id"] for goal in picked])
    alone = len(picked) == 1
    _open(
        [
            typed
            | {
                "target_id": goal["target_id"], "plan_id": goal["plan_id"],
                "text": typed["text"] if alone else f"{demand_of(goal)}{typed['text']}",
                "agency": typed["agency"] if alone else _lead(goal) or typed["agency"],
            }
            for goal in picked
        ]
    )  # fmt: skip


def open_other(plans: pd.DataFrame, begun: Row | None) -> None:
    """立项 for a programme, a milestone or a whole agency; ``begun`` (``follow_up_view.subject``) fills the form."""
    words, filled = follow_up_view.plan_words(plans), begun or {"plan_id": "", "text": "", "agency": ""}
    with st.form("open_other"):
        plan_ids = list(words)
        at = plan_ids.index(filled["plan_id"]) if filled["plan_id"] in plan_ids else None
        st.selectbox(
            "所属规划", plan_ids, index=at, format_func=lambda plan_id: words[plan_id], key=_open_key("plan_id"),
            placeholder="选择规划",
        )  # fmt: skip
        st.text_area("督办要求：先写明是哪项任务、节点或单位", filled["text"], key=_open_key("text"), height=120)
        st.text_input("办理单位", filled["agency"], key=_open_key("agency"))
        _due_and_document(())
        st.form_submit_button("立项", type="primary", disabled=not person(), on_click=_open_one)


def _open_one() -> None:
    plan_id = st.session_state.get(_open_key("plan_id")) or ""
    _open([_typed(()) | {"target_id": "", "plan_id": plan_id}])


def _open(wanted: Sequence[dict[str, str]]) -> None:
    """Put the items on record, all or none, and go to the one that was opened, or to the list."""
    steps = list(ledger.entries(FollowUp))
    for each in wanted:
        item_id = next_id(steps, datetime.date.today().year)
        steps.append(FollowUp(item_id=item_id, action="opened", entered_by=person(), **each))  # type: ignore[arg-type]
    new = steps[-len(wanted) :]
    with telling(f"已立项：督办 {'、'.join(step.item_id for step in new)}。"):
        ledger.enter(*new)
        go(item=new[0].item_id) if len(new) == 1 else go()


def go(**query: str) -> None:
    """Another view of the page, by its address; the day, the ladder and who sits at the screen are kept."""
    kept = {name: st.query_params[name] for name in ("ladder", *PARAMETERS) if name in st.query_params}
    st.query_params.from_dict(kept | query)


def _due_and_document(chosen: Sequence[str]) -> None:
    left, right = st.columns(2)
    with left:
        today = datetime.date.today()
        st.date_input("办理时限", None, min_value=today, format="YYYY-MM-DD", key=_open_key("due", chosen))
    with right:
        st.text_input("督办单号或依据（可不填）", key=_open_key("document", chosen))


def _typed(chosen: Sequence[str]) -> dict[str, str]:
    values: dict[str, Any] = {
        name: st.session_state.get(_open_key(name, chosen)) for name in ("text", "agency", "document")
    }
    due = _iso(st.session_state.get(_open_key("due", chosen)))
    return {name: (value or "").strip() for name, value in values.items()} | {"due_on": due}


def _lead(goal: Row) -> str:
    return names(goal["lead_agencies"]) if len(goal["lead_agencies"]) else ""


def _goal_words(goal: Row) -> str:
    return unmarked(f"{goal['city']}　{goal['indicator']}（{goal['state']}）")


def _iso(value: datetime.date | None) -> str:
    return value.isoformat() if value else ""


def _key(line: Line, name: str) -> str:
    """A step that was taken leaves an empty form behind."""
    return f"follow_up_{line.item.item_id}_{len(line.item.history)}_{name}"


def _open_key(name: str, chosen: Sequence[str] = ()) -> str:
    return f"open_{name}_{'_'.join(chosen)}"
