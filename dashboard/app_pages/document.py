"""文档: one document's text in its own script, every goal marked in place and linked to its page."""

import pandas as pd
import streamlit as st

from dashboard.data import Board, current_board
from dashboard.document_view import PLACED, blocks, figure_marks, goal_marks, here_mark
from dashboard.filter_bar import one_city, pick
from dashboard.labels import DOCUMENT_KINDS, short_city
from dashboard.plan_view import marked, outside
from dashboard.render import show
from dashboard.rows import Row, row_of, rows


def lay_out_document(board: Board, plan: Row) -> None:
    st.set_page_config(page_title=f"{short_city(plan['city'])}文档 · 目标看板")
    tables = {name: _of(plan, board.table(name)) for name in (*PLACED, "passage", "project")}
    goals, figures, passages = _of(plan, board.promised), _of(plan, board.figures), tables["passage"]
    caption = [plan["document_number"], plan["issuer"], f"{plan['characters']} 字", *marked(len(goals), len(figures))]
    show("conclusion", sentence=plan["title"], caption=caption)
    every = board.promised  # some are another document's
    said = every[every["target_id"].isin(tables["statement"]["target_id"])]
    marks = goal_marks(tables["statement"], said) + figure_marks(figures)
    marks += here_mark(tables, st.query_params.get("at", ""), passages)
    listed = outside(figures, tables["project"]).sort_values("start")
    left, right = st.columns([8, 4], gap="large")
    with left:
        show("document", blocks=blocks(passages, marks))
    with right:
        in_table = len(figures) - len(listed)
        show("places", plan=plan, goals=rows(goals.sort_values("start")), figures=rows(listed), in_table=in_table)


def _of(plan: Row, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["plan_id"] == str(plan["plan_id"])]


def chosen_plan(plans: pd.DataFrame) -> Row:
    """The document of the address (``?plan=``), else the first of the city; a city with several offers them."""
    asked = row_of(plans, "plan_id", st.query_params.get("plan", "")) or {}
    city = one_city(list(plans["city"].unique()), asked.get("city"))
    own = plans[plans["city"] == city].set_index("plan_id", drop=False)
    if len(own) == 1:
        return rows(own)[0]
    titles = {plan["plan_id"]: f"{DOCUMENT_KINDS[plan['kind']]} · {plan['title']}" for plan in rows(own)}
    plan_id = pick("plan", "文件", list(own.index), words=titles.__getitem__, width=520)
    return rows(own.loc[[plan_id]])[0]


board = current_board()
lay_out_document(board, chosen_plan(board.table("plan")))
