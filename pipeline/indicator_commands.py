"""``python -m pipeline indicators`` and ``series``: the dictionary with what the board has of it; one track record.

As in ``pipeline.commands``, each imports what it needs when it runs.
"""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.facts import Frames
    from pipeline.filing.dictionary import CanonicalIndicator
    from pipeline.track_record import TrackRecord, YearLine

_TABLES = ("target", "observation")


def indicators(_: argparse.Namespace) -> None:
    """Every indicator in force: id, name, unit, grade, and how many cities, goals, figures and unsure facts it has."""
    from pipeline.filing.indicators import counts

    frames = _frames()
    known = _dictionary()
    found = counts({table: _core(frames, table) for table in _TABLES}, _filing(frames, known)).set_index("indicator_id")
    print("编号\t指标\t单位\t可比等级\t城市\t目标\t数据\t待归类")
    for each in known:
        numbers = found.loc[each.id].to_dict() if each.id in found.index else {}
        told = [str(int(numbers.get(name, 0))) for name in ("cities", "goals", "figures", "unsure")]
        print("\t".join([each.id, each.name, each.unit, each.grade, *told]))


def series(chosen: argparse.Namespace) -> None:
    """The track record of an indicator in a place, one year a line as JSON. Raises PipelineError."""
    from pipeline.ledger import known_entries
    from pipeline.reported import record_of
    from pipeline.settings import ledger_url
    from pipeline.track_record import track_records

    known = {each.id: each for each in _dictionary()}
    if chosen.indicator not in known:
        raise PipelineError(f"没有编号为 {chosen.indicator} 的指标。用 python -m pipeline indicators 列出全部编号。")
    frames = _frames()
    places = _filing(frames, tuple(known.values()))
    sure = {
        fact
        for own in places.values()
        for fact in own[own["sure"] & (own["indicator_id"] == chosen.indicator)]["fact_id"]
    }
    record = record_of(lambda kind: known_entries(ledger_url(), kind)).on(frames)
    every = track_records(frames, record, known[chosen.indicator], sure, date.today())
    mine = [each for each in every if each.city == chosen.place]
    if not mine:
        have = "、".join(dict.fromkeys(each.city for each in every)) or "没有城市"
        raise PipelineError(f"“{chosen.place}”没有归入这项指标的目标和数据。有的是：{have}。")
    for each in mine:
        for line in each.lines:
            print(json.dumps(_line(each, line), ensure_ascii=False))


def _line(record: "TrackRecord", line: "YearLine") -> dict[str, Any]:
    goal, figure = line.goal, line.figure
    return {
        "place": record.city, "measure": record.measure, "unit": record.unit, "year": line.year,
        "goal": {
            "target_id": goal.target_id, "op": goal.op, "value": goal.value, "value_max": goal.value_max,
            "annual": goal.annual,
        } if goal else None,
        "figure": {
            "observation_id": figure.observation_id, "value": line.value, "finality": figure.finality,
            "scope": figure.scope,
        } if figure else None,
        "outcome": line.outcome, "distance": line.distance, "why": line.why,
    }  # fmt: skip


def _frames() -> "Frames":
    """The board in force with people's decisions laid over it."""
    from pipeline.board import read_board
    from pipeline.decisions import Decision, apply
    from pipeline.ledger import known_entries
    from pipeline.settings import data_dir, ledger_url

    return apply(read_board(data_dir()), known_entries(ledger_url(), Decision)).frames


def _dictionary() -> "tuple[CanonicalIndicator, ...]":
    from pipeline.entries import IndicatorChange
    from pipeline.indicator_record import dictionary_in_force
    from pipeline.ledger import known_entries
    from pipeline.settings import ledger_url

    return dictionary_in_force(known_entries(ledger_url(), IndicatorChange))


def _core(frames: "Frames", table: str) -> "pd.DataFrame":
    from pipeline.overlay import present

    facts = present(frames[table])
    return facts[facts["certainty"] == "core"]


def _filing(frames: "Frames", known: "tuple[CanonicalIndicator, ...]") -> "dict[str, pd.DataFrame]":
    from pipeline.facts import KEYS
    from pipeline.filing.indicators import filed

    return {table: filed(_core(frames, table), KEYS[table], known) for table in _TABLES}
