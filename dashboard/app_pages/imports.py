"""导入: documents handed in, what they would change, and the button that publishes."""

import streamlit as st

from dashboard import importing
from dashboard.importing import Draft
from dashboard.labels import unmarked
from dashboard.render import show
from pipeline.changes import difference, summary
from pipeline.errors import PipelineError
from pipeline.facts import records
from pipeline.read.formats import MOST_BYTES
from pipeline.uploads import KINDS

ROWS = 300  # of a comparison; more is for a file, not for eyes


def lay_out() -> None:
    stored = importing.documents()
    kinds = f"可读 {'、'.join(KINDS)}，每个文件不超过 {MOST_BYTES // 2**20} MB"
    hint = [kinds, "先看变化，再发布", "自带的规划文件不受影响"]
    show("conclusion", sentence=f"已导入 {len(stored)} 份文件。", caption=hint)
    if told := st.session_state.pop("imported", ""):
        show("message", text=told)
    files = st.file_uploader(
        "选择规划、报告等文件", accept_multiple_files=True,
        max_upload_size=MOST_BYTES // 2**20, key=f"files_{st.session_state.get('round', 0)}",
    )  # fmt: skip
    incoming = importing.only_one_of_a_name([importing.read(file.name, file.getvalue()) for file in files])
    if incoming:
        show("incoming", files=[importing.about(file) for file in incoming])
        if any(file.tables for file in incoming):
            lay_out_draft(importing.draft(incoming), "发布")
    elif leaving := st.session_state.get("leaving"):
        lay_out_draft(importing.draft((), leaving), f"移出 {unmarked(leaving)} 并发布")
    elif st.session_state.get("again"):
        lay_out_draft(importing.draft(()), "重新发布")
    lay_out_stored(stored)


def lay_out_draft(wanted: Draft, word: str) -> None:
    changes, total = importing.shown_changes(wanted.report, ROWS)
    rows = [row | {"difference": difference(row)} for row in records(changes)]
    told = summary(wanted.report.changes) if wanted.report.changes is not None else "这将是第一版看板。"
    if others := [name for name in wanted.report.withdrawn if name != wanted.leaving]:
        show("message", text=importing.withdrawn(others))
    show("changes", told=told, rows=rows, total=total, notes=records(wanted.report.notes))
    with st.container(horizontal=True, gap="small"):
        st.button(word, type="primary", on_click=publish, args=(wanted,))
        st.button("取消", type="tertiary", on_click=leave, args=("", False))


def lay_out_stored(stored: list[dict[str, object]]) -> None:
    for document in stored:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            show("stored", document=document)
            st.button("移出", key=f"out_{document['name']}", type="tertiary", on_click=leave, args=(document["name"],))
    st.button("按现有文件重新生成，先看变化", type="tertiary", on_click=leave, args=("", True))


def leave(name: str, again: bool = False) -> None:
    """Begin to take a document out, or to build the same documents again; or neither."""
    st.session_state["leaving"], st.session_state["again"] = name, again
    st.session_state["round"] = st.session_state.get("round", 0) + 1  # an uploader is emptied by a new key


def publish(wanted: Draft) -> None:
    try:
        importing.publish(wanted)
    except PipelineError as error:
        st.session_state["failed"] = str(error)
        return
    names = "、".join(file.name for file in wanted.incoming)
    st.session_state["imported"] = f"已发布，导入了 {names}。" if names else "已发布。"
    leave("")


try:
    lay_out()
except PipelineError as error:
    show("panel", title="不能发布", text=str(error), link="", link_text="", alarm=True)
if failed := st.session_state.pop("failed", ""):
    show("panel", title="没有发布", text=failed, link="", link_text="", alarm=True)
