"""Why a target has its state: one Chinese sentence with its own numbers."""

from pipeline.progress.attainment import SPLIT, STRAIGHT, Standing
from pipeline.progress.cases import Case
from pipeline.progress.periods import day_words, moment_words, period_words
from pipeline.progress.states import DONE, NOT_JUDGED, NOT_SAID, OVERDUE, STALE
from pipeline.progress.sums import gap_words
from pipeline.progress.values import SUMS, Observation
from pipeline.progress.wording import (
    amount,
    distance,
    due_words,
    figure_words,
    goal_words,
    one_figure,
    percent,
    points,
    when_words,
)


def reason(case: Case) -> str:
    """The sentence of the state, then what else a reader must know: since when, estimates, an adjusted goal."""
    told = _without_figure(case) if case.stand is None else _of_state(case, case.stand)
    return "；".join([told, *_more(case)]) + "。"


def _of_state(case: Case, stand: Standing) -> str:
    if case.state == DONE:
        return _done(case, stand)
    if case.state == STALE:
        return _stale(case, stand)
    if case.state == OVERDUE:
        return f"{due_words(case.target)}，{figure_words(case.target, stand)}，{distance(case.target, stand)}"
    if case.state == NOT_JUDGED:
        return _not_judged(case, stand)
    return _on_the_way(case, stand)


def _without_figure(case: Case) -> str:
    target = case.target
    if case.waits:
        return _waiting(case)
    if target.value is None:
        return "原文没有数值，属定性目标，不能按数字评价"
    if case.state == NOT_JUDGED:
        return f"年度指标，{target.due_year}年底评价，本期不评"
    if case.estimate is not None:
        return f"{due_words(target)}，只有预计数{_estimated(case, case.estimate)}，不计入评价"
    if case.answer.others:
        return f"{due_words(target)}，只有其他口径的数，不作评价：{other_scopes(case)}"
    but = f"除{_base(case.base, case)}外，" if case.base else ""
    so_far = "至今没有可用的实际值" if case.course.period.is_over(case.as_of) else "尚无可用的实际值"
    return f"{due_words(target)}，{but}{so_far}"


def _waiting(case: Case) -> str:
    if case.waits == NOT_SAID:
        return f"{day_words(case.as_of)}目标尚未提出（文件印发在后），不计入各项统计"
    what = "所在阶段" if case.course.period.is_phase else "目标"
    return f"{what}自{case.course.period.first_year}年起，{day_words(case.as_of)}尚未开始，不计入各项统计"


def _base(base: Observation, case: Case) -> str:
    return f"{base.year}年现状{_base_amount(base, case)}"


def _base_amount(base: Observation, case: Case) -> str:
    return f"{'预计' if base.is_estimate else ''}{amount(base.value, base.unit or case.target.unit)}"


def _done(case: Case, stand: Standing) -> str:
    target = case.target
    about = "，在“左右”的容差之内" if target.op == "~" and stand.value < stand.goal else ""
    late = target.due_year is not None and stand.figure.year > target.due_year
    after = f"；目标{target.due_year}年底到期，此数为到期之后的数" if late else ""
    return f"{figure_words(target, stand)}，已达到目标{goal_words(target)}{about}{_excess(case, stand)}{after}"


def _excess(case: Case, stand: Standing) -> str:
    """By how much a sum exceeds its goal (396 of 350 is 113%), and that a figure lies above its range."""
    target = case.target
    if target.op == "range":
        return "，超额" if target.value_max is not None and stand.value > target.value_max else ""
    if target.is_level or stand.attainment is None or stand.attainment <= 1:
        return ""
    return f"，完成率{stand.attainment:.0%}，超额完成"


def _stale(case: Case, stand: Standing) -> str:
    figure = figure_words(case.target, stand)
    if stand.gaps:
        return f"{figure}，缺{gap_words(stand.gaps)}的数值，合计不全，不作评价"
    last = when_words(stand.figure, case.target).removesuffix("底")
    return f"{due_words(case.target)}，最近一期数据为{last.removeprefix('截至')}：{figure}，此后没有可用的实际值"


def _not_judged(case: Case, stand: Standing) -> str:
    if case.lacks_direction and case.base:
        why = f"{_base(case.base, case)}高于目标，原文未写明是降到还是保持，不能判定"
    elif case.target.due_year is None:
        why = "原文未写完成年限，不能按序时评价"
    elif case.lacks_base:
        why = "缺基期，到期前不评"
    elif stand.attainment is None:
        why = "目标为零或负数，不计完成率，到期前不评"
    else:
        what = "所在阶段" if case.course.period.is_phase else "规划期"
        why = f"{what}起始年份未写明，到期前不评"
    rate = f"，达标率{percent(stand.attainment)}" if stand.attainment is not None else ""
    return f"{figure_words(case.target, stand)}，目标{goal_words(case.target)}{rate}；{why}"


def _on_the_way(case: Case, stand: Standing) -> str:
    figure, goal = figure_words(case.target, stand), goal_words(case.target)
    if stand.attainment is not None and stand.share is not None and stand.gap is not None:
        rate = "达标率" if case.lacks_base else "完成率"
        pace = _pace(stand.share, stand.gap, case.course.basis)
        return f"{figure}，目标{goal}，{rate}{percent(stand.attainment)}{_since(case)}，{pace}"
    if not stand.met:
        return f"{figure}，{distance(case.target, stand)}"
    return f"{figure}，{'达到' if case.target.is_growth else '守住'}目标{goal}，到期前须保持"


def _since(case: Case) -> str:
    base = case.base
    return f"（自{base.year}年{_base_amount(base, case)}起）" if base and case.target.is_level else ""


def _pace(share: float, gap: float, basis: str) -> str:
    by = "按直线序时" if basis == STRAIGHT else ("按分年目标" if basis == SPLIT else "按阶段直线序时")
    against = f"{'低于' if gap < 0 else '高于'}序时进度{points(gap)}" if gap else "与序时进度持平"
    return f"序时进度{percent(share)}（{by}），{against}"


def _more(case: Case) -> list[str]:
    return [each for each in (_behind_since(case), _news(case), _adjusted(case)) if each]


def _behind_since(case: Case) -> str:
    if case.behind_since is None or case.stand is None or case.behind_since >= case.stand.at:
        return ""
    return f"自{moment_words(case.behind_since).removeprefix('截至')}起各期均未达到要求"


def _news(case: Case) -> str:
    """An estimate that is newer than the figure that decides."""
    if case.stand is None or case.estimate is None or not case.answer.news:
        return ""
    return f"另有预计数{_estimated(case, case.estimate)}，不计入评价"


def _estimated(case: Case, estimate: Standing) -> str:
    if case.target.measure in SUMS:
        span = period_words(estimate.counted[0].start, estimate.at)
        return f"合计{amount(estimate.value, case.target.unit)}（{span}）"
    return one_figure(estimate.figure, case.target)


def _adjusted(case: Case) -> str:
    """原目标, what it became and by which document."""
    version, original = case.version, case.original
    if version is None:
        return ""
    due = "" if original.due_year == case.target.due_year else f"、{original.due_year or '未写'}年底到期"
    on = f"{version.effective_on.year}年{version.effective_on.month}月{version.effective_on.day}日"
    number = f"依据文号：{version.document_number}" if version.document_number else "未填依据文号"
    return f"原目标{goal_words(original)}{due}，{on}起调整为{goal_words(case.target)}（{number}）"


def other_scopes(case: Case) -> str:
    """The last figure of each other 口径: 不含开发区2.3%（2024年前三季度）; '' without any."""
    last = {figure.scope: figure for figure in case.answer.others}
    return "；".join(
        f"{scope}{'预计' if figure.is_estimate else ''}{one_figure(figure, case.target)}"
        for scope, figure in last.items()
    )
