"""任务: the tasks, phases and projects of the plans and how far they are; one of them with its record (``?task=``)."""

import streamlit as st

from dashboard import task_forms, task_view
from dashboard.data import Board, current_board
from dashboard.filter_bar import choice, pick
from dashboard.labels import UNKNOWN, day, short_city
from dashboard.moment import PARAMETERS
from dashboard.person import ask_name
from dashboard.render import show
from dashboard.rows import Row
from dashboard.task_view import ALL_AGENCIES, ALL_CITIES, ALL_STATES, KINDS, PROJECTS, Choice
from dashboard.telling import messages
from pipeline.errors import PipelineError

RULE = {
    KINDS[0]: "按通过节点的权重与应通过的比较；最后节点或整项验收后为已完成；没有节点或没有记录的不评",
    KINDS[1]: "是否通过以填报的记录为准，没有记录的不评",
    KINDS[2]: "单位 万元；支付率 = 支付 ÷ 批复，核减率 = 1 − 批复 ÷ 申请；填报的数先于文件里的数",
}


def ask(every: list[Row]) -> Choice:
    def several(name: str) -> list[str]:
        return list(dict.fromkeys(row[name] for row in every))

    agencies = list(dict.fromkeys(agency for row in every for agency in row["agencies"]))
    return Choice(
        pick("status", "状态", [ALL_STATES, *several("state")]),
        pick("city", "城市", [ALL_CITIES, *several("city")], _city_word),
        pick("agency", "单位", [ALL_AGENCIES, *agencies], width=220),
    )


def _city_word(city: str) -> str:
    return city if city == ALL_CITIES else short_city(city) or UNKNOWN


def lay_out_list(board: Board) -> None:
    head = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        kind = choice("kind", "类别", KINDS)
        every = task_view.subjects(board, kind)
        chosen = ask(every)
    found = chosen.of(every)
    with head:
        caption = [f"数据截至 {day(board.as_of)}", RULE[kind]]
        show("conclusion", sentence=task_view.sentence(kind, found, filtered=chosen != Choice()), caption=caption)
    if found:
        show("money" if kind == PROJECTS else "tasks", rows=found, kind=kind)


def lay_out_one(board: Board, kind: str, wanted: str) -> None:
    row = task_view.find(task_view.subjects(board, kind), wanted)
    if row is None:
        show(
            "panel",
            title=f"没有这项{kind}",
            text="合计行没有自己的记录。",
            link="tasks",
            link_text="看全部",
            alarm=False,
        )
        return
    show("conclusion", sentence=f"{row['name']}：{row['state']}。", caption=[row["reason"], RULE[kind]])
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        st.button("← 全部", type="tertiary", on_click=back, args=(kind,))
        ask_name()
    messages(name_needed=True)
    nodes = task_view.nodes(row, board.as_of) if kind == KINDS[0] else []
    left, right = st.columns([7, 5], gap="medium")
    with left:
        facts, told = task_view.facts(kind, row), task_view.history(kind, row)
        show("task", row=row, kind=kind, facts=facts, nodes=nodes, history=told)
    with right:
        task_forms.form(kind, row, nodes)


def back(kind: str) -> None:
    kept = {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    st.query_params.from_dict(kept | ({"kind": kind} if kind != KINDS[0] else {}))


def lay_out(board: Board) -> None:
    if not (wanted := st.query_params.get("task")):
        lay_out_list(board)
    elif kind := task_view.kind_of(board, wanted):
        lay_out_one(board, kind, wanted)
    else:
        text = f"看板里没有编号为 {wanted} 的任务、阶段或项目。"
        show("panel", title="没有这项任务", text=text, link="tasks", link_text="看全部任务", alarm=False)


try:
    lay_out(current_board())
except PipelineError as error:
    show("panel", title="读不到进展记录", text=str(error), link="", link_text="", alarm=True)
