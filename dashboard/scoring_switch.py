"""考核 on or off: the panel at the end of the page 口径, with the scheme as a table that can be changed."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.ledger import enter
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from dashboard.scheme_form import PART_COLUMNS, adjustment_words, adjustments_of, definition_from, part_rows, words_of
from dashboard.scoring import change_in_force
from pipeline.entries import SchemeChange
from pipeline.errors import PipelineError
from pipeline.frozen_scores import scheme_of
from pipeline.scoring import Scheme, definition_of, scheme_from, templates
from pipeline.scoring.schemes import CYCLES, HOWS, KINDS, ROLES, WITHOUT_DATA, WITHOUT_GOALS

CURRENT = "现行方案"


def scoring_switch() -> None:
    """What is in force, and the form that changes it."""
    change = change_in_force()
    show("scoring_state", change=change)
    for message in st.session_state.pop("switch_messages", []):
        show("message", text=message)
    with st.expander("启用、修改或停用考核"):
        known = ([CURRENT] if change else []) + list(templates())
        start = st.selectbox("从哪个方案开始", known, key="scheme_start")
        scheme = scheme_of(change) if change and start == CURRENT else templates()[str(start)]
        show("score_source", scheme=scheme)
        rows, own = _editor(scheme, str(start)), _own_fields(scheme, str(start))
        is_ranked = st.toggle("按总分排名次（缺省不排）", value=bool(change and change.is_ranked), key="scheme_ranked")
        reason = st.text_input("理由", key="scheme_reason", placeholder="依据的文件或会议", max_chars=200)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            ask_name()
            wanted = definition_from(scheme, rows, own)
            st.button("保存并启用", type="primary", on_click=_switch_on, args=(wanted, is_ranked, reason))
            if change:
                st.button("停用考核", on_click=_switch_off, args=(scheme_of(change), reason))


def _editor(scheme: Scheme, start: str) -> list[dict[str, Any]]:
    choices = {"性质": KINDS, "计分办法": HOWS, "目标范围": ROLES, "无数据的目标": WITHOUT_DATA}
    columns: dict[str, Any] = {
        name: st.column_config.SelectboxColumn(name, options=list(words.values())) for name, words in choices.items()
    }
    columns |= {name: st.column_config.NumberColumn(name, min_value=0) for name in ("分值", "单项封顶%")}
    frame = pd.DataFrame(part_rows(scheme), columns=list(PART_COLUMNS))
    edited = st.data_editor(
        frame, num_rows="dynamic", hide_index=True, height="content", placeholder="", column_config=columns,
        key=f"scheme_parts_{start}",
    )  # fmt: skip
    return [{str(name): value for name, value in row.items()} for row in edited.to_dict("records")]


def _own_fields(scheme: Scheme, start: str) -> Mapping[str, Any]:
    """What a scheme says beside its parts."""
    left, middle, right = st.columns(3)
    name = left.text_input("方案名称", scheme.name, key=f"scheme_name_{start}", max_chars=60)
    total = middle.number_input("总分", value=float(scheme.total), min_value=0.0, key=f"scheme_total_{start}")
    source = right.text_input("来源", scheme.source, key=f"scheme_source_{start}", max_chars=200)
    cycle = left.selectbox(
        "周期", list(CYCLES), list(CYCLES).index(scheme.cycle), format_func=CYCLES.__getitem__,
        key=f"scheme_cycle_{start}", help="每半年的，年度分为上、下半年的平均数",
    )  # fmt: skip
    without = middle.selectbox(
        "单位没有某部分的目标时", list(WITHOUT_GOALS), list(WITHOUT_GOALS).index(scheme.without_goals),
        format_func=WITHOUT_GOALS.__getitem__, key=f"scheme_without_{start}",
    )  # fmt: skip
    more = right.text_input(
        "加减分", adjustment_words(scheme), key=f"scheme_more_{start}", placeholder="如 加减分 +5 −5"
    )
    vetoes = left.text_input(
        "一票否决事项", "、".join(scheme.vetoes), key=f"scheme_vetoes_{start}", placeholder="缺省没有"
    )
    return {
        "name": name.strip(), "total": total, "source": source.strip(), "cycle": cycle, "without_goals": without,
        "adjustments": adjustments_of(more), "vetoes": words_of(vetoes),
    }  # fmt: skip


def _switch_on(definition: Mapping[str, Any], is_ranked: bool, reason: str) -> None:
    try:
        scheme = scheme_from(definition)
    except PipelineError as error:
        st.session_state["switch_messages"] = [str(error)]
        return
    change = SchemeChange(
        entered_by=person(), name=scheme.name, definition=definition_of(scheme), is_on=True, is_ranked=is_ranked,
        reason=reason.strip(),
    )  # fmt: skip
    _enter(change, f"已启用“{scheme.name}”，得分在导航的“考核”页。")


def _switch_off(scheme: Scheme, reason: str) -> None:
    change = SchemeChange(
        entered_by=person(), name=scheme.name, definition=definition_of(scheme), is_on=False, reason=reason.strip()
    )
    _enter(change, "已停用考核。冻结的得分仍在。")


def _enter(change: SchemeChange, done: str) -> None:
    if not change.entered_by:
        st.session_state["switch_messages"] = [NO_NAME]
        return
    try:
        enter(change)
    except PipelineError as error:
        done = str(error)
    st.session_state["switch_messages"] = [done]
