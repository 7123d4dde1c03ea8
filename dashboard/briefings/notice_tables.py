"""The annexes of a notice: the goals with data, where data are missing, and where the numbers come from."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import summary
from dashboard.briefings.goal_words import Line, city_gaps, lines
from dashboard.briefings.page_layout import HEI
from dashboard.briefings.paper import Paper
from dashboard.briefings.paper_view import PaperView

ROWS = 60  # goals of a table in a notice; all of them stand in the 台账
MARKS = {
    "已完成": "√", "超序时": "◆", "达序时": "●", "略低": "▲", "未达序时": "■", "到期未完成": "×", "年度指标": "○",
    "数据过期": "◇", "无数据": "–",
}  # fmt: skip  # shapes that 仿宋_GB2312 holds


@dataclass(frozen=True)
class Annex:
    """A table with its title; ``sides`` has r, c or l for each column, ``widths`` are in mm."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    sides: str
    note: str


def annexes(state: PaperView, *, public: bool) -> list[Annex]:
    """Those that have a row."""
    found = [progress_table(state, public=public), missing_table(state)]
    return [annex for annex in found if annex.rows]


def lay_out(paper: Paper, annexes: Sequence[Annex]) -> None:
    """One page or more for each."""
    for number, annex in enumerate(annexes, start=1):
        paper.new_page()
        paper.plain(f"附件{number}" if len(annexes) > 1 else "附件", HEI)
        paper.title(annex.title, annex=True)
        paper.table(annex.head, annex.rows, annex.widths, annex.sides)
        paper.note(annex.note)


def state_word(state: str) -> str:
    """■ 未达序时: shape and word, for black and white."""
    return f"{MARKS[state]} {state}"


def progress_table(state: PaperView, *, public: bool) -> Annex:
    """The goals that have a figure, what needs a look first."""
    known = summary.sort_goals(state.goals[state.goals["actual"].notna()])
    head: tuple[str, ...] = ("城市", "目标（来源编号）", "要求", "实际", "序时差", "状态", "牵头单位")
    widths: tuple[float, ...] = (12, 41, 17, 26, 15, 28, 17)
    rows = [_progress_row(line) for line in lines(known.head(ROWS))]
    if public:
        head, widths, rows = head[:-1], (12, 52, 20, 27, 16, 29), [row[:-1] for row in rows]
    return Annex("目标进展情况表", head, tuple(rows), widths, "llrrrll"[: len(head)], _progress_note(state, known))


def _progress_row(line: Line) -> tuple[str, ...]:
    name, actual = f"{line.name}\n{line.target_id}", f"{line.actual}\n{line.of}"
    return line.place, name, line.asked, actual, line.gap or "–", state_word(line.state), line.lead


def _progress_note(state: PaperView, known: pd.DataFrame) -> str:
    left = f"共{len(known)}项有实际值，列前{ROWS}项，全部见台账。" if len(known) > ROWS else ""
    return (
        f"注：{left}序时差为完成率与序时进度之差，增速目标为实际增速与目标之差，单位均为个百分点；“–”为不按序时评价。"
        f"按来源编号可在看板中查到原文原句。{state.rule}"
    )


def missing_table(state: PaperView) -> Annex:
    """Goals without data by city, and their sum."""
    gaps = city_gaps(state.goals, state.plans, state.as_of)
    if not any(gap.missing for gap in gaps):
        gaps = []
    counts = [(gap.total, gap.missing, gap.over, gap.led) for gap in gaps]
    rows = [(gap.place, gap.period, *map(str, own)) for gap, own in zip(gaps, counts, strict=True)]
    if len(rows) > 1:
        rows.append(("合计", "", *(str(sum(column)) for column in zip(*counts, strict=True))))
    return Annex(
        "没有数据的目标分布表", ("城市", "规划期", "目标数", "没有数据", "其中已到期", "写明牵头单位"), tuple(rows),
        (26, 34, 22, 24, 24, 26), "ccrrrr",
        "注：没有数据指状态为“无数据”，不算完成，也不算落后；“写明牵头单位”为没有数据的目标中原文写明牵头单位的项数。",
    )  # fmt: skip
