"""What is entered on the page 考核: marks that people give, and the freezing of a period."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard.labels import short_city
from dashboard.ledger import enter
from dashboard.person import NO_NAME, person
from dashboard.scoring import Shown, frozen_entry
from pipeline.entries import Mark, SchemeChange
from pipeline.errors import PipelineError
from pipeline.frozen_scores import export, freeze
from pipeline.scoring import AgencyScore, Period, Scheme, agency_id, given_mark
from pipeline.scoring.marks import FULL, WHAT
from pipeline.settings import ledger_folders

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def marking(scheme: Scheme, period: Period, agencies: list[AgencyScore]) -> None:
    """The form for one mark; nothing where a scheme computes everything."""
    given = [part.name for part in scheme.parts if part.kind == "given"]
    names = [*given, *(each.name for each in scheme.adjustments), *scheme.vetoes]
    if not names or not agencies:
        return
    with st.expander(f"评定：{'、'.join(names)}"):
        if scheme.cycle == "half" and not period.part:
            st.markdown("年度分是上、下半年的平均数。请先在上面选上半年或下半年，再评定。")
            return
        with st.form("mark", border=False, clear_on_submit=False):
            _mark_fields(scheme, names, agencies)
            st.form_submit_button("保存评定", type="primary", on_click=_keep_mark, args=(scheme, period))


def _mark_fields(scheme: Scheme, names: list[str], agencies: list[AgencyScore]) -> None:
    left, right = st.columns(2)
    by_id = {agency_id(each.city, each.agency): f"{short_city(each.city)} {each.agency}" for each in agencies}
    left.selectbox("单位", list(by_id), format_func=by_id.__getitem__, key="mark_agency")
    right.selectbox("评定的部分", names, key="mark_part")
    ranges = [f"{each.name}−{each.minus:g}至{each.plus:g}" for each in scheme.adjustments]
    ranges += [f"{matter}填1" for matter in scheme.vetoes]
    note = "；".join([f"各部分0至{FULL}", *ranges])
    left, right = st.columns(2)
    left.number_input(f"分数（{note}）", value=None, step=1.0, format="%.4g", placeholder="待填", key="mark_number")
    right.text_input("依据", placeholder="文件、会议或理由", key="mark_source", max_chars=200)
    st.checkbox("撤回已有的评定，恢复为未评", key="mark_withdrawn")


def _keep_mark(scheme: Scheme, period: Period) -> None:
    typed = {name: st.session_state[f"mark_{name}"] for name in ("agency", "part", "number", "source", "withdrawn")}
    st.session_state["scoring_messages"] = [_kept_mark(scheme, period, typed)]


def _kept_mark(scheme: Scheme, period: Period, typed: dict[str, Any]) -> str:
    """What became of a mark, as a sentence."""
    if not person():
        return NO_NAME
    if typed["number"] is None and not typed["withdrawn"]:
        return f"“{typed['part']}”没有保存：没有填分数。"
    mark = Mark(
        entered_by=person(), subject_kind="agency", subject_id=typed["agency"], plan_id="",
        what=f"{WHAT}{typed['part']}", number=None if typed["withdrawn"] else float(typed["number"]),
        text="撤回" if typed["withdrawn"] else "", on=period.end.isoformat(), source=typed["source"].strip(),
    )  # fmt: skip
    try:
        enter(given_mark(scheme, mark))
    except PipelineError as error:
        return str(error)
    done = "已撤回" if typed["withdrawn"] else f"已保存{mark.number:g}"
    return f"{typed['agency'].replace('/', ' ')}，{period.name}，{typed['part']}：{done}。"


def freezing(found: Shown, change: SchemeChange, as_of: date) -> None:
    """The workbook of what is shown, and the freezing of it where the period was over on the day that is shown."""
    period = found.kept.scores.period
    content = export(found.kept, found.frozen, ranked=change.is_ranked)
    state = "" if found.frozen else "（未冻结）"
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="kb_acts"):
        st.download_button(f"导出得分表{state}", content, f"{period.name}考核得分{state}.xlsx", XLSX)
        if found.frozen is None and as_of >= period.end:
            again = frozen_entry(change, period) is not None
            hint = "更正的理由" if again else "说明，可不填"
            st.text_input("说明", key="freeze_note", placeholder=hint, label_visibility="collapsed", width=240)
            st.button("更正并重新冻结" if again else f"冻结{period.name}得分", on_click=_freeze, args=(found, change))


def _freeze(found: Shown, change: SchemeChange) -> None:
    before = frozen_entry(change, found.kept.scores.period)
    note = str(st.session_state.get("freeze_note", ""))
    try:
        entry = freeze(found.kept, before, ledger_folders()["scores"], lambda new: enter(new)[0], (person(), note))
    except PipelineError as error:
        st.session_state["scoring_messages"] = [str(error)]
        return
    st.session_state["scoring_messages"] = [f"{entry.period}得分已冻结，第 {entry.seq} 号。"]
    if "live" in st.query_params:
        del st.query_params["live"]
