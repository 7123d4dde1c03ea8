"""What is to be reviewed, in the order of reading, and where in it the reviewer is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from dashboard import turning
from dashboard.rows import Row, row_of, rows
from dashboard.turning import Place
from pipeline.facts import KEYS, finding_key
from pipeline.overlay import UNREVIEWED

SURE = 0.95  # facts at or above this are right in 95 of 100 cases
EVERY = "全部"
EVERY_CITY, EVERY_KIND = "全部城市", "各类"
KINDS = ("目标", "现状", "疑点", "表述")
STATES = (UNREVIEWED, "已审", EVERY)
DOUBTS = ("把握不足 95%", EVERY)
ITEM = ["fact_id", "table", "kind", "plan_id", "city", "doubtful", "review", "start"]
_KIND = {"target": "目标", "observation": "现状"}


@dataclass(frozen=True)
class Choice:
    """What the reviewer wants to see. 表述 are the debatable ones (全覆盖 …)."""

    city: str = EVERY_CITY
    doubt: str = DOUBTS[0]
    kind: str = EVERY_KIND
    state: str = UNREVIEWED


def link(fact_id: str) -> str:
    """The address of the review page at one fact, whatever its state."""
    return "review?" + urlencode({"fact": fact_id, "doubt": EVERY, "state": EVERY})


def items(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every fact and every doubt with columns ITEM: goals and figures before expressions, as printed in their plans."""
    findings = tables["finding"]
    parts = [_facts(tables[table], table, key) for table, key in KEYS.items()]
    frame = pd.concat([*parts, _doubts(findings[findings["severity"] == "doubt"])], ignore_index=True)
    debatable = frame["kind"] == KINDS[-1]
    return frame.assign(_late=debatable).sort_values(["_late", "plan_id", "start"], kind="stable").drop(columns="_late")


def chosen(every: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The items that a choice lets through, whatever their review state."""
    found = every
    if choice.city != EVERY_CITY:
        found = found[found["city"] == choice.city]
    if choice.kind != EVERY_KIND:
        found = found[found["kind"] == choice.kind]
    return found[found["doubtful"]] if choice.doubt != EVERY else found


def place(found: pd.DataFrame, state: str, asked: str) -> Place | None:
    """Where ``asked`` (or the first to be shown) stands; None when nothing is left to show.

    While reviewing, positions count everything chosen, so that 第 3 / 60 项 goes up to 60.
    """
    every, is_open = list(found["fact_id"]), found["review"].eq(UNREVIEWED)
    shown = set(every if state == EVERY else found["fact_id"][is_open if state == UNREVIEWED else ~is_open])
    return turning.place(every, shown, set(every) if state == UNREVIEWED else shown, asked)


def sentence(found: pd.DataFrame, here: Place | None) -> str:
    """How far the review has come: 第 3 / 60 项，已审 2 项。"""
    done = int((found["review"] != UNREVIEWED).sum())
    if here is None:
        return f"已审完 {done} 项，没有待审的内容。" if done else "没有需要校核的内容。"
    return f"第 {here.position} / {here.total} 项，已审 {done} 项。"


def next_open(found: pd.DataFrame, here: str) -> str:
    """The next open item after ``here``, from the start again at the end; '' when ``here`` was the last."""
    return turning.next_of(list(found["fact_id"]), set(found["fact_id"][found["review"].eq(UNREVIEWED)]), here)


def find(tables: Mapping[str, pd.DataFrame], item: Row) -> Row:
    """The whole row of an item."""
    if item["table"] == "finding":
        return next(row for row in rows(tables["finding"]) if finding_key(row) == item["fact_id"])
    return row_of(tables[item["table"]], KEYS[item["table"]], item["fact_id"]) or {}


def _facts(facts: pd.DataFrame, table: str, key: str) -> pd.DataFrame:
    kind = facts["certainty"].map(lambda certainty: _KIND[table] if certainty == "core" else KINDS[-1]).astype("str")
    return facts.assign(fact_id=facts[key], table=table, kind=kind, doubtful=facts["confidence"] < SURE)[ITEM]


def _doubts(findings: pd.DataFrame) -> pd.DataFrame:
    keys = pd.Series([finding_key(row) for row in rows(findings)], index=findings.index, dtype="str")
    return findings.assign(fact_id=keys, table="finding", kind="疑点", doubtful=True)[ITEM]
