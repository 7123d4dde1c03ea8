"""The dictionary of canonical indicators (``lexicon/indicators.toml``): the same thing under its many wordings.

Two cities are compared, and a city's goals and outcomes followed over years, only through these. An entry made by a
person is held to the same checks as a shipped one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import combinations
from typing import Any, get_args

from pipeline import lexicon
from pipeline.errors import PipelineError
from pipeline.model import Measure
from pipeline.progress.answers import thing_name

Definition = dict[str, Any]
GRADES = {"A": "可比", "B": "可比，须附说明", "C": "口径不同，不作比较", "": "只在本地逐年比较"}
DIRECTIONS = {"up": "越高越好", "down": "越低越好", "none": "不论高低"}
MEASURES: dict[Measure, str] = {
    "level": "水平", "increment": "新增", "growth": "增长", "cumulative": "累计", "cumulative_spend": "累计投入",
}  # fmt: skip
# The groups of the 2022 edition (DOMAIN.md 2.11).
GBT33356 = (
    "惠民服务", "精准治理", "生态宜居", "信息基础设施", "信息资源", "产业发展", "信息安全", "创新发展", "市民体验",
)  # fmt: skip
FIELDS = {
    "id": "编号", "name": "名称", "unit": "单位", "other_units": "同义单位", "measures": "计量方式",
    "direction": "方向", "domain": "领域", "definition": "定义", "words": "叫法", "other_things": "易混的叫法",
    "gbt33356": "GB/T 33356 分类", "grade": "可比等级", "note": "说明",
}  # fmt: skip
_LISTS = ("other_units", "measures", "words", "other_things")
_MAY_BE_LEFT_OUT = {"other_units", "definition", "other_things", "gbt33356", "note"}
_ID = re.compile(r"[A-Z]\d{2,3}[a-z]?")


class DictionaryError(PipelineError):
    """Entries that cannot be used, with everything that is wrong with them: indicator, field, what is allowed."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(f"规范指标没有保存：{'；'.join(problems)}。请改正后再保存。")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class CanonicalIndicator:
    """One thing that documents measure, right in itself or DictionaryError (DOMAIN.md section 4).

    ``words`` are whole indicator names as documents print them, of a growth rate without 增长率; ``other_things`` look
    alike and are something else. ``measures`` are the kinds of fact that may be filed here. ``other_units`` are count
    words that mean the same number (个 for 家), never units to be converted. ``grade``: key of GRADES; ``note`` the
    footnote of a B, the reason of a C. ``definition`` is '' where no source gives one.
    """

    id: str
    name: str
    unit: str
    measures: tuple[Measure, ...]
    direction: str
    domain: str
    words: tuple[str, ...]
    grade: str
    definition: str = ""
    other_things: tuple[str, ...] = ()
    gbt33356: str = ""
    note: str = ""
    other_units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = [f"{self.title}{problem}" for problem in (*_wrong_choices(self), *_wrong_words(self))]
        if problems:
            raise DictionaryError(problems)

    @property
    def title(self) -> str:
        return f"“{self.name or '未命名'}”（{self.id or '无编号'}）"

    @property
    def units(self) -> tuple[str, ...]:
        """The units that a fact filed here may have, the canonical one first."""
        return self.unit, *self.other_units


@cache
def dictionary() -> tuple[CanonicalIndicator, ...]:
    """The shipped indicators in their order. Raises DictionaryError."""
    indicators = tuple(map(indicator_of, lexicon.load("indicators")["indicator"]))
    check(indicators)
    return indicators


def indicator_of(definition: Definition) -> CanonicalIndicator:
    """An indicator from plain values, as JSON, TOML or a form gives them; ``definition_of`` is the way back.

    Raises DictionaryError, in Chinese, with all that is wrong.
    """
    problems = list(_wrong_shape(definition))
    if problems:
        title = f"“{definition.get('name') or '未命名'}”（{definition.get('id') or '无编号'}）"
        raise DictionaryError([f"{title}{problem}" for problem in problems])
    plain: Definition = {key: tuple(value) if key in _LISTS else value for key, value in definition.items()}
    return CanonicalIndicator(**plain)


def definition_of(indicator: CanonicalIndicator) -> Definition:
    """The indicator as plain values, to be stored or shown in a form."""
    plain = {field.name: getattr(indicator, field.name) for field in fields(indicator)}
    return {key: list(plain[key]) if key in _LISTS else plain[key] for key in FIELDS}


def check(indicators: Iterable[CanonicalIndicator]) -> None:
    """Raise DictionaryError where two indicators have one id, or a wording for the same unit and measure."""
    problems = [problem for one, other in combinations(indicators, 2) for problem in _clashes(one, other)]
    if problems:
        raise DictionaryError(problems)


def _clashes(one: CanonicalIndicator, other: CanonicalIndicator) -> Iterator[str]:
    if one.id == other.id:
        yield f"{other.title}的“编号”须是没有用过的：{one.title}已用"
    if set(one.units) & set(other.units) and set(one.measures) & set(other.measures):
        shared = _forms(one.words).keys() & _forms(other.words).keys()
        for form in sorted(shared):
            yield f"{other.title}的“叫法”须只属于一项指标：{_forms(other.words)[form]}已在{one.title}里"


def _forms(words: Iterable[str]) -> dict[str, str]:
    """The wordings by the form in which names are compared."""
    return {thing_name(word): word for word in words}


def _wrong_shape(definition: Definition) -> Iterator[str]:
    """Fields that are unknown, missing or of another kind than text or a list of texts."""
    unknown = [key for key in definition if key not in FIELDS]
    if unknown:
        yield f"有不认识的项目{'、'.join(map(str, unknown))}，可填的是{_listed(FIELDS)}"
    for key, name in FIELDS.items():
        if key not in definition:
            if key not in _MAY_BE_LEFT_OUT:
                yield f"缺“{name}”"
        elif key in _LISTS and not _is_texts(definition[key]):
            yield f"的“{name}”须为一项一项列出的文字"
        elif key not in _LISTS and not isinstance(definition[key], str):
            yield f"的“{name}”须为文字"


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(text, str) and text.strip() for text in value)


def _wrong_choices(indicator: CanonicalIndicator) -> Iterator[str]:
    """Fields whose values must be some of a list."""
    if not _ID.fullmatch(indicator.id):
        yield "的“编号”须为一个大写字母加两三位数字，可再加一个小写字母，如 C01、C16a"
    if not indicator.name.strip():
        yield "缺“名称”"
    choices = {
        "direction": DIRECTIONS, "grade": GRADES,
        "domain": dict.fromkeys(lexicon.load("domains")["words"], ""), "gbt33356": dict.fromkeys(["", *GBT33356], ""),
    }  # fmt: skip
    for key, allowed in choices.items():
        if getattr(indicator, key) not in allowed:
            yield f"的“{FIELDS[key]}”须为{_listed(allowed)}之一"
    if not indicator.measures or not set(indicator.measures) <= set(get_args(Measure)):
        yield f"的“{FIELDS['measures']}”须为{_listed(MEASURES)}中的一种或几种"
    if indicator.grade in {"B", "C"} and not indicator.note.strip():
        yield f"的“{FIELDS['note']}”须写明：{GRADES[indicator.grade]}的指标要说清哪里不同"


def _listed(allowed: dict[Any, str]) -> str:
    return "、".join(f"{key or '空'}（{word}）" if word else key or "空" for key, word in allowed.items())


def _wrong_words(indicator: CanonicalIndicator) -> Iterator[str]:
    """Wordings that say nothing, the same thing twice, or what the entry itself calls another thing."""
    forms = _forms(indicator.words)
    if not indicator.words or "" in forms:
        yield "的“叫法”须至少有一个，且不能只有符号"
    if len(forms) < len(indicator.words):
        repeated = [word for word in indicator.words if forms[thing_name(word)] != word] or indicator.words[:1]
        yield f"的“叫法”须各不相同：{'、'.join(repeated)}重复，“全市”“数”“率”一类的前后缀不算不同"
    both = sorted(forms[form] for form in forms.keys() & _forms(indicator.other_things).keys())
    if both:
        yield f"的“叫法”不能又列为“易混的叫法”：{'、'.join(both)}"
    if indicator.unit in indicator.other_units:
        yield "的“同义单位”不能含本来的单位"
