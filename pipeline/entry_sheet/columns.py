"""The columns of 填报表, in order: what an office fills in, what the board says, and what is worked out."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["locked", "entry", "formula", "hidden"]
FORM, LEDGER, GUIDE, STAMP = "填报表", "台账", "说明", "版本"
HEAD_ROW = 4
FIRST_ROW = HEAD_ROW + 1
DAY, NUMBER, SHARE, POINTS = "yyyy-mm-dd", "General", "0.0%", "+0.0;\N{MINUS SIGN}0.0;0.0"


@dataclass(frozen=True)
class Column:
    """A column: ``key`` in code, ``head`` as printed and looked for when the sheet comes back, width in characters."""

    key: str
    head: str
    width: float
    role: Role
    format: str = NUMBER


COLUMNS: tuple[Column, ...] = (
    Column("target_id", "编号", 13, "locked"),
    Column("city", "城市", 9, "locked"),
    Column("domain", "领域", 11, "locked"),
    Column("indicator", "指标", 34, "locked"),
    Column("goal", "目标", 13, "locked"),
    Column("due", "完成时限", 9, "locked"),
    Column("leads", "牵头单位", 18, "locked"),
    Column("last_value", "上期数值", 9, "locked"),
    Column("last_period", "上期数据期", 15, "locked"),
    Column("value", "本期数值", 11, "entry"),
    Column("unit", "单位", 6, "locked"),
    Column("start", "数据期起", 11, "entry", DAY),
    Column("end", "数据期止", 11, "entry", DAY),
    Column("finality", "数据性质", 8, "entry"),
    Column("attainment", "完成率", 8, "formula", SHARE),
    Column("share", "序时进度", 8, "formula", SHARE),
    Column("gap", "序时差（点）", 9, "formula", POINTS),
    Column("state", "状态", 18, "formula"),
    Column("scope", "口径", 16, "entry"),
    Column("source", "数据来源", 20, "entry"),
    Column("note", "备注", 16, "entry"),
    Column("cause", "原因", 20, "entry"),
    Column("remedy", "对策", 20, "entry"),
    Column("new_date", "新的完成时限", 12, "entry", DAY),
    Column("step", "填报状态", 9, "locked"),
    Column("kind", "计量方式", 8, "hidden"),
    Column("base", "基期值", 9, "hidden"),
    Column("goal_value", "目标值", 9, "hidden"),
    Column("first", "序时起", 11, "hidden", DAY),
    Column("last", "序时止", 11, "hidden", DAY),
    Column("carry", "前期累计", 9, "hidden"),
    Column("planned", "分年序时", 9, "hidden", SHARE),
    Column("known_until", "最近数据期止", 11, "hidden", DAY),
)
BY_KEY = {column.key: column for column in COLUMNS}
ENTRY_KEYS = tuple(column.key for column in COLUMNS if column.role == "entry")
LOCKED_KEYS = tuple(column.key for column in COLUMNS if column.role == "locked")
FORMULA_KEYS = tuple(column.key for column in COLUMNS if column.role == "formula")
WORKING_KEYS = tuple(column.key for column in COLUMNS if column.role == "hidden")
DAYS = ("start", "end", "new_date")
IDENTITY = ("city", "indicator", "goal", "unit")  # what makes a row this goal and no other
AS_OF = "截至日"  # the name in the workbook that the formulas use
