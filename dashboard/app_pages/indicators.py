"""指标: the dictionary of canonical indicators and what the board has of each; one with its track record by city."""

from collections.abc import Sequence

import streamlit as st

from dashboard import indicator_forms, indicator_view, indicators
from dashboard.charts.style import CONFIG
from dashboard.charts.track_record import frame_of, track_record
from dashboard.data import Board, current_board
from dashboard.filter_bar import filters, pick
from dashboard.indicator_view import EVERY_DOMAIN, WHICH, Listed
from dashboard.labels import day
from dashboard.person import NO_NAME, ask_name, person
from dashboard.render import show
from pipeline.entries import IndicatorChange
from pipeline.errors import PipelineError
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.indicator_record import log
from pipeline.track_record import TrackRecord, left_open, sentence

MOST_FIGURES = 4
Records = Sequence[TrackRecord]


def lay_out_list(board: Board, every: list[Listed]) -> None:
    sentence = indicator_view.of_all(every, len(board.goals), len(board.figures))
    show("conclusion", sentence=sentence, caption=[f"数据截至 {day(board.as_of)}", f"词典共 {len(every)} 项"])
    shown = ask(every)
    if shown:
        show("indicators", indicators=shown)
    else:
        show("panel", title="没有符合条件的指标", text="", link="indicators", link_text="清除筛选", alarm=False)
    if not board.frozen:
        ask_person()
        indicator_forms.new_form()
        indicator_forms.retired_list()
    show("indicator_log", log=log(board.entries(IndicatorChange)), of_one=False)


def ask(every: list[Listed]) -> list[Listed]:
    domains = list(dict.fromkeys(each.indicator.domain for each in every))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        domain = pick("area", "领域", [EVERY_DOMAIN, *domains])
        text = st.text_input(
            "搜索", key="indicator_text", placeholder="搜索名称、叫法、编号", label_visibility="collapsed", width=220
        )
        which = pick("which", "范围", list(WHICH), width=180)
    return indicator_view.found(filter(WHICH[which], every), domain, text)


def ask_person() -> None:
    """The name, under which changes are kept, and what became of the last one."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_acts"):
        ask_name()
    if not person():
        show("message", text=NO_NAME)


def lay_out_one(board: Board, indicator: CanonicalIndicator) -> None:
    records = indicators.tracks(board, indicator)
    st.set_page_config(page_title=f"{indicator.name} · 目标看板")
    show("crumbs_back", link="indicators", text="全部指标")
    head = st.container()
    left, right = st.columns([4, 8], gap="medium")
    with left:
        show("indicator", facts=indicator_view.about(indicator))
    with right:
        shown = chosen(records)
        lay_out_figures(indicator, shown, records)
    with head:
        lay_out_finding(board, indicator, shown, records)
    lay_out_tables(board, shown, records)
    if not board.frozen:
        lay_out_changes(board, indicator)
    changes = log(board.entries(IndicatorChange))
    show("indicator_log", log=[each for each in changes if each.indicator_id == indicator.id], of_one=True)


def lay_out_finding(board: Board, indicator: CanonicalIndicator, shown: Records, records: Records) -> None:
    cities = len({record.city for record in records})
    there = f"{cities} 个城市有这项指标" if cities > len({record.city for record in shown}) else ""
    grade = indicator_view.grade(indicator)
    caption = [*left_open(shown), there, grade, f"数据截至 {day(board.as_of)}", board.rule.name]
    show("conclusion", sentence=indicator_view.of_one(indicator, shown), caption=caption)
    if not board.frozen:
        indicator_forms.told()


def chosen(records: Records) -> list[TrackRecord]:
    """The records that are shown: of the cities in the address or of those with most goals, or as the reader picks."""
    ordered = sorted(records, key=lambda record: -len([*record.by_year, *record.of_plans]))
    if len(ordered) < 2:
        return ordered
    asked = filters().city
    known = {indicator_view.title(record, records): record for record in ordered}
    begun = [name for name, record in known.items() if record.city in asked] or list(known)
    picked = st.multiselect(
        "城市", list(known), begun[:MOST_FIGURES], key=f"indicator_cities_{'_'.join(asked)}",
        max_selections=MOST_FIGURES, placeholder=f"选择城市，同时最多 {MOST_FIGURES} 个", label_visibility="collapsed",
    )  # fmt: skip
    return [known[name] for name in picked or begun[:MOST_FIGURES]]


def lay_out_figures(indicator: CanonicalIndicator, shown: Records, records: Records) -> None:
    """The records side by side, in the same rows and on one scale; none where the wordings are different things."""
    if indicator.grade == "C" and shown:
        text = f"{indicator.note} 各年的数不是同一批事，只在下面的表里列出，不画在一张图上。"
        show("panel", title="口径不同，不画历年图", text=text, link="", link_text="", alarm=False)
        return
    if not shown:
        return
    frame = frame_of(shown)
    show("track_key", is_cut=frame.is_cut)
    columns = st.columns(2, gap="medium") if len(shown) > 1 else [st.container()]
    for position, record in enumerate(shown):
        with columns[position % len(columns)]:
            told = [sentence([record]), *left_open([record])] if len(shown) > 1 else []
            show("track_head", title=indicator_view.title(record, records), told=told)
            drawn = track_record(record, frame)
            st.plotly_chart(drawn, theme=None, config=CONFIG, key=f"track_{position}", alt=sentence([record]))


def lay_out_tables(board: Board, shown: Records, records: Records) -> None:
    targets, observations = board.table("target"), board.table("observation")
    for record in shown:
        lines = indicator_view.table(record, targets, observations)
        show("track_table", title=indicator_view.title(record, records), lines=lines)


def lay_out_changes(board: Board, indicator: CanonicalIndicator) -> None:
    names = indicator_view.waiting(indicators.unsure(board, indicator.id))
    ask_person()
    if names:
        indicator_forms.decide_wordings(indicator, names)
    indicator_forms.change_form(indicator)


def lay_out(board: Board) -> None:
    every = indicator_view.listed(indicators.indicators(board), indicators.known(board))
    wanted = st.query_params.get("indicator", "")
    one = next((each.indicator for each in every if each.indicator.id == wanted), None)
    if one:
        lay_out_one(board, one)
        return
    if not board.frozen:
        indicator_forms.told()
    if wanted:
        text = f"词典里没有编号为 {wanted} 的指标，或已停用。"
        show("panel", title="没有这项指标", text=text, link="indicators", link_text="看全部指标", alarm=False)
    lay_out_list(board, every)


try:
    lay_out(current_board())
except PipelineError as error:
    show("panel", title="读不到规范指标", text=str(error), link="", link_text="", alarm=True)
