"""How each instrument is laid out: its figures, the goals behind them as links, its table. Each gives its finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard import instruments, labels, summary
from dashboard.charts.gauge import gauge, reading
from dashboard.charts.levels import Column, columns_of, is_counted, levels
from dashboard.charts.progress import can_draw
from dashboard.charts.radar import dots, limit_of, radar, spokes
from dashboard.charts.style import CONFIG
from dashboard.charts.trends import figures_of, trend
from dashboard.data import Board
from dashboard.filter_bar import choice, pick
from dashboard.filters import Filters
from dashboard.goal_events import happened
from dashboard.icons import STATES
from dashboard.instruments import LEVELS, TRENDS, Part
from dashboard.labels import asked, data_period, is_missing, quantity, short_city, signed_gap
from dashboard.render import show
from dashboard.rows import Row, row_of, rows

ACROSS = 4  # gauges side by side
MOST_ROWS = 40  # of one kind of what is abnormal
BY = {"按牵头单位": "agency", "按城市": "city"}


@dataclass(frozen=True)
class Shown:
    """The goals in the filter, what is abnormal in them, and where they come from."""

    board: Board
    goals: pd.DataFrame
    abnormal: pd.DataFrame
    chosen: Filters

    @property
    def doubtful(self) -> frozenset[str]:
        return instruments.doubtful(self.abnormal)

    def link(self, goal: Row) -> str:
        return self.chosen.link("goal", target=goal["target_id"])


class Line(NamedTuple):
    """A row of a table: what its first cell leads to, a state's shape, and the cells."""

    link: str
    state: str
    cells: Sequence[str]


def gauges(shown: Shown) -> str:
    """One large gauge of a chosen goal, and small ones of the goals that need a look most."""
    ordered = instruments.readable_first(shown.goals)
    offered = {goal["target_id"]: goal for goal in rows(ordered.head(instruments.OFFERED))}
    named = st.query_params.get("one", "")
    if named not in offered and (goal := row_of(ordered, "target_id", named)):
        offered[named] = goal
    left, right = st.columns([4, 8], gap="medium")
    with left:
        one = pick("one", "目标", list(offered), lambda name: _name_of(offered[name]), width=420)
        _gauge(shown, offered[one], large=True)
    with right:
        _note_of_set(shown, ordered)
        small = rows(ordered.head(instruments.GAUGES))
        for start in range(0, len(small), ACROSS):
            for place, goal in zip(st.columns(ACROSS, gap="small"), small[start : start + ACROSS], strict=False):
                with place.container(gap=None):
                    _gauge(shown, goal)
    _table(("目标", "状态", "完成率", "序时进度", "序时差", "今后需要"), [_gauge_line(shown, goal) for goal in small])
    return instruments.gauge_finding(shown.goals)


def _note_of_set(shown: Shown, ordered: pd.DataFrame) -> None:
    empty = int(ordered["actual"].isna().sum())
    told = [f"最需要看的 {instruments.GAUGES} 项"] * (len(ordered) > instruments.GAUGES)
    told += [f"共 {len(ordered)} 项"] + [f"其中 {empty} 项没有实际值，圈空着"] * bool(empty)
    show("line_link", words="，".join(told) + "，看全部", link=shown.chosen.link("goal"))


def _gauge(shown: Shown, goal: Row, *, large: bool = False) -> None:
    show("gauge_head", goal=goal, link=shown.link(goal))
    key = f"gauge_{'large' if large else goal['target_id']}"
    st.plotly_chart(gauge(goal, large=large), theme=None, config=CONFIG, key=key, alt=goal["reason"])
    told = instruments.gauge_words(goal if not large else goal | {"need": ""})
    _words(shown, goal, told, f"{goal['reason']}{goal['need']}" if large else "")


def _words(shown: Shown, goal: Row, told: Sequence[str], reason: str = "") -> None:
    marks = instruments.marks_of(shown.abnormal, goal["target_id"])
    show("gauge_words", goal=goal, told=told, marks=marks, reason=reason)


def _gauge_line(shown: Shown, goal: Row) -> Line:
    found = reading(goal)
    pace = "–" if found.pace is None else labels.percent(found.pace)
    cells = (_name_of(goal), goal["state"], found.number, pace, signed_gap(goal) or "–", goal["need"] or "–")
    return Line(shown.link(goal), goal["state"], cells)


def columns(shown: Shown) -> str:
    """音量柱 by agency or by city, a page of columns at a time."""
    with st.container(key="kb_steps"):
        word = choice("by", "分列", list(BY))
    every, unled = columns_of(shown.goals, BY[word]), summary.without_lead(shown.goals)
    finding = instruments.levels_finding(every, unled, BY[word])
    if every:
        _columns(shown, every, word, finding)
    else:
        text = "规划没有写明由谁牵头，可以按城市看。"
        link = shown.chosen.link("instruments", show=LEVELS, by="按城市")
        show("panel", title="没有牵头单位", text=text, link=link, link_text="按城市", alarm=False)
    return finding


def _columns(shown: Shown, every: Sequence[Column], word: str, finding: str) -> None:
    by = BY[word]
    part = instruments.part_of(st.query_params.get("columns", "1"), len(every), instruments.COLUMNS[by])
    drawn = every[part.first - 1 : part.last]
    st.plotly_chart(levels(drawn, shown.doubtful), theme=None, config=CONFIG, key="levels", alt=finding)
    blocks = [block for column in drawn for block in column.blocks]
    _key(pd.Series([block["state"] for block in blocks]))
    marked = any(block["target_id"] in shown.doubtful for block in blocks)
    notes = (
        [instruments.agencies_missing(shown.goals), instruments.shared(every, shown.goals)] if by == "agency" else []
    )
    show("instrument_notes", notes=[_marks_note(drawn, marked=marked), *notes])
    show("instrument_links", links=[_column_link(shown, each, by) for each in drawn])
    _parts(shown, part, "columns", show=LEVELS, by=word)
    heads = ("单位" if by == "agency" else "城市", "合计", *(state.name for state in STATES))
    _table(heads, [_column_line(shown, each, by) for each in drawn])


def _marks_note(drawn: Sequence[Column], *, marked: bool) -> str:
    if is_counted(drawn):
        return "目标太多，一格一项画不下，改画各状态的项数"
    return "带“!”粗框的，数有跳变或来源不一致" if marked else ""


def _column_link(shown: Shown, column: Column, by: str) -> Row:
    return {
        "link": _goals_of(shown, column, by), "words": instruments.column_name(column), "bad": column.bad,
        "rest": f"共 {len(column.blocks)} 项",
    }  # fmt: skip


def _goals_of(shown: Shown, column: Column, by: str) -> str:
    agency = (column.name,) if by == "agency" else shown.chosen.agency
    return shown.chosen.with_(city=(column.city,), agency=agency).link("goal")


def _column_line(shown: Shown, column: Column, by: str) -> Line:
    counts = (str(count) for count in column.counts.values())
    return Line(_goals_of(shown, column, by), "", (instruments.column_name(column), str(len(column.blocks)), *counts))


def domains(shown: Shown) -> str:
    """预警雷达 with its domains as links."""
    told, placed, limit = spokes(shown.goals), dots(shown.goals), limit_of(shown.board.rule)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        finding = instruments.radar_finding(told)
        drawn = radar(placed, told, limit, shown.doubtful)
        st.plotly_chart(drawn, theme=None, config=CONFIG, key="radar", alt=finding)
        _key(placed["state"])
    with right:
        dashed = [_limit_words(shown.board.rule.name, limit)] if limit is not None else []
        circled = ["点外加圈的，数有跳变或来源不一致"] * bool(set(placed["target_id"]) & shown.doubtful)
        show("instrument_notes", notes=[*dashed, *circled, *instruments.radar_notes(told, placed)])
        show("radar_domains", domains=[_domain(shown, spoke) for spoke in rows(told)])
    _table(("目标", "状态", "领域", "序时差"), [_dot_line(shown, goal) for goal in rows(placed)])
    return finding


def _limit_words(rule: str, limit: float) -> str:
    return f"虚圈是“{rule}”判为未达序时的界限，低{-limit:g}个百分点"


def _domain(shown: Shown, spoke: Row) -> Row:
    return spoke | {"link": shown.chosen.with_(domain=(spoke["domain"],)).link("goal")}


def _dot_line(shown: Shown, goal: Row) -> Line:
    gap = signed_gap(goal) + ("（与目标比）" if goal["measure"] == "growth" else "")
    return Line(shown.link(goal), goal["state"], (_name_of(goal), goal["state"], goal["domain_group"], gap))


def panels(shown: Shown) -> str:
    """Six goals over time, worst first."""
    found = instruments.with_story(shown.goals)
    if found.empty:
        text = "没有实际值就没有走势；不画计划线，不推算。"
        show("panel", title="没有可画的目标", text=text, link="entry", link_text="去填报", alarm=False)
    else:
        part = instruments.part_of(st.query_params.get("panels", "1"), len(found), instruments.PANELS)
        told = [_panel(shown, goal, place) for place, goal in _in_columns(found[part.first - 1 : part.last], 3)]
        _parts(shown, part, "panels", show=TRENDS)
        _table(("目标", "性质", "数据期", "数值", "计划"), [line for lines in told for line in lines])
    return instruments.trends_finding(found, len(shown.goals))


def _in_columns(goals: pd.DataFrame, across: int) -> Iterable[tuple[st.delta_generator.DeltaGenerator, Row]]:
    for start in range(0, len(goals), across):
        yield from zip(st.columns(across, gap="medium"), rows(goals[start : start + across]), strict=False)


def _panel(shown: Shown, goal: Row, place: st.delta_generator.DeltaGenerator) -> list[Line]:
    """One panel; its lines of the table."""
    story = shown.board.story(goal["target_id"])
    with place.container(gap=None):
        show("gauge_head", goal=goal, link=shown.link(goal))
        if can_draw(goal):
            doubtful = goal["target_id"] in shown.doubtful
            drawn = trend(goal, story, happened(shown.board, goal), doubtful=doubtful)
            key = f"trend_{goal['target_id']}"
            st.plotly_chart(drawn, theme=None, config=CONFIG, key=key, alt=goal["reason"])
        _words(shown, goal, [])
    return [_figure_line(shown, goal, figure) for figure in rows(figures_of(story))]


def _figure_line(shown: Shown, goal: Row, figure: Row) -> Line:
    level, way = ("".join(quantity(_rounded(figure[name]), None, goal["unit"])) for name in ("level", "planned"))
    when = data_period(figure["start"], figure["end"], None)
    planned = "–" if is_missing(figure["planned"]) else way
    return Line(shown.link(goal), "", (_name_of(goal), instruments.ROLES[figure["role"]], when, level, planned))


def _rounded(value: float | None) -> float | None:
    return None if value is None or is_missing(value) else round(float(value), 2)


def abnormal_list(shown: Shown) -> str:
    """Each kind with its goals and why."""
    groups = instruments.abnormal_groups(shown.abnormal, shown.goals, MOST_ROWS)
    if groups:
        show("abnormal", groups=groups, filters=shown.chosen)
    else:
        text = "所选的目标里没有未达序时、到期未完成、跳变、过期或来源不一致的。"
        show("panel", title="没有异常", text=text, link="", link_text="", alarm=False)
    return instruments.abnormal_finding(shown.abnormal, len(shown.goals))


def _name_of(goal: Row) -> str:
    return f"{short_city(goal['city'])} {goal['indicator']} {asked(goal)}"


def _key(states: pd.Series) -> None:
    known = set(states)
    show("instrument_key", states=[state.name for state in STATES if state.name in known])


def _parts(shown: Shown, part: Part, parameter: str, **query: str) -> None:
    numbers = {"before": part.number - 1, "after": part.number + 1}
    links = {
        name: shown.chosen.link("instruments", **query, **{parameter: str(number)}) if 1 <= number <= part.parts else ""
        for name, number in numbers.items()
    }
    if part.parts > 1:
        show("parts", part=part, **links)


def _table(heads: Sequence[str], lines: Sequence[Line]) -> None:
    with st.expander("表"):
        show("instrument_table", heads=heads, lines=lines)
