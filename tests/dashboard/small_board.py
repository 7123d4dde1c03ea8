"""A small board with one of everything: goals met, missed, ahead and unknown; a gap, a doubt, a plan without goals."""

import datetime
from typing import Any

import pandas as pd

from pipeline.schema import TABLES

THIS_YEAR = datetime.date.today().year
EVIL = "<script>alert(1)</script>覆盖率"
TEXTS = {
    "a": "下载次数：12\n二、建设目标\n到2021年，網上可辦率達到100%以上。停车场接入率达到80%。新增智能车间6家，"
    "恶意词达到50%，实现网格全覆盖。\n三、重点任务\n1.发展智能车间。新增智能车间6家。\n",
    "b": "到期末，5G覆盖率从40%提高到90%以上，接入视频3万路以上。\n",
    "c": "现有宽带用户130万户，总投资4484.55万元。\n财政局\n2\n200\n267\n",
}
CITIES = {"a": "云溪市", "b": "甲港高新区(江北区)", "c": "丙山市"}
PERIODS: dict[str, tuple[int | None, int | None]] = {
    "a": (2019, 2021),
    "b": (THIS_YEAR - 2, THIS_YEAR + 3),
    "c": (None, None),
}
BLANK: dict[str, Any] = {
    "VARCHAR": "",
    "VARCHAR[]": [],
    "BOOLEAN": False,
    "INTEGER": None,
    "DOUBLE": None,
    "DATE": None,
}

QUANTITY = {
    "unit": "%",
    "op": "=",
    "measure": "level",
    "domain": "产业经济",
    "domain_group": "产业经济",
    "certainty": "core",
    "confidence": 0.9,
}


def frames() -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {
        "plan": [_plan(plan_id) for plan_id in TEXTS],
        "passage": [passage for plan_id in TEXTS for passage in _passages(plan_id)],
        "target": _targets(),
        "observation": _observations(),
        "programme": [_programme()],
        "milestone": _milestones(),
        "project": _projects(),
        "finding": _findings(),
    }
    rows["statement"] = [statement for target in rows["target"] for statement in _statements(target)]
    return {
        table.name: pd.DataFrame(rows[table.name], columns=[column.name for column in table.columns])
        for table in TABLES
    }


def _milestones() -> list[dict[str, Any]]:
    missing = {"label": "第一年", "due_year": 2019, "stated": False}
    stated = {"label": "第二年", "name": "见成效", "due_year": 2020, "stated": True, "start": 0, "end": 4}
    return [
        _row("milestone", _of("a"), phase, milestone_id=f"a-m{position}", position=position)
        for position, phase in enumerate((missing, stated), start=1)
    ]


def _projects() -> list[dict[str, Any]]:
    doubtful = {"department": "财政局", "requested": 200.0, "approved": 267.0, "doubt": "通过大于申请"}
    total = {"department": "合计", "requested": 250.0, "approved": 200.0, "is_total": True}
    return [
        _row("project", _of("c"), project, project_id=f"c-j{number}", projects=2, year=2018)
        for number, project in enumerate((doubtful, total), start=1)
    ]


def _findings() -> list[dict[str, Any]]:
    gap = {"code": "missing_phase", "severity": "gap", "message": "第一年的阶段目标在原文中缺失。"}
    doubt = {"code": "table_value", "severity": "doubt", "message": "通过大于申请。", "start": 24, "end": 27}
    return [
        _row("finding", _of("a"), gap, finding_id="a-f1"),
        _row("finding", _of("c"), doubt, finding_id="c-f1"),
    ]


def _row(table: str, *parts: dict[str, Any], **values: Any) -> dict[str, Any]:
    schema = next(each for each in TABLES if each.name == table)
    row = {column.name: BLANK[column.type] for column in schema.columns}
    given = {key: value for part in parts for key, value in part.items() if key in row} | values
    assert set(given) <= set(row), set(given) - set(row)
    return row | given


def _of(plan_id: str) -> dict[str, Any]:
    return {"plan_id": plan_id, "city": CITIES[plan_id]}


def _plan(plan_id: str) -> dict[str, Any]:
    first, last = PERIODS[plan_id]
    return _row(
        "plan", _of(plan_id), file_name=f"{plan_id}.txt", sha256=plan_id * 64, encoding="utf-8",
        script="traditional" if plan_id == "a" else "simplified", kind="proposal" if plan_id == "c" else "plan",
        title=f"{CITIES[plan_id]}的文件", document_number="云政〔2019〕1号" if plan_id == "a" else "",
        first_year=first, last_year=last, document_year=first or 2018, characters=len(TEXTS[plan_id]),
    )  # fmt: skip


def _passages(plan_id: str) -> list[dict[str, Any]]:
    rows, start = [], 0
    for position, line in enumerate(TEXTS[plan_id].splitlines(keepends=True)):
        kind = "furniture" if "下载" in line else "heading" if "、" in line[:2] else "paragraph"
        clean = line.strip().replace("網", "网").replace("辦", "办").replace("達", "达")
        rows.append(
            _row(
                "passage", _of(plan_id), passage_id=f"{plan_id}#{position}", position=position, kind=kind,
                start=start, end=start + len(line), raw_text=line, clean_text=clean,
            )
        )  # fmt: skip
        start += len(line)
    return rows


def _place(plan_id: str, number: str, quote: str, sentence: str) -> dict[str, int | str]:
    text = TEXTS[plan_id]
    sentence_start, quote_start = text.index(sentence), text.index(quote)
    start = text.index(number, quote_start)
    passage = max(position for position in range(text.count("\n")) if _starts(text)[position] <= start)
    return {
        "passage_id": f"{plan_id}#{passage}", "start": start, "end": start + len(number), "quote": quote,
        "quote_start": quote_start, "quote_end": quote_start + len(quote),
        "sentence_start": sentence_start, "sentence_end": sentence_start + len(sentence), "number_words": number,
    }  # fmt: skip


def _starts(text: str) -> list[int]:
    return [0] + [place + 1 for place, letter in enumerate(text) if letter == "\n"]


def _target(plan_id: str, target_id: str, indicator: str, place: dict[str, Any], **values: Any) -> dict[str, Any]:
    due = {"due_year": PERIODS[plan_id][1], "year_source": "plan", "statement_count": 1, "chapter": "二、建设目标"}
    return _row("target", _of(plan_id), place, QUANTITY, due, target_id=target_id, indicator=indicator, **values)


def _targets() -> list[dict[str, Any]]:
    many = "新增智能车间6家，恶意词达到50%，实现网格全覆盖。"
    done = _place("a", "100%", "網上可辦率達到100%以上", "到2021年，網上可辦率達到100%以上。")
    missed = _place("a", "80%", "停车场接入率达到80%", "停车场接入率达到80%。")
    ahead = _place("b", "90%", "5G覆盖率从40%提高到90%以上", TEXTS["b"].strip())
    twice = _place("a", "6家", "新增智能车间6家", many)
    evil, whole = _place("a", "50%", "恶意词达到50%", many), _place("a", "全覆盖", "实现网格全覆盖", many)
    wan = _place("b", "3万路", "接入视频3万路以上", TEXTS["b"].strip())
    cameras = {"unit": "路", "op": ">=", "domain_group": "公共安全", "lead_agencies": ["区公安分局"]}
    workshops = {"unit": "家", "measure": "increment", "programme_id": "a-p1", "statement_count": 2}
    services = {"domain": "政务服务", "domain_group": "政务服务", "op": ">=", "operator_words": "達到…以上"}
    parking = {"domain_group": "城市治理", "lead_agencies": ["市公安局"]}
    return [
        _target("a", "t-done", "网上可办率", done, value=100.0, **services),
        _target("a", "t-missed", "停车场接入率", missed, value=80.0, **parking),
        _target("a", "t-twice", "新增智能车间", twice, value=6.0, **workshops),
        _target("a", "t-evil", EVIL, evil, value=50.0, lead_agencies=["<b>局</b>"]),
        _target("a", "t-all", "网格覆盖率", whole, value=100.0, certainty="optional"),
        _target("b", "t-ahead", "5G覆盖率", ahead, value=90.0, op=">=", domain_group="信息基础设施"),
        _target("b", "t-wan", "接入视频", wan, value=30000.0, **cameras),
    ]


def _statements(target: dict[str, Any]) -> list[dict[str, Any]]:
    first = _row("statement", {key: target[key] for key in target}, statement_id=f"{target['target_id']}#0", position=0)
    if target["target_id"] != "t-twice":
        return [first]
    again = TEXTS["a"].rindex("新增智能车间6家")
    place = {"start": again + 6, "end": again + 8, "quote_start": again, "quote_end": again + 8}
    return [first, first | place | {"statement_id": "t-twice#1", "position": 1, "chapter": "三、重点任务"}]


def _observations() -> list[dict[str, Any]]:
    broad = _place("c", "130万户", "现有宽带用户130万户", "现有宽带用户130万户，总投资4484.55万元。")
    money = _place("c", "4484.55万元", "总投资4484.55万元", "现有宽带用户130万户，总投资4484.55万元。")
    rise = _place("b", "40%", "5G覆盖率从40%提高到90%以上", TEXTS["b"].strip())
    return [
        _observation("a", "o-done", "网上可办率", broad, value=100.0, year=2021),
        _observation("a", "o-missed", "停车场接入率", broad, value=60.0, year=2021),
        _observation("b", "o-base", "5G覆盖率", rise, value=40.0, year=THIS_YEAR - 3),
        _observation("b", "o-now", "5G覆盖率", rise, value=85.0, year=THIS_YEAR - 1),
        _observation("c", "o-users", "宽带用户", broad, value=1_300_000.0, unit="户", year=2018),
        _observation("c", "o-money", "总投资", money, value=4484.55, unit="万元", year=2018),
    ]


def _observation(plan_id: str, key: str, indicator: str, place: dict[str, Any], **values: Any) -> dict[str, Any]:
    said = {"observation_id": key, "indicator": indicator, "year_source": "document"}
    return _row("observation", _of(plan_id), place, QUANTITY, said, **values)


def _programme() -> dict[str, Any]:
    start = TEXTS["a"].index("1.发展")
    return _row(
        "programme", _of("a"), programme_id="a-p1", number=1, title="发展智能车间", lead_agencies=["市工信局"],
        supporting_agencies=["市财政局"], target_count=9, start=start, end=len(TEXTS["a"]),
    )  # fmt: skip
