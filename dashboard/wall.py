"""大屏: what the wall says, screen by screen, from the same goals as the first page. Pure; drawn by ``wall_page``.

Order, sizes and seconds are those of LOOK_PAPER_AND_WALL, section 7. A screen without content is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import summary
from dashboard.briefings.goal_words import Line, group_counts, headline, line_of
from dashboard.icons import STATES, WORST_FIRST
from dashboard.labels import DOMAINS, is_missing, percent
from dashboard.rows import Row, rows

MOST_ROWS = 6
MOST_CELLS = 240  # goals that still have a cell of their own
LONGEST = 16  # characters of a goal in 48 px
MESSAGE = 25  # characters of a message in 68 px
DARK = {
    "已完成": "#3FBF7F",
    "超序时": "#63CFA0",
    "达序时": "#8FDDBB",
    "略低": "#F2B33D",
    "未达序时": "#FF7A6B",
    "到期未完成": "#E0483E",
    "年度指标": "#9DB2CC",
    "数据过期": "#8494A8",
    "无数据": "#8FA1B5",
}  # areas on the dark ground; those without a verdict are outlines
SECONDS = {"overall": 20, "behind": 30, "domains": 20, "money": 20}
Mix = list[tuple[str, int]]


@dataclass(frozen=True)
class Screen:
    """``kind`` names its drawing, ``message`` is the conclusion in one line, ``rest`` how many rows have no room."""

    kind: str
    message: str
    note: str = ""
    numbers: Sequence[tuple[str, str, int]] = ()
    cells: Sequence[str] = ()
    mix: Sequence[tuple[str, int]] = ()
    lines: Sequence[Line] = ()
    bars: Sequence[tuple[str, Mix, int, int]] = ()
    money: Sequence[tuple[str, float, float, str]] = ()
    rest: int = 0

    @property
    def seconds(self) -> int:
        return SECONDS[self.kind]


def screens(goals: pd.DataFrame, units: Sequence[Row]) -> list[Screen]:
    """The screens of a view: its goals (``Board.goals``) and projects (``task_view.subjects``)."""
    if goals.empty:
        return [Screen("overall", "没有符合条件的目标")]
    found = [overall(goals), behind(goals), domains(goals), money(units)]
    return [screen for screen in found if screen is not None]


def overall(goals: pd.DataFrame) -> Screen:
    """Four numbers and every goal as a cell, the worst first; of very many goals the shares instead."""
    counts = summary.state_counts(goals)
    groups = group_counts(counts)
    numbers = [("目标总数", "", len(goals)), *((word, _face(word), count) for word, count in groups.items())]
    states = sorted(goals["state"], key=WORST_FIRST.index)
    mix = [(state, counts[state]) for state in WORST_FIRST if counts[state]]
    cells = states if len(states) <= MOST_CELLS else []
    note = "每格一项目标，最需要关注的在前" if cells else "条的长短是目标项数"
    return Screen("overall", headline(counts), note, numbers=numbers, cells=cells, mix=mix)


def _face(group: str) -> str:
    """The state whose shape stands for a group of states."""
    return {"达到要求": "达序时", "低于要求": "未达序时"}.get(group, "无数据")


def behind(goals: pd.DataFrame) -> Screen | None:
    """What is below what is asked: the widest gap in the message, at most six rows."""
    found = summary.need_attention(goals)
    if found.empty:
        return None
    first = rows(found.head(1))[0]
    gap = "" if is_missing(first["pace_gap"]) else f"低{abs(first['pace_gap']):.1f}个百分点"
    start, end = f"{len(found)}项低于要求，", gap or "最需要关注"
    message = start + shorter(first["indicator"], MESSAGE - len(start) - len(end)) + end
    shown = [line_of(goal) for goal in rows(found.head(MOST_ROWS))]
    note = "差距单位：百分点；预计数不计入评判"
    return Screen("behind", message, note, lines=shown, rest=len(found) - len(shown))


def domains(goals: pd.DataFrame) -> Screen:
    """The ten domains in their order, with how many goals have a figure."""
    bars = []
    for word in DOMAINS:
        own = goals[goals["domain_group"] == word]
        counts = summary.state_counts(own)
        mix = [(state.name, counts[state.name]) for state in STATES if counts[state.name]]
        bars.append((word, mix, int(own["actual"].notna().sum()), len(own)))
    there = [each for each in bars if each[3]]
    dark = sum(not known for _, _, known, _ in there)
    message = f"{len(there)}个有目标的领域中，{dark}个没有任何数据" if dark else f"{len(there)}个有目标的领域都有数据"
    return Screen("domains", message, "右侧数字：有数据的 / 目标", bars=bars)


def money(units: Sequence[Row]) -> Screen | None:
    """Asked for and approved by unit; what does not make sense is said in words."""
    known = [row for row in units if not is_missing(row["requested"]) and not is_missing(row["approved"])]
    if not known:
        return None
    asked, approved = (sum(float(row[name]) for row in known) for name in ("requested", "approved"))
    count = sum(int(row["projects"]) for row in known if not is_missing(row["projects"]))
    cut = asked - approved
    word = f"核减{cut:.2f}万元，降{percent(cut / asked)}" if cut >= 0 and asked else f"批复比申请多{-cut:.2f}万元"
    shown = sorted(known, key=lambda row: -row["requested"])[:MOST_ROWS]
    odd = [row for row in known if row["doubt"] and row not in shown]
    shown = [*shown[: MOST_ROWS - len(odd[:1])], *odd[:1]]
    drawn = [(row["department"], float(row["requested"]), float(row["approved"]), row["doubt"]) for row in shown]
    message = f"{count}个项目{word}"
    return Screen("money", message, "浅框是申请，实心是批复，单位万元", money=drawn, rest=len(known) - len(shown))


def shorter(words: str, most: int = LONGEST) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
