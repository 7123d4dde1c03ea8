"""议题材料 for a meeting: 简要说明 of two pages and 汇报材料 of four at most, each in three parts (DOMAIN 5.1).

A paragraph names as many goals as its share of the lines holds, worst first, and says how many are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import summary
from dashboard.briefings.goal_words import ABSENT, GROUPS, MET, Line, headline, in_states, in_turn, lacking, lines
from dashboard.briefings.nameless import nameless
from dashboard.briefings.notice import domains, led_by, overall
from dashboard.briefings.page_layout import LINES
from dashboard.briefings.paper import Paper, lines_of
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.typesetting import shorter

PARTS = ("一、基本情况", "二、需要解决的主要问题", "三、对解决问题的建议")


@dataclass(frozen=True)
class Size:
    """Pages of a document, and of their lines how many each paragraph may fill; title and headings take eight."""

    name: str
    pages: int
    met: int
    behind: int
    missing: int
    matters: int
    steps: int

    def __post_init__(self) -> None:
        """The basics fill eighteen lines at most: scope, finding, counts by state, and domains."""
        if 8 + 18 + self.met + self.behind + self.missing + self.matters + self.steps > self.pages * LINES:
            raise ValueError(f"{self.name} is longer than {self.pages} pages")


SCOPE = 50  # characters, two lines
SHORT = Size("简要说明", pages=2, met=0, behind=6, missing=5, matters=7, steps=0)
FULL = Size("汇报材料", pages=4, met=10, behind=20, missing=10, matters=10, steps=10)


def agenda(state: PaperView, *, public: bool = False, traditional: bool = False) -> bytes:
    """The docx: the short document, then the long one on a new page."""
    state = nameless(state) if public else state
    paper = Paper(f"关于{state.subject}进展情况的议题材料", state.as_of, traditional=traditional)
    paper.running_head(state.stamp)
    for size in (SHORT, FULL):
        if size is not SHORT:
            paper.new_page()
        _lay_out(paper, state, size, public)
    return paper.content()


def _lay_out(paper: Paper, state: PaperView, size: Size, public: bool) -> None:
    paper.title(f"关于{state.subject}进展情况的{size.name}")
    paper.centred(f"（{state.day}）")
    paper.blank()
    if state.goals.empty:
        paper.body(state.finding)
        return
    for head, told in zip(
        PARTS, (_basics(state, size), _problems(state, size, public), _proposals(state, size)), strict=True
    ):
        paper.heading(head)
        for paragraph in told or ["无。"]:
            paper.body(paragraph)


def _basics(state: PaperView, size: Size) -> list[str]:
    met = [f"{line.place}{line.name}{line.figure}" for line in lines(in_states(state.goals, GROUPS[MET]))]
    scope = [] if state.subject == state.scope else [f"范围：{shorter(state.scope, SCOPE)}。"]
    told = [*scope, f"{headline(state.counts)}。", overall(state)[0], domains(state)]
    return told + [within(f"达到要求的{len(met)}项：", met, size.met)] * bool(met and size.met)


def _problems(state: PaperView, size: Size, public: bool) -> list[str]:
    """Goals behind, goals without data, goals that nobody leads."""
    goals = state.goals
    behind = [_behind(line, public) for line in lines(summary.need_attention(goals))]
    gaps = lacking(goals, state.plans, state.as_of)
    missing = [f"{gap.place}{gap.missing}项（{gap.over}项已到期）" for gap in gaps]
    unled, dark = summary.without_lead(goals), f"{state.counts[ABSENT]}项没有数据，无从评判："
    told = [within(f"{len(behind)}项低于要求：", behind, size.behind)] * bool(behind)
    told += [within(dark, missing, size.missing, "个市（区）")] * bool(missing)
    return told + [f"{unled}项目标原文没有写明牵头单位。"] * bool(unled)


def _behind(line: Line, public: bool) -> str:
    return f"{line.place}{line.name}，{line.reason.rstrip('。')}{led_by(line, public)}"


def _proposals(state: PaperView, size: Size) -> list[str]:
    matters = in_turn([f"{matter.title}：{matter.text}" for matter in state.matters])
    told = [within("请研究：", matters, size.matters)] * bool(matters)
    steps = in_turn(state.next_steps)
    return told + [within("下一步：", steps, size.steps)] * bool(steps and size.steps)


def within(head: str, items: Sequence[str], most: int, what: str = "项") -> str:
    """``head`` and the items that fit into ``most`` lines, at least one, then how many are left."""
    for count in range(len(items), 0, -1):
        rest = len(items) - count
        text = f"{head}{'；'.join(items[:count])}。" + (f"其余{rest}{what}见台账。" if rest else "")
        if count == 1 or lines_of([text]) <= most:
            return text
    return head
