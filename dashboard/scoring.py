"""考核 as the page shows it: the scheme in force, the scores of a period, frozen ones as they were."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.data import Board, Source
from dashboard.ledger import entries
from pipeline.entries import FrozenScore, Mark, SchemeChange
from pipeline.errors import PipelineError
from pipeline.frozen_scores import frozen_before, goals_at, open_frozen, scheme_in_force, scheme_of, scores_of
from pipeline.scoring import AgencyScore, Period, dimension_counts, periods_of
from pipeline.scoring.goals import Goal
from pipeline.scoring.kept import Kept
from pipeline.settings import ledger_folders

RECENT = 4  # scores kept at the same time: readers turn between periods


@dataclass(frozen=True)
class Shown:
    """What the page shows of a period: ``frozen`` is the entry it comes from, None where it was computed now."""

    kept: Kept
    frozen: FrozenScore | None

    def of_city(self, city: str) -> list[AgencyScore]:
        """The agencies of a city, of every city for ''."""
        return [each for each in self.kept.scores.agencies if not city or each.city == city]


def is_on() -> bool:
    """Whether an office put a scheme in force. A ledger that cannot be read is told of elsewhere."""
    try:
        return change_in_force() is not None
    except PipelineError:
        return False


def change_in_force() -> SchemeChange | None:
    return scheme_in_force(entries(SchemeChange))


def periods(board: Board, cycle: str) -> list[Period]:
    """The periods to choose from, the last whole year first, back to the first year of any plan."""
    first = board.table("plan")["first_year"].min()
    this_year = date.today().year
    years = range(this_year, (this_year - 1 if pd.isna(first) else int(first)) - 1, -1)
    every = [period for year in years for period in reversed(periods_of(year, cycle))]
    return sorted(every, key=lambda period: period.name != f"{this_year - 1}年")


def shown(board: Board, change: SchemeChange, period: Period, *, live: bool) -> Shown:
    """The frozen score of a period if there is one, unless ``live``. Raises PipelineError for a file that is gone."""
    entry = frozen_entry(change, period)
    if entry and not live:
        return Shown(open_frozen(entry, ledger_folders()["scores"]), entry)
    return Shown(_computed(board.source, board.seq, board.change, period, board.as_of, board), None)


def frozen_entry(change: SchemeChange, period: Period) -> FrozenScore | None:
    return frozen_before(entries(FrozenScore), change.name, period)


def dimensions(board: Board, period: Period, city: str) -> dict[str, dict[str, int]]:
    """The goals that are carried out in the period, by the five dimensions and state."""
    goals = _goals(board.source, board.seq, board.change, period, board.as_of, board)
    running = [goal for goal in goals if goal.runs and (not city or goal.city == city)]
    return dimension_counts((goal.domains[0], goal.state) for goal in running)


@st.cache_data(max_entries=RECENT, show_spinner=False)
def _computed(source: Source, seq: int, change: int, period: Period, as_of: date, _board: Board) -> Kept:
    in_force = scheme_of(entries(SchemeChange)[-1])
    scores = scores_of(_board.reviewed.frames, _board.record, entries(Mark), in_force, period, as_of)
    return Kept(scores, _board.rule.name, date.today())


@st.cache_data(max_entries=RECENT, show_spinner=False)
def _goals(source: Source, seq: int, change: int, period: Period, as_of: date, _board: Board) -> tuple[Goal, ...]:
    return goals_at(_board.reviewed.frames, _board.record, period, as_of)


def blank(found: list[AgencyScore]) -> list[tuple[str, list[str], str]]:
    """The agencies with nothing to score: city, names, and the reason that they share."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in found:
        if each.is_blank:
            groups.setdefault((each.city, each.note or "没有评定"), []).append(each.agency)
    return [(city, names, why) for (city, why), names in groups.items()]


def sentence(found: list[AgencyScore], period: Period) -> str:
    """The finding: how many agencies have a total, how many wait for something, how many have nothing."""
    whole = sum(each.total is not None for each in found)
    without = sum(each.is_blank for each in found)
    parts = [f"{whole} 个有总分"]
    parts += [f"{waiting} 个没有评完"] if (waiting := len(found) - whole - without) else []
    parts += [f"{without} 个没有可计分的目标和评定"] if without else []
    return f"{period.name}考核 {len(found)} 个单位：{'，'.join(parts)}。"
