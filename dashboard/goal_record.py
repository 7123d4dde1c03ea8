"""What people laid down about a goal, and what happened to it on which day. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard import labels
from dashboard.charts.progress import MARK_COLUMNS
from dashboard.rows import Row, rows
from pipeline.entries import Base, Curve, Entry, FollowUp, GoalVersion, Mark
from pipeline.progress.given import Point
from pipeline.progress.splits import split_problems
from pipeline.progress.values import day
from pipeline.reported import Record

FOLLOW_UPS = {"opened": "督办", "extended": "延期", "answered": "答复", "closed": "销号", "reopened": "重新督办"}


def laid_down(goal: Row, record: Record) -> list[Row]:
    """Bases, 分年目标 and 目标调整 on record, in the order of entry.

    ``kind``, ``words``, ``source``, ``who`` entered it and when; ``wrong`` is what the check of a split against the
    goal in force says of it, '' where it agrees.
    """
    kinds: Iterable[Sequence[Entry]] = (record.bases, record.curves, record.versions)
    own = [entry for entries in kinds for entry in entries if getattr(entry, "target_id", "") == goal["target_id"]]
    return [_laid_down(goal, entry) for entry in sorted(own, key=lambda entry: entry.entered_at)]


def _laid_down(goal: Row, entry: Entry) -> Row:
    who = f"{entry.entered_by} {labels.moment(entry.entered_at)}" if entry.entered_at else entry.entered_by
    if isinstance(entry, Base):
        words, source, kind = f"{_moment(entry.at)}为{_amount(goal, entry.value)}", entry.source, "基期"
    elif isinstance(entry, Curve):
        parts = (f"{_moment(on)} {_amount(goal, value)}" for on, value in entry.points)
        words, source, kind = "；".join(parts), entry.source, "分年目标"
    elif isinstance(entry, GoalVersion):
        words, kind = (
            f"{labels.asked(vars(entry) | {'annual': goal['annual']})}，自{labels.day(day(entry.effective_on))}起",
            "目标调整",
        )
        source = "；".join(filter(None, (entry.document_number, entry.reason)))
    wrong = split_wrong(goal, entry) if isinstance(entry, Curve) else []
    return {"kind": kind, "words": words, "source": source, "who": who, "wrong": "".join(wrong)}


def split_wrong(goal: Row, curve: Curve) -> list[str]:
    """What does not agree between a split and the goal in force (``pipeline.progress.splits``)."""
    points = [Point(on, value) for when, value in curve.points if (on := day(when))]
    due = None if labels.is_missing(goal["due_year"]) else date(int(goal["due_year"]), 12, 31)
    return split_problems(points, float(goal["value"]), goal["measure"], goal["unit"], due)


def _moment(on: str) -> str:
    when = day(on)
    return labels.moment_of(when) if when else on


def _amount(goal: Row, value: float) -> str:
    return "".join(labels.quantity(value, None, goal["unit"]))


def phases(milestones: pd.DataFrame) -> pd.DataFrame:
    """The dated phases of a plan as marks of the chart (``charts.progress.MARK_COLUMNS``), in the plan's own words."""
    dated = milestones[milestones["due_year"].notna()].sort_values("due_year")
    marks = [
        (date(int(phase["due_year"]), 12, 31), phase["label"], "：".join(filter(None, _words(phase))))
        for phase in rows(dated)
    ]
    return pd.DataFrame(marks, columns=MARK_COLUMNS)


def _words(phase: Row) -> tuple[str, str]:
    return phase["label"], phase["name"] if phase["stated"] else "原文缺"


def events(
    goal: Row, record: Record, follow_ups: Iterable[FollowUp], marks: Iterable[Mark], milestones: pd.DataFrame
) -> pd.DataFrame:
    """What happened to a goal on which day, oldest first: MARK_COLUMNS; a follow-up on the day it was entered."""
    own = [
        *_of_versions(version for version in record.versions if version.target_id == goal["target_id"]),
        *_of_follow_ups(item for item in follow_ups if item.target_id == goal["target_id"] and item.entered_at),
        *_of_marks(marks, dict(zip(milestones["milestone_id"], milestones["label"], strict=True))),
    ]
    return pd.DataFrame(sorted(own, key=lambda event: str(event[0])), columns=MARK_COLUMNS)


Event = tuple[Any, str, str]


def _of_versions(versions: Iterator[GoalVersion]) -> Iterator[Event]:
    for version in versions:
        yield day(version.effective_on), "目标调整", f"目标调整，{version.document_number}"


def _of_follow_ups(items: Iterator[FollowUp]) -> Iterator[Event]:
    for item in items:
        on, name = datetime.fromisoformat(item.entered_at).astimezone().date(), FOLLOW_UPS[item.action]
        yield on, name, "，".join(filter(None, (f"{name}（{labels.day(on)}）", item.text)))


def _of_marks(marks: Iterable[Mark], labelled: dict[str, str]) -> Iterator[Event]:
    for mark in marks:
        if mark.subject_kind == "milestone" and mark.subject_id in labelled:
            name = labelled[mark.subject_id]
            yield day(mark.on), name, "，".join(filter(None, (name, mark.text)))
