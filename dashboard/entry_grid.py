"""The grid for many figures at once: typed in like a sheet, checked row by row, handed in all together."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import entry_view, reporting
from dashboard.labels import FINALITIES
from dashboard.person import NO_NAME, person
from dashboard.render import show
from dashboard.rows import Row, rows
from pipeline.entries import Figure
from pipeline.errors import PipelineError
from pipeline.figure_checks import Problem
from pipeline.reporting import Reporting

_FIXED = {
    "city": ("城市", 70),
    "indicator": ("指标", 270),
    "state": ("状态", 80),
    "goal": ("目标", 80),
    "previous": ("上期", 150),
    "hint": ("提示", 160),
    "agency": ("牵头单位", 150),
}  # column: its head, and its width in pixels


def lay_out_grid(now: Reporting, due: pd.DataFrame, shown: pd.DataFrame) -> None:
    """``shown`` is ``entry_view.grid`` of the open rows of ``due``."""
    texts = {name: st.column_config.TextColumn(word, disabled=True, width=width, pinned=name == "indicator")
             for name, (word, width) in _FIXED.items()}  # fmt: skip
    columns = texts | {
        "value": st.column_config.TextColumn("本期", width=90),
        "finality": st.column_config.SelectboxColumn("数据性质", options=list(FINALITIES.values()), width=100),
        "source": st.column_config.TextColumn("数据来源", width=150),
    }
    whose = abs(hash((*shown.index, *due["period_end"])))  # what was typed belongs to these rows and no others
    key = f"grid_{st.session_state.get('grid_version', 0)}_{whose}"
    edited = st.data_editor(
        shown, key=key, column_config=columns, hide_index=True, height="content", row_height=36,
        placeholder="待填", num_rows="fixed",
    )  # fmt: skip
    if typed := entry_view.typed_rows(shown, edited):
        _lay_out_typed(now, {row["target_id"]: row for row in rows(due)}, edited.loc[typed])


def _lay_out_typed(now: Reporting, due: Mapping[str, Row], typed: pd.DataFrame) -> None:
    """What is wrong with what was typed, and the button that hands it in."""
    figures, told = _figures(due, typed)
    found = {figure.target_id: now.problems(figure) for figure in figures}
    outlooks = now.outlook(figures) if figures else {}
    behind = [figure for figure in figures if outlooks[figure.target_id].red]
    for text in told:
        show("message", text=text)
    for figure in figures:
        _say(figure, found[figure.target_id])
    for figure in behind:
        state = outlooks[figure.target_id].after["state"]
        show("behind", figure=figure, state=state)
    label, is_whole = f"提交审核（{len(figures)} 项）", bool(figures) and not told
    # Not by on_click: its arguments are of the last drawing, without a cell typed just before the click.
    if st.button(label, type="primary", key="submit_grid", disabled=not is_whole) and is_whole:
        _submit(figures, found)
        st.rerun()


def _figures(due: Mapping[str, Row], typed: pd.DataFrame) -> tuple[list[Figure], list[str]]:
    """The rows as figures, and what is wrong with those that are none."""
    figures, told = [], []
    for key, cells in typed.iterrows():
        try:
            figures.append(entry_view.figure_of(due[str(key)], entry_view.words_of(cells), person()))
        except PipelineError as error:
            told.append(str(error))
    return figures, told


def _say(figure: Figure, problems: list[Problem]) -> None:
    if problems:
        show(
            "figure_problems",
            problems=[replace(each, message=f"{figure.indicator}：{each.message}") for each in problems],
        )
    if problems and not any(problem.refused for problem in problems):
        st.text_input(f"{figure.indicator}数值无误，理由", key=_why(figure), placeholder="没有理由的，请改正数值")


def _reasons(figure: Figure, problems: list[Problem]) -> dict[str, str]:
    why = str(st.session_state.get(_why(figure)) or "").strip()
    return {problem.code: why for problem in problems if why}


def _why(figure: Figure) -> str:
    return f"grid_why_{figure.target_id}_{figure.period_end}"


def _submit(figures: list[Figure], found: Mapping[str, list[Problem]]) -> None:
    if not person():
        reporting.tell(NO_NAME)
    elif reporting.submit(
        [replace(each, warnings_overruled=_reasons(each, found[each.target_id])) for each in figures]
    ):
        st.session_state["grid_version"] = st.session_state.get("grid_version", 0) + 1
