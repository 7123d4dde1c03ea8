"""责任单位: the agencies by name and what each answers for; one (``?agency=``) with its goals, tasks and 督办."""

from dashboard import agency_view, roll_up, summary
from dashboard.data import Board, current_board
from dashboard.filter_bar import filter_row, filters
from dashboard.filters import Filters
from dashboard.goal_lists import lay_out_states, show_goals
from dashboard.labels import UNKNOWN, day
from dashboard.render import show
from dashboard.rows import rows
from pipeline.errors import PipelineError

SHOWN = 60


def lay_out(board: Board) -> None:
    chosen = filters()
    if len(chosen.agency) == 1:
        lay_out_one(board, chosen)
    else:
        lay_out_all(board, chosen)


def lay_out_all(board: Board, chosen: Filters) -> None:
    goals = chosen.apply(board.goals)
    found = roll_up.by_agency(goals, lambda agency: chosen.with_(agency=(agency,)).link("agency"))
    caption = ["按名称排列，不是名次", "一项目标几家牵头的，各计一次", f"数据截至 {day(board.as_of)}"]
    show("conclusion", sentence=agency_view.of_all(found, len(goals)), caption=caption)
    filter_row(board.goals, list(board.table("plan")["city"].unique()))
    if found:
        most = max(row.total for row in found)
        show("roll_up", title="", note="", head="牵头单位", rows=found, most=most)


def lay_out_one(board: Board, chosen: Filters) -> None:
    agency, others = chosen.agency[0], chosen.with_(agency=())
    here = others if agency == UNKNOWN else chosen  # the filter knows agencies, not their absence
    own = agency_view.duties(board, others.apply(board.goals), agency)
    show("conclusion", sentence=agency_view.of_one(agency, own), caption=[f"数据截至 {day(board.as_of)}"])
    show("crumbs_back", text="全部单位", link=others.link("agency"))
    if len(own.leads):
        lay_out_states(own.leads, here)
        first = rows(summary.sort_goals(own.leads).head(SHOWN))
        show_goals("牵头的目标", f"共 {len(own.leads)} 项", [("", first)], here, more=here.link("goal"))
    if len(own.supports):
        first = rows(summary.sort_goals(own.supports).head(SHOWN))
        show_goals("配合的目标", f"共 {len(own.supports)} 项", [("", first)], others)
    if own.tasks:
        show("section", title="牵头的任务", note=f"共 {len(own.tasks)} 项")
        show("tasks", rows=own.tasks, kind="任务")
    if own.items:
        show("section", title="在办的督办", note=f"共 {len(own.items)} 件")
        show("follow_ups", lines=own.items)


try:
    lay_out(current_board())
except PipelineError as error:
    show("panel", title="读不到督办和任务记录", text=str(error), link="", link_text="", alarm=True)
