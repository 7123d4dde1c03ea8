"""The frame: style, navigation, the board that every page shows. Run by ``streamlit run dashboard/app.py``."""

import gc
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts dashboard/ on the path, not the project
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard import data, filter_bar, scoring  # noqa: E402
from dashboard.labels import day  # noqa: E402
from dashboard.render import show, show_style  # noqa: E402
from pipeline.errors import PipelineError  # noqa: E402

STATIC = ROOT / "dashboard" / "static"


@st.cache_resource(show_spinner=False)
def _freeze_imports() -> None:
    """Streamlit collects garbage after every run; what was imported need not be walked each time."""
    gc.collect()
    gc.freeze()


st.set_page_config(page_title="目标看板", page_icon=str(STATIC / "icon.svg"), layout="wide")
st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "logo.svg"))
show_style()
page = st.navigation(
    [
        st.Page("app_pages/overview.py", title="总览", default=True),
        st.Page("app_pages/goals.py", title="目标", url_path="goal"),
        st.Page("app_pages/city.py", title="城市", url_path="city"),
        st.Page("app_pages/document.py", title="文档", url_path="document"),
        st.Page("app_pages/review.py", title="审核", url_path="review"),
        st.Page("app_pages/imports.py", title="导入", url_path="imports"),
        st.Page("app_pages/rules.py", title="口径", url_path="rules"),
        *[st.Page("app_pages/scoring.py", title="考核", url_path="scoring")] * scoring.is_on(),
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} · 目标看板")
filter_bar.keep_between_pages(page.url_path)
_freeze_imports()
if page.url_path == "imports":  # the way out of a board without documents
    page.run()
    st.stop()
try:
    board = data.current_board()
except PipelineError as error:
    show("panel", title="读不到看板数据", text=str(error), link="", link_text="", alarm=True)
    st.stop()
if board.problem:
    kept = f"仍显示 {day(board.published)} 的版本。{board.problem}"
    show("panel", title="读不到新的看板数据", text=kept, link="", link_text="", alarm=True)
if board.table("plan").empty:
    text = "请把规划文件放进 seeds，再运行：python -m pipeline build"
    show("panel", title="看板里还没有文件", text=text, link="", link_text="", alarm=False)
    st.stop()
page.run()
