"""What the entry page says: which periods can be chosen, how far they have come, what was typed into the grid. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import pandas as pd

from dashboard import labels
from dashboard.rows import Row, rows
from pipeline.cycles import CYCLES, DataPeriod, ended
from pipeline.due_figures import APPROVED, MISSING, REPORT_STATES, RETURNED, WAITING
from pipeline.entries import Figure
from pipeline.errors import PipelineError
from pipeline.model import Finality
from pipeline.typed import Amount, amount_in

EVERY_AGENCY, EVERY = "全部单位", "全部"
FINALITIES = labels.FINALITIES
ICONS = {RETURNED: "略低", MISSING: "无数据", WAITING: "年度指标", APPROVED: "已完成"}  # shapes of dashboard.icons
SIGNS = {RETURNED: "▲", MISSING: "–", WAITING: "○", APPROVED: "✓"}
OPEN = (RETURNED, MISSING)
FIRST_YEAR = 2015  # of the data periods that can be chosen
_AS_IN_THE_ROW = (
    "target_id", "plan_id", "city", "indicator", "unit", "period_start", "period_end", "source", "scope", "agency",
)  # fmt: skip
TYPED = ("value", "finality", "source")  # columns of the grid that can be typed into


@dataclass(frozen=True)
class Choice:
    """What is asked for: the 数据期, and which goals."""

    period: DataPeriod
    city: str
    agency: str = EVERY_AGENCY
    state: str = EVERY


def periods(cycle: str, today: datetime.date) -> dict[str, str]:
    """The data periods of a cycle in words by their last day, newest first; the first still runs."""
    count = (today.year - FIRST_YEAR + 1) * 12 // CYCLES[cycle]
    running = ended(cycle, _later(today, CYCLES[cycle]))[0]
    words = {running.end.isoformat(): f"{running.words}（未结束，只报预计）"}
    return words | {period.end.isoformat(): period.words for period in ended(cycle, today, count)}


def _later(day: datetime.date, months: int) -> datetime.date:
    """The first of a month so many months on: the running period has ended then, the next has not."""
    year, month = divmod(day.month - 1 + months, 12)
    return datetime.date(day.year + year, month + 1, 1)


def chosen(due: pd.DataFrame, choice: Choice, every_city: str) -> pd.DataFrame:
    """The rows of city and agency, whatever their state."""
    found = due if choice.city == every_city else due[due["city"] == choice.city]
    return found if choice.agency == EVERY_AGENCY else found[found["agency"] == choice.agency]


def counts(due: pd.DataFrame) -> dict[str, int]:
    """How many figures stand in each of REPORT_STATES."""
    return {state: int((due["state"] == state).sum()) for state in REPORT_STATES}


def sentence(counted: Mapping[str, int], period: DataPeriod) -> str:
    """2024年前三季度应报 9 项：4 项已审核，2 项待审核，2 项退回，1 项未填。"""
    total = sum(counted.values())
    if not total:
        return f"{period.words}没有要填报的目标。"
    parts = [f"{counted[state]} 项{state}" for state in reversed(REPORT_STATES) if counted[state]]
    return f"{period.words}应报 {total} 项：{'，'.join(parts)}。"


def late_links(years: Mapping[int, int]) -> list[tuple[str, str]]:
    """Where goals that fell due without a figure can be reported late: words and address, year by year."""
    return [(f"{year}年底到期 {count} 项", _link(end=f"{year}-12-31")) for year, count in years.items()]


def _link(**query: str) -> str:
    return "entry?" + urlencode(query)


def previous(row: Row) -> str:
    """上期: 8.6%（2024年8月底）; 没有 where nothing is known."""
    if labels.is_missing(row["previous_value"]):
        return "没有"
    value = "".join(labels.quantity(row["previous_value"], None, row["unit"]))
    at = row["previous_end"]
    return f"{value}（{labels.moment_of(at)}）"


def grid(due: pd.DataFrame, targets: pd.DataFrame, notes: Mapping[int, str]) -> pd.DataFrame:
    """One row per goal that is open, as the grid shows it, indexed by ``target_id``.

    Columns: indicator, state, goal and previous in words, ``TYPED`` as a person types them, hint (why it was
    returned, by ``notes``), agency.
    """
    by_id = {row["target_id"]: row for row in rows(targets)}
    made = [
        _grid_row(row, by_id[row["target_id"]], notes.get(row["seq"], "")) for row in rows(due[due["state"].isin(OPEN)])
    ]
    columns = ["target_id", "city", "indicator", "state", "goal", "previous", *TYPED, "hint", "agency"]
    return pd.DataFrame(made, columns=columns).set_index("target_id").astype(object)


def _grid_row(row: Row, goal: Row, note: str) -> Row:
    said = {
        "indicator": row["indicator"],
        "state": f"{SIGNS[row['state']]} {row['state']}",
        "hint": note or _since(row),
    }
    typed = {
        "value": typed_words(row),
        "finality": FINALITIES.get(row["finality"], "初步"),
        "source": row["source"] or None,
    }
    whose = {"city": labels.short_city(row["city"]), "agency": row["agency"] or labels.UNKNOWN}
    return {"target_id": row["target_id"], "goal": _goal(goal), "previous": previous(row)} | said | typed | whose


def _since(row: Row) -> str:
    """From when a sum is reported, where that is not January of the year."""
    start, end = row["period_start"], row["period_end"]
    return "" if start[:4] == end[:4] else f"自{start[:4]}年{int(start[5:7])}月起累计"


def _goal(goal: Row) -> str:
    return "".join(labels.demand(goal["op"], goal["value"], goal["value_max"], goal["unit"]))


def typed_words(row: Row) -> str | None:
    """The value of a row as a person would type it: 62.6, 4.5~5; None where there is none."""
    if labels.is_missing(row["value"]):
        return None
    return str(Amount(row["value"], None if labels.is_missing(row["value_max"]) else row["value_max"]))


def typed_rows(shown: pd.DataFrame, edited: pd.DataFrame) -> list[str]:
    """The goals into whose rows something was typed and whose value is there."""
    return [str(key) for key in edited.index if _cells(edited, key) != _cells(shown, key) and _cells(edited, key)[0]]


def words_of(cells: pd.Series) -> dict[str, str]:
    """What stands in the ``TYPED`` cells of a row, an empty one as no words (an editor gives None or NaN for it)."""
    return {name: "" if labels.is_missing(cells[name]) else str(cells[name]).strip() for name in TYPED}


def _cells(frame: pd.DataFrame, key: Any) -> list[str]:  # noqa: ANN401  a label of the index
    return list(words_of(frame.loc[key]).values())


def figure_of(row: Row, typed: Mapping[str, str], by: str) -> Figure:
    """The figure of a due row; ``typed`` has value, finality in words, and any other field that is not as in the row.

    What was reported before is corrected. Raises PipelineError that names the goal where the value is no number.
    """
    try:
        value, value_max = amount_in(typed["value"], row["unit"])
    except PipelineError as error:
        raise PipelineError(f"{row['indicator']}：{error}") from error
    said = {name: row[name] for name in _AS_IN_THE_ROW} | {name: text.strip() for name, text in typed.items()}
    finality = {word: code for code, word in FINALITIES.items()}.get(said.pop("finality"), "")
    numbers = {"value": value, "value_max": value_max, "replaces": int(row["seq"])}
    return Figure(entered_by=by, finality=cast(Finality, finality), **said | numbers)


def agencies(due: pd.DataFrame) -> list[str]:
    return [EVERY_AGENCY, *sorted(set(due["agency"]) - {""})]


def cities(due: pd.DataFrame, every_city: str) -> list[str]:
    return [every_city, *dict.fromkeys(map(str, due["city"]))]
