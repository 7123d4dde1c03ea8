"""口径: what counts as a goal, the rule in force and how it is changed, what the states and words mean."""

import streamlit as st

from dashboard import ledger, rule_desk, summary
from dashboard.data import Board, current_board
from dashboard.labels import day
from dashboard.render import show
from dashboard.rows import rows
from dashboard.scoring_switch import scoring_switch
from pipeline.entries import RuleChange
from pipeline.rule_book import log


def lay_out_change(board: Board) -> None:
    """Another rule: chosen or put together, what it would change, and who changes it why."""
    show("review_head", title="更换规则", text="选一条已公布的规则，或自定")
    if told := st.session_state.pop("rule_told", ""):
        show("message", text=told)
    rule = rule_desk.choose(board)
    if rule and rule != board.rule:
        rule_desk.preview(board, rule)
        rule_desk.save_row(rule)


board = current_board()
goals, plans = board.goals, board.table("plan")
show(
    "conclusion",
    sentence=f"{len(goals)} 项数字目标，按“{board.rule.name}”判定。",
    caption=[f"{len(plans)} 份文件", f"数据截至 {day(board.as_of)}", f"看板数据生成于 {day(board.published)}"],
)
show("rules", rule=board.rule, more=len(board.expressions))
if not board.frozen:
    lay_out_change(board)
    if changes := log(ledger.entries(RuleChange)):
        show("rule_log", log=changes)
show("terms", counts=summary.state_counts(goals), plans=rows(plans))
if not board.frozen:
    scoring_switch()
