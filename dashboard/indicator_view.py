"""What the page 指标 says, as plain values: the list, one indicator, its years with their sentences, what is unsure."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from dashboard.charts.track_record import STATE, distance_words
from dashboard.labels import demand, is_missing, names, quantity, short_city
from dashboard.rows import Row, rows
from dashboard.searching import fold
from pipeline.filing.dictionary import DIRECTIONS, GRADES, MEASURES, CanonicalIndicator
from pipeline.filing.indicators import wording_of
from pipeline.track_record import OUTCOMES, TrackRecord, YearLine, sentence

EVERY_DOMAIN = "全部领域"
NO_FACTS = {"goals": 0, "figures": 0, "unsure": 0, "cities": 0}


@dataclass(frozen=True)
class Listed:
    """An indicator in the list, with what the board has of it: numbers of cities, goals, figures, unsure facts."""

    indicator: CanonicalIndicator
    cities: int
    goals: int
    figures: int
    unsure: int

    @property
    def link(self) -> str:
        return link(self.indicator.id)

    @property
    def is_on_board(self) -> bool:
        return bool(self.goals or self.figures or self.unsure)


WHICH: dict[str, Callable[[Listed], bool]] = {
    "看板里有的指标": lambda each: each.is_on_board,
    "有待归类的指标": lambda each: each.unsure > 0,
    "词典里的全部指标": lambda _: True,
}


def link(indicator_id: str) -> str:
    return f"indicators?{urlencode({'indicator': indicator_id})}"


def listed(indicators: Iterable[CanonicalIndicator], known: pd.DataFrame) -> list[Listed]:
    """Every indicator in the order of the dictionary."""
    counts = {row["indicator_id"]: row for row in rows(known)}
    return [
        Listed(indicator, **{name: int(counts.get(indicator.id, NO_FACTS)[name]) for name in NO_FACTS})
        for indicator in indicators
    ]


def found(every: Iterable[Listed], domain: str, text: str) -> list[Listed]:
    """Those of a domain whose id, name or wordings hold ``text``."""
    typed = fold(text.strip())
    return [
        each
        for each in every
        if domain in (EVERY_DOMAIN, each.indicator.domain)
        and typed in fold("\n".join((each.indicator.id, each.indicator.name, *each.indicator.words)))
    ]


def of_all(every: Sequence[Listed], goals: int, figures: int) -> str:
    """The finding of the list: how much of the board is filed; ``goals`` and ``figures`` are all that it has."""
    on_board = [each for each in every if each.goals or each.figures]
    if not on_board:
        return "看板里还没有归入规范指标的目标和数据。"
    mine = sum(each.goals for each in on_board), sum(each.figures for each in on_board)
    waiting = sum(each.unsure for each in every)
    left = f"，另有 {waiting} 个待归类" if waiting else ""
    return f"{goals} 项目标中的 {mine[0]} 项、{figures} 个数据中的 {mine[1]} 个归入 {len(on_board)} 项规范指标{left}。"


def of_one(indicator: CanonicalIndicator, records: Sequence[TrackRecord]) -> str:
    """The finding of an indicator; of several cities what they have together."""
    cities = list(dict.fromkeys(record.city for record in records))
    if not records:
        return f"{indicator.name}：看板里没有归入这项指标的目标和数据。"
    who = short_city(cities[0]) if len(cities) == 1 else f"{len(cities)} 个城市合计"
    return f"{indicator.name}：{who} {sentence(records)}。"


def about(indicator: CanonicalIndicator) -> list[tuple[str, str]]:
    """The definition list."""
    return [
        ("编号", indicator.id),
        ("定义", indicator.definition or "出处没有写明"),
        ("单位", "、".join(filter(None, indicator.units)) or "无"),
        ("类型", "、".join(MEASURES[measure] for measure in indicator.measures)),
        ("方向", DIRECTIONS[indicator.direction]),
        ("领域", indicator.domain),
        ("国标分类", f"GB/T 33356-2022 {indicator.gbt33356}" if indicator.gbt33356 else "没有对应的分类"),
        ("可比等级", grade(indicator)),
        ("叫法", "、".join(indicator.words)),
        ("易混的叫法", names(indicator.other_things) if indicator.other_things else "没有"),
    ]


def grade(indicator: CanonicalIndicator) -> str:
    """B 可比，须附说明：分母不同…"""
    head = " ".join(filter(None, (indicator.grade, GRADES[indicator.grade])))
    return f"{head}：{indicator.note}" if indicator.note else head


def title(record: TrackRecord, records: Collection[TrackRecord]) -> str:
    """无锡, or 无锡 · 新增 where a city has more than one way of counting."""
    several = sum(each.city == record.city for each in records) > 1
    return f"{short_city(record.city)} · {MEASURES[record.measure]}" if several else short_city(record.city)  # type: ignore[index]


def table(record: TrackRecord, targets: pd.DataFrame, observations: pd.DataFrame) -> list[Row]:
    """The lines of a record for printing, newest first, each side with its sentence and the way to it."""
    goals = {row["target_id"]: row for row in rows(targets)}
    figures = {row["observation_id"]: row for row in rows(observations)}
    return [_line(line, record.unit, goals, figures) for line in reversed(record.lines)]


def _line(line: YearLine, unit: str, goals: dict[str, Row], figures: dict[str, Row]) -> Row:
    goal, figure = line.goal, line.figure
    said = goals.get(goal.target_id, {}) if goal else {}
    told = figures.get(figure.observation_id, {}) if figure else {}
    return {
        "year": f"{line.year} 期末" if goal and not goal.annual else str(line.year),
        "asked": "".join(demand(goal.op, goal.value, goal.value_max, unit)) if goal else "",
        "goal_link": f"goal?{urlencode({'target': goal.target_id})}" if goal else "",
        "goal_quote": said.get("quote", ""),
        "told": "" if line.value is None else "".join(quantity(line.value, None, unit)),
        "estimate": line.is_estimate,
        "figure_link": _document_link(told),
        "figure_quote": told.get("quote", "") or (figure.quote if figure else ""),
        "scope": figure.scope if figure else "",
        "entered": figure is not None and not told,
        "shape": STATE.get(line.outcome, ""),
        "outcome": OUTCOMES[line.outcome] if goal else "",
        "distance": "" if line.distance is None else distance_words(line.distance, unit),
        "why": line.why if line.outcome == "unknown" else "",
    }


def _document_link(told: Row) -> str:
    if not told:
        return ""
    return f"document?{urlencode({'plan': told['plan_id'], 'at': told['observation_id']})}"


@dataclass(frozen=True)
class Waiting:
    """A name that is like a wording and has none: ``word`` as the dictionary would take it, where it first stands."""

    word: str
    like: str
    count: int
    first: Row

    @property
    def link(self) -> str:
        if self.first["table"] == "target":
            return f"goal?{urlencode({'target': self.first['fact_id']})}"
        return f"document?{urlencode({'plan': self.first['plan_id'], 'at': self.first['fact_id']})}"


def waiting(unsure: pd.DataFrame) -> list[Waiting]:
    """The names to decide on, those of most facts first; a decision is about a name, not about one fact."""
    by_word: dict[str, list[Row]] = {}
    for row in rows(unsure):
        by_word.setdefault(wording_of(row["indicator"], row["measure"]), []).append(row)
    every = [Waiting(word, facts[0]["wording"], len(facts), facts[0]) for word, facts in by_word.items()]
    return sorted(every, key=lambda each: -each.count)


def amount(fact: Row) -> str:
    """What a fact says, in one line: 无锡 2020 ≥95%."""
    year = fact["due_year"] if fact["table"] == "target" else fact["year"]
    said = "".join(demand(fact["op"], fact["value"], fact["value_max"], fact["unit"]))
    return " ".join(filter(None, (short_city(fact["city"]), "" if is_missing(year) else str(int(year)), said)))
