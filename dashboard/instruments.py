"""What the page 仪表 says: for each instrument its meaning, its finding, its set of goals and its tables. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import summary
from dashboard.charts.gauge import reading
from dashboard.charts.levels import Column
from dashboard.charts.radar import MOST, is_beyond
from dashboard.labels import is_missing, moment_of, quantity, rate_word, short_city, signed_gap
from dashboard.rows import Row, rows
from pipeline.abnormal import KINDS, OF_FIGURES

GAUGE, LEVELS, RADAR, TRENDS, ABNORMAL = "gauge", "levels", "radar", "trends", "abnormal"
NAMES = {GAUGE: "速度表", LEVELS: "音量柱", RADAR: "预警雷达", TRENDS: "趋势图", ABNORMAL: "异常"}
MEANINGS = {
    GAUGE: "粗弧是完成率，黑线是序时进度，二者之间的色弧是差距；不设红黄绿区",
    LEVELS: "一格是一项目标，达到要求的在下，低于要求的在上，未评的在最上；按需要关注的多少排列，不是成绩排名",
    RADAR: "一点是一项已评的目标，离中心越近落后越多；粗圈是序时，圈内落后，圈外超前",
    TRENDS: "黑线是实际值（增速画成柱），虚线是计划，浅蓝是推算，三角是事件；各图纵轴都从 0 起，横轴是各自的规划期",
    ABNORMAL: "未达序时、到期未完成、跳变、数据过期、来源不一致的目标，各说明原因",
}
GAUGES, PANELS = 12, 6  # at a time
COLUMNS = {"agency": 9, "city": 12}  # names of agencies are long
OFFERED = 200  # goals to choose the large gauge from
_INNER_QUOTES = str.maketrans("“”", "‘’")
ON_THE_WAY = ("超序时", "达序时", "略低", "未达序时")  # states of goals that are held against their pace
ROLES = {"base": "基期", "counted": "实际", "estimate": "预计", "other": "其他口径"}


def readable_first(goals: pd.DataFrame) -> pd.DataFrame:
    """Worst first; after those with a 完成率 the ones whose figures give none, and at last those without a figure."""
    ordered = summary.sort_goals(goals)
    lacks = ordered["attainment"].isna().astype(int) + ordered["actual"].isna()
    return ordered.assign(_lacks=lacks).sort_values("_lacks", kind="stable")[goals.columns]


def with_story(goals: pd.DataFrame) -> pd.DataFrame:
    """The goals of which something can be drawn over time, worst first: a number, a due year and a figure."""
    known = goals["actual"].notna() | goals["estimate_value"].notna()
    return summary.sort_goals(goals[known & goals["value"].notna() & goals["due_year"].notna()])


def doubtful(abnormal: pd.DataFrame) -> frozenset[str]:
    """The goals with a figure that jumps or that two sources tell differently."""
    return frozenset(abnormal.loc[abnormal["kind"].isin(OF_FIGURES), "target_id"])


def marks_of(abnormal: pd.DataFrame, target_id: str) -> list[str]:
    """What is abnormal in the figures of a goal: what its state does not say."""
    own = abnormal.loc[abnormal["target_id"] == target_id, "kind"]
    return [kind for kind in OF_FIGURES if kind in set(own)]


def gauge_finding(goals: pd.DataFrame) -> str:
    """How many goals can be read off, how many of them are below what is asked, and the worst of them by name."""
    shown = goals[goals["attainment"].notna()]
    if shown.empty:
        return f"{len(goals)} 项目标都还没有完成率可读。"
    bad = summary.need_attention(shown)
    told = f"{len(goals)} 项目标中 {len(shown)} 项有完成率可读，其中 {len(bad)} 项低于要求"
    if bad.empty:
        return f"{told}。"
    worst = rows(bad.head(1))[0]
    gap = signed_gap(worst)
    name = worst["indicator"].translate(_INNER_QUOTES)
    return f"{told}，最需要看的是{short_city(worst['city'])}“{name}”" + (
        f"，{gap}{'' if gap == '持平' else '个百分点'}。" if gap else "。"
    )


def levels_finding(columns: Sequence[Column], unled: int, by: str) -> str:
    """How many columns have goals below what is asked, of cities also which has most; agencies are not named."""
    if not columns:
        return f"{unled} 项目标，规划都没有写牵头单位。"
    each = "个牵头单位" if by == "agency" else "个城市"
    with_bad = [column for column in columns if column.bad]
    if not with_bad:
        return f"{len(columns)} {each}都没有低于要求的目标{_missing(columns)}。"
    most = f"，{column_name(columns[0])}最多，{columns[0].bad} 项" if by == "city" else ""
    return f"{len(columns)} {each}中 {len(with_bad)} 个有低于要求的目标{most}。"


def _missing(columns: Sequence[Column]) -> str:
    count = sum(column.counts["无数据"] > 0 for column in columns)
    return f"，{count} 个有目标没有实际值" if count else ""


def column_name(column: Column) -> str:
    own, city = column.name, short_city(column.city)
    return city if own == column.city else (own if own.startswith(city) else f"{city}{own}")


def radar_finding(told: pd.DataFrame) -> str:
    """``told`` as ``charts.radar.spokes`` gives it."""
    judged, total = int(told["judged"].sum()), int(told["total"].sum())
    with_bad = told[told["bad"] > 0]
    if with_bad.empty:
        return f"{total} 项目标中 {judged} 项已评，十个领域都没有低于要求的目标。"
    worst = rows(with_bad.sort_values("bad", ascending=False, kind="stable").head(1))[0]
    share = f"{worst['bad']} 项（已评 {worst['judged']} 项，共 {worst['total']} 项）"
    return f"十个领域中 {len(with_bad)} 个有低于要求的目标，{worst['domain']}最多，{share}。"


def radar_notes(told: pd.DataFrame, placed: pd.DataFrame) -> list[str]:
    """What has no dot, or not its own place, and why."""
    unplaced, drawn = int(told["unplaced"].sum()), len(placed)
    left = int(told["judged"].sum()) - unplaced - drawn
    rim = sum(is_beyond(float(gap)) for gap in placed["pace_gap"])
    notes = [
        (f"{unplaced} 项已评而没有序时差（如缺基期、只看是否达到），没有点", unplaced),
        (f"只画落后最多的 {MOST} 项，另有 {left} 项未画", left > 0),
        (f"{rim} 项超出刻度，画在边上", rim),
        ("增速目标按与目标之差", (placed["measure"] == "growth").any()),
    ]
    return [words for words, holds in notes if holds]


def trends_finding(shown: pd.DataFrame, total: int) -> str:
    """``shown`` as ``with_story`` gives them, of ``total`` goals."""
    if shown.empty:
        return f"{total} 项目标都没有实际值，没有走势可看。"
    bad = len(summary.need_attention(shown))
    return f"{total} 项目标中 {len(shown)} 项有实际值可看走势，其中 {bad} 项低于要求。"


def abnormal_finding(abnormal: pd.DataFrame, total: int) -> str:
    """How many goals are abnormal, and in how many ways; one goal may be so in more than one."""
    if abnormal.empty:
        return f"{total} 项目标没有发现异常。"
    return f"{total} 项目标中 {abnormal['target_id'].nunique()} 项有异常：{_by_kind(abnormal)}。"


def abnormal_line(abnormal: pd.DataFrame) -> str:
    """For the first screen: 6 项目标有异常：数据过期 6 处; '' where there is none."""
    return f"{abnormal['target_id'].nunique()} 项目标有异常：{_by_kind(abnormal)}" if len(abnormal) else ""


def _by_kind(abnormal: pd.DataFrame) -> str:
    counts = abnormal["kind"].value_counts()
    return "，".join(f"{kind} {counts[kind]} 处" for kind in KINDS if kind in counts)


def abnormal_groups(abnormal: pd.DataFrame, goals: pd.DataFrame, most: int) -> list[tuple[str, int, list[Row]]]:
    """Per kind how many there are and the first ``most`` of them, with city, indicator and state of their goal."""
    told = abnormal.merge(goals[["target_id", "city", "indicator", "state"]], on="target_id", how="left")
    return [(kind, len(own), rows(own.head(most))) for kind in KINDS if len(own := told[told["kind"] == kind])]


def gauge_words(goal: Row) -> list[str]:
    """What is told under a ring: the gap, the figure, which rate it is, and on the way the speed needed from now on."""
    found, gap = reading(goal), signed_gap(goal)
    against = "比目标" if goal["measure"] == "growth" else ""
    told = [f"{against}{gap}" + ("" if gap == "持平" else "个百分点")] if gap else []
    if not is_missing(goal["actual"]):
        amount = "".join(quantity(goal["actual"], goal["actual_max"], goal["unit"]))
        told.append(f"实际 {amount}（{moment_of(goal['period_end'])}）")
        told += ["不计完成率"] * (found.share is None)
    if found.share is not None and rate_word(goal) == "达标率":
        told.append("缺基期，圈内为达标率，不与序时比")
    return told + [goal["need"]] * bool(goal["state"] in ON_THE_WAY and goal["need"])


@dataclass(frozen=True)
class Part:
    """One page of a longer list: its place, from 1, and how many there are."""

    number: int
    parts: int
    first: int
    last: int
    total: int

    @property
    def words(self) -> str:
        return f"第 {self.first}–{self.last} 项，共 {self.total} 项" if self.parts > 1 else f"共 {self.total} 项"


def part_of(asked: str, total: int, size: int) -> Part:
    """The part that an address asks for; the first one for anything that is none."""
    parts = max(1, -(-total // size))
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= parts else 1
    return Part(number, parts, (number - 1) * size + 1, min(number * size, total), total)


def agencies_missing(goals: pd.DataFrame) -> str:
    count = summary.without_lead(goals)
    return f"{count} 项规划未写牵头单位，不在图上" if count else ""


def shared(columns: Iterable[Column], goals: pd.DataFrame) -> str:
    """That the columns add up to more than the goals, where several agencies lead one."""
    more = sum(len(column.blocks) for column in columns) - (len(goals) - summary.without_lead(goals))
    return "多家牵头的目标在各列各计一次" if more > 0 else ""
