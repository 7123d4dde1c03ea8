"""Goals, marks and schemes as scoring takes them."""

from decimal import Decimal
from itertools import count

from pipeline.entries import Mark
from pipeline.scoring import Period, Scheme, agency_id, marks_of, scheme_from, score
from pipeline.scoring.goals import Goal

YEAR = Period(2024)
_NUMBERS = count(1)


def goal(state="达序时", attainment=0.5, **values) -> Goal:
    plain = {
        "target_id": f"t{next(_NUMBERS)}", "city": "乙海市", "indicator": "覆盖率", "domains": ("政务服务", "政务服务"),
        "nature": "", "leads": ("市经信局",), "supporting": (), "state": state, "attainment": attainment, "runs": True,
    }  # fmt: skip
    return Goal(**plain | values)


def mark(part, number, period=YEAR, agency="市经信局", seq=1) -> Mark:
    return Mark(
        entered_by="王敏", subject_kind="agency", subject_id=agency_id("乙海市", agency), plan_id="",
        what=f"score:{part}", number=number, text="" if number is not None else "撤回", on=period.end.isoformat(),
        source="会议纪要", seq=seq,
    )  # fmt: skip


def scheme(*parts, **values) -> Scheme:
    given = [dict(part) for part in parts]
    return scheme_from({"name": "方案", "total": sum(part["weight"] for part in given), "parts": given, **values})


def scored(scheme, goals, marks=(), period=YEAR):
    """The score of the first agency."""
    return score(scheme, period, lambda asked: (goals, marks_of(marks, asked))).agencies[0]


def only(scheme, goals, marks=()):
    """The first part of the first agency's score."""
    return scored(scheme, goals, marks).parts[0]


def points(text) -> Decimal:
    return Decimal(text)
