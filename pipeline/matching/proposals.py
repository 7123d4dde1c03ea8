"""For each goal of a place the figures that may answer it, best first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.matching.comparing import Class, Comparison, compare
from pipeline.matching.names import each_of, name_of, names_a_thing
from pipeline.matching.said import Said
from pipeline.progress.answers import is_telling

LEAST = 0.4  # a pair below is not worth a look
SURE = 0.85  # a pair of the same thing from here on is proposed as such
MOST_NEAR = 3
_DOUBT = 0.7  # what is left of a score where the names do not tell two figures, or two goals, apart


@dataclass(frozen=True)
class Proposal:
    """``figure`` may answer ``goal``; ``comparison`` says how far. ``rivals``: figures that fit as well and say another
    number. ``claimed``: another goal of the same name, with another number, has the better claim to the figure.
    """

    goal: Said
    figure: Said
    comparison: Comparison
    rivals: int = 0
    claimed: bool = False

    @property
    def kind(self) -> Class:
        """Sure is only what fits and has no rival."""
        sure = self.comparison.kind == "same" and self.comparison.score >= SURE and not self._doubted
        return "same" if sure else "near"

    @property
    def score(self) -> float:
        return round(self.comparison.score * (_DOUBT if self._doubted else 1), 3)

    @property
    def _doubted(self) -> bool:
        return self.rivals > 0 or self.claimed


def propose(goals: Iterable[Said], figures: Iterable[Said]) -> Iterator[Proposal]:
    """The proposals for each goal, in the order of the goals: of each document and year the one of the same thing, else
    a few near ones.

    Goals and figures are of one place. Where two goals of one name ask for different numbers (of the city, of its ten
    platforms), the figure is the answer of the one that is said first, and near for the other.
    """
    index = _Index(_each(figures))
    offered = [sorted(index.pairs(goal), key=_order) for goal in _each(goals)]
    owners = _owners(offered)
    for pairs in offered:
        owned = [pair if _is_owned(pair, owners) else replace(pair, claimed=True) for pair in pairs]
        for told in _by_telling(owned):
            yield from _chosen(told)


def _each(facts: Iterable[Said]) -> Iterator[Said]:
    """One for each thing that a number is said of."""
    return (replace(said, indicator=name) for said in facts for name in each_of(said.indicator, said.quote))


def _order(proposal: Proposal) -> tuple[bool, float]:
    return proposal.kind != "same", -proposal.comparison.score


def _by_telling(pairs: Iterable[Proposal]) -> Iterable[Sequence[Proposal]]:
    """What one document tells of one year: another document, or another year, is another answer."""
    told: dict[tuple[str, int | None], list[Proposal]] = defaultdict(list)
    for pair in pairs:
        told[pair.figure.document, pair.figure.year].append(pair)
    return told.values()


def _owners(offered: Iterable[Sequence[Proposal]]) -> dict[tuple[str, str], Proposal]:
    """By figure, the goal that it answers best; of two that it answers alike, the one that is said first."""
    owners: dict[tuple[str, str], Proposal] = {}
    for pairs in offered:
        for pair in pairs:
            known = owners.get(_thing(pair.figure))
            if pair.kind == "same" and (known is None or pair.comparison.score > known.comparison.score):
                owners[_thing(pair.figure)] = pair
    return owners


def _is_owned(pair: Proposal, owners: Mapping[tuple[str, str], Proposal]) -> bool:
    """Whether no other goal has a better claim: one of the same year that asks for another number."""
    owner = owners.get(_thing(pair.figure))
    if owner is None or owner.goal.key == pair.goal.key or pair.kind != "same":
        return True
    return owner.goal.year != pair.goal.year or _asks(owner.goal) == _asks(pair.goal)


def _thing(figure: Said) -> tuple[str, str]:
    return figure.key, figure.indicator


def _asks(goal: Said) -> tuple[float, float | None]:
    return goal.value, goal.value_max


def _chosen(pairs: Sequence[Proposal]) -> Sequence[Proposal]:
    same = [pair for pair in pairs if pair.kind == "same"]
    if not same:
        return pairs[:MOST_NEAR]
    best = [pair for pair in same if pair.comparison.score == same[0].comparison.score]
    if len({(pair.figure.value, pair.figure.end) for pair in best}) > 1:
        return [replace(pair, rivals=len(best) - 1) for pair in best[:MOST_NEAR]]
    return best[:1]


class _Index:
    """Figures, found by the letter pairs of what they measure."""

    def __init__(self, figures: Iterable[Said]) -> None:
        self._figures = [figure for figure in figures if _says_what(figure.indicator)]
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for number, figure in enumerate(self._figures):
            for pair in _pairs(figure.indicator):
                self._by_pair[pair].append(number)

    def pairs(self, goal: Said) -> Iterator[Proposal]:
        if not _says_what(goal.indicator):
            return
        numbers = {number for pair in _pairs(goal.indicator) for number in self._by_pair.get(pair, ())}
        for number in sorted(numbers):
            figure = self._figures[number]
            comparison = compare(goal, figure) if _in_time(goal, figure) else None
            if comparison and comparison.score >= LEAST:
                yield Proposal(goal, figure, comparison)


def _says_what(indicator: str) -> bool:
    """Whether a name says what is measured, with what was done (新增项目) and without (项目)."""
    return is_telling(indicator) and is_telling(name_of(indicator).core) and names_a_thing(indicator)


def _pairs(indicator: str) -> set[str]:
    core = name_of(indicator).core
    return set(map("".join, pairwise(core))) or {core}


def _in_time(goal: Said, figure: Said) -> bool:
    """A goal for one year is answered by that year; a stock or share by any year of its period, told later."""
    if goal.year is None or figure.year is None or figure.key == goal.key:
        return False
    if figure.year == goal.year:
        return True
    if goal.annual or goal.measure != "level":
        return False
    first = goal.since or goal.issued
    return first is not None and first <= figure.year < goal.year and _later(goal, figure)


def _later(goal: Said, figure: Said) -> bool:
    return goal.issued is None or figure.issued is None or figure.issued > goal.issued
