"""考核: what each agency scores and from what, computed and given parts apart; never ranked unasked."""

import streamlit as st

from dashboard import scoring
from dashboard.data import current_board
from dashboard.filter_bar import EVERY_CITY, pick, switch
from dashboard.labels import day, day_of, short_city
from dashboard.person import ask_name
from dashboard.render import show
from dashboard.scoring_forms import freezing, marking
from pipeline.errors import PipelineError
from pipeline.frozen_scores import judged_on, scheme_of
from pipeline.scoring import AXIS_NOTE, Scores, places
from pipeline.scoring.points import how_words


def lay_out_ranks(city: str) -> None:
    """Of each city where somebody has a total."""
    for each in dict.fromkeys(each.city for each in found.of_city(city) if each.total is not None):
        show("score_ranks", city=each, places=places(found.of_city(each)))


def lay_out_below(scores: Scores) -> None:
    show("score_blank", groups=scoring.blank(agencies), scores=scores)
    show("score_dimensions", counts=scoring.dimensions(board, period, city), note=AXIS_NOTE, period=period)
    show("score_scheme", scheme=scores.scheme, how=how_words)


board, change = current_board(), scoring.change_in_force()
if change is None:
    show("panel", title="没有启用考核", text="可在“口径”页启用。", link="rules", link_text="去口径页", alarm=False)
    st.stop()
scheme, head = scheme_of(change), st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
    choices = {period.name: period for period in scoring.periods(board, scheme.cycle)}
    period = choices[pick("period", "考核期", list(choices))]
    cities = list(dict.fromkeys(board.goals["city"]))
    asked = pick("city", "城市", [EVERY_CITY, *cities], words=lambda each: short_city(each) if each in cities else each)
    city = asked if asked in cities else ""
    live = switch("live", "按现在的数重算") if scoring.frozen_entry(change, period) else True
    ask_name()
try:
    found = scoring.shown(board, change, period, live=live)
except PipelineError as error:
    show("panel", title="读不到冻结的得分", text=str(error), link="", link_text="", alarm=True)
    st.stop()
agencies = found.of_city(city)
caption = [
    found.kept.scores.scheme.name,
    f"目标判定截至 {day(period.end if found.frozen else judged_on(period, board.as_of))}",
    f"规则：{found.kept.rule}",
    f"由{found.frozen.entered_by}于 {day_of(found.frozen.entered_at)}冻结" if found.frozen else "未冻结，随数据变动",
    "已按总分排名，只在同一城市内比" if change.is_ranked else "按文件中出现的先后排列，不排名次",
]
with head:
    show("conclusion", sentence=scoring.sentence(agencies, period), caption=caption)
    for message in st.session_state.pop("scoring_messages", []):
        show("message", text=message)
if change.is_ranked:
    lay_out_ranks(city)
if scored := [each for each in agencies if not each.is_blank]:
    show("scores", agencies=scored)
if not found.frozen:
    marking(scheme, period, agencies)
freezing(found, change, board.as_of)
lay_out_below(found.kept.scores)
