"""``python -m pipeline answers``: which reported figure answers which goal, as JSON lines for other programs."""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.frames import Frames
    from pipeline.matching.proposals import Proposal
    from pipeline.matching.said import Said


def answers(chosen: argparse.Namespace) -> None:
    """Print the proposals for the goals of some files out of some reports. Raises PipelineError."""
    from pipeline.answering import proposals_for
    from pipeline.frames import frames_of, joined
    from pipeline.reading import read_plans

    def tables(paths: Iterable[Path]) -> "Frames":
        return joined([frames_of(reading) for path in paths for reading in read_plans(path)])

    goals, reports = tables(chosen.goals), tables(chosen.reports)
    places = _Places(goals["target"], "target_id"), _Places(reports["observation"], "observation_id")
    for proposal in proposals_for(chosen.place, goals, reports):
        print(json.dumps(_line(proposal, *places), ensure_ascii=False))


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
