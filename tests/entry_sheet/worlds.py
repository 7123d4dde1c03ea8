"""Boards at random with what people put on record, as a sheet is made from; and a sheet opened again."""

from dataclasses import replace
from io import BytesIO
from random import Random

import openpyxl
import pandas as pd

from pipeline.entries import Base, Curve, Figure, GoalVersion, RuleChange, Step
from pipeline.entry_sheet import Ground
from pipeline.progress import definition_of
from pipeline.reported import Record
from pipeline.schema import MILESTONE
from tests.progress.cases_at_random import frames as frames_of
from tests.progress.cases_at_random import random_case

BY = "王敏"


def world(seed, count, as_of, rule):
    """A ground with ``count`` goals: t0, t1, …"""
    draw = Random(seed)
    cases = [random_case(draw, as_of, "") for _ in range(count)]
    (targets, observations, plans), _ = frames_of(cases)
    columns = [column.name for column in MILESTONE.columns]
    said = {"review": "未审", "certainty": "core", "domain_group": "产业经济", "quote": ""}
    frames = {
        "target": targets.assign(**said), "observation": observations.assign(**{"review": "未审", "certainty": "core"}),
        "plan": plans, "milestone": pd.DataFrame([], columns=columns),
    }  # fmt: skip
    return Ground(frames, record_of_cases(cases, rule), as_of, "board-0001", 7)


def record_of_cases(cases, rule):
    versions, bases, curves = [], [], []
    for number, case in enumerate(cases):
        thing = {"target_id": f"t{number}", "plan_id": f"t{number}", "entered_by": BY, "seq": number + 1}
        if found := case["version"]:
            on, name = found["effective_on"].isoformat(), found["document_number"]
            kept = {key: found[key] for key in ("value", "op", "due_year")}
            versions.append(GoalVersion(**thing, **kept, effective_on=on, document_number=name))
        if found := case["base"]:
            bases.append(Base(**thing, value=found["value"], at=found["base_on"].isoformat()))
        if case["curve"]:
            curves.append(Curve(**thing, points=tuple((f"{year}-12-31", value) for year, value in case["curve"])))
    rules = [RuleChange(name=rule.name, definition=definition_of(rule), entered_by=BY, seq=1)]
    return Record(versions=versions, bases=bases, curves=curves, rules=rules)


def with_approved(ground, figures):
    """The ground as it is when another person has approved the figures."""
    first = max((figure.seq for figure in ground.record.figures), default=0) + 1
    new = [replace(figure, seq=seq) for seq, figure in enumerate(figures, start=first)]
    steps = [Step(figure_seq=figure.seq, action="approved", entered_by="李四", seq=figure.seq) for figure in new]
    record = replace(ground.record, figures=[*ground.record.figures, *new], steps=[*ground.record.steps, *steps])
    return replace(ground, record=record, change=ground.change + len(new) * 2)


def figure(ground, target_id, value, period, **more):
    row = ground.frames["target"].set_index("target_id").loc[target_id]
    return Figure(
        target_id=target_id, plan_id=row["plan_id"], city=row["city"], indicator=row["indicator"],
        period_start=period.start.isoformat(), period_end=period.end.isoformat(), value=value, unit=row["unit"],
        **{"entered_by": BY} | more,
    )  # fmt: skip


def opened(data):
    return openpyxl.load_workbook(BytesIO(data))


def bytes_of(book):
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
