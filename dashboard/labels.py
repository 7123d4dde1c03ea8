"""Words, numbers and units as officials write them: 3万路, 1.7亿条, 92.7%, 2021年底前, 未明确."""

import datetime
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

import pandas as pd

from pipeline.progress import wording
from pipeline.scoring.amounts import plain

UNKNOWN = "未明确"
# The first-level domains (pipeline/lexicon/domain_groups.toml), in the order in which every table shows them.
DOMAINS = (
    "信息基础设施",
    "数据资源",
    "政务服务",
    "民生服务",
    "城市治理",
    "公共安全",
    "生态环境",
    "产业经济",
    "信息安全",
    "组织保障",
)
MEASURES = {
    "level": "水平",
    "increment": "新增",
    "growth": "增长",
    "cumulative": "累计",
    "cumulative_spend": "累计支出",
}
OPERATORS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "~": "约", "range": ""}
YEAR_SOURCES = {
    "clause": "本句写明",
    "sentence": "同一句写明",
    "section": "所在章节写明",
    "phase": "按所在阶段的期限",
    "plan": "按规划期末年",
    "document": "按文件年份",
    "review": "复核时更正",
    "none": UNKNOWN,
}
FINALITIES = {"estimate": "预计", "preliminary": "初步", "final": "审定"}
SEVERITIES = {"gap": "缺漏", "doubt": "疑点"}  # of a finding: what should be there and is not; what makes no sense
DOCUMENT_KINDS = {"plan": "规划", "report": "报告", "proposal": "建议报告"}

_YI, _WAN = 100_000_000, 10_000


class Quantity(NamedTuple):
    """A number and its unit, apart because they are printed in different sizes."""

    number: str
    unit: str


def is_missing(value: object) -> bool:
    """None, NaN, NaT, NA, or an empty string."""
    return not value if isinstance(value, str) else bool(pd.isna(cast("Any", value)))


def number(value: float) -> str:
    """1.7亿, 3万, 4484.55: to 亿 or 万 where two decimals lose nothing, otherwise in full."""
    for size, word in ((_YI, "亿"), (_WAN, "万")):
        if _is_short(value / size):
            return _plain(value / size) + word
    return _plain(value)


def quantity(value: float | None, value_max: float | None, unit: str) -> Quantity:
    """A value or a range (3–4) with its unit; 万元 and 万美元 turn to 亿元 and 亿美元 where that is how it is said."""
    if is_missing(value):
        return Quantity("未量化", "")
    values = [float(each) for each in (value, value_max) if each is not None and not pd.isna(each)]
    if unit[:1] == "万" and unit[1:]:
        large = all(_is_short(each / _WAN) for each in values)
        numbers = (_plain(each / _WAN if large else each) for each in values)
        return Quantity("–".join(numbers), f"亿{unit[1:]}" if large else unit)
    return Quantity("–".join(number(each) for each in values), unit)


def demand(op: str, value: float | None, value_max: float | None, unit: str) -> Quantity:
    """What is asked, in one cell: ≥95 %, 约8 个, 3–4 个; a plain = is left out."""
    amount = quantity(value, value_max, unit)
    sign = "" if op == "=" or is_missing(value) else OPERATORS.get(op, op)
    return Quantity(sign + amount.number, amount.unit)


def asked(goal: Mapping[Any, Any]) -> str:
    """≥99%，2021年底: what a goal asks, in one line; without its year where none is said."""
    amount = "".join(demand(goal["op"], goal["value"], goal["value_max"], goal["unit"]))
    return amount if is_missing(goal["due_year"]) else f"{amount}，{due(goal['due_year'], goal['annual'])}"


def due(year: float | None, annual: bool = False) -> str:
    """2021年底, or 2021年内 for a goal of one year only."""
    if is_missing(year):
        return UNKNOWN
    return f"{int(year or 0)}年{'内' if annual else '底'}"


def overdue(year: float | None, as_of: datetime.date) -> str:
    """4 年 10 个月 (whole months since the end of ``year``), or that it is not due yet."""
    if is_missing(year):
        return "未写完成年限"
    months = (as_of.year - int(year or 0) - 1) * 12 + as_of.month - 1
    if months < 0 or as_of.year <= int(year or 0):
        return "今天到期" if (as_of.year, as_of.month, as_of.day) == (year, 12, 31) else "未到期"
    years, rest = divmod(months, 12)
    return " ".join([f"{years} 年"] * bool(years) + [f"{rest} 个月"] * bool(rest or not years))


def period(first: float | None, last: float | None) -> str:
    """2019–2021, or 未明确 where the document names no period."""
    if is_missing(first) or is_missing(last):
        return UNKNOWN
    return f"{int(first or 0)}–{int(last or 0)}"


def data_period(start: datetime.date | None, end: datetime.date | None, year: float | None) -> str:
    """What a figure covers: 2024年1–9月, 2023年全年, 2023年底; the bare year (2023) where no more is said."""
    if is_missing(start) or is_missing(end) or start is None or end is None:
        return UNKNOWN if is_missing(year) else f"{int(year or 0)}"
    if (start.year, start.month, start.day) == (end.year, end.month, end.day):
        return f"{end.year}年底" if (end.month, end.day) == (12, 31) else day(end)
    if start.year != end.year:
        return f"{start.year}年{start.month}月–{end.year}年{end.month}月"
    if (start.month, end.month) == (1, 12):
        return f"{end.year}年全年"
    return f"{end.year}年{start.month}–{end.month}月" if start.month != end.month else f"{end.year}年{end.month}月"


def day(value: datetime.date | None) -> str:
    """2019年7月9日."""
    return UNKNOWN if is_missing(value) or value is None else f"{value.year}年{value.month}月{value.day}日"


def moment_of(end: datetime.date) -> str:
    """The end of a period: 2024年底, 2024年9月底, 2024年9月15日."""
    if (end + datetime.timedelta(days=1)).day != 1:
        return day(end)
    return f"{end.year}年底" if end.month == 12 else f"{end.year}年{end.month}月底"


def moment(entered_at: str) -> str:
    """2026年11月22日 09:30: a time on record (UTC, ISO 8601) by the clock of this machine."""
    return f"{day_of(entered_at)} {datetime.datetime.fromisoformat(entered_at).astimezone():%H:%M}"


def day_of(entered_at: str) -> str:
    """2026年11月22日: the day of a time on record by the clock of this machine."""
    return day(datetime.datetime.fromisoformat(entered_at).astimezone().date())


def names(values: Iterable[str] | None, limit: int | None = None) -> str:
    """Agencies in a row, or 未明确; beyond ``limit`` only how many: 市教育局、市民政局等 17 家."""
    every = list(values) if values is not None else []
    if limit and len(every) > limit:
        return f"{'、'.join(every[:limit])}等 {len(every)} 家"
    return "、".join(every) or UNKNOWN


def short_city(city: str) -> str:
    """宜兴市 → 宜兴; a district in brackets is what people call the place: 某高新区(某某区) → 某某."""
    inner = city.partition("(")[2].rstrip(")") or city
    return inner[:-1] if len(inner) > 2 and inner[-1] in "市区县" else inner


def two_by_two(domain: str) -> tuple[str, str]:
    """A domain in the two halves of a narrow column head; a leading 信息 of six characters is left out."""
    word = domain[-4:]
    return word[:2], word[2:]


def percent(share: float) -> str:
    """0.927 → 92.7%; 100.0% only of the whole."""
    return wording.percent(share) if 0.999 < share < 1 else f"{share * 100:.1f}%"


def signed_gap(goal: Mapping[Any, Any]) -> str:
    """序时差 in percentage points: 低12.4, 高3.0, 持平; '' where no pace is judged."""
    gap = goal["pace_gap"]
    if is_missing(gap):
        return ""
    size = abs(gap)
    printed = f"{size:.1f}" if size >= 0.05 else f"{size:.1g}"  # what is not level is not printed as level
    return f"{'低' if gap < 0 else '高'}{printed}" if gap else "持平"


def rate_word(goal: Mapping[Any, Any]) -> str:
    """达标率 for a level that has no base to be counted from, 完成率 for the rest."""
    return "达标率" if goal["measure"] == "level" and is_missing(goal["base_value"]) else "完成率"


def measure(word: str, *, has_base: bool) -> str:
    """How the goal is measured; a level without a base says so, since that decides how it can be judged."""
    text = MEASURES.get(word, word)
    return text if has_base or word != "level" else f"{text}（缺基期）"


def unmarked(text: str) -> str:
    """Words of a document for a label that would read Markdown in them."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$:~|<>])", r"\\\1", text)


def _plain(value: float) -> str:
    return f"{value:f}".rstrip("0").rstrip(".")


def _is_short(value: float) -> bool:
    return abs(value) >= 1 and math.isclose(round(value, 2), value, rel_tol=1e-12)


def reduction(requested: float, approved: float) -> str:
    """核减率: the share of the money asked for that was not granted."""
    return percent(1 - approved / requested) if requested else "–"


def points(value: float) -> str:
    """Points without needless zeros: 60, 0.25."""
    return plain(value)
