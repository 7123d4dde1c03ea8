"""What the page 对比 says of one indicator: its sentence, who is set beside whom, and why not. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import pandas as pd

from dashboard.labels import MEASURES, demand, due, is_missing, quantity, short_city
from dashboard.rows import Row, rows
from pipeline.filing.dictionary import CanonicalIndicator
from pipeline.peers import close_neighbours, whole_years
from pipeline.place_levels import LEVELS, level_of

GRADES = {"A": "A 直接可比", "B": "B 附注可比", "C": "C 不作比较"}
COMPARED = ("A", "B")
END = "各自期末"  # goals for the end of their plans, whatever year that is


@dataclass(frozen=True)
class Side:
    """A statement that is not compared: whose, by when, its words, each stretch with whether it sets it apart."""

    city: str
    when: str
    pieces: tuple[tuple[str, bool], ...]
    amount: str
    kind: str
    link: str
    more: tuple[str, ...] = ()


def choices(indicators: Sequence[CanonicalIndicator], goals: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The indicators that can be asked for: id, title, grade, and the cities that promise and that report; those that
    most cities promise come first. ``goals`` and ``figures`` have ``indicator_id``.
    """
    table = pd.DataFrame(
        [(each.id, f"{each.id} {each.name}", each.grade) for each in indicators], columns=["id", "title", "grade"]
    )
    for name, facts in (("promising", goals), ("reporting", figures)):
        table[name] = table["id"].map(facts.groupby("indicator_id")["city"].nunique()).fillna(0).astype(int)
    known = table[(table["grade"] != "") & (table["promising"] + table["reporting"] > 0)]
    return known.sort_values(["promising", "reporting"], ascending=False, kind="stable").reset_index(drop=True)


def sentence(table: pd.DataFrame, indicator: CanonicalIndicator, year: int | None) -> str:
    """The finding: how far the goals lie apart, or that there is nothing to set side by side."""
    goals = rows(table[table["value"].notna()])
    when = f"{year}年" if year else ""
    if not goals:
        known = len(table)
        return f"没有城市提出{when}“{indicator.name}”的目标" + (
            f"，{known} 个城市有数据。" if known else "，也没有数据。"
        )
    if len(goals) == 1:
        return f"只有{short_city(goals[0]['city'])}提出{when}“{indicator.name}”的目标：{_asked(goals[0])}。"
    high, low = goals[0], goals[-1]
    apart = "" if len({goal["due_year"] for goal in goals}) == 1 else "，到期年不同"
    if high["value"] == low["value"]:
        return f"{len(goals)} 个城市{when}“{indicator.name}”的目标相同：{_amount(high)}{apart}。"
    ends = f"{_who(goals, high)}最高 {_amount(high)}，{_who(goals, low)}最低 {_amount(low)}"
    return f"{len(goals)} 个城市提出{when}“{indicator.name}”的目标，{ends}{apart}。"


def _who(goals: Sequence[Row], one: Row) -> str:
    """The city of a goal, or how many share its number: 合肥等 3 市."""
    same = [short_city(goal["city"]) for goal in goals if goal["value"] == one["value"]]
    return same[0] if len(same) == 1 else f"{same[0]}等 {len(same)} 地"


def warnings(table: pd.DataFrame) -> list[str]:
    """What a reader must know before reading an order out of the picture."""
    goals, said = table[table["value"].notna()], []
    values, unit = [float(value) for value in goals["value"]], str(goals["unit"].iloc[0]) if len(goals) else ""
    if close := close_neighbours(values, unit):
        bound = "1 个百分点" if unit in ("%", "个百分点") else "5%"
        said.append(f"有 {close} 处相邻两市的目标相差不到 {bound}（本看板的界限），先后不说明高低")
    if goals["due_year"].nunique() > 1:
        said.append("到期年不同，不能只看目标数值的高低")
    if table["level"].nunique() > 1:
        said.append("行政层级不同，只作参照")
    if table["finality"].eq("estimate").any():
        said.append("空心点为预计数")
    return said


def gap_words(goal: Row) -> str:
    """How the figure of the goal's own year stands to it: 高于目标1.2个百分点; why not, or '' where one is missing."""
    if is_missing(goal["value"]) or is_missing(goal["actual"]):
        return ""
    if goal["measure"] == "growth" and not goal["annual"]:
        return "多年平均，不与一年相比"
    if goal["actual_year"] != goal["due_year"]:
        return "未到期末"
    gap = float(goal["actual"]) - float(goal["value"])
    unit = "个百分点" if goal["unit"] == "%" else goal["unit"]
    size = "".join(quantity(round(abs(gap), 2), None, unit))
    return "与目标相同" if abs(gap) < 5e-3 else f"{'低于' if gap < 0 else '高于'}目标{size}"


def told(table: pd.DataFrame) -> list[Row]:
    """The rows of the table under the picture: what is asked, what is told, and how the one stands to the other."""
    return [row | _told(row) for row in rows(table)]


def _told(row: Row) -> Row:
    has_goal, has_actual = not is_missing(row["value"]), not is_missing(row["actual"])
    estimate = "（预计）" if row["finality"] == "estimate" else ""
    return {
        "asked": demand(row["op"], row["value"], row["value_max"], row["unit"]) if has_goal else None,
        "due": due(row["due_year"], bool(row["annual"])) if has_goal else "–",
        "reached": quantity(row["actual"], None, row["unit"]) if has_actual else None,
        "when": f"{int(row['actual_year'])}{estimate}" if has_actual else "–",
        "gap": gap_words(row),
        "link": f"goal?target={row['target_id']}" if has_goal else "",
    }


def by_level(table: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """The cities of each level of place, from above."""
    return [
        (str(level), [short_city(city) for city in table.loc[table["level"] == level, "city"]])
        for level in dict.fromkeys([*LEVELS, ""])
        if table["level"].eq(level).any()
    ]


def by_year(goals: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """City, year, value, kind (goal, actual, estimate): goals of one year, and figures of whole years."""
    promised = goals[goals["annual"].fillna(False)].rename(columns={"due_year": "year"}).assign(kind="goal")
    told = whole_years(figures)
    told = told.assign(kind=told["finality"].map(lambda word: "estimate" if word == "estimate" else "actual"))
    both = pd.concat([each[["city", "year", "value", "kind"]] for each in (promised, told)], ignore_index=True)
    return both.dropna().sort_values(["city", "year"], kind="stable").astype({"year": int, "value": float})


def refused(facts: pd.DataFrame) -> list[Side]:
    """What each city states for the latest year, of what is not compared: its first statement, and the others in short.

    ``facts`` are goals, or figures where no city has a goal.
    """
    told = facts.assign(when=facts["due_year"] if "due_year" in facts else facts["year"])
    last = told[told["when"].eq(told.groupby("city")["when"].transform("max"))]
    groups = [rows(own) for _, own in last.groupby("city", sort=False)]
    words = [own[0]["indicator"] for own in groups]
    return [_side(own, [*words[:at], *words[at + 1 :]]) for at, own in enumerate(groups)]


def _side(own: Sequence[Row], others: Sequence[str]) -> Side:
    first, *rest = own
    goal = "target_id" in first
    return Side(
        city=f"{short_city(first['city'])}（{level_of(first['city']) or '层级未注明'}）",
        when=due(first["when"], bool(goal and first["annual"])) + ("目标" if goal else "实际"),
        pieces=_told_apart(first["indicator"], others),
        amount=_amount(first),
        kind=MEASURES[first["measure"]],
        link=f"goal?target={first['target_id']}" if goal else f"document?plan={first['plan_id']}",
        more=tuple(f"{each['indicator']} {_amount(each)}" for each in rest),
    )


def _told_apart(words: str, others: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The words cut where they differ from what the others share with them."""
    shared = [True] * len(words)
    for other in others:
        matched = [False] * len(words)
        for block in SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks():
            matched[block.a : block.a + block.size] = [True] * block.size
        shared = [both and one for both, one in zip(shared, matched, strict=True)]
    cuts = [0, *(at for at in range(1, len(words)) if shared[at] != shared[at - 1]), len(words)]
    return tuple((words[start:end], not shared[start]) for start, end in pairwise(cuts) if start < end)


def _amount(goal: Row) -> str:
    return "".join(demand(goal["op"], goal["value"], goal["value_max"], goal["unit"]))


def _asked(goal: Row) -> str:
    return f"{_amount(goal)}，{due(goal['due_year'], bool(goal['annual']))}"
