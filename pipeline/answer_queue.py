"""The proposals of a place as a list to be worked off: what people said of each, and what the verdict counts by itself.

Pure: a reviewed board, the record and the proposals in, one row per pair of goal and figure out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from pipeline.answer_record import standing
from pipeline.entries import AnswerDecision
from pipeline.facts import KEYS, Frames
from pipeline.matching.comparing import Difference
from pipeline.matching.proposals import Proposal
from pipeline.overlay import present
from pipeline.progress.cases import Case
from pipeline.progress.values import Observation
from pipeline.reported import Record, cases, verdicts

WAITING, TAKEN, REFUSED, COUNTED, SETTLED = "待确认", "已采用", "不采用", "已自动计入", "不必确认"
STATES = (WAITING, TAKEN, REFUSED, COUNTED, SETTLED)
DECIDED = (TAKEN, REFUSED)
COLUMNS = [
    "pair", "city", "target_id", "observation_id", "kind", "score", "agrees", "differs", "doubts", "state", "note",
    "is_urgent",
]  # fmt: skip


def pair_key(target_id: str, observation_id: str) -> str:
    return f"{target_id}-{observation_id}"


def matched(frames: Frames) -> Frames:
    """The tables of a reviewed board with the facts that are matched: what reviewers took off it and expressions that
    count as no goal (全覆盖 …) are left out.
    """
    targets = present(frames["target"])
    return {
        **frames, "target": targets[targets["certainty"] == "core"], "observation": present(frames["observation"]),
    }  # fmt: skip


def queue(frames: Frames, record: Record, city: str, proposals: Sequence[Proposal], as_of: date) -> pd.DataFrame:
    """COLUMNS, one row per pair: of the same thing first, in each class the goals that are due and have no figure.

    ``state``: what a person said last (已采用, 不采用); else 已自动计入 where the verdict counts this very figure since
    name, unit and measure are the same, 不必确认 where it counts another figure of that year or shows this one as an
    estimate, 待确认; ``note`` says why in words. ``agrees`` and ``differs`` are those of ``pipeline.matching``,
    ``doubts`` what else keeps a pair from being sure. The order does not depend on decisions, so that it stays while
    they are made. A pair that was decided and is no longer proposed stays.
    """
    decided = standing(record.answers)
    pairs = {pair.key: pair for pair in (*_no_longer_proposed(frames, city, decided.values()), *_proposed(proposals))}
    goals = {pair.target_id for pair in pairs.values()}
    plain = _cases(frames, replace(record, answers=()), city, goals, as_of)
    judged = plain | _cases(frames, record, city, goals & {target for target, _ in decided}, as_of)
    rows = [
        vars(pair)
        | {
            "pair": pair.key, "city": city, "is_urgent": _is_urgent(plain[pair.target_id], as_of),
            **_state(pair, decided.get((pair.target_id, pair.observation_id)), judged[pair.target_id]),
        }
        for pair in pairs.values()
        if pair.target_id in plain
    ]  # fmt: skip
    return _in_order(pd.DataFrame(rows, columns=COLUMNS), frames["target"]["target_id"])


def narrowed(frames: Frames, city: str, goals: Iterable[str]) -> Frames:
    """The tables that the verdicts of some goals of a city are made from."""
    targets, observations = frames["target"], frames["observation"]
    return {
        **frames,
        "target": targets[targets["target_id"].isin(set(goals))],
        "observation": observations[observations["city"] == city],
    }


def verdict_with(
    frames: Frames, record: Record, as_of: date, target_id: str, decision: AnswerDecision | None
) -> dict[str, Any]:
    """The verdict of one goal (``pipeline.progress.COLUMNS``) as it is, or as it would be with a further decision.

    Raises KeyError for a goal that is not there.
    """
    targets = frames["target"][frames["target"]["target_id"] == target_id]
    if targets.empty:
        raise KeyError(target_id)
    with_it = replace(record, answers=[*record.answers, decision]) if decision else record
    judged = verdicts(narrowed(frames, targets["city"].iloc[0], [target_id]), with_it, as_of)
    return {str(name): value for name, value in judged.iloc[0].items()}


@dataclass(frozen=True)
class _Pair:
    target_id: str
    observation_id: str
    kind: str
    score: float
    agrees: tuple[str, ...] = ()
    differs: tuple[Difference, ...] = ()
    doubts: tuple[str, ...] = ()
    until: date = date.max  # the last day that the figure tells of

    @property
    def key(self) -> str:
        return pair_key(self.target_id, self.observation_id)


def _proposed(proposals: Iterable[Proposal]) -> Iterator[_Pair]:
    """Best last where a goal of two things (新开工、竣工) is proposed the same figure twice."""
    for each in sorted(proposals, key=lambda proposal: proposal.score):
        goal, figure, compared = each.goal, each.figure, each.comparison
        until = figure.end or date(figure.year or date.max.year, 12, 31)
        yield _Pair(
            goal.key, figure.key, each.kind, each.score, compared.agrees, compared.differs, _doubts(each), until
        )


def _doubts(proposal: Proposal) -> tuple[str, ...]:
    rivals = f"同样贴切的数还有 {proposal.rivals} 个" if proposal.rivals else ""
    return tuple(filter(None, (rivals, "这个数更像是另一项同名目标的" if proposal.claimed else "")))


def _no_longer_proposed(frames: Frames, city: str, decisions: Iterable[AnswerDecision]) -> Iterator[_Pair]:
    """Pairs that people decided on, of a goal and a figure that are still on the board."""
    known = {table: _ids(frames, table, city) for table in KEYS}
    for each in decisions:
        if each.target_id in known["target"] and each.observation_id in known["observation"]:
            yield _Pair(each.target_id, each.observation_id, each.kind, each.score)


def _ids(frames: Frames, table: str, city: str) -> set[str]:
    facts = present(frames[table])
    return set(facts[KEYS[table]][facts["city"] == city])


def _cases(frames: Frames, record: Record, city: str, goals: Iterable[str], as_of: date) -> dict[str, Case]:
    judged = cases(narrowed(frames, city, goals), record, as_of)
    return {case.original.target_id: case for case in judged}


def _state(pair: _Pair, decision: AnswerDecision | None, case: Case) -> dict[str, str]:
    if decision:
        state, note = (TAKEN if decision.action == "accepted" else REFUSED), ""
    elif _holds(case.answer.reports, pair):
        state, note = COUNTED, "名称、单位和计量方式都相同，评判已经用了这个数"
    elif _holds(case.answer.estimates, pair):
        state, note = SETTLED, "已作为预计数列在目标里，预计数不计入评价"
    elif any(each.year == pair.until.year and each.end >= pair.until for each in case.answer.reports):
        state, note = SETTLED, f"这项目标{pair.until.year}年已有别的数计入"
    else:
        state, note = WAITING, ""
    return {"state": state, "note": note}


def _holds(figures: Iterable[Observation], pair: _Pair) -> bool:
    return any(figure.observation_id == pair.observation_id for figure in figures)


def _is_urgent(case: Case, as_of: date) -> bool:
    """Due, and no figure counts."""
    due = case.target.due_year
    return not case.answer.reports and due is not None and date(due, 12, 31) <= as_of


def urgent_first(pairs: pd.DataFrame) -> pd.DataFrame:
    """Of the same thing before near ones, in each class the urgent; otherwise in the order that they have."""
    keys = pairs.assign(_near=pairs["kind"] == "near", _calm=~pairs["is_urgent"].astype(bool))
    return pairs.loc[keys.sort_values(["_near", "_calm"], kind="stable").index]


def _in_order(pairs: pd.DataFrame, targets: pd.Series) -> pd.DataFrame:
    """As the goals stand in their documents, the likeliest figure first."""
    places = {target_id: place for place, target_id in enumerate(targets)}
    keys = pairs.assign(_place=pairs["target_id"].map(places)).sort_values(
        ["_place", "score"], ascending=[True, False], kind="stable"
    )
    return urgent_first(pairs.loc[keys.index]).reset_index(drop=True)
