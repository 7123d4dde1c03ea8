"""预警等级: when a 督办 item turns 蓝, 黄, 红. Presets by name (lexicon/ladders.toml), or the office's own. Pure.

By dates only, never by a percent: DOMAIN 2.5 (宿迁, 三明) and 2.2 (宜昌). 广元 ties its lights to points taken off
and is left out: nothing says when they are given.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from pipeline import lexicon
from pipeline.errors import PipelineError

Level = Literal["蓝", "黄", "红"]
LEVELS: tuple[Level, ...] = get_args(Level)
CONDITIONS = ("within", "overdue", "times", "returned")
_FIELDS = {"name", "source", "note", "rungs"}


class LadderError(PipelineError):
    """A ladder that cannot be used, with everything that is wrong with it."""

    def __init__(self, name: str, problems: list[str]) -> None:
        super().__init__(f"督办预警规则“{name}”不能用：{'；'.join(problems)}。请改正后再用。")


@dataclass(frozen=True)
class Course:
    """How an item that runs stands with its deadlines.

    ``days_left`` until the deadline in force, negative after it; ``times`` deadlines missed so far, the one in force
    too; ``returned`` answers sent back.
    """

    days_left: int
    times: int = 0
    returned: int = 0


@dataclass(frozen=True)
class Rung:
    """A level and what leads to it; any one of the conditions that are given is enough. Counts and whole days."""

    level: Level
    within: int | None = None
    overdue: int | None = None
    times: int | None = None
    returned: int | None = None

    def holds(self, course: Course) -> bool:
        return (
            (self.within is not None and 0 <= course.days_left <= self.within)
            or (self.overdue is not None and -course.days_left > self.overdue)
            or (self.times is not None and course.times >= self.times)
            or (self.returned is not None and course.returned >= self.returned)
        )

    @property
    def words(self) -> str:
        parts = [words.format(count) for name, words in _WORDS.items() if (count := getattr(self, name)) is not None]
        return f"{'或'.join(parts)}为{self.level}".replace("逾期超过 0 天", "逾期").replace("累计逾期 0 次", "立项")


_WORDS = {
    "within": "距时限 {} 天以内", "overdue": "逾期超过 {} 天", "times": "累计逾期 {} 次", "returned": "退回 {} 次",
}  # fmt: skip


@dataclass(frozen=True)
class Ladder:
    """The rungs from low to high; ``source`` is where the rule was published, ``note`` what it leaves open."""

    name: str
    rungs: tuple[Rung, ...]
    source: str = ""
    note: str = ""

    def level(self, course: Course) -> Level | None:
        """The highest level that is reached; None for none."""
        return next((rung.level for rung in reversed(self.rungs) if rung.holds(course)), None)

    @property
    def description(self) -> str:
        """The ladder in force, to be printed beside the lights."""
        return f"{self.name}：{'；'.join(rung.words for rung in self.rungs)}"


def ladder_from(definition: dict[str, Any]) -> Ladder:
    """A ladder from plain values as TOML and JSON give them.

    ``{"name": …, "rungs": [{"level": "蓝" | "黄" | "红", "within" | "overdue" | "times" | "returned": …}, …],
    "source": …, "note": …}``. Raises LadderError, in Chinese, with all that is wrong.
    """
    name = str(definition.get("name") or "未命名")
    if problems := _problems(definition):
        raise LadderError(name, problems)
    rungs = tuple(Rung(**rung) for rung in definition["rungs"])
    return Ladder(name, rungs, definition.get("source", ""), definition.get("note", ""))


@cache
def ladders() -> dict[str, Ladder]:
    """The ladders by name, the one that holds by default first."""
    return {ladder.name: ladder for ladder in map(ladder_from, lexicon.load("ladders")["ladder"])}


def ladder_named(name: str) -> Ladder:
    """A preset. Raises LadderError that names those there are."""
    if name not in ladders():
        raise LadderError(name, [f"没有这个规则，可用的有{'、'.join(ladders())}"])
    return ladders()[name]


def _problems(definition: dict[str, Any]) -> list[str]:
    rungs = definition.get("rungs")
    problems = [f"不认识的项目“{key}”" for key in definition if key not in _FIELDS]
    problems += ["缺名称"] * (not definition.get("name"))
    if not isinstance(rungs, list) or not rungs or not all(isinstance(rung, dict) for rung in rungs):
        return [*problems, "缺等级，或等级不是一级一级列出的"]
    problems += [problem for number, rung in enumerate(rungs, 1) for problem in _wrong(number, rung)]
    order = [LEVELS.index(rung["level"]) for rung in rungs if rung.get("level") in LEVELS]
    if order != sorted(set(order)):
        problems.append("等级要由蓝到红，每级一条")
    return problems


def _wrong(number: int, rung: dict[str, Any]) -> list[str]:
    where = f"第{number}级"
    problems = [f"{where}有不认识的项目“{key}”" for key in rung if key not in ("level", *CONDITIONS)]
    if rung.get("level") not in LEVELS:
        problems.append(f"{where}须为{'、'.join(LEVELS)}之一")
    given = [rung[name] for name in CONDITIONS if name in rung]
    if not given:
        problems.append(f"{where}没有写条件")
    if not all(isinstance(count, int) and not isinstance(count, bool) and count >= 0 for count in given):
        problems.append(f"{where}的天数和次数须为不小于 0 的整数")
    return problems


DEFAULT_LADDER = next(iter(ladders().values()))
