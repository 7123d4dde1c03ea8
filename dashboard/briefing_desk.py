"""What is done on the page 简报: a file of the view on screen, and the way back from a printed code."""

from functools import partial

import streamlit as st

from dashboard import access
from dashboard.briefings import codes
from dashboard.briefings.kinds import KINDS, Kind, Options, make
from dashboard.briefings.views import scope_of
from dashboard.data import Board
from dashboard.filters import Filters
from dashboard.labels import day
from dashboard.render import show
from pipeline.entries import AccessEvent


def sentence(count: int, filters: Filters) -> str:
    """What the files would be about: 城市计划数字目标 62 项，可写成 7 种简报。"""
    return f"{scope_of(filters)} {count} 项，可写成 {len(KINDS)} 种简报。"


def ask_options() -> Options:
    """繁體 and 公开版."""
    with st.container(horizontal=True, gap="medium"):
        public = st.toggle("公开版（不点名单位）", key="brief_public")
        traditional = st.toggle("繁體", key="brief_traditional")
    return Options(public, traditional)


def lay_out_kinds(board: Board, filters: Filters, options: Options) -> None:
    """One row a kind: what it is, and the button that makes it."""
    for name, kind in KINDS.items():
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"kb_brief_{name}"):
            _button(board, filters, options, name, kind)
            show("brief_kind", kind=kind)


def _button(board: Board, filters: Filters, options: Options, name: str, kind: Kind) -> None:
    """The file is made when the button is pressed, not before."""
    st.download_button(
        kind.word, partial(_content, board, filters, name, options),
        file_name=f"{kind.word}-{day(board.as_of)}{kind.suffix}", mime=kind.mime,
        key=f"brief_{name}", width=120, on_click="ignore",
    )  # fmt: skip


def _content(board: Board, filters: Filters, name: str, options: Options) -> bytes:
    content = make(board, filters, name, options).content
    if account := access.account():
        access.note(AccessEvent(entered_by=account.name, act="exported", what=f"brief {name}", origin="看板"))
    return content


def lay_out_way_back(board: Board) -> None:
    """From the code on a printed page to the view that it was made from."""
    code = st.text_input("编码", key="brief_code", max_chars=12, width=220, placeholder="纸上的 8 位编码")
    if not code:
        return
    kept = codes.find(code)
    if kept is None:
        text = "请核对纸上的编码。别处的看板做的简报，要在那里的看板上查。"
        show("panel", title=f"没有编码 {code}", text=text, link="", link_text="", alarm=False)
        return
    same = "看板和记录此后没有变化。" if kept.is_of(board) else "此后看板或记录有过更新，数字可能与纸上不同。"
    show("panel", title=f"找到 {kept.code}", text=same, link=kept.link(), link_text="打开这个画面", alarm=False)
