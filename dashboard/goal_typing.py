"""What was typed into the dialogs of a goal → an entry for the ledger, or what is wrong with it, in Chinese. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from dashboard import labels
from dashboard.rows import Row
from pipeline.entries import Base, Curve, GoalVersion
from pipeline.progress import Story
from pipeline.progress.values import day
from pipeline.reported import Record
from pipeline.typed import TypedError, day_in, number_in

NOT_A_DAY = "{}应写成 2023年底 或 2023-12-31。"
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
Typed = Mapping[str, str]


def base_of(goal: Row, typed: Typed, who: str) -> tuple[Base | None, list[str]]:
    """``typed``: value, at, source, note."""
    (value, wrong), at = _number("基期值", typed["value"], goal["unit"]), day_in(typed["at"])
    wrong += [NOT_A_DAY.format("基期")] * (at is None)
    wrong += ["请写明来源，如统计公报、年报。"] * (not typed["source"].strip())
    if wrong or value is None or at is None:
        return None, wrong
    source, note = typed["source"].strip(), typed["note"].strip()
    made = Base(**_of(goal, who), value=value, unit=goal["unit"], at=at.isoformat(), source=source, note=note)
    return made, []


def curve_days(goal: Row, story: Story, record: Record) -> list[date]:
    """The days that 分年目标 are asked for: ends of years, of quarters within one year, and those on record.

    Without a known start of the period only the due year is asked for. A goal without a due year has none.
    """
    if labels.is_missing(goal["due_year"]):
        return []
    last = int(goal["due_year"])
    first = min(story.start.year if story.start else last, last)
    ends = {date(year, 12, 31) for year in range(first, last + 1)}
    quarters = {date(last, *end) for end in _QUARTER_ENDS} if first == last else set()
    return sorted(ends | quarters | set(curve_points(goal, record)))


def curve_points(goal: Row, record: Record) -> dict[date, float]:
    """The 分年目标 that hold now, by day; {} where none were entered."""
    own = [curve for curve in record.curves if curve.target_id == goal["target_id"]]
    return {on: value for when, value in (own[-1].points if own else ()) if (on := day(when))}


def curve_of(goal: Row, typed: Mapping[date, str], source: str, who: str) -> tuple[Curve | None, list[str]]:
    """``typed`` has what stands beside each day; days without a number are left out."""
    read = {on: _number(labels.moment_of(on), text, goal["unit"]) for on, text in typed.items() if text.strip()}
    wrong = [message for _, messages in read.values() for message in messages]
    if not read:
        wrong.append("请至少填写一个分年目标。")
    if wrong:
        return None, wrong
    points = tuple((on.isoformat(), value) for on, (value, _) in sorted(read.items()) if value is not None)
    return Curve(**_of(goal, who), points=points, source=source.strip()), []


def version_of(goal: Row, typed: Typed, who: str) -> tuple[GoalVersion | None, list[str]]:
    """``typed``: op, value, value_max, due_year, document_number, effective_on, reason."""
    value, wrong = _number("调整后目标", typed["value"], goal["unit"])
    top, _ = _number("上限", typed["value_max"], goal["unit"])
    year, since = day_in(typed["due_year"]), day_in(typed["effective_on"], whole=True)
    wrong += [
        *["区间要有上限，上限应大于下限。"]
        * (typed["op"] == "range" and (top is None or value is None or top <= value)),
        *["完成年限应为四位数字，如 2025。"] * (year is None or len(typed["due_year"].strip()) != 4),
        *["请写明依据文号。"] * (not typed["document_number"].strip()),
        *["生效日期应写成 2024-07-01。"] * (since is None),
    ]
    if wrong or year is None or since is None:
        return None, wrong
    asks = {"op": typed["op"], "value": value, "value_max": top if typed["op"] == "range" else None}
    return GoalVersion(
        **_of(goal, who), **cast("Any", asks), unit=goal["unit"], due_year=year.year,
        document_number=typed["document_number"].strip(), effective_on=since.isoformat(),
        reason=typed["reason"].strip(),
    ), []  # fmt: skip


def _number(name: str, text: str, unit: str) -> tuple[float | None, list[str]]:
    """The number of a field in the goal's unit, or what is wrong with it."""
    try:
        return number_in(text, unit), []
    except TypedError as error:
        return None, [f"{name}：{error}"]


def _of(goal: Row, who: str) -> dict[str, Any]:
    return {"target_id": goal["target_id"], "plan_id": goal["plan_id"], "entered_by": who}
