"""A rule: which light an office gives at which distance from the 序时进度. Presets by name, or the office's own."""

from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any

from pipeline import lexicon
from pipeline.errors import PipelineError
from pipeline.progress.attainment import Standing, Tolerances
from pipeline.progress.bands import COLOURS, MEASURES, SHAPES, Band, band_problems, may_give, usual_look
from pipeline.progress.states import STATES

Definition = dict[str, Any]
_BOUNDS = {"at_least": ("lower", True), "over": ("lower", False), "at_most": ("upper", True), "below": ("upper", False)}
_CONDITION = {"state", "word", "shape", "colour", *_BOUNDS}


class RuleError(PipelineError):
    """A rule that cannot be used, with everything that is wrong with it."""

    def __init__(self, name: str, problems: list[str]) -> None:
        super().__init__(f"规则“{name}”不能用：{'；'.join(problems)}。请改正后再保存。")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Light:
    """A state of the board with the word that the office has for it."""

    state: str
    word: str


@dataclass(frozen=True)
class Rule:
    """Ordered bands of one measure (``pipeline.progress.bands``): total and without overlap, or RuleError.

    They decide only where the pace does; what is met, due, old or unknown has the same state under every rule, and
    ``words`` gives it the office's word. ``source`` is where the rule was published, ``note`` what it leaves open.
    """

    name: str
    measure: str
    bands: tuple[Band, ...]
    source: str = ""
    note: str = ""
    words: tuple[tuple[str, str], ...] = ()  # state of the board → the office's word, where no band gives it
    made_up: Light | None = None  # what caught up has after it was behind (瓯海: 补齐后由红转黄)
    in_days: bool = False  # 序时进度 by days instead of ended months
    count_estimates: bool = False  # 预计 counts like a figure
    cycle_months: int = 12  # a figure older than this says nothing about today
    about_tolerance: float = 0.10  # what 左右 forgives
    hold_tolerance: float = 0.0  # what a level that is to be kept may lose

    def __post_init__(self) -> None:
        problems = band_problems(self.bands, MEASURES[self.measure])
        if problems:
            raise RuleError(self.name, problems)

    @property
    def measured(self) -> str:
        """What the thresholds are of: 差距, 欠缺比例 or 完成比例."""
        return MEASURES[self.measure].name

    @property
    def unit(self) -> str:
        return MEASURES[self.measure].unit

    @property
    def tolerances(self) -> Tolerances:
        return Tolerances(self.about_tolerance, self.hold_tolerance)

    @property
    def description(self) -> str:
        """The rule in force, to be printed beside the lights."""
        measure = MEASURES[self.measure]
        bands = "；".join(f"{band.words(measure.name)}为{band.word}" for band in self.bands)
        clock = "序时进度按天计" if self.in_days else "序时进度按月计"
        estimates = "预计数计入" if self.count_estimates else "预计数不计入"
        note = f"{self.note}。" if self.note else ""
        return (
            f"{self.name}：{measure.formula}（{measure.unit}），{clock}；{bands}。"
            f"增速与增速相比，低于目标即{self.word('未达序时')}；{estimates}。{note}"
        )

    def light(self, stand: Standing) -> Light:
        """The light of a target whose pace decides: attainment and share are both known."""
        if stand.attainment is None or stand.share is None:
            raise ValueError("the pace of a target is asked for that has none")
        return self.light_at(stand.attainment, stand.share)

    def light_at(self, attainment: float, share: float) -> Light:
        """The light of a 完成率 at a 序时进度, both as shares."""
        value = MEASURES[self.measure].of(attainment, share)
        band = next(band for band in self.bands if band.holds(value))
        return Light(band.state, band.word)

    def word(self, state: str) -> str:
        return dict(self.words).get(state, state)


def rule_from(definition: Definition) -> Rule:
    """A rule from plain values, as JSON or TOML gives them; ``definition_of`` is the way back.

    ``{"name": …, "measure": "lag" | "shortfall" | "ratio", "conditions": [{"state": …, "word": …, "shape": …,
    "colour": …, "at_least" | "over": …, "at_most" | "below": …}, …], "words": {…}, …}``; word, shape and colour have
    the state's own by default, a bound that is left out is open. Raises RuleError, in Chinese, with all that is
    wrong.
    """
    name = str(definition.get("name") or "未命名")
    problems = _problems(definition)
    if problems:
        raise RuleError(name, problems)
    plain = {key: definition[key] for key in _PLAIN if key in definition}
    made_up = definition.get("made_up")
    return Rule(
        **plain,
        bands=tuple(_band(condition) for condition in definition["conditions"]),
        words=tuple(definition.get("words", {}).items()),
        made_up=Light(made_up["state"], made_up["word"]) if made_up else None,
    )


def definition_of(rule: Rule) -> Definition:
    """The rule as plain values, to be stored or shown in a form."""
    definition: Definition = {key: getattr(rule, key) for key in _PLAIN}
    definition["conditions"] = [_condition(band) for band in rule.bands]
    definition["words"] = dict(rule.words)
    if rule.made_up:
        definition["made_up"] = {"state": rule.made_up.state, "word": rule.made_up.word}
    return definition


@cache
def presets() -> dict[str, Rule]:
    """The published rules by name (lexicon/rules.toml, DOMAIN 2.5 and 2.9), the default one first."""
    return {rule.name: rule for rule in map(rule_from, lexicon.load("rules")["rule"])}


# The fields that a definition holds as they are, with what they must be and how to say so.
_PLAIN = {
    "name": (str, "文字"), "measure": (str, "文字"), "source": (str, "文字"), "note": (str, "文字"),
    "in_days": (bool, "是或否"), "count_estimates": (bool, "是或否"), "cycle_months": (int, "整数"),
    "about_tolerance": ((int, float), "数"), "hold_tolerance": ((int, float), "数"),
}  # fmt: skip

_RANGES = {"cycle_months": (1, 120), "about_tolerance": (0, 0.5), "hold_tolerance": (0, 0.5)}


def _is_beyond(definition: Definition, key: str) -> bool:
    low, high = _RANGES[key]
    return _is_a(definition.get(key), (int, float)) and not low <= definition[key] <= high


def _problems(definition: Definition) -> list[str]:
    conditions = definition.get("conditions")
    problems = [f"不认识的项目“{key}”" for key in definition if key not in {*_PLAIN, "conditions", "words", "made_up"}]
    if not definition.get("name"):
        problems.append("缺名称")
    if str(definition.get("measure")) not in MEASURES:
        measures = "、".join(f"{key}（{measure.name}）" for key, measure in MEASURES.items())
        problems.append(f"判定依据须为{measures}之一")
    problems += [
        f"“{key}”须为{word}"
        for key, (kind, word) in _PLAIN.items()
        if key in definition and not _is_a(definition[key], kind)
    ]
    problems += [f"“{key}”须在{low}至{high}之间" for key, (low, high) in _RANGES.items() if _is_beyond(definition, key)]
    problems += _word_problems(definition)
    if not isinstance(conditions, list) or not all(isinstance(condition, dict) for condition in conditions):
        return [*problems, "缺条件，或条件不是一项一项列出的"]
    return [*problems, *(problem for number, each in enumerate(conditions, 1) for problem in _wrong(number, each))]


def _word_problems(definition: Definition) -> list[str]:
    words, made_up = definition.get("words", {}), definition.get("made_up")
    if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
        return ["状态用词须为文字"]
    problems = [f"看板没有“{state}”这一状态" for state in words if state not in STATES]
    if made_up and (
        not isinstance(made_up, dict) or set(made_up) != {"state", "word"} or not may_give(str(made_up["state"]))
    ):
        problems.append("补齐后的灯须写明状态和用词")
    return problems


def _wrong(number: int, condition: Definition) -> list[str]:
    """What is wrong with one condition of a definition."""
    where = f"第{number}个条件"
    problems = [f"{where}有不认识的项目“{key}”" for key in condition if key not in _CONDITION]
    if not may_give(str(condition.get("state"))):
        problems.append(f"{where}的状态须为超序时、达序时、略低、未达序时之一")
    if condition.get("colour", "green") not in COLOURS:
        colours = "、".join(f"{key}（{word}）" for key, word in COLOURS.items())
        problems.append(f"{where}的颜色须为{colours}之一")
    if condition.get("shape", "●") not in SHAPES:
        problems.append(f"{where}的形状须为{'、'.join(SHAPES)}之一")
    if not isinstance(condition.get("word", ""), str):
        problems.append(f"{where}的用词须为文字")
    if any(key in condition and not _is_a(condition[key], (int, float)) for key in _BOUNDS):
        problems.append(f"{where}的界限须为数")
    if {"at_least", "over"} <= set(condition) or {"at_most", "below"} <= set(condition):
        problems.append(f"{where}的同一侧写了两个界限")
    return problems


def _is_a(value: Any, kind: Any) -> bool:  # noqa: ANN401  whatever a definition holds
    """Python holds True for a number, and NaN for one too; a threshold is neither."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, kind) and (isinstance(value, str) or isfinite(value))


def _band(condition: Definition) -> Band:
    state = condition["state"]
    shape, colour = usual_look(state)
    bounds: Definition = {}
    for key, (side, within) in _BOUNDS.items():
        if key in condition:
            bounds |= {side: float(condition[key]), f"{side}_in": within}
    look = condition.get("word") or state, condition.get("shape", shape), condition.get("colour", colour)
    return Band(state, *look, **bounds)


def _condition(band: Band) -> Definition:
    bounds = {key: getattr(band, side) for key, (side, within) in _BOUNDS.items() if _is_bound(band, side, within)}
    return {"state": band.state, "word": band.word, "shape": band.shape, "colour": band.colour, **bounds}


def _is_bound(band: Band, side: str, within: bool) -> bool:
    return getattr(band, side) is not None and getattr(band, f"{side}_in") is within


DEFAULT_RULE = next(iter(presets().values()))
