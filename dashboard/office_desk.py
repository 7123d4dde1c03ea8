"""An office's own table on the page 台账: each row with the goal it may answer, chosen and confirmed by a person."""

from collections.abc import Sequence

import streamlit as st

from dashboard import importing, sheet_desk
from dashboard.data import Board
from dashboard.filter_bar import pick
from dashboard.person import person
from dashboard.render import show
from pipeline.entries import Figure
from pipeline.entry_sheet import DataPeriod, Proposal, figure_of, proposals
from pipeline.errors import PipelineError

MOST = 60  # rows on the page at once
LEAVE = ""  # the choice of no goal


def lay_out(board: Board, period: DataPeriod, name: str, content: bytes) -> None:
    """The rows of a table with the goals they may answer. Raises PipelineError for a file that cannot be read."""
    incoming = importing.read(name, content)
    if incoming.tables is None:
        raise PipelineError(incoming.problem)
    observations = incoming.tables["observation"]
    cities = _cities(board, [*observations["city"].unique()])
    city = pick("table_city", "这张表是哪个城市的", cities)
    found = proposals(observations, sheet_desk.ground(board), city, period)
    known = [each for each in found if each.matches]
    show("office_rows", total=len(found), known=len(known), shown=min(MOST, len(known)), left=_unmatched(found))
    chosen = {number: _choose(number, each) for number, each in enumerate(known[:MOST])}
    figures = [figure_of(known[number], target_id, person(), name) for number, target_id in chosen.items() if target_id]
    if figures:
        _confirm(figures)


def _choose(number: int, proposal: Proposal) -> str:
    """Which goal a row answers: the clear one by default, none where several could be meant or it is on record."""
    words = {LEAVE: "不读入"} | {match.target_id: match.words for match in proposal.matches}
    best = proposal.matches[0]
    on_record = any(map(proposal.is_on_record, proposal.matches))
    default = best.target_id if proposal.clear and not on_record else LEAVE
    told, asked = st.columns([3, 2], vertical_alignment="center")
    with told:
        show("office_row", proposal=proposal, best=best, on_record=on_record)
    with asked:
        picked = st.selectbox(
            "对应的目标", list(words), index=list(words).index(default), format_func=words.__getitem__,
            key=f"office_{number}_{proposal.figure.observation_id}", label_visibility="collapsed",
        )  # fmt: skip
    return str(picked)


def _confirm(figures: Sequence[Figure]) -> None:
    again = {each.target_id for each in figures if sum(each.target_id == other.target_id for other in figures) > 1}
    if again:
        show("message", text="有的目标对应了表里的几行，数据期不同的都会读入，请核对。")
    st.button(f"确认并提交 {len(figures)} 个数", type="primary", on_click=sheet_desk.hand_in, args=(figures,))


def _cities(board: Board, named: Sequence[str]) -> list[str]:
    """The cities that have goals, the one that the file names first."""
    known = sorted(board.goals["city"].unique())
    return sorted(known, key=lambda city: city not in named)


def _unmatched(found: Sequence[Proposal]) -> list[str]:
    return [each.words for each in found if not each.matches]
