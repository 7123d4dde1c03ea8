"""审核: reported figures that wait, one at a time, with all that another person needs to let them count."""

import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import entry_view, figure_history, reporting
from dashboard.data import Board
from dashboard.entry_view import EVERY_AGENCY
from dashboard.filter_bar import EVERY_CITY, pick
from dashboard.labels import FINALITIES, UNKNOWN, demand, moment
from dashboard.person import ask_name, person
from dashboard.render import show
from dashboard.rows import Row, rows
from pipeline.entries import Figure
from pipeline.errors import PipelineError
from pipeline.reporting import REMEDY, Outlook, Reporting

KEYS = "回车或 A 通过 · R 退回 · ← → 前后翻看"


def lay_out_review(board: Board, now: Reporting, head: DeltaGenerator) -> None:
    """What waits, by city and agency, and the desk for one of them."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        every = _waiting(now, "", "")
        city = pick("city", "城市", [EVERY_CITY, *dict.fromkeys(figure.city for figure in every)])
        agency = pick("agency", "单位", [EVERY_AGENCY, *sorted({figure.agency for figure in every} - {""})])
        ask_name()
    figures = _waiting(now, "" if city == EVERY_CITY else city, "" if agency == EVERY_AGENCY else agency)
    with head:
        sentence = f"{len(figures)} 项待审核。" if figures else "没有待审核的数值。"
        show("conclusion", sentence=sentence, caption=[KEYS, "由填报人以外的另一人审核"])
    reporting.say()
    _lay_out_desk(now, figures, {row["target_id"]: row for row in rows(board.goals)})


def _waiting(now: Reporting, city: str, agency: str) -> list[Figure]:
    """The figures that wait for another person, oldest first; '' for every city or agency."""
    return [
        figure
        for figure in now.record.figures
        if now.status[figure.seq] == "submitted" and city in ("", figure.city) and agency in ("", figure.agency)
    ]


def _lay_out_desk(now: Reporting, figures: list[Figure], goals: dict[str, Row]) -> None:
    """The figure that the address names, or the first, its buttons and its history."""
    if not figures:
        text = "填报的数值提交以后列在这里，由另一人通过或退回。"
        show("panel", title="没有待审核的数值", text=text, link="", link_text="", alarm=False)
        return
    place = next((at for at, each in enumerate(figures) if str(each.seq) == st.query_params.get("seq")), 0)
    figure, goal = figures[place], goals.get(figures[place].target_id)
    outlook = now.outlook([figure]).get(figure.target_id) if goal else None
    lacking = now.lacking(figure) if goal else []
    _buttons(figures, place, may_approve=not lacking and goal is not None)
    _obstacles(figure, lacking)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        if st.session_state.get("returning") == figure.seq:
            _ask_why(figure)
        _lay_out_figure(now, figure, goal)
        reporting.evidence_buttons(figure)
    with right:
        _lay_out_outlook(outlook)
        show("figure_history", events=figure_history.history(now.record, figure.target_id))


def _buttons(figures: list[Figure], place: int, *, may_approve: bool) -> None:
    """The acts with their keys (``page.js`` reads Enter and R); those that are not open to the reader are dimmed."""
    figure = figures[place]
    other = bool(person()) and person() != figure.entered_by
    busy = st.session_state.get("returning") == figure.seq
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_acts"):
        st.button("通过", key="press_enter", shortcut="A", type="primary", disabled=not (other and may_approve) or busy,
                  on_click=_approve, args=(figures, place))  # fmt: skip
        st.button("退回　R", key="press_r", disabled=not other or busy, on_click=_begin_return, args=(figure.seq,))
        for word, key, at in (("上一项", "Left", place - 1), ("下一项", "Right", place + 1)):
            there = 0 <= at < len(figures)
            seq = figures[at].seq if there else 0
            st.button(word, shortcut=key, type="tertiary", disabled=not there, on_click=_go_to, args=(seq,))


def _obstacles(figure: Figure, lacking: list[str]) -> None:
    """Why a button is dimmed."""
    if person() == figure.entered_by:
        show("message", text=f"这一项由{figure.entered_by}填报，要由另一人审核。")
    if lacking:
        show("message", text=f"评判为落后，还缺{'、'.join(lacking)}，不能通过。请退回，由填报人补齐。")


def _lay_out_figure(now: Reporting, figure: Figure, goal: Row | None) -> None:
    try:
        problems = now.problems(figure)
        row = _previous(now, figure)
    except PipelineError as error:
        problems, row = [], ""
        show("message", text=str(error))
    facts = [
        ("上期", row or "没有"), ("数据性质", FINALITIES.get(figure.finality, UNKNOWN)), ("数据来源", figure.source),
        ("口径", figure.scope), ("填报单位", figure.agency), ("说明", figure.note),
        *((word, getattr(figure, name)) for name, word in REMEDY.items()),
        ("填报", f"{figure.entered_by} · {moment(figure.entered_at)}"),
    ]  # fmt: skip
    show(
        "figure_waiting", figure=figure, goal=goal, value=figure_history.value_words(figure),
        period=figure_history.period_of(figure), facts=[pair for pair in facts if pair[1]],
        demand="".join(demand(goal["op"], goal["value"], goal["value_max"], goal["unit"])) if goal else "",
    )  # fmt: skip
    if problems:
        show("figure_problems", problems=problems, reasons=figure.warnings_overruled)


def _previous(now: Reporting, figure: Figure) -> str:
    known = now.known(figure.target_id, datetime.date.fromisoformat(figure.period_end))
    before = known.before(figure)
    row = {"previous_value": before.value, "previous_end": before.end, "unit": figure.unit} if before else {}
    return entry_view.previous(row) if row else ""


def _lay_out_outlook(outlook: Outlook | None) -> None:
    if outlook is None:
        show("message", text="看板里没有这项目标了，请退回。")
    elif outlook.changes:
        show("figure_verdict", before=outlook.before, after=outlook.after, red=False)  # what is lacking is said above
    else:
        show("message", text="通过后评判不变：预计数、另一口径的数不作评判依据。")


def _ask_why(figure: Figure) -> None:
    with st.container(key="kb_focus"), st.form("return"):
        st.text_input("退回理由", key=f"return_why_{figure.seq}", placeholder="写明理由后按回车键")
        st.form_submit_button("退回", type="primary", on_click=_return, args=(figure,))
    st.button("取消", shortcut="Esc", type="tertiary", on_click=_begin_return, args=(0,))


def _begin_return(seq: int) -> None:
    st.session_state["returning"] = seq


def _return(figure: Figure) -> None:
    reason = st.session_state[f"return_why_{figure.seq}"].strip()
    if not reason:
        reporting.tell("请写明退回的理由。")
    elif reporting.take(figure, "returned", reason):
        _begin_return(0)


def _approve(figures: list[Figure], place: int) -> None:
    """Let it count, and go on to the next."""
    after = [*figures[place + 1 :], *figures[:place]]
    if reporting.take(figures[place], "approved") and after:
        _go_to(after[0].seq)


def _go_to(seq: int) -> None:
    _begin_return(0)
    st.query_params["seq"] = str(seq)
