"""台账: the sheet out, the sheet back, what is wrong with it, and the buttons that hand it in."""

import streamlit as st

from dashboard import data, office_desk, sheet_desk
from dashboard.filter_bar import choice, filter_row, filters, pick
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from pipeline.entry_sheet import DataPeriod, SheetReading, is_form
from pipeline.errors import PipelineError
from pipeline.read.formats import MOST_BYTES

board = data.current_board()


def lay_out_export() -> DataPeriod:
    chosen = filters()
    goals = chosen.apply(board.goals)
    periods = sheet_desk.periods(board.as_of)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        period = periods[pick("period", "数据期", list(periods), width=180)]
        every = choice("rows", "列出哪些目标", ["缺这一期数的", "全部"]) == "全部"
        paper = choice("paper", "打印纸", ["A4", "A3"])
    ids = sheet_desk.wanted(board, goals, period, every=every)
    show("sheet_counts", goals=len(goals), asked=len(ids), period=period.words, every=every)
    if ids:
        st.download_button(
            "导出填报表", sheet_desk.workbook(board, ids, period, paper), type="primary", on_click="ignore",
            file_name=sheet_desk.file_name(period, chosen.city),
        )  # fmt: skip
    return period


def lay_out_import(period: DataPeriod) -> None:
    show("section", title="交回填好的表", note="逐格核对，有问题的指明哪一格、怎么改；读入的数待另一人审核")
    ask_name()
    file = st.file_uploader(
        "选择填好的填报表，或现成的进展情况表、目标完成表", max_upload_size=MOST_BYTES // 2**20,
        key=f"sheet_{st.session_state.get('sheet_round', 0)}",
    )  # fmt: skip
    if file is None:
        return
    if not person():
        show("message", text=NO_NAME)
    elif is_form(file.getvalue(), file.name):
        lay_out_reading(file.getvalue(), file.name)
    else:
        office_desk.lay_out(board, period, file.name, file.getvalue())


def lay_out_reading(content: bytes, name: str) -> None:
    said = sheet_desk.reading(board, content, name, person())
    show("sheet_findings", summary=said.summary, findings=sheet_desk.findings(said), total=len(said.problems))
    if said.figures:
        lay_out_figures(said)
    lay_out_update(content, name)


def lay_out_figures(said: SheetReading) -> None:
    show("sheet_figures", figures=sheet_desk.new_figures(said.figures))
    word = f"只提交正确的 {len(said.figures)} 行" if said.refused else f"全部正确，提交 {len(said.figures)} 个数"
    st.button(word, type="primary", on_click=sheet_desk.hand_in, args=(said.figures,))


def lay_out_update(content: bytes, name: str) -> None:
    """The file that was handed in, with what the board says now."""
    show("section", title="把这份表更新到看板现在的情况", note="填的数、批注、公式、自加的列和工作表保留，图表不保留")
    try:
        updated = sheet_desk.up_to_date(board, content, name)
    except PipelineError as error:
        show("message", text=str(error))
        return
    st.download_button("下载更新后的表", updated, file_name=f"更新-{name}", on_click="ignore", key="sheet_update")


show("conclusion", sentence="导出填报表，填好交回。", caption=["已有的数不再要填", "公式、批注和自加的列都保留"])
if told := st.session_state.pop("sheet_told", ""):
    show("message", text=told)
filter_row(board.goals, list(board.table("plan")["city"].unique()))
try:
    lay_out_import(lay_out_export())
except PipelineError as error:
    show("panel", title="没有读入", text=str(error), link="", link_text="", alarm=True)
if failed := st.session_state.pop("sheet_failed", ""):
    show("panel", title="没有提交", text=failed, link="", link_text="", alarm=True)
