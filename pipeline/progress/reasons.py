"""Why a target has its state, and what is needed from now on: one Chinese sentence each, with its own numbers."""

from dataclasses import dataclass
from datetime import date

from pipeline.progress.answers import Answer
from pipeline.progress.attainment import Standing, is_level
from pipeline.progress.rules import DONE, NO_DATA, NOT_JUDGED, OVERDUE, STALE
from pipeline.progress.values import Period, Target, ended_months


@dataclass(frozen=True)
class Case:
    """A judged target with all that led to its state."""

    target: Target
    answer: Answer
    stand: Standing | None
    period: Period
    as_of: date
    state: str


def reason(case: Case) -> str:
    if case.stand is None:
        return _without_figure(case)
    if case.state == DONE:
        return _done(case, case.stand)
    if case.state == STALE:
        return _stale(case, case.stand)
    if case.state == OVERDUE:
        return f"{_due(case.target)}，{_figure(case, case.stand)}，{_distance(case.target, case.stand)}。"
    if case.state == NOT_JUDGED:
        return _not_judged(case, case.stand)
    return _on_the_way(case, case.stand)


def need(case: Case) -> str:
    if case.state == DONE:
        return ""
    if case.target.value is None:
        return f"{_whom(case.target)}报送评价结果。"
    if case.state in (NO_DATA, STALE):
        return _ask_for_figures(case)
    if case.stand is None:
        return ""
    return _pace_needed(case, case.stand)


def amount(value: float, unit: str) -> str:
    """A value as offices write it: one large unit at most (3万路, 11亿元), no needless decimals."""
    scale, large = _scale(abs(value), unit)
    return f"{round(value / scale, 4):.12g}{large}"


def points(difference: float) -> str:
    """A difference of percentages: one decimal, more where that would print nothing."""
    size = abs(difference)
    return f"{size:.1f}个百分点" if size >= 0.05 else f"{size:.1g}个百分点"


def _scale(size: float, unit: str) -> tuple[float, str]:
    if unit == "万元":
        return (1e4, "亿元") if size >= 1e4 else (1, unit)
    if unit == "%" or size < 1e4:
        return 1, unit
    return (1e8, f"亿{unit}") if size >= 1e8 else (1e4, f"万{unit}")


NAMED = 3  # bodies that a sentence names
_OPERATOR_WORDS = {">=": "{}以上", ">": "超过{}", "<=": "不超过{}", "<": "低于{}", "~": "{}左右"}


def _goal(target: Target, stand: Standing) -> str:
    """The target's value with its operator in words."""
    written = amount(stand.goal, target.unit)
    if target.op == "range" and target.value_max is not None:
        return f"{written}至{amount(target.value_max, target.unit)}"
    return _OPERATOR_WORDS.get(target.op, "{}").format(written)


def _due(target: Target) -> str:
    return f"目标{target.due_year}年底到期" if target.due_year is not None else "目标未写明完成年限"


def _when(case: Case, stand: Standing) -> str:
    """The period a figure is of: a year that has not ended is told by its month."""
    if stand.at == date(stand.at.year, 12, 31):
        return f"{stand.at.year}年" if case.target.measure == "growth" else f"{stand.at.year}年底"
    return f"截至{stand.at.year}年{stand.at.month}月"


def _figure(case: Case, stand: Standing) -> str:
    written = amount(stand.value, case.target.unit)
    if case.target.measure == "increment":
        first, last = case.answer.reports[0].year, case.answer.reports[-1].year
        return f"{first}年新增{written}" if first == last else f"{first}至{last}年合计新增{written}"
    return f"{_when(case, stand)}为{written}"


def _distance(target: Target, stand: Standing) -> str:
    difference = abs(stand.value - stand.goal)
    return f"{'高于' if target.falling else '低于'}目标{_goal(target, stand)}，差{_difference(difference, target.unit)}"


def _difference(difference: float, unit: str) -> str:
    return points(difference) if unit == "%" else amount(difference, unit)


def _without_figure(case: Case) -> str:
    if case.target.value is None:
        return "原文没有数值，属定性目标，不能按数字评价。"
    if case.state == NOT_JUDGED:
        return f"年度指标，{case.target.due_year}年底评价，本期不评。"
    base = case.answer.base
    but = f"除{base.year}年现状{amount(base.value, case.target.unit)}外，" if base else ""
    so_far = "至今没有可用的实际值" if case.period.is_over(case.as_of) else "尚无可用的实际值"
    return f"{_due(case.target)}，{but}{so_far}。"


def _done(case: Case, stand: Standing) -> str:
    about = "，在“左右”的容差之内" if case.target.op == "~" and stand.value < stand.goal else ""
    late = case.target.due_year is not None and stand.figure.year > case.target.due_year
    after = f"；目标{case.target.due_year}年底到期，此数为到期之后的数" if late else ""
    return f"{_figure(case, stand)}，已达到目标{_goal(case.target, stand)}{about}{after}。"


def _stale(case: Case, stand: Standing) -> str:
    if stand.missing_years:
        years = "、".join(f"{year}年" for year in stand.missing_years)
        return f"{_figure(case, stand)}，缺{years}的数值，合计不全，不作评价。"
    return f"{_due(case.target)}，最近一期数据为{stand.figure.year}年：{_figure(case, stand)}，此后没有可用的实际值。"


def _not_judged(case: Case, stand: Standing) -> str:
    if case.target.due_year is None:
        why = "原文未写完成年限，不能按序时评价"
    elif _lacks_base(case):
        why = "缺基期，到期前不评"
    else:
        why = "规划期起始年份未写明，到期前不评"
    rate = f"，达标率{stand.attainment:.1%}" if stand.attainment is not None else ""
    return f"{_figure(case, stand)}，目标{_goal(case.target, stand)}{rate}；{why}。"


def _on_the_way(case: Case, stand: Standing) -> str:
    figure, goal = _figure(case, stand), _goal(case.target, stand)
    if stand.attainment is not None and stand.share is not None and stand.gap is not None:
        return f"{figure}，目标{goal}，完成率{stand.attainment:.1%}{_since(case)}，{_pace(stand.share, stand.gap)}。"
    if not stand.met:
        return f"{figure}，{_distance(case.target, stand)}。"
    kept = "达到目标" if case.target.measure == "growth" else "守住目标"
    return f"{figure}，{kept}{goal}，到期前须保持。"


def _since(case: Case) -> str:
    base = case.answer.base
    return f"（自{base.year}年{amount(base.value, case.target.unit)}起）" if base and is_level(case.target) else ""


def _pace(share: float, gap: float) -> str:
    against = f"{'低于' if gap < 0 else '高于'}序时进度{points(gap)}" if gap else "与序时进度持平"
    return f"序时进度{share:.1%}，{against}"


def _lacks_base(case: Case) -> bool:
    return case.answer.base is None and is_level(case.target)


def _ask_for_figures(case: Case) -> str:
    stand, whom = case.stand, _whom(case.target)
    if stand and stand.missing_years:
        return f"{whom}补报{'、'.join(f'{year}年' for year in stand.missing_years)}数值。"
    if case.period.is_over(case.as_of):
        return f"{whom}补报{case.target.due_year}年底数值。"
    return f"{whom}报送{_last_period(case.as_of)}数值。"


def _whom(target: Target) -> str:
    """Who is asked; of many bodies the first few and how many there are."""
    if not target.leads:
        return "牵头单位未明确，请先明确，再由其"
    more = f"等{len(target.leads)}家" if len(target.leads) > NAMED else ""
    return f"请{'、'.join(target.leads[:NAMED])}{more}"


def _last_period(as_of: date) -> str:
    """The last year or quarter that has ended."""
    quarter = ended_months(as_of.year, as_of) // 3
    names = ("", "一季度", "上半年", "前三季度", "底")
    return f"{as_of.year}年{names[quarter]}" if quarter else f"{as_of.year - 1}年底"


def _pace_needed(case: Case, stand: Standing) -> str:
    target, due = case.target, case.target.due_year
    if due is None:
        return "请明确完成年限。"
    if case.state == NOT_JUDGED and _lacks_base(case):
        return "请补充基期数值，以便按序时评价。"
    remaining = stand.value - stand.goal if target.falling else stand.goal - stand.value
    if remaining <= 0:
        return f"到{due}年底须保持。"
    left = _difference(remaining, target.unit)
    if case.state == OVERDUE:
        return f"还差{left}，{_whom(target)}说明原因和新的完成时限。"
    if target.measure == "growth" or (target.falling and not is_level(target)):
        return f"到{due}年底须{'降低' if target.falling else '提高'}{left}。"
    return f"到{due}年底还需{'降低' if target.falling else ''}{left}{_each_month(case, stand, remaining)}。"


def _each_month(case: Case, stand: Standing, remaining: float) -> str:
    """The pace from now on, and how it compares with the pace so far where the start is known."""
    months = _months_left(case)
    if months <= 0:
        return ""
    pace, so_far = remaining / months, _speed_so_far(case, stand)
    faster = f"，为此前速度的{pace / so_far:.1f}倍" if so_far else ""
    return f"，平均每月{_difference(float(f'{pace:.3g}'), case.target.unit)}{faster}"


def _months_left(case: Case) -> int:
    due, as_of = case.target.due_year or 0, case.as_of
    return 12 * (due - as_of.year + 1) - ended_months(as_of.year, as_of)


def _speed_so_far(case: Case, stand: Standing) -> float:
    """What was won each month since the period began; 0 where nothing was won or the start is unknown."""
    if case.period.first_year is None or stand.gap is None:
        return 0.0
    start = case.answer.base.value if case.answer.base and is_level(case.target) else 0.0
    won = start - stand.value if case.target.falling else stand.value - start
    months = ended_months(case.period.first_year, stand.at)
    return won / months if won > 0 and months > 0 else 0.0
