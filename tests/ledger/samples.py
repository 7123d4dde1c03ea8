"""Entries as people make them."""

from pathlib import Path

from sqlalchemy import column, insert, table, text

from pipeline.decisions import Decision
from pipeline.entries import (
    AccessEvent,
    Account,
    AnswerDecision,
    Base,
    Curve,
    Entry,
    Evidence,
    Figure,
    FollowUp,
    FrozenScore,
    GoalVersion,
    IndicatorChange,
    Mark,
    RuleChange,
    SchemeChange,
    Snapshot,
    Step,
)
from pipeline.ledger import Ledger
from pipeline.ledger.audit import Chain, add_audit, check_chain
from pipeline.ledger.connecting import reading
from pipeline.ledger.tables import TABLES, row_of

SHA = "0" * 63 + "a"
PROOF = Evidence("盖章扫描件.pdf", SHA, 7)


def figure(**values) -> Figure:
    """A figure of target t1 that 王敏 entered."""
    plain = {
        "entered_by": "王敏", "target_id": "t1", "plan_id": "p", "city": "乙海市", "indicator": "5G网络覆盖率",
        "period_start": "2024-01-01", "period_end": "2024-09-30", "value": 62.6, "unit": "%",
    }  # fmt: skip
    return Figure(**plain | values)


def figures(count: int, **values) -> list[Figure]:
    """Figures of as many targets: of one target and period only one may stand."""
    return [figure(target_id=f"t{number}", **values) for number in range(count)]


def step(figure_seq: int, action: str, by: str = "李四", reason: str = "") -> Step:
    return Step(figure_seq=figure_seq, action=action, entered_by=by, reason=reason)


def decision(**values) -> Decision:
    return Decision(**{"fact_id": "t1", "plan_id": "p", "action": "accept", "decided_by": "王敏"} | values)


ONE_OF_EACH: list[Entry | Decision] = [
    decision(action="correct", changes={"value": 98.0}, expected={"lead_agencies": ["市经信局"], "year": None}),
    figure(
        value_max=70, finality="estimate", scope="不含嘉兴港区", agency="市经信局", source="季报", evidence=(PROOF,),
        warnings_overruled={"jump": "口径调整"}, cause="设备未到", remedy="已催", new_date="2024-12-31",
    ),
    step(1, "returned", reason="缺盖章"),
    GoalVersion(
        entered_by="王敏", target_id="t1", plan_id="p", value=90, op=">=", unit="%", due_year=2025,
        document_number="乙政发〔2024〕3号", effective_on="2024-05-01", reason="中期调整",
    ),
    Base(entered_by="王敏", target_id="t1", plan_id="p", value=35, unit="%", at="2020-12-31", source="统计公报"),
    Curve(entered_by="王敏", target_id="t1", plan_id="p", points=(("2023-12-31", 50), ("2024-12-31", 99.5))),
    RuleChange(entered_by="王敏", name="银川", definition={"rules": [{"gap": 10, "state": "略低"}]}, reason="会议纪要"),
    FollowUp(
        entered_by="王敏", item_id="d1", target_id="t1", plan_id="p", action="opened", text="请说明",
        due_on="2024-11-01", agency="市经信局", document="督办单第1号", evidence=(PROOF,),
    ),
    Snapshot(
        entered_by="王敏", name="2024年前三季度", as_of="2024-09-30", file_name="q3.parquet", sha256=SHA,
        board="board-0001.duckdb",
    ),
    Mark(
        entered_by="王敏", subject_kind="project", subject_id="j1", plan_id="p", what="paid", number=3753.28,
        text="已付", on="2024-09-30",
    ),
    SchemeChange(entered_by="王敏", name="半年考核", definition={"total": 100}, is_on=True, reason="会议纪要"),
    FrozenScore(
        entered_by="王敏", name="半年考核", period="2024年", as_of="2024-12-31", file_name="2024.json", sha256=SHA,
    ),
    AnswerDecision(
        entered_by="王敏", target_id="t1", plan_id="p", observation_id="o1", figure_plan_id="q", action="accepted",
        kind="near", score=0.7, differs="口径：目标未写，实际“同口径”", goal_quote="增长6%以上",
        figure_quote="同口径增长7.4%", reason="财政局确认",
    ),
    IndicatorChange(entered_by="王敏", indicator_id="C01", definition={"name": "网上可办率"}, reason="统一叫法"),
]  # fmt: skip

OF_PEOPLE: list[Entry] = [
    Account(entered_by="王敏", name="王敏", role="安全管理员", reason="首次设置"),
    Account(entered_by="王敏", name="李四", role="填报", cities=("乙海市",), agencies=("市经信局", "统计局")),
    AccessEvent(entered_by="王敏", act="exported", what="sheet", origin="命令行"),
]  # after the others: with the first account nobody enters more than the role allows


def folders_in(folder: Path) -> dict[str, Path]:
    return {name: folder / name for name in ("evidence", "snapshots", "scores")}


def chain(ledger: Ledger) -> Chain:
    """The state of the chain and the rows, without the files."""
    with reading(ledger.engine) as connection:
        return check_chain(connection)


def make_older(ledger: Ledger, *columns: str) -> None:
    """Make an empty ledger what it was before figures had these columns, with one figure in it."""
    kept = [each for each in TABLES[Figure].c if each.name not in columns]
    row = {name: value for name, value in row_of(figure(seq=1, entered_at="T1")).items() if name not in columns}
    with ledger.engine.begin() as connection:
        for name in columns:
            connection.execute(text(f"ALTER TABLE figure DROP COLUMN {name}"))
        connection.execute(insert(table("figure", *(column(each.name, each.type) for each in kept))).values(row))
        add_audit(connection, TABLES[Figure], row | {"seq": 1}, "王敏")
    ledger.close()
