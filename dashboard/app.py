"""The frame: style, navigation, the board that every page shows. Run by ``streamlit run dashboard/app.py``."""

import gc
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts dashboard/ on the path, not the project
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard import access, data, filter_bar, moment, moment_bar, scoring  # noqa: E402
from dashboard.labels import day  # noqa: E402
from dashboard.render import show, show_style  # noqa: E402
from pipeline.errors import PipelineError  # noqa: E402

WITHOUT_BOARD = ("导入", "账号", "审计")  # 导入 is the way out of a board without documents
STATIC = ROOT / "dashboard" / "static"
# Pages on which something is entered: closed while a snapshot is open.
WRITES = ("entry", "answers", "ledger", "review", "tasks", "follow-up", "imports", "scoring")


@st.cache_resource(show_spinner=False)
def _freeze_imports() -> None:
    """Streamlit collects garbage after every run; what was imported need not be walked each time."""
    gc.collect()
    gc.freeze()


st.set_page_config(page_title="目标看板", page_icon=str(STATIC / "icon.svg"), layout="wide")
st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "logo.svg"))
show_style()
try:
    access.look_up()
except PipelineError as error:
    show("panel", title="读不到账号", text=str(error), link="", link_text="", alarm=True)
    st.stop()
PAGES = {
    "": [st.Page("app_pages/overview.py", title="总览", default=True)],
    "进展": [
        st.Page("app_pages/goals.py", title="目标", url_path="goal"),
        st.Page("app_pages/city.py", title="城市", url_path="city"),
        st.Page("app_pages/domain.py", title="领域", url_path="domain"),
        st.Page("app_pages/year.py", title="年度", url_path="year"),
        st.Page("app_pages/agency.py", title="责任单位", url_path="agency"),
        st.Page("app_pages/instruments.py", title="仪表", url_path="instruments"),
    ],
    "比较": [
        st.Page("app_pages/compare.py", title="对比", url_path="compare"),
        st.Page("app_pages/indicators.py", title="指标", url_path="indicators"),
    ],
    "办理": [
        st.Page("app_pages/entry.py", title="填报", url_path="entry"),
        st.Page("app_pages/answers.py", title="匹配", url_path="answers"),
        st.Page("app_pages/sheets.py", title="台账", url_path="ledger"),
        st.Page("app_pages/follow_up.py", title="督办", url_path="follow-up"),
        st.Page("app_pages/tasks.py", title="任务", url_path="tasks"),
        st.Page("app_pages/projects.py", title="资金与项目", url_path="projects"),
        *[st.Page("app_pages/scoring.py", title="考核", url_path="scoring")] * scoring.is_on(),
    ],
    "文件": [
        st.Page("app_pages/document.py", title="文档", url_path="document"),
        st.Page("app_pages/imports.py", title="导入", url_path="imports"),
        st.Page("app_pages/review.py", title="校核", url_path="review"),
        st.Page("app_pages/briefing.py", title="简报", url_path="briefing"),
    ],
    "设置": [
        st.Page("app_pages/rules.py", title="口径", url_path="rules"),
        st.Page("app_pages/snapshots.py", title="数据期", url_path="snapshots"),
        st.Page("app_pages/system.py", title="系统", url_path="system"),
        st.Page("app_pages/accounts.py", title="账号", url_path="accounts"),
        st.Page("app_pages/audit.py", title="审计", url_path="audit"),
    ],
}  # as the bar shows them: the first screen, then menus
if access.are_on() and access.account() is None:
    show("panel", title="请登录", text=access.SIGNED_OUT, link="sign-in", link_text="登录", alarm=False)
    st.stop()
page = st.navigation(access.opened(PAGES), position="top")
moment_bar.who_is_here()
st.set_page_config(page_title=f"{page.title} · 目标看板")
filter_bar.keep_between_pages(page.url_path)
_freeze_imports()
if page.url_path in WRITES and moment.asked().snapshot:
    moment_bar.closed(page.title)
    st.stop()
if page.title in WITHOUT_BOARD:  # by title: the first page of an administrator has no path
    page.run()
    st.stop()
try:
    board = data.current_board()
except PipelineError as error:
    title = "打不开数据期" if moment.asked().snapshot else "读不到看板数据"
    show("panel", title=title, text=str(error), link="", link_text="", alarm=True)
    moment_bar.way_back()
    st.stop()
if board.problem:
    kept = f"仍显示 {day(board.published)} 的版本。{board.problem}"
    show("panel", title="读不到新的看板数据", text=kept, link="", link_text="", alarm=True)
if board.table("plan").empty:
    text = "请把规划文件放进 seeds，再运行：python -m pipeline build"
    show("panel", title="看板里还没有文件", text=text, link="", link_text="", alarm=False)
    st.stop()
moment_bar.moment_bar(board)
page.run()
