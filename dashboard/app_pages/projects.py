"""资金与项目: asked for, approved and paid by unit, the stage beside the money, and what is in doubt."""

import streamlit as st

from dashboard import money_view, task_view
from dashboard.charts.money import MOST, money
from dashboard.charts.style import CONFIG
from dashboard.data import Board, current_board
from dashboard.filter_bar import pick
from dashboard.labels import day, short_city
from dashboard.render import show
from pipeline.errors import PipelineError

EVERY = "全部城市"
RULE = "支付率 = 支付 ÷ 批复，核减率 = 1 − 批复 ÷ 申请；填报的数先于文件里的数"


def lay_out(board: Board) -> None:
    every = task_view.subjects(board, task_view.PROJECTS)
    head = st.container()
    if not every:
        with head:
            show("conclusion", sentence=money_view.sentence([]), caption=[f"数据截至 {day(board.as_of)}"])
        return
    cities = list(dict.fromkeys(row["city"] for row in every))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        city = pick("city", "城市", [EVERY, *cities], lambda word: word if word == EVERY else short_city(word))
    units = [row for row in every if city in (EVERY, row["city"])]
    with head:
        show("conclusion", sentence=money_view.sentence(units), caption=[RULE, f"数据截至 {day(board.as_of)}"])
    show("sums", sums=money_view.sums(units))
    note = "浅框是申请，实心是批复，细条是支付，单位万元" + (f"；只画前 {MOST} 家" if len(units) > MOST else "")
    show("section", title="各单位申请与批复", note=note)
    st.plotly_chart(money(units), theme=None, config=CONFIG, key="money")
    if doubts := money_view.doubts(units, board.table("finding")):
        show("doubts", doubts=doubts)
    show("section", title="进度与资金", note="点单位看记录、填报阶段和支付")
    show("money", rows=units, kind=task_view.PROJECTS)


try:
    lay_out(current_board())
except PipelineError as error:
    show("panel", title="读不到进展记录", text=str(error), link="", link_text="", alarm=True)
