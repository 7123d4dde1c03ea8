"""对比: cities side by side on one canonical indicator, or the reason why not."""

import pandas as pd
import streamlit as st

from dashboard import compare_view
from dashboard.charts.peers import ladder, over_years, starts_at_zero
from dashboard.charts.style import CONFIG
from dashboard.compare_view import COMPARED, END, GRADES
from dashboard.data import Board, current_board
from dashboard.filter_bar import choice, pick
from dashboard.indicators import filed_facts, indicators
from dashboard.labels import day, short_city
from dashboard.render import show
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.peers import peers, years

EVERY = "全部"


def lay_out(board: Board) -> None:
    known = indicators(board)
    goals, figures = filed_facts(board, "target"), filed_facts(board, "observation")
    choices = compare_view.choices(known, goals, figures)
    head = st.container()
    if choices.empty:
        text = "看板里还没有两地都写到的规范指标。"
        show("panel", title="没有可以对比的指标", text=text, link="", link_text="", alarm=False)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        grade = choice("grade", "等级", [EVERY, *GRADES.values()])
        offered = choices if grade == EVERY else choices[choices["grade"].map(GRADES) == grade]
        titles = dict(zip(offered["id"], offered["title"], strict=True))
        if not titles:
            st.stop()
        chosen = pick("indicator", "指标", list(titles), titles.__getitem__, width=380)
        indicator = next(each for each in known if each.id == chosen)
        own_goals, own_figures = (facts[facts["indicator_id"] == chosen] for facts in (goals, figures))
        year = _ask_year(own_goals, own_figures) if indicator.grade in COMPARED else None
    if indicator.grade in COMPARED:
        lay_out_peers(board, head, indicator, own_goals, own_figures, year)
    else:
        lay_out_refusal(board, head, indicator, own_goals if len(own_goals) else own_figures)


def _ask_year(goals: pd.DataFrame, figures: pd.DataFrame) -> int | None:
    """A year, or the ends of the plans; first what most cities have a goal for."""
    options = [str(year) for year in years(goals, figures)]
    yearly = goals["annual"].fillna(False)
    if not yearly.all() or not options:
        options.insert(0 if yearly.mean() < 0.5 or not options else len(options), END)
    asked = pick("year", "年份", options, width=120)
    return None if asked == END else int(asked)


def lay_out_peers(
    board: Board, head: st.delta_generator.DeltaGenerator, indicator: CanonicalIndicator, goals: pd.DataFrame,
    figures: pd.DataFrame, year: int | None,
) -> None:  # fmt: skip
    table = peers(goals, figures, year)
    with head:
        caption = [f"数据截至 {day(board.as_of)}", GRADES[indicator.grade], *compare_view.warnings(table)]
        show("conclusion", sentence=compare_view.sentence(table, indicator, year), caption=caption)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        show("section", title=indicator.name, note=f"{indicator.unit} · 竖条为目标，圆点为已公布的实际值，空心为预计")
        if len(table):
            st.plotly_chart(ladder(table), theme=None, config=CONFIG, key="ladder")
            show("chart_note", notes=["横轴不从 0 起，只比位置。"] * (not starts_at_zero(table)), events=[])
    with right:
        cities = board.table("plan")["city"].unique()
        absent = [
            short_city(city) for city in cities if city and city not in set(table.loc[table["value"].notna(), "city"])
        ]
        levels = compare_view.by_level(table)
        show("peer_terms", indicator=indicator, grade=GRADES[indicator.grade], levels=levels, absent=absent)
    show("peer_rows", peers=compare_view.told(table))
    over = compare_view.by_year(goals, figures)
    if over["year"].nunique() > 1:
        show(
            "section",
            title="逐年",
            note=f"{indicator.unit} · 同一标尺；横条为目标，圆点为实际，空心为预计，数字为实际；没有数的年份空着",
        )
        st.plotly_chart(over_years(over), theme=None, config=CONFIG, key="years")


def lay_out_refusal(
    board: Board, head: st.delta_generator.DeltaGenerator, indicator: CanonicalIndicator, facts: pd.DataFrame
) -> None:
    with head:
        caption = [f"数据截至 {day(board.as_of)}", GRADES[indicator.grade]]
        show("conclusion", sentence=f"“{indicator.name}”各地口径不同，不作比较。", caption=caption)
    show("refusal", indicator=indicator, sides=compare_view.refused(facts))


lay_out(current_board())
