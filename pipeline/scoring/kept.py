"""A score as plain values that a file can hold, and back: what is frozen was shown, and is not computed again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.scoring.periods import Period
from pipeline.scoring.points import Counted, LeftOut, PartScore
from pipeline.scoring.results import AgencyScore, Scores
from pipeline.scoring.schemes import definition_of, scheme_from

FORMAT = 1
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """Scores with the name of the rule that judged their goals, and the day they were made."""

    scores: Scores
    rule: str
    made_on: date


def written(kept: Kept) -> bytes:
    """As JSON, the same bytes for the same scores."""
    scores = kept.scores
    values = {
        "format": FORMAT, "rule": kept.rule, "made_on": kept.made_on.isoformat(),
        "scheme": definition_of(scores.scheme), "period": asdict(scores.period),
        "agencies": [asdict(each) for each in scores.agencies],
        "unled": scores.unled, "outside": scores.outside,
    }  # fmt: skip
    return json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1, default=str).encode()


def read(content: bytes) -> Kept:
    """Raises KeyError, TypeError or ValueError for anything that ``written`` did not write."""
    values = json.loads(content)
    if values["format"] != FORMAT:
        raise ValueError(f"format {values['format']}")
    agencies = tuple(_agency(each) for each in values["agencies"])
    scheme, period = scheme_from(values["scheme"]), Period(**values["period"])
    scores = Scores(scheme, period, agencies, values["unled"], values["outside"])
    return Kept(scores, values["rule"], date.fromisoformat(values["made_on"]))


def _agency(values: Values) -> AgencyScore:
    parts = {name: tuple(_part(each) for each in values[name]) for name in ("parts", "adjustments")}
    numbers = {name: _number(values[name]) for name in ("total", "partial", "partial_of")}
    return AgencyScore(**{**values, **parts, **numbers, "halves": tuple(_agency(each) for each in values["halves"])})


def _part(values: Values) -> PartScore:
    goals = {
        "counted": tuple(Counted(**each) for each in values["counted"]),
        "left_out": tuple(LeftOut(**each) for each in values["left_out"]),
    }
    return PartScore(**{**values, **goals, "weight": Decimal(values["weight"]), "points": _number(values["points"])})


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
