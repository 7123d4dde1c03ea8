"""督办单: one sheet for each item that is followed up, or for a goal that nobody follows up yet, to be filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import labels, summary
from dashboard.briefings.nameless import nameless
from dashboard.briefings.paper import Paper
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.typesetting import Printed
from dashboard.rows import Row, rows
from pipeline.follow_ups import CLOSED, Item, demand

TO_FILL, SEALED_DAY = "", "　　年　　月　　日"
_COLUMNS = 6  # commas that make a line of a csv of a quote
SHEETS = 30  # of one file; beyond, a narrower view is asked for


@dataclass(frozen=True)
class Sheet:
    """What stands on one sheet, as words; '' is left to be filled in by hand."""

    number: str
    opened: str
    subject: str
    quote: str
    source: str
    stands: str
    asked: str
    agency: str
    due: str
    answer: str


def follow_up_sheets(state: PaperView, *, item: str = "", public: bool = False, traditional: bool = False) -> bytes:
    """The docx: of one item or goal (``item``), else of the open items of the view, else of the goals behind."""
    state = nameless(state) if public else state
    paper = Paper("督办单", state.as_of, traditional=traditional)
    paper.running_head(state.stamp)
    sheets = sheets_of(state, item)
    for place, sheet in enumerate(sheets[:SHEETS]):
        if place:
            paper.new_page()
        _lay_out(paper, sheet, public)
    if not sheets:
        paper.title("督办单")
        paper.body("所选范围内没有未销号的督办事项，也没有低于要求的目标。")
    if len(sheets) > SHEETS:
        paper.body(f"共{len(sheets)}件，以上为前{SHEETS}件；其余请缩小范围后另行导出。")
    return paper.content()


def sheets_of(state: PaperView, wanted: str = "") -> list[Sheet]:
    """Items first; a goal that is behind and has an open item is not asked for twice."""
    goals = {goal["target_id"]: goal for goal in rows(state.goals)}
    titles = dict(zip(state.plans["plan_id"], state.plans["title"], strict=True))
    items = [
        item for item in state.follow_ups if item.state != CLOSED and (item.target_id in goals or not item.target_id)
    ]
    behind = rows(summary.need_attention(state.goals))
    if wanted:
        items = [item for item in state.follow_ups if wanted in (item.item_id, item.target_id)]
        behind = [goals[wanted]] * (wanted in goals and not items)
    followed = [_of_item(item, goals.get(item.target_id), titles) for item in items]
    return followed or [_of_goal(goal, titles) for goal in behind]


def _of_item(item: Item, goal: Row | None, titles: dict[str, str]) -> Sheet:
    answer = f"{labels.day(item.answered_on)}答复：{item.answer.text}" if item.answer else TO_FILL
    return Sheet(
        item.item_id, labels.day(item.opened_on), _subject(goal) if goal else item.text, _quote(goal) if goal else "",
        _source(goal, titles) if goal else titles.get(item.plan_id, ""), goal["reason"] if goal else "", item.text,
        item.agency, labels.day(item.due_on) if item.due_on else "", answer,
    )  # fmt: skip


def _of_goal(goal: Row, titles: dict[str, str]) -> Sheet:
    return Sheet(
        TO_FILL, TO_FILL, _subject(goal), _quote(goal), _source(goal, titles), goal["reason"],
        demand(goal["reason"], goal["need"]).removeprefix(goal["reason"]), "、".join(goal["lead_agencies"]), TO_FILL,
        TO_FILL,
    )  # fmt: skip


def _subject(goal: Row) -> str:
    return f"{labels.short_city(goal['city'])}{goal['indicator']}（{labels.asked(goal)}）"


def _quote(goal: Row) -> str:
    """The words of the plan as printed; of a line of a data table only which one it is."""
    is_line = goal["quote"].count(",") >= _COLUMNS
    return f"数据表{goal['place']}" if is_line else Printed(f"“{goal['quote']}”")


def _source(goal: Row, titles: dict[str, str]) -> str:
    return f"《{titles.get(goal['plan_id'], '')}》，来源编号{goal['target_id']}"


def _lay_out(paper: Paper, sheet: Sheet, public: bool) -> None:
    paper.title("督办单")
    paper.blank()
    paper.form(_fields(sheet, public))
    paper.note("注：空白处由填写单位填写。目前进展由看板按公布的规则判定，有异议的请在办理情况中写明并附依据。")


def _fields(sheet: Sheet, public: bool) -> Sequence[tuple[str, str, float]]:
    """Label, words, and the least height in mm."""
    return [
        ("编号", sheet.number, 9),
        ("立项日期", sheet.opened or SEALED_DAY, 9),
        ("督办事项", sheet.subject, 12),
        ("目标原文", sheet.quote, 12),
        ("文件", sheet.source, 9),
        ("目前进展", sheet.stands, 12),
        ("办理要求", sheet.asked, 18),
        ("办理单位", "有关单位" if public else sheet.agency or labels.UNKNOWN, 9),
        ("办理时限", sheet.due or SEALED_DAY, 9),
        ("办理情况", sheet.answer, 26),
        ("核实意见", "", 20),
    ]
