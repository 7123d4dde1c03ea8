"""The declared tables of a board: columns, their types, and what they mean.

One declaration serves three readers: the pandas frame is checked against it, the DuckDB table is
made from it, and its comments are stored with the table. Spans are raw offsets (``raw[start:end]``
of the file decoded, newlines untouched); years are calendar years; money is in 万元.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    name: str
    type: str  # DuckDB type
    comment: str


@dataclass(frozen=True)
class TableSchema:
    name: str
    comment: str
    key: str
    columns: tuple[Column, ...]


def _table(name: str, comment: str, key: str, *columns: tuple[str, str, str]) -> TableSchema:
    return TableSchema(name, comment, key, tuple(Column(*column) for column in columns))


_PLACE = (
    ("passage_id", "VARCHAR", "所在段落 (passage)"),
    ("place", "VARCHAR", "在文件里的位置:页、表格行列或工作表单元格;纯文本为空串"),
    ("start", "INTEGER", "数字及单位在原文中的起点"),
    ("end", "INTEGER", "数字及单位在原文中的终点"),
    ("quote", "VARCHAR", "原文语句:含指标和数值的最小分句,原字原样"),
    ("quote_start", "INTEGER", "语句起点"),
    ("quote_end", "INTEGER", "语句终点"),
    ("sentence_start", "INTEGER", "整句起点"),
    ("sentence_end", "INTEGER", "整句终点"),
)
_QUANTITY = (
    ("plan_id", "VARCHAR", "规划 (plan)"),
    ("city", "VARCHAR", "城市"),
    ("indicator", "VARCHAR", "指标名称,简体"),
    ("value", "DOUBLE", "数值;定性表述为空"),
    ("value_max", "DOUBLE", "区间上限;非区间为空"),
    ("unit", "VARCHAR", "计量单位;金额一律万元;无单位为空串"),
    ("op", "VARCHAR", "比较符 >= > <= < = ~ range"),
    ("measure", "VARCHAR", "计量方式 level increment growth cumulative cumulative_spend"),
    ("domain", "VARCHAR", "二级领域,13 类"),
    ("domain_group", "VARCHAR", "一级领域,10 类"),
    ("certainty", "VARCHAR", "core 数字目标;optional 全覆盖、N大体系等可议表述"),
    ("confidence", "DOUBLE", "抽取把握,0 至 1"),
    ("number_words", "VARCHAR", "数字与单位的原字"),
    ("operator_words", "VARCHAR", "比较词原字,如 达到…以上"),
)

PLAN = _table(
    "plan", "规划:一份公布的文件", "plan_id",
    ("plan_id", "VARCHAR", "文件名(不含扩展名)"),
    ("file_name", "VARCHAR", "文件名"),
    ("sha256", "VARCHAR", "文件字节的 SHA-256"),
    ("encoding", "VARCHAR", "文件编码"),
    ("script", "VARCHAR", "simplified 简体;traditional 繁体"),
    ("kind", "VARCHAR", "plan 规划;report 工作报告;proposal 建议报告"),
    ("title", "VARCHAR", "标题,简体"),
    ("city", "VARCHAR", "城市,如 宜兴市"),
    ("issuer", "VARCHAR", "印发机关"),
    ("document_number", "VARCHAR", "文号;未写为空串"),
    ("issued_on", "DATE", "成文或印发日期;未写为空"),
    ("first_year", "INTEGER", "规划期首年;未写为空"),
    ("last_year", "INTEGER", "规划期末年;未写为空"),
    ("document_year", "INTEGER", "文件年份"),
    ("characters", "INTEGER", "原文字数"),
    ("recognised", "BOOLEAN", "是否由图像识别"),
)  # fmt: skip
PASSAGE = _table(
    "passage", "段落:原文逐段,连起来覆盖全文", "passage_id",
    ("passage_id", "VARCHAR", "plan_id#序号"),
    ("plan_id", "VARCHAR", "规划 (plan)"),
    ("position", "INTEGER", "在文件中的次序,从 0 起"),
    ("kind", "VARCHAR", "heading 标题;paragraph 段落;cell 表格单元;furniture 网页杂项"),
    ("headings", "VARCHAR", "所在章节,自外而内,以“ / ”相连"),
    ("start", "INTEGER", "原文起点"),
    ("end", "INTEGER", "原文终点"),
    ("raw_text", "VARCHAR", "原文原字"),
    ("clean_text", "VARCHAR", "简体净文"),
)  # fmt: skip
TARGET = _table(
    "target", "目标:规划承诺达到的数值", "target_id",
    ("target_id", "VARCHAR", "由规划、语句和数字生成,换解析器不变"),
    *_QUANTITY,
    ("due_year", "INTEGER", "完成年限;未写为空"),
    ("year_source", "VARCHAR", "年限出处 clause sentence section phase plan document none"),
    ("annual", "BOOLEAN", "是否只对一年"),
    ("nature", "VARCHAR", "约束性 预期性;未注明为空串"),
    ("soft", "VARCHAR", "软性用词,如 力争;无则空串"),
    ("lead_agencies", "VARCHAR[]", "牵头单位;未明确为空列表"),
    ("supporting_agencies", "VARCHAR[]", "配合单位"),
    ("programme_id", "VARCHAR", "所属任务 (programme);无则空"),
    ("chapter", "VARCHAR", "所在章节"),
    ("statement_count", "INTEGER", "原文中表述的处数"),
    *_PLACE,
)  # fmt: skip
STATEMENT = _table(
    "statement", "表述:一项目标在原文中的每一处", "statement_id",
    ("statement_id", "VARCHAR", "target_id#序号"),
    ("target_id", "VARCHAR", "目标 (target)"),
    ("plan_id", "VARCHAR", "规划 (plan)"),
    ("position", "INTEGER", "第几处,从 0 起"),
    ("indicator", "VARCHAR", "该处的指标用词"),
    ("op", "VARCHAR", "该处的比较符"),
    ("due_year", "INTEGER", "该处的完成年限"),
    ("lead_agencies", "VARCHAR[]", "该处的牵头单位"),
    ("chapter", "VARCHAR", "所在章节"),
    ("number_words", "VARCHAR", "数字与单位的原字"),
    ("operator_words", "VARCHAR", "比较词原字"),
    *_PLACE,
)  # fmt: skip
OBSERVATION = _table(
    "observation", "实际值:文件自己写到的现状", "observation_id",
    ("observation_id", "VARCHAR", "由规划、语句和数字生成"),
    *_QUANTITY,
    ("year", "INTEGER", "数据所指年份;未写为空"),
    ("year_source", "VARCHAR", "年份出处"),
    ("period_start", "DATE", "数据期起;只写到年份的为空"),
    ("period_end", "DATE", "数据期止;只写到年份的为空"),
    ("finality", "VARCHAR", "数据状态 estimate 预计;preliminary 初步;final 审定;未注明为空串"),
    ("scope", "VARCHAR", "口径,如 不含嘉兴港区;未注明为空串"),
    ("chapter", "VARCHAR", "所在章节"),
    *_PLACE,
)  # fmt: skip
PROGRAMME = _table(
    "programme", "任务:编号的重点专项或任务", "programme_id",
    ("programme_id", "VARCHAR", "plan_id-p序号"),
    ("plan_id", "VARCHAR", "规划 (plan)"),
    ("city", "VARCHAR", "城市"),
    ("number", "INTEGER", "编号"),
    ("title", "VARCHAR", "名称"),
    ("lead_agencies", "VARCHAR[]", "牵头单位;未明确为空列表"),
    ("supporting_agencies", "VARCHAR[]", "配合单位"),
    ("chapter", "VARCHAR", "所在章节"),
    ("target_count", "INTEGER", "其中的数字目标项数"),
    ("start", "INTEGER", "原文起点"),
    ("end", "INTEGER", "原文终点"),
)  # fmt: skip
MILESTONE = _table(
    "milestone", "节点:规划的阶段及其期限", "milestone_id",
    ("milestone_id", "VARCHAR", "plan_id-m序号"),
    ("plan_id", "VARCHAR", "规划 (plan)"),
    ("city", "VARCHAR", "城市"),
    ("position", "INTEGER", "次序,从 1 起"),
    ("label", "VARCHAR", "阶段名,如 第一阶段"),
    ("name", "VARCHAR", "阶段任务;原文缺则空串"),
    ("due_year", "INTEGER", "期限;未写为空"),
    ("stated", "BOOLEAN", "原文是否写到;否即原文缺"),
    ("start", "INTEGER", "原文起点;原文缺则空"),
    ("end", "INTEGER", "原文终点;原文缺则空"),
)  # fmt: skip
PROJECT = _table(
    "project", "项目与资金:申请与通过", "project_id",
    ("project_id", "VARCHAR", "plan_id-j序号"),
    ("plan_id", "VARCHAR", "规划 (plan)"),
    ("city", "VARCHAR", "城市"),
    ("department", "VARCHAR", "部门(单位)"),
    ("is_total", "BOOLEAN", "是否合计行"),
    ("projects", "INTEGER", "项目数"),
    ("requested", "DOUBLE", "申请金额,万元"),
    ("approved", "DOUBLE", "通过金额,万元"),
    ("year", "INTEGER", "年份"),
    ("doubt", "VARCHAR", "疑点;无则空串"),
    ("start", "INTEGER", "原文起点"),
    ("end", "INTEGER", "原文终点"),
)  # fmt: skip
FINDING = _table(
    "finding", "缺漏与疑点:读者必须知道的", "finding_id",
    ("finding_id", "VARCHAR", "plan_id-f序号"),
    ("plan_id", "VARCHAR", "规划 (plan)"),
    ("city", "VARCHAR", "城市"),
    ("code", "VARCHAR", "类别"),
    ("severity", "VARCHAR", "gap 缺漏;doubt 疑点"),
    ("message", "VARCHAR", "中文说明"),
    ("start", "INTEGER", "原文起点;无处可指为空"),
    ("end", "INTEGER", "原文终点"),
)  # fmt: skip

TABLES = (
    PLAN, PASSAGE, TARGET, STATEMENT, OBSERVATION, PROGRAMME, MILESTONE, PROJECT, FINDING,
)  # fmt: skip
