"""The slide about projects: applied for and approved, and what the document says that does not add up."""

from collections.abc import Sequence

from dashboard import labels, task_view
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.slides import bars
from dashboard.briefings.slides.canvas import CONTENT, MARGIN, MUTED, TOP, Columns, Deck, Piece, Place
from dashboard.briefings.slides.words import scope_line, source_line
from dashboard.briefings.typesetting import shorter
from dashboard.data import Board
from dashboard.rows import Row

MOST_UNITS = 9
RIGHT = MARGIN + 21
MONEY = ("requested", "approved")


def projects(deck: Deck, board: Board, view: PaperView) -> None:
    """No slide where no document of the view has a table of projects."""
    plans = set(view.plans["plan_id"])
    own = [row for row in task_view.subjects(board, task_view.PROJECTS) if row["plan_id"] in plans]
    known = [row for row in own if not any(labels.is_missing(row[name]) for name in MONEY)]
    if not known:
        return
    asked, approved = (sum(row[name] for row in known) for name in MONEY)
    count = sum(int(row["projects"] or 0) for row in known)
    deck.add(f"{count}个项目{_cut(asked, approved)}", scope_line(view, "单位：万元"), source_line(view))
    _chart(deck, known)
    _totals(deck, asked, approved, count)
    doubts = [[Piece(f"存疑：{row['department']}，{row['doubt']}，照原文保留。", 12)] for row in own if row["doubt"]]
    nothing = [[Piece("没有发现前后矛盾的数。", 12, colour=MUTED)]]
    deck.paragraphs(Place(RIGHT, TOP + 6, CONTENT - 21, 6), doubts or nothing, after=4)
    deck.notes([f"{asked:.2f} − {approved:.2f} = {asked - approved:.2f}", *map(_told, known)])


def _cut(asked: float, approved: float) -> str:
    cut = asked - approved
    if cut < 0 or not asked:
        return f"批复比申请多{-cut:.2f}万元"
    return f"核减{cut:.2f}万元（{labels.percent(cut / asked)}）"


def _chart(deck: Deck, known: Sequence[Row]) -> None:
    """The largest units, the others together, so that the bars add up to the totals."""
    ordered = sorted(known, key=lambda row: -row["requested"])
    shown, rest = ordered[:MOST_UNITS], ordered[MOST_UNITS:]
    drawn = [(shorter(row["department"], 9), row["requested"], row["approved"]) for row in shown]
    if rest:
        asked, approved = (round(sum(row[name] for row in rest), 2) for name in MONEY)
        drawn.append((f"其余{len(rest)}家", asked, approved))
    odd = [index for index, row in enumerate(shown) if row["doubt"]]
    deck.text(Place(MARGIN, TOP, 20), Piece("各单位申请（浅框）和批复（实心）", 16, bold=True))
    bars.money(deck, Place(MARGIN, TOP + 0.9, 20, 12.4), drawn, odd)


def _totals(deck: Deck, asked: float, approved: float, count: int) -> None:
    cut = labels.percent((asked - approved) / asked) if asked else "–"
    told = [("申请", f"{asked:.2f}"), ("批复", f"{approved:.2f}"), ("核减率", cut), ("项目数", str(count))]
    deck.table(Columns(("合计", "万元"), (2, 3), "lr"), told, TOP, RIGHT)


def _told(row: Row) -> str:
    return f"{row['department']} 申请 {row['requested']:g} 批复 {row['approved']:g}（{row['id']}）"
