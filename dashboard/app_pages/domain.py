"""领域: the ten domains side by side; one of them (``?domain=``) with its cities, agencies and goals."""

import pandas as pd

from dashboard import roll_up, summary
from dashboard.data import Board, current_board
from dashboard.filter_bar import filter_row, filters
from dashboard.filters import Filters
from dashboard.goal_lists import lay_out_states, show_goals
from dashboard.labels import DOMAINS, day, short_city
from dashboard.render import show
from dashboard.roll_up import Counted
from dashboard.rows import rows

SHOWN = 30


def lay_out(board: Board) -> None:
    chosen = filters()
    goals = chosen.apply(board.goals)
    if len(chosen.domain) == 1 and chosen.domain[0] in DOMAINS:
        lay_out_one(board, goals, chosen)
    else:
        lay_out_all(board, goals, chosen)


def lay_out_all(board: Board, goals: pd.DataFrame, chosen: Filters) -> None:
    """Ten rows in the fixed order, so that an empty one is seen to be empty."""
    found = roll_up.by_word(goals, DOMAINS, "domain_group", lambda word: chosen.with_(domain=(word,)).link("domain"))
    there, known = [row for row in found if row.total], [row for row in found if row.known]
    sentence = f"{len(there)} 个领域有数字目标，{len(known)} 个有实际值。" if there else "没有数字目标。"
    show("conclusion", sentence=sentence, caption=[f"{len(goals)} 项目标", f"数据截至 {day(board.as_of)}"])
    lay_out_states(goals, chosen)
    filter_row(board.goals, list(board.table("plan")["city"].unique()))
    show_counted("", "领域", found)


def lay_out_one(board: Board, goals: pd.DataFrame, chosen: Filters) -> None:
    """What the domain holds, city by city, then who answers, then its goals."""
    area = chosen.domain[0]
    sentence = summary.conclusion(goals, board.as_of) if len(goals) else "没有数字目标。"
    show("conclusion", sentence=f"{area}：{sentence}", caption=[f"数据截至 {day(board.as_of)}"])
    show("crumbs_back", text="全部领域", link=chosen.with_(domain=()).link("domain"))
    lay_out_states(goals, chosen)
    filter_row(board.goals, list(board.table("plan")["city"].unique()))
    if goals.empty:
        return
    cities = list(dict.fromkeys(map(str, goals["city"])))
    by_city = roll_up.by_word(goals, cities, "city", lambda city: chosen.with_(city=(city,)).link("goal"))
    show_counted("各城市", "城市", [_short(row) for row in by_city])
    by_agency = roll_up.by_agency(goals, lambda agency: chosen.with_(agency=(agency,)).link("agency"))
    show_counted("牵头单位", "单位", by_agency)
    first = rows(summary.sort_goals(goals).head(SHOWN))
    note = f"共 {len(goals)} 项" + (f"，列前 {SHOWN} 项" if len(goals) > SHOWN else "")
    show_goals("数字目标", note, [("", first)], chosen, more=chosen.link("goal"))


def show_counted(title: str, head: str, found: list[Counted]) -> None:
    most = max((row.total for row in found), default=0) or 1
    note = "按名称排列，不是名次" if head == "单位" else "条的长短是目标项数"
    show("roll_up", title=title, note=note, head=head, rows=found, most=most)


def _short(row: Counted) -> Counted:
    return Counted(short_city(row.word), row.mix, row.known, row.link)


lay_out(current_board())
