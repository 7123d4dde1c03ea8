"""Going through a list one thing at a time: where one is in it, and what comes next. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where one is: the thing shown, its position among ``total`` (0 outside of them), neighbours ('' at an end)."""

    key: str
    position: int
    total: int
    before: str
    after: str


def place(every: Sequence[str], shown: Collection[str], scope: Collection[str], asked: str) -> Place | None:
    """Where ``asked`` (or the first that is shown) stands; None when nothing is left to show.

    A step forward goes to what is ``shown`` (still open), a step back to anything in ``scope`` (what was decided too);
    positions count the scope, so that they go up to the end while things are decided.
    """
    here = asked if asked in every else next((key for key in every if key in shown), "")
    if not here:
        return None
    at = every.index(here)
    counted = [key for key in every if key in scope]
    before = next((key for key in reversed(every[:at]) if key in scope), "")
    after = next((key for key in every[at + 1 :] if key in shown), "")
    return Place(here, counted.index(here) + 1 if here in scope else 0, len(counted), before, after)


def next_of(every: Sequence[str], shown: Collection[str], here: str) -> str:
    """The next that is shown after ``here``, from the start again at the end; '' when ``here`` was the last."""
    at = every.index(here) if here in every else -1
    return next((key for key in [*every[at + 1 :], *every[: at + 1]] if key in shown and key != here), "")
