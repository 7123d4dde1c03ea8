"""What a new build would show differently: facts that appear, vanish or change. Pure."""

from collections.abc import Iterator

import pandas as pd

from pipeline.facts import KEYS, Frames, Values, records, said

CHANGE = ["fact_id", "change", "plan_id", "city", "indicator", "field", "before", "after", "quote"]
APPEARS, VANISHES, CHANGES = "新增", "撤下", "改变"
_WORDS = {
    "kind": "类型", "indicator": "指标", "value": "数值", "value_max": "上限", "unit": "单位", "op": "比较符",
    "measure": "计量方式", "year": "年份", "domain": "领域", "lead_agencies": "牵头单位", "certainty": "性质",
}  # fmt: skip

_VALUES = {
    "target": "目标", "actual": "现状", "level": "水平", "increment": "新增", "growth": "增长", "cumulative": "累计",
    "cumulative_spend": "累计支出", "core": "数字目标", "optional": "可议表述", ">=": "≥", "<=": "≤", "~": "约",
    "range": "区间",
}  # fmt: skip


def compare(old: Frames, new: Frames) -> pd.DataFrame:
    """One row per fact that appears or vanishes, and per field that changes, columns CHANGE, in printed order.

    ``change`` is 新增, 撤下 or 改变; ``before`` and ``after`` are words, '' where there is nothing to say.
    """
    rows = [row for table, key in KEYS.items() for row in _changes(old[table], new[table], key)]
    return pd.DataFrame(rows, columns=CHANGE)


def summary(changes: pd.DataFrame) -> str:
    """The comparison in one sentence: 新增 3 项，撤下 1 项，改变 2 项（涉及 2 份文件）。"""
    if changes.empty:
        return "与现在的看板相比没有变化。"
    counts = changes.groupby("change", sort=False)["fact_id"].nunique()
    parts = [f"{change} {counts[change]} 项" for change in (APPEARS, VANISHES, CHANGES) if change in counts]
    return f"与现在的看板相比：{'，'.join(parts)}（涉及 {changes['plan_id'].nunique()} 份文件）。"


def lines(changes: pd.DataFrame) -> list[str]:
    """One line per row of a comparison, for a terminal."""
    return [f"{row['change']} {row['city']} {row['indicator']}：{difference(row)}" for row in records(changes)]


def difference(row: Values) -> str:
    """A row of a comparison in words: 年份 2021 → 2025."""
    if row["change"] == CHANGES:
        return f"{row['field']} {row['before']} → {row['after']}"
    return str(row["before"] or row["after"])


def _changes(old: pd.DataFrame, new: pd.DataFrame, key: str) -> Iterator[Values]:
    before, after = ({row[key]: row for row in records(frame)} for frame in (old, new))
    for fact_id, row in before.items():
        if fact_id not in after:
            yield _row(row, fact_id, VANISHES, before=amount(said(row)))
    for fact_id, row in after.items():
        if fact_id not in before:
            yield _row(row, fact_id, APPEARS, after=amount(said(row)))
            continue
        was, now = said(before[fact_id]), said(row)
        for name in (name for name in now if was.get(name, now[name]) != now[name]):
            yield _row(row, fact_id, CHANGES, field=_WORDS[name], before=words(was[name]), after=words(now[name]))


def _row(row: Values, fact_id: str, change: str, **more: str) -> Values:
    known = {name: row[name] for name in ("plan_id", "city", "indicator", "quote")}
    return known | {"fact_id": fact_id, "change": change, "field": "", "before": "", "after": ""} | more


def amount(values: Values) -> str:
    """A fact's demand in one cell: ≥99%（2021）."""
    if values["value"] is None:
        return "未量化"
    top = "" if values["value_max"] is None else f"–{words(values['value_max'])}"
    sign = "" if values["op"] in ("=", "range") else words(values["op"])
    year = "" if values["year"] is None else f"（{values['year']}）"
    return f"{sign}{words(values['value'])}{top}{values['unit']}{year}"


def words(value: object) -> str:
    """A cell as a reader sees it; 空 where there is nothing."""
    if value is None or value in ("", []):
        return "空"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return f"{value:.12g}" if isinstance(value, float) else _VALUES.get(str(value), str(value))
