"""Numbers, goals and times in the words of an office: 3万路, 11亿元, 2.7个百分点, 2024年前三季度."""

from pipeline.progress.attainment import Standing
from pipeline.progress.periods import moment_words, period_words
from pipeline.progress.values import SUMMED, SUMS, Observation, Target

_NAMED = 3  # bodies that a sentence names
_OPERATOR_WORDS = {">=": "{}以上", ">": "超过{}", "<=": "不超过{}", "<": "低于{}", "~": "{}左右"}


def amount(value: float, unit: str, value_max: float | None = None) -> str:
    """A value as offices write it: one large unit at most (3万路, 11亿元), no needless decimals; ranges as 4.5%至5%."""
    if value_max is not None:
        return f"{amount(value, unit)}至{amount(value_max, unit)}"
    scale, large = _scale(abs(value), unit)
    return f"{round(value / scale, 4):.12g}{large}"


def points(difference: float) -> str:
    """A difference of percentages: two decimals where they are exact (17.73), else one, more where that is nothing."""
    size = abs(difference)
    if size < 0.001:
        return "不足0.001个百分点"
    return f"{_decimals(size)}个百分点" if size >= 0.05 else f"{size:.1g}个百分点"


def percent(share: float) -> str:
    """A share as a percentage: two decimals where they are exact (92.73%), else one (66.7%); 100% only of the whole."""
    number = share * 100
    return f"{_short_of_all(number) if 99.9 < number < 100 else _decimals(number)}%"


def _short_of_all(number: float) -> str:
    """As many decimals as keep it under 100: what is not complete is not printed as complete."""
    printed = (f"{number:.{places}f}" for places in range(1, 9))
    return next((text for text in printed if not text.startswith("100")), "99.99999999")


def _decimals(number: float) -> str:
    exact = abs(number - round(number, 2)) < 1e-9
    return f"{number:.2f}".removesuffix("0") if exact else f"{number:.1f}"


def _scale(size: float, unit: str) -> tuple[float, str]:
    if unit[:1] == "万" and unit[1:]:
        return (1e4, f"亿{unit[1:]}") if size >= 1e4 else (1, unit)
    if unit == "%" or size < 1e4:
        return 1, unit
    return (1e8, f"亿{unit}") if size >= 1e8 else (1e4, f"万{unit}")


def goal_words(target: Target) -> str:
    """The target's value with its operator in words; 定性 without a number."""
    if target.value is None:
        return "定性目标"
    if target.op == "range" and target.value_max is not None:
        return amount(target.value, target.unit, target.value_max)
    written = amount(target.value, target.unit)
    return _OPERATOR_WORDS.get(target.op, "{}").format(written)


def due_words(target: Target) -> str:
    return f"目标{target.due_year}年底到期" if target.due_year is not None else "目标未写明完成年限"


def when_words(figure: Observation, target: Target, stand: Standing | None = None) -> str:
    """The time a figure is of: a moment for a level and for a running total, a period for a rate and a sum."""
    at = stand.at if stand else figure.end
    if not target.is_growth and target.measure not in SUMS:
        return moment_words(at)
    return period_words(figure.start, at) if figure.dated or at == figure.end else moment_words(at)


def figure_words(target: Target, stand: Standing) -> str:
    """2020年底为72%, 2019至2020年合计新增750家, 截至2024年9月累计1200家; 预计 stands in front of an estimate.

    In the figure's own unit, which may be another word for the target's (座 and 个 of a 基站).
    """
    units = {figure.unit or target.unit for figure in stand.counted}
    written = amount(stand.value, units.pop() if len(units) == 1 else target.unit, stand.value_max)
    written += "（按下限评判）" if stand.value_max is not None else ""
    guess = "预计" if any(figure.is_estimate for figure in stand.counted) else ""
    if target.measure in SUMS:
        span = period_words(stand.counted[0].start, stand.at)
        return f"{span}{guess}{'合计' if len(stand.counted) > 1 else ''}新增{written}"
    verb = "累计" if target.measure in SUMMED else "为"
    return f"{when_words(stand.figure, target, stand)}{guess}{verb}{written}"


def one_figure(figure: Observation, target: Target) -> str:
    """A figure that does not count, with its period: 4.5%（2024年前三季度）."""
    written = amount(figure.value, figure.unit or target.unit, figure.value_max)
    return f"{written}（{when_words(figure, target).removeprefix('截至')}）"


def distance(target: Target, stand: Standing) -> str:
    """低于目标2.7个百分点 for percentages; 低于目标1500家以上，差750家 for the rest."""
    side = "高于" if target.falling else "低于"
    missing = difference(abs(stand.value - stand.goal), target.unit)
    if target.unit == "%":
        return f"目标{goal_words(target)}，{side}目标{missing}"
    return f"{side}目标{goal_words(target)}，差{missing}"


def difference(size: float, unit: str) -> str:
    return points(size) if unit == "%" else amount(size, unit)


def whom(target: Target) -> str:
    """Who is asked; of many bodies the first few and how many there are."""
    if not target.leads:
        return "牵头单位未明确，请先明确，再由其"
    more = f"等{len(target.leads)}家" if len(target.leads) > _NAMED else ""
    return f"请{'、'.join(target.leads[:_NAMED])}{more}"
