"""The desk on which the rule is chosen: a published one by name, or the office's own in a grid, checked as it goes."""

import streamlit as st

from dashboard import comparing, ledger, rule_grid
from dashboard.data import Board
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from dashboard.rows import rows
from pipeline.entries import RuleChange
from pipeline.errors import PipelineError
from pipeline.progress import Rule, RuleError, definition_of, rule_from
from pipeline.progress.bands import MEASURES, SHAPES
from pipeline.rule_book import change_to, rules_to_choose

OWN = "自定规则"
_CLOCK, _ESTIMATES = ("按月计", "按天计"), ("不计入", "计入")


def choose(board: Board) -> Rule | None:
    """The rule that was picked or put together; None while the own one has gaps, overlaps or other mistakes."""
    known = rules_to_choose(ledger.entries(RuleChange))
    st.session_state.setdefault("rule_choice", board.rule.name if board.rule.name in known else next(iter(known)))
    if st.session_state["rule_choice"] not in (*known, OWN):
        st.session_state["rule_choice"] = board.rule.name
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        choice = st.selectbox("规则", [*known, OWN], key="rule_choice", label_visibility="collapsed", width=320)
    if choice == OWN:
        return _own(board.rule)
    if known[choice] != board.rule:
        show("rule", rule=known[choice])
    return known[choice]


def _own(base: Rule) -> Rule | None:
    typed = _fields(base)
    words = st.column_config
    grid = st.data_editor(
        rule_grid.grid_of(base), key=f"rule_grid_{base.name}", num_rows="dynamic", hide_index=True, placeholder="不限",
        column_config={
            "状态": words.SelectboxColumn(options=list(rule_grid.STATES), required=True),
            "形状": words.SelectboxColumn(options=list(SHAPES)),
        },
    )  # fmt: skip
    try:
        rule = rule_from(rule_grid.definition_from(grid, typed, base))
    except RuleError as error:
        show("rule_problems", problems=error.problems)
        return None
    show("rule", rule=rule)
    return rule


def _fields(base: Rule) -> dict[str, object]:
    left, middle, right = st.columns(3, gap="medium")
    with left:
        name = st.text_input("规则名称", rule_grid.OWN_NAME, key="rule_name", max_chars=40)
        names = {key: measure.formula for key, measure in MEASURES.items()}
        measure = st.selectbox("判定依据", list(names), list(names).index(base.measure), format_func=names.__getitem__)
    with middle:
        clock = st.radio("序时进度", _CLOCK, int(base.in_days), horizontal=True)
        estimates = st.radio("预计数", _ESTIMATES, int(base.count_estimates), horizontal=True)
    with right:
        cycle = st.number_input("数据多少个月不更新算过期", 1, 120, base.cycle_months)
        about = st.number_input("“左右”的宽限（%）", 0.0, 50.0, base.about_tolerance * 100, step=1.0)
        hold = st.number_input("保持类目标的宽限（%）", 0.0, 50.0, base.hold_tolerance * 100, step=0.5)
    typed = (name.strip(), measure, clock == _CLOCK[1], estimates == _ESTIMATES[1], int(cycle), about, hold)
    return dict(zip(rule_grid.FIELDS, typed, strict=True))


def preview(board: Board, rule: Rule) -> None:
    """Which goals would change their state, from what to what."""
    both = comparing.compared(board.goals, board.under(rule))
    changes = rows(comparing.changed(both))
    show("review_head", title="换用后的变化", text="保存之前先看影响")
    show("state_changes", note=comparing.sentence(both), rows=changes, before=board.rule.name, after=rule.name)


def save_row(rule: Rule) -> None:
    """Who changes it and why, and the button."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_acts"):
        ask_name()
        st.text_input(
            "理由", key="rule_reason", max_chars=200, width=360, label_visibility="collapsed",
            placeholder="更换理由，如会议纪要文号",
        )  # fmt: skip
        st.button("改用这条规则", type="primary", on_click=_save, args=(rule,), disabled=not person())
    if not person():
        show("message", text=NO_NAME)


def _save(rule: Rule) -> None:
    try:
        changes = ledger.entries(RuleChange)
        ledger.enter(change_to(definition_of(rule), changes, person(), st.session_state["rule_reason"]))
    except PipelineError as error:
        st.session_state["rule_told"] = str(error)
        return
    st.session_state["rule_told"] = f"现行规则已改为“{rule.name}”，已记入变更记录。"
    st.session_state["rule_choice"] = rule.name
