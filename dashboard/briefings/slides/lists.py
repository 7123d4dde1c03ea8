"""The slides that are lists: what is behind, what to decide, what comes next, and the first rows of the ledger."""

import pandas as pd

from dashboard import labels, summary
from dashboard.briefings.goal_words import ABSENT, Line, in_states, line_of
from dashboard.briefings.paper_view import Matter, PaperView
from dashboard.briefings.slides.bars import GLYPHS
from dashboard.briefings.slides.canvas import (
    BOTTOM,
    CONTENT,
    LONGEST_TITLE,
    MARGIN,
    MUTED,
    PRIMARY,
    TOP,
    Columns,
    Deck,
    Piece,
    Place,
)
from dashboard.briefings.slides.words import ids, scope_line, source_line
from dashboard.briefings.typesetting import shorter
from dashboard.data import Board
from dashboard.rows import Row, rows

MOST_BEHIND, FEW, EXTRACT = 9, 4, 11
LED = "牵头单位"


def behind(deck: Deck, board: Board, view: PaperView, *, public: bool) -> None:
    """What is behind, the worst first, with cause and remedy where somebody wrote them."""
    found = summary.need_attention(view.goals)
    if found.empty:
        return
    deck.add(_worst(found), scope_line(view, "最需要关注的在前"), source_line(view))
    said = _causes(board)
    shown = [_behind_row(goal, said.get(goal["target_id"], ""), public) for goal in rows(found.head(MOST_BEHIND))]
    lead = () if public else (LED,)
    head = ("目标", "要求", "完成", "差距", "状态", *lead, "原因和对策")
    widths = (5.2, 2, 5.2, 1.8, 3, *([3] * len(lead)), 6)
    deck.table(Columns(head, widths, "lrrrl" + "l" * (1 + len(lead)), 12, 1.3), shown)
    if rest := len(found) - len(shown):
        deck.text(Place(MARGIN, BOTTOM - 0.6, CONTENT), Piece(f"其余 {rest} 项见台账。", 12, colour=MUTED))
    if len(found) <= FEW:
        _read_them(deck, found, TOP + 1.3 * (len(found) + 1) + 0.8)
    deck.notes(f"{goal['city']}{goal['indicator']}：{goal['reason']}（{goal['target_id']}）" for goal in rows(found))


def _read_them(deck: Deck, found: pd.DataFrame, top: float) -> None:
    """Where the table leaves room: why each is behind and what it would need, in the words of its page."""
    deck.text(Place(MARGIN, top, CONTENT), Piece("怎样看", 16, bold=True))
    told = [f"{goal['indicator']}：{goal['reason']}{goal['need']}" for goal in rows(found)]
    deck.paragraphs(Place(MARGIN, top + 1.1, CONTENT, 6), [_step(*each) for each in enumerate(told, 1)], after=8)


def _worst(found: pd.DataFrame) -> str:
    """3项低于要求，一般公共预算收入低2.7个百分点: the conclusion with its number, in one line."""
    first = rows(found.head(1))[0]
    gap = "" if labels.is_missing(first["pace_gap"]) else f"低{abs(first['pace_gap']):.1f}个百分点"
    start, end = f"{len(found)}项低于要求，", gap or "最需要关注"
    return start + shorter(str(first["indicator"]), LONGEST_TITLE - len(start) - len(end)) + end


def _causes(board: Board) -> dict[str, str]:
    """Cause and remedy of a goal as its latest figure gives them."""
    reported = board.reported
    told = reported[(reported["cause"] != "") | (reported["remedy"] != "")]
    return {row["target_id"]: f"原因：{row['cause']}；对策：{row['remedy']}" for row in rows(told)}


def _behind_row(goal: Row, said: str, public: bool) -> tuple[str, ...]:
    line = line_of(goal)
    lead = () if public else (shorter(line.lead, 9),)
    state = f"{GLYPHS[line.state]} {line.state}"
    why = shorter(said or "未写原因和对策", 44)
    return (_name(line, 16), line.asked, line.figure, line.gap or "–", state, *lead, why)


def _name(line: Line, most: int) -> str:
    return f"{line.place} {shorter(line.name, most)}"


def matters(deck: Deck, view: PaperView) -> None:
    """What the group is asked to decide: a proposal of the board, and said to be one."""
    if not view.matters:
        return
    title = f"请研究{len(view.matters)}件事，首先是{view.matters[0].title}"
    deck.add(title, scope_line(view, "建议稿，由看板按缺什么拟出"), source_line(view))
    shown = [_matter_row(number, matter) for number, matter in enumerate(view.matters, 1)]
    deck.table(Columns(("序号", "事项", "建议", "时间"), (1.4, 7, 11.6, 3), "clll", 16, 2), shown)
    deck.notes(["各项的数目见第 2 页；事项由看板按目标的状态拟出，没有写的原因和时间不作推断。"])


def _matter_row(number: int, matter: Matter) -> tuple[str, ...]:
    return str(number), matter.title, matter.text, matter.when or "由会议定"


def steps(deck: Deck, view: PaperView, *, public: bool) -> None:
    """What is followed up by its deadline, then what is to be asked for."""
    running = sum(step.startswith("督办") for step in view.next_steps)
    told = [step for step in view.next_steps if not (public and step.startswith("督办"))]
    under_way = f"，其中{running}件督办在办" if running and not public else ""
    deck.add(f"下一步办{len(told)}件事{under_way}", scope_line(view), source_line(view))
    deck.paragraphs(Place(MARGIN, TOP + 0.3, CONTENT, 12), [_step(*each) for each in enumerate(told, 1)], after=14)
    if not told:
        deck.text(Place(MARGIN, TOP + 0.3, CONTENT), Piece("没有在办的督办，也没有缺数和落后的目标。", 18))
    deck.notes(told)


def _step(number: int, words: str) -> tuple[Piece, Piece]:
    return Piece(f"{number}　", 18, bold=True, colour=PRIMARY), Piece(words, 18)


def extract(deck: Deck, view: PaperView, *, public: bool) -> None:
    """The first rows of the ledger, those with a figure first; the whole of it is a file of its own."""
    known = summary.sort_goals(view.goals[view.goals["actual"].notna()])
    shown = pd.concat([known, summary.sort_goals(in_states(view.goals, [ABSENT]))]).head(EXTRACT)
    deck.add(f"附：台账摘录{len(shown)}项，全部{len(view.goals)}项见台账文件", scope_line(view), source_line(view))
    lead = () if public else (LED,)
    head, widths = ("目标", "要求", "到期", "完成", "状态", *lead), (8.6, 3, 3, 6.4, 4, *([5] * len(lead)))
    deck.table(Columns(head, widths, "lrlrl" + "l" * len(lead), 12, 0.98), [_row(goal, public) for goal in rows(shown)])
    deck.notes(ids(shown))


def _row(goal: Row, public: bool) -> tuple[str, ...]:
    line = line_of(goal)
    lead = () if public else (shorter(line.lead, 12),)
    figure = "" if labels.is_missing(goal["actual"]) else line.figure
    state = f"{GLYPHS[line.state]} {line.state}"
    return (_name(line, 22), line.asked, labels.due(goal["due_year"], goal["annual"]), figure, state, *lead)
