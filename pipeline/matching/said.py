"""What a document says of one thing, as matching sees it: the same value for a goal and for a figure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Said:
    """A goal or a figure, by its id (``key``) and that of its document. ``year`` is the due year of a goal, the year
    that a figure tells of.

    ``looks_back``: its document tells of several years (五年来).

    ``since`` is the first year of the goal's period; ``annual``: for that one year only. ``end`` is the last day that a
    figure covers where that is told. ``issued`` is the year of the document. ``indicator_id`` is the canonical
    indicator that it surely belongs to, or ''. ``context`` gives the clean sentence before the number, read only when a
    comparison needs it.
    """

    key: str
    document: str
    indicator: str
    value: float
    unit: str
    measure: str
    year: int | None
    value_max: float | None = None
    op: str = "="
    annual: bool = False
    since: int | None = None
    end: date | None = None
    issued: int | None = None
    finality: str = ""
    scope: str = ""
    quote: str = ""
    indicator_id: str = ""
    looks_back: bool = False
    context: Callable[[], str] = field(default=str, repr=False, compare=False)
