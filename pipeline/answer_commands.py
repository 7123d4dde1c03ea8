"""``python -m pipeline answers``: which reported figure answers which goal, as JSON lines for other programs."""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.frames import Frames
    from pipeline.matching.proposals import Proposal
    from pipeline.matching.said import Said


def answers(chosen: argparse.Namespace) -> None:
    """Print the proposals for the goals of some files out of some reports; without files, of the board in force.

    Raises PipelineError.
    """
    from pipeline.answering import proposals_for

    if bool(chosen.goals) != bool(chosen.reports):
        raise PipelineError("--goals 和 --reports 要一起给；都不给，就在现在的看板里找。")
    goals, reports = (_read(chosen.goals), _read(chosen.reports)) if chosen.goals else (_board(),) * 2
    places = _Places(goals["target"], "target_id"), _Places(reports["observation"], "observation_id")
    for proposal in proposals_for(chosen.place, goals, reports):
        print(json.dumps(_line(proposal, *places), ensure_ascii=False))


def _read(paths: Iterable[Path]) -> "Frames":
    from pipeline.frames import frames_of, joined
    from pipeline.reading import read_plans

    return joined([frames_of(reading) for path in paths for reading in read_plans(path)])


def _board() -> "Frames":
    """What can be matched on the board in force, with what reviewers decided."""
    from pipeline.answer_queue import matched
    from pipeline.board import read_board
    from pipeline.decisions import apply
    from pipeline.ledger import known_decisions
    from pipeline.settings import data_dir, ledger_url

    return matched(apply(read_board(data_dir()), known_decisions(ledger_url())).frames)


class _Places:
    """Where the facts of a table stand, by their id."""

    def __init__(self, facts: "pd.DataFrame", key: str) -> None:
        self._rows = facts.set_index(key)[["plan_id", "start", "end"]].to_dict("index")

    def of(self, key: str) -> dict[str, Any]:
        row = self._rows[key]
        return {"doc": row["plan_id"], "start": int(row["start"]), "end": int(row["end"])}


def _line(proposal: "Proposal", goals: _Places, figures: _Places) -> dict[str, Any]:
    return {
        "goal": goals.of(proposal.goal.key) | _told(proposal.goal),
        "answer": figures.of(proposal.figure.key) | _told(proposal.figure),
        "class": proposal.kind,
        "score": proposal.score,
        "differs": [difference.words for difference in proposal.comparison.differs],
    }


def _told(said: "Said") -> dict[str, Any]:
    return {name: getattr(said, name) for name in ("indicator", "value", "unit", "year", "quote")}
