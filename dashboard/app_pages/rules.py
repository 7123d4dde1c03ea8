"""口径: what counts as a goal, the rule in force, what the states and words mean."""

from dashboard import summary
from dashboard.data import current_board
from dashboard.labels import day
from dashboard.render import show
from dashboard.rows import rows
from dashboard.scoring_switch import scoring_switch

board = current_board()
goals, plans = board.goals, board.table("plan")
show(
    "conclusion",
    sentence=f"{len(goals)} 项数字目标，按“{board.rule.name}”判定。",
    caption=[f"{len(plans)} 份文件", f"数据截至 {day(board.as_of)}", f"看板数据生成于 {day(board.published)}"],
)
show(
    "rules",
    rule=board.rule,
    counts=summary.state_counts(goals),
    plans=rows(plans),
    more=len(board.expressions),
)
scoring_switch()
