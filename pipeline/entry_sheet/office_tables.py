"""Tables that offices make for themselves (进展情况表, 目标完成表): which row answers which goal, as a proposal.

Nothing is taken from here: a person confirms each proposal, and chooses where several goals could be meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from pipeline.entries import Figure
from pipeline.entry_sheet.rows import DataPeriod, GoalRow, Ground, goal_rows, numeric_goals
from pipeline.filing.repeats import ALIKE, name_likeness
from pipeline.model import Finality
from pipeline.progress.answers import thing_name
from pipeline.progress.values import GROWTH, Observation, Target, observations_of
from pipeline.progress.wording import amount, goal_words

_CLEAR = 0.1  # by how much the best name must be liker than the next
_MOST = 5  # goals to choose from


@dataclass(frozen=True)
class Match:
    """A goal that a row may be about: ``why`` it may, and how it ``differs`` ('' where it does not)."""

    row: GoalRow
    likeness: float
    why: str
    differs: str

    @property
    def target_id(self) -> str:
        return self.row.target_id

    @property
    def words(self) -> str:
        """政务服务网上办理事项比例 90%以上（2021年底）."""
        return f"{self.row.goal['indicator']} {goal_words(self.row.case.target)}（{self.row.due}）"


@dataclass(frozen=True)
class Proposal:
    """A row of an office's table: its ``text`` and ``place`` in the file, what it says, and the goals it may answer.

    ``clear``: one match stands out. ``assumed``: the table does not say of which period it is.
    """

    text: str
    place: str
    figure: Observation
    matches: tuple[Match, ...]
    clear: bool
    assumed: bool

    @property
    def period(self) -> DataPeriod:
        return DataPeriod(self.figure.start, self.figure.end)

    @property
    def words(self) -> str:
        """网上可办率 88%（2024年前三季度）."""
        written = amount(self.figure.value, self.figure.unit, self.figure.value_max)
        return f"{self.figure.indicator} {written}（{self.period.words}）"

    def is_on_record(self, match: Match) -> bool:
        held = match.row.held
        return held is not None and held.amount == (self.figure.value, self.figure.value_max)


def proposals(observations: pd.DataFrame, ground: Ground, city: str, period: DataPeriod) -> list[Proposal]:
    """What the figures of a file (table ``observation`` of ``pipeline.schema``) may answer among the goals of a city.

    Matched by what is measured, by unit and by year, in the order of the file. A figure whose time the file does not
    say is proposed for ``period``. Raises PipelineError for a city without goals.
    """
    placed = _placed(observations, period)
    assumed = set(placed[placed["assumed"]]["observation_id"])
    where = placed.set_index("observation_id")["place"]
    ids = numeric_goals(ground.frames, [city])
    rows: dict[DataPeriod, list[GoalRow]] = {}
    found = []
    for figure in observations_of(placed):
        own = DataPeriod(figure.start, figure.end)
        if own not in rows:
            rows[own] = goal_rows(ground, ids, own, probed=False)
        matches = _matches(figure, rows[own])
        place = str(where[figure.observation_id])
        is_assumed = figure.observation_id in assumed
        found.append(Proposal(figure.quote, place, figure, matches, _is_clear(matches), is_assumed))
    return found


def figure_of(proposal: Proposal, target_id: str, by: str, file_name: str) -> Figure:
    """The figure that a confirmed proposal is; KeyError for a goal that is none of its matches."""
    match = {each.target_id: each for each in proposal.matches}[target_id]
    told, goal, held = proposal.figure, match.row.goal, match.row.held
    return Figure(
        target_id=target_id,
        plan_id=goal["plan_id"],
        city=goal["city"],
        indicator=goal["indicator"],
        period_start=told.start.isoformat(),
        period_end=told.end.isoformat(),
        value=told.value,
        value_max=told.value_max,
        unit=told.unit,
        finality=cast(Finality, told.finality),
        scope=told.scope,
        source=f"{file_name} {proposal.place}".strip(),
        note=f"原表：{proposal.text}",
        replaces=held.seq if held else 0,
        entered_by=by,
    )


def _placed(observations: pd.DataFrame, period: DataPeriod) -> pd.DataFrame:
    """The core figures, those without a time given the period that was asked about."""
    core = observations[observations["certainty"] == "core"]
    timeless = core["year"].isna() & core["period_end"].isna()
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    return core.assign(
        assumed=timeless,
        period_start=core["period_start"].mask(timeless, start),
        period_end=core["period_end"].mask(timeless, end),
    )


def _matches(figure: Observation, rows: Iterable[GoalRow]) -> tuple[Match, ...]:
    likely = [match for row in rows if (match := _match(figure, row)) is not None]
    return tuple(sorted(likely, key=lambda match: -match.likeness)[:_MOST])


def _match(figure: Observation, row: GoalRow) -> Match | None:
    target = row.case.target
    likeness = _likeness(figure.indicator, target.indicator)
    growth = (figure.measure == GROWTH) == target.is_growth
    other_year = target.annual and target.due_year != figure.year
    if likeness < ALIKE or figure.unit != target.unit or not growth or other_year:
        return None
    same = f"指标{'同名' if likeness == 1 else '名相近'}，单位都是{target.unit or '（无）'}"
    return Match(row, likeness, same, "；".join(_differences(figure, target)))


def _differences(figure: Observation, target: Target) -> Sequence[str]:
    said = []
    if thing_name(figure.indicator) != thing_name(target.indicator):
        said.append(f"表里写作“{figure.indicator}”")
    if figure.measure != target.measure and figure.measure:
        said.append("计量方式可能不同（当年新增、累计或存量）")
    if figure.scope:
        said.append(f"口径：{figure.scope}")
    if target.due_year is not None and figure.year > target.due_year:
        said.append(f"数据期晚于完成时限{target.due_year}年")
    return said


def _likeness(one: str, other: str) -> float:
    return 1.0 if thing_name(one) == thing_name(other) else min(name_likeness(one, other), 0.99)


def _is_clear(matches: Sequence[Match]) -> bool:
    return bool(matches) and (len(matches) == 1 or matches[0].likeness - matches[1].likeness >= _CLEAR)
