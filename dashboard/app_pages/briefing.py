"""简报: the view on screen as a file, and from a printed code back to the view."""

from dashboard import briefing_desk
from dashboard.briefings.codes import code_of
from dashboard.data import current_board
from dashboard.filter_bar import filter_row, filters
from dashboard.labels import day
from dashboard.render import show

board, chosen = current_board(), filters()
goals = chosen.apply(board.goals)
caption = [
    f"数据截至 {day(board.as_of)}",
    f"规则：{board.rule.name}",
    f"编码 {code_of(board, chosen)}",
    "与当前筛选一致",
]
show("conclusion", sentence=briefing_desk.sentence(len(goals), chosen), caption=caption)
filter_row(board.goals, list(board.table("plan")["city"].unique()))
briefing_desk.lay_out_kinds(board, chosen, briefing_desk.ask_options())
show("section", title="按编码找回", note="每份简报每页都印有编码")
briefing_desk.lay_out_way_back(board)
