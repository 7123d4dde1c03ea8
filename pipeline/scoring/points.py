"""The points of one part for one agency, what they were computed from, and the sum as a Chinese sentence."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.entries import Mark
from pipeline.progress.shares import shares
from pipeline.scoring.amounts import exact, plain, points, rate
from pipeline.scoring.goals import GOOD, JUDGED, WITHOUT_DATA, Goal
from pipeline.scoring.marks import FULL
from pipeline.scoring.schemes import ROLES, Part

NO_GOALS = "没有这一部分的目标"
LISTED = 6  # rates that a sum lists one by one; beyond it their total, and the list of goals has them


@dataclass(frozen=True)
class Counted:
    """A goal that counts, with the number that went into the sum."""

    target_id: str
    indicator: str
    state: str
    number: str


@dataclass(frozen=True)
class LeftOut:
    """A goal that does not count, and why."""

    target_id: str
    indicator: str
    state: str
    why: str


@dataclass(frozen=True)
class PartScore:
    """``points`` of ``weight``, or None and in ``open`` why it is 未评; ``formula`` with the numbers that went in.

    ``concerned`` is False where the agency has no goal in the part. ``goals`` are both lists together.
    """

    name: str
    kind: str
    weight: Decimal
    points: Decimal | None
    formula: str
    open: str = ""
    concerned: bool = True
    counted: tuple[Counted, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def coverage(self) -> str:
        """How many goals count and what became of the others; '' for a part that people give."""
        every = len(self.counted) + len(self.left_out)
        if not every:
            return ""
        rest = Counter(each.why for each in self.left_out)
        others = "、".join(f"{why}{count}项" for why, count in rest.items())
        return f"{every}项目标，{len(self.counted)}项计分" + (f"；未计入：{others}" if others else "")


def given_part(part: Part, mark: Mark | None) -> PartScore:
    """What a person gave; without a mark it is 未评."""
    weight = Decimal(str(part.weight))
    if mark is None or mark.number is None:
        return PartScore(part.name, "given", weight, None, "", "没有评定")
    value = points(exact(part.weight) * exact(mark.number) / FULL)
    formula = f"{plain(part.weight)} × {plain(mark.number)} ÷ {FULL} = {value}分；{signed(mark)}"
    return PartScore(part.name, "given", weight, value, formula)


def signed(mark: Mark) -> str:
    """Who gave a mark and on what."""
    return f"{mark.entered_by}评定，依据：{mark.source or mark.note}"


def computed_part(part: Part, goals: Sequence[Goal]) -> PartScore:
    """What verdicts give; ``goals`` are the agency's in this part. 未评 where none of them can be counted."""
    weight = Decimal(str(part.weight))
    split = [(goal, why_left_out(goal, part)) for goal in goals]
    left_out = tuple(LeftOut(goal.target_id, goal.indicator, goal.state, why) for goal, why in split if why)
    rated = [goal for goal, why in split if not why]
    if not rated:
        why = f"{len(goals)}项目标不能计分" if goals else NO_GOALS
        return PartScore(
            part.name, "computed", weight, None, "", why, concerned=bool(goals), left_out=left_out
        )  # fmt: skip
    value, formula, numbers = _HOWS[part.how](part, rated)
    counted = tuple(
        Counted(goal.target_id, goal.indicator, goal.state, number) for goal, number in zip(rated, numbers, strict=True)
    )
    return PartScore(part.name, "computed", weight, value, formula, counted=counted, left_out=left_out)


def why_left_out(goal: Goal, part: Part) -> str:
    """'' for a goal that counts. Goals without data never count as 0 unless the scheme says so."""
    if part.how == "deductions" and goal.state in dict(part.deductions):
        return ""
    if goal.state in WITHOUT_DATA:
        return "" if part.without_data == "zero" else goal.state
    if goal.state not in JUDGED:
        return "本期不评"
    if part.how == "attainment" and goal.attainment is None:
        return "不计完成率（增速、保持一类）"
    return ""


Computed = tuple[Decimal, str, list[str]]


def _by_attainment(part: Part, goals: Sequence[Goal]) -> Computed:
    rates = [_capped(goal, part) for goal in goals]
    shown = [f"{plain(each)}%" for each in rates]
    value = points(exact(part.weight) * sum(map(exact, rates)) / FULL / len(rates))
    listed = " + ".join(shown) if len(rates) <= LISTED else f"完成率合计{plain(sum(rates, Decimal(0)))}%"
    rule = f"单项封顶{plain(part.cap)}%，已完成的不低于100%，负数计0{_zero_words(part)}"
    formula = f"{plain(part.weight)} ×（{listed}）÷ {len(rates)}项 = {value}分；{rule}"
    return value, formula, shown


def _capped(goal: Goal, part: Part) -> Decimal:
    if goal.attainment is None:
        return Decimal(0)
    own = rate(goal.attainment)
    least = Decimal(100) if goal.state == "已完成" else Decimal(0)
    return min(max(own, least), Decimal(str(part.cap)))


def _by_pace(part: Part, goals: Sequence[Goal]) -> Computed:
    good = sum(goal.state in GOOD for goal in goals)
    value = points(exact(part.weight) * Fraction(good, len(goals)))
    share = shares([good, len(goals) - good]).percents[0]
    rule = f"达序时及以上{good}项，占{share}%{_zero_words(part)}"
    formula = f"{plain(part.weight)} × {good}项 ÷ {len(goals)}项 = {value}分；{rule}"
    return value, formula, ["达" if goal.state in GOOD else "未达" for goal in goals]


def _zero_words(part: Part) -> str:
    return "，无数据和数据过期的按0计" if part.without_data == "zero" else ""


def _by_deductions(part: Part, goals: Sequence[Goal]) -> Computed:
    off: Mapping[str, float] = dict(part.deductions)
    found = Counter(goal.state for goal in goals if goal.state in off)
    left = exact(part.weight) - sum(exact(off[state]) * count for state, count in found.items())
    value = points(max(left, Fraction(0)))
    lost = "".join(f" − {state}{count}项 × {plain(off[state])}" for state, count in found.items())
    floor = "；扣完为止" if left < 0 else ""
    formula = f"{plain(part.weight)}{lost or ' − 0'} = {value}分{floor}"
    return value, formula, [f"扣{plain(off[goal.state])}分" if goal.state in off else "不扣" for goal in goals]


_HOWS: Mapping[str, Callable[[Part, Sequence[Goal]], Computed]] = {
    "attainment": _by_attainment,
    "on_pace": _by_pace,
    "deductions": _by_deductions,
}


def how_words(part: Part) -> str:
    """How the part comes about, as a sentence for the page that shows the scheme."""
    if part.kind == "given":
        return f"由人评定0至{FULL}分，按{plain(part.weight)}分折算"
    which = "、".join((*part.domains, *part.natures, *part.agencies)) or "全部"
    whose = f"{ROLES[part.role]}的目标（{which}）"
    lost = "、".join(f"{state}每项扣{plain(value)}分" for state, value in part.deductions)
    how = {
        "attainment": f"各项完成率的平均数，单项封顶{plain(part.cap)}%",
        "on_pace": "达序时及以上的项数占比",
        "deductions": f"{lost}，扣完为止",
    }[part.how]
    data = "无数据和数据过期的按0计" if part.without_data == "zero" else "无数据的不计入，另列"
    explicit = part.how == "deductions" and set(WITHOUT_DATA) & set(dict(part.deductions))
    return f"{whose}：{how}" + ("" if explicit else f"；{data}")
