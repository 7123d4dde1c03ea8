"""考核方案: an office's own dimensions and their points. Checked when it is made; templates with their sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any

from pipeline import lexicon
from pipeline.errors import PipelineError
from pipeline.progress import STATES
from pipeline.scoring.amounts import exact, plain

Definition = dict[str, Any]
KINDS = {"computed": "计算", "given": "评定"}
HOWS = {"attainment": "完成率", "on_pace": "达序时占比", "deductions": "按状态扣分"}
ROLES = {"lead": "牵头", "lead_and_supporting": "牵头和配合"}
WITHOUT_DATA = {"left_out": "不计入", "zero": "按0计"}
CYCLES = {"half": "每半年", "year": "每年"}
WITHOUT_GOALS = {"open": "未评", "spread": "按其余各项折算"}
CAPS = (100, 200)  # percent; the usual one is 100, 120 is the other in use (DOMAIN 2.6)


class SchemeError(PipelineError):
    """A scheme that cannot be used, with everything that is wrong with it."""

    def __init__(self, name: str, problems: list[str]) -> None:
        super().__init__(f"考核方案“{name}”不能用：{'；'.join(problems)}。请改正后再保存。")


@dataclass(frozen=True)
class Part:
    """A dimension: ``weight`` are the points it can give.

    ``kind`` computed or given. Of a computed one: ``how`` the points come about; which goals count, by ``domains``
    (of either level), ``natures`` (约束性, 预期性), ``agencies`` that lead and ``role`` of the agency, empty for all;
    ``cap`` of a single 完成率 in percent; ``deductions`` points off per goal and state; ``without_data`` whether
    goals without usable data are left out or count as 0.
    """

    name: str
    weight: float
    kind: str = "computed"
    how: str = "attainment"
    domains: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    role: str = "lead"
    cap: float = 100
    deductions: tuple[tuple[str, float], ...] = ()
    without_data: str = "left_out"


@dataclass(frozen=True)
class Adjustment:
    """加减分 beside the total: at most ``plus`` points more, ``minus`` points less."""

    name: str
    plus: float = 0
    minus: float = 0


@dataclass(frozen=True)
class Scheme:
    """考核方案. ``cycle`` half: the year is the mean of its halves; ``without_goals`` what becomes of a part that an
    agency has no goals in; ``vetoes`` matters of 一票否决, none by default.
    """

    name: str
    total: float
    parts: tuple[Part, ...]
    source: str = ""
    note: str = ""
    cycle: str = "year"
    without_goals: str = "open"
    adjustments: tuple[Adjustment, ...] = ()
    vetoes: tuple[str, ...] = ()


def scheme_from(definition: Mapping[str, Any]) -> Scheme:
    """A scheme from plain values, as JSON or TOML gives them; ``definition_of`` is the way back.

    Raises SchemeError, in Chinese, with all that is wrong.
    """
    if problems := [*_problems(definition)]:
        raise SchemeError(str(definition.get("name") or "未命名"), problems)
    own = {key: definition[key] for key in _SCHEME if key in definition}
    return Scheme(
        **own | {"vetoes": tuple(definition.get("vetoes", ()))},
        parts=tuple(_part(each) for each in definition["parts"]),
        adjustments=tuple(Adjustment(**each) for each in definition.get("adjustments", ())),
    )


def definition_of(scheme: Scheme) -> Definition:
    """The scheme as plain values, to be stored or shown in a form."""
    definition = {key: getattr(scheme, key) for key in _SCHEME}
    definition["vetoes"] = list(scheme.vetoes)
    definition["parts"] = [_plain_part(part) for part in scheme.parts]
    definition["adjustments"] = [{**vars(each)} for each in scheme.adjustments]
    return definition


@cache
def templates() -> dict[str, Scheme]:
    """The schemes to start from by name (lexicon/scoring.toml, DOMAIN 2.8), in its order."""
    return {scheme.name: scheme for scheme in map(scheme_from, lexicon.load("scoring")["scheme"])}


def _part(definition: Definition) -> Part:
    lists = {key: tuple(definition[key]) for key in _LISTS if key in definition}
    deductions = tuple(definition.get("deductions", {}).items())
    return Part(**definition | lists | {"deductions": deductions})


def _plain_part(part: Part) -> Definition:
    return {**vars(part)} | {key: list(getattr(part, key)) for key in _LISTS} | {"deductions": dict(part.deductions)}


# What a definition holds, and how to say what it must be.
_TEXT, _NUMBER = (str, "文字"), ((int, float), "数")
_SCHEME: Mapping[str, tuple[Any, str]] = {
    "name": _TEXT, "total": _NUMBER, "source": _TEXT, "note": _TEXT, "cycle": _TEXT, "without_goals": _TEXT,
    "vetoes": (list, "一项一项列出的文字"),
}  # fmt: skip
_LISTS = ("domains", "natures", "agencies")
_PART: Mapping[str, tuple[Any, str]] = {
    "name": _TEXT, "weight": _NUMBER, "kind": _TEXT, "how": _TEXT, "role": _TEXT, "cap": _NUMBER,
    "deductions": (dict, "各状态所扣的分"), "without_data": _TEXT,
    **dict.fromkeys(_LISTS, (list, "一项一项列出的文字")),
}  # fmt: skip
_ADJUSTMENT: Mapping[str, tuple[Any, str]] = {"name": _TEXT, "plus": _NUMBER, "minus": _NUMBER}
_CHOICES = {
    "kind": KINDS, "how": HOWS, "role": ROLES, "without_data": WITHOUT_DATA, "cycle": CYCLES,
    "without_goals": WITHOUT_GOALS,
}  # fmt: skip
_CALLED = {
    "name": "名称", "total": "总分", "source": "来源", "note": "说明", "cycle": "周期", "without_goals": "不涉及时",
    "vetoes": "一票否决事项", "weight": "分值", "kind": "性质", "how": "计分办法", "role": "目标范围",
    "cap": "单项封顶", "deductions": "扣分", "without_data": "无数据的目标", "domains": "领域", "natures": "属性",
    "agencies": "牵头单位",
    "plus": "最多加分", "minus": "最多减分",
}  # fmt: skip


def _problems(definition: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong; the sum is asked for only where each part is right by itself."""
    parts, more = definition.get("parts"), definition.get("adjustments", [])
    own = {key: value for key, value in definition.items() if key not in ("parts", "adjustments")}
    problems = _typed(own, _SCHEME, "方案", needed=("name", "total"))
    if not _are_dicts(parts) or not parts or not _are_dicts(more):
        return [*problems, "没有列出各部分，或没有一项一项列出"]
    for number, part in enumerate(parts, 1):
        problems += _part_problems(part, f"第{number}部分“{part.get('name') or '未命名'}”")
    for each in more:
        problems += _typed(each, _ADJUSTMENT, f"加减分“{each.get('name') or '未命名'}”", needed=("name",))
    return problems or [*_names_twice(parts, more, own.get("vetoes", [])), *_sum_problems(definition)]


def _are_dicts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _typed(
    given: Mapping[str, Any], known: Mapping[str, tuple[Any, str]], where: str, needed: tuple[str, ...]
) -> list[str]:
    problems = [f"{where}有不认识的项目“{key}”" for key in given if key not in known]
    problems += [f"{where}缺{_CALLED[key]}" for key in needed if given.get(key) in (None, "")]
    for key, (kind, word) in known.items():
        if key in given and not _is_a(given[key], kind):
            problems.append(f"{where}的{_CALLED[key]}须为{word}")
        elif key in given and kind == _NUMBER[0] and given[key] < 0:
            problems.append(f"{where}的{_CALLED[key]}不能小于0")
        elif key in given and key in _CHOICES and given[key] not in _CHOICES[key]:
            problems.append(f"{where}的{_CALLED[key]}须为{'、'.join(_CHOICES[key].values())}之一")
    return problems


def _is_a(value: Any, kind: Any) -> bool:  # noqa: ANN401  whatever a definition holds
    """Python holds True for a number, and NaN for one too; neither is a point."""
    if isinstance(value, bool) or not isinstance(value, kind):
        return False
    if isinstance(value, list):
        return all(isinstance(each, str) and each.strip() for each in value)
    return not isinstance(value, float) or isfinite(value)


def _part_problems(part: Definition, where: str) -> list[str]:
    problems = _typed(part, _PART, where, needed=("name", "weight"))
    if problems:
        return problems
    if part["weight"] == 0:
        problems.append(f"{where}的分值为0")
    if not CAPS[0] <= part.get("cap", CAPS[0]) <= CAPS[1]:
        problems.append(f"{where}的单项封顶须在{CAPS[0]}%至{CAPS[1]}%之间")
    if part.get("kind", "computed") == "given":
        meant = [key for key in ("domains", "natures", "agencies", "deductions") if part.get(key)]
        return problems + [f"{where}由人评定，不能写{_CALLED[key]}" for key in meant]
    return problems + _deduction_problems(part, where)


def _deduction_problems(part: Definition, where: str) -> list[str]:
    deductions = part.get("deductions", {})
    if part.get("how", "attainment") != "deductions":
        return [f"{where}不按状态扣分，不能写扣分"] if deductions else []
    problems = [f"{where}的扣分里没有“{state}”这一状态" for state in deductions if state not in STATES]
    if any(not _is_a(points, _NUMBER[0]) or points < 0 for points in deductions.values()):
        problems.append(f"{where}的扣分须为不小于0的数")
    if not deductions:
        problems.append(f"{where}按状态扣分，但没有写各状态扣几分")
    if part.get("without_data") == "zero":
        problems.append(f"{where}按状态扣分，无数据的目标要扣分的请写在扣分里")
    return problems


def _names_twice(parts: list[Definition], more: list[Definition], vetoes: list[str]) -> list[str]:
    names = [each["name"] for each in [*parts, *more]] + list(vetoes)
    return [f"“{name}”写了{names.count(name)}次" for name in dict.fromkeys(names) if names.count(name) > 1]


def _sum_problems(definition: Mapping[str, Any]) -> list[str]:
    whole = exact(definition["total"])
    found = sum(exact(part["weight"]) for part in definition["parts"])
    if whole == found:
        return []
    side = "多" if found > whole else "少"
    return [f"各部分分值合计{plain(found)}分，与总分{plain(whole)}分不等，{side}{plain(abs(found - whole))}分"]
