"""Which figures of documents people took for answers of targets, and which they refused. Pure.

The last decision on a pair of target and figure counts; one that was reopened is as if it had never been made.
"""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from pipeline.entries import AnswerDecision

Pair = tuple[str, str]  # target, figure


def standing(decisions: Iterable[AnswerDecision]) -> dict[Pair, AnswerDecision]:
    """The decision that counts, by pair."""
    last = {(each.target_id, each.observation_id): each for each in decisions}
    return {pair: each for pair, each in last.items() if each.action != "reopened"}


def answered(observations: pd.DataFrame, decisions: Iterable[AnswerDecision]) -> pd.DataFrame:
    """The observations of a board with what people decided: what was taken for an answer once more, with the
    ``target_id`` that it answers and ``accepted``; ``refused`` holds the targets that a figure must not answer.

    A figure that is no longer on the board answers nothing; its decision stays on record.
    """
    taken: list[Pair] = []
    refused: dict[str, list[str]] = defaultdict(list)
    for (target, figure), decision in standing(decisions).items():
        if decision.action == "accepted":
            taken.append((target, figure))
        else:
            refused[figure].append(target)
    if not taken and not refused:
        return observations
    marked = observations.assign(refused=observations["observation_id"].map(lambda figure: refused.get(figure, [])))
    answers = pd.DataFrame(taken, columns=["target_id", "observation_id"])
    again = marked.drop(columns="target_id", errors="ignore").merge(answers, on="observation_id").assign(accepted=True)
    return pd.concat([marked, again], ignore_index=True) if len(again) else marked
