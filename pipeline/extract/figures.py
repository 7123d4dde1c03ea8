"""One cell of a table → the one figure it holds: ≥90, [20], 95%以上, 不低于1000家, 3-5, 增长6%左右."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.numerals import ARABIC, SCALE, parse_numeral
from pipeline.lexicon import load
from pipeline.model import Operator

_SIGNS: dict[str, Operator] = {">": ">", "<": "<", "≥": ">=", "≤": "<=", "＞": ">", "＜": "<", ">=": ">=", "<=": "<="}
LONGEST = 40  # characters of a cell that is one figure
_OPEN, _CLOSE = r"[\[〔［(（【]", r"[\]〕］)）】]"
_SQUARE = "[〔［【"  # by custom a sum over the years of a plan, also in the column of one year
_DASH = r"\s*(?:[-—–~～－]{1,2}|至|到)\s*"


@dataclass(frozen=True)
class Figure:
    """The figure of a cell. ``start`` and ``end`` are places in the cell; ``unit`` is '' unless the cell prints one.

    ``summed``: in brackets, as five-year sums are printed; ``squared``: in brackets that are used for nothing else;
    ``grown``: the verb of a growth, or ''.
    """

    value: float
    value_max: float | None
    op: Operator
    words: str
    unit: str
    start: int
    end: int
    summed: bool = False
    squared: bool = False
    reached: bool = False
    grown: str = ""


def figure_in(text: str) -> Figure | None:
    """The figure of a cell that holds one figure and no other words; None for anything else."""
    match = _figure().fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    value = parse_numeral(match["number"] + (match["scale"] or ""))
    high = parse_numeral(match["high"] + (match["scale"] or "")) if match["high"] else None
    if high is not None and (high <= value or match["minus"]):
        return None
    return Figure(
        value=-value if match["minus"] else value,
        value_max=high,
        op="range" if high is not None else _operator(match),
        words=(match["before"] or match["sign"] or "") + (match["after"] or ""),
        unit=match["unit"] or "",
        start=match.start("minus" if match["minus"] else "number"),
        end=max(match.end(name) for name in ("number", "high", "scale", "unit")),
        summed=bool(match["open"]),
        squared=bool(match["open"]) and match["open"] in _SQUARE,
        reached="达" in match["talk"],
        grown=match["grown"] or "",
    )


def has_several_numbers(text: str) -> bool:
    """Whether a short cell holds two numbers or more that nothing tells apart (95 100; 3/5; one under the other)."""
    words = re.sub(r"(?:19|20)\d\d\s*年?|[(（][^()（）]*[)）]", " ", text)
    return len(re.findall(ARABIC, words)) > 1 and len(re.findall(r"[\u4e00-\u9fff]", words)) < 6


def is_unit(word: str) -> bool:
    """Whether a cell is nothing but a unit: %, 家, 万亿元, 万元/人, 人/亿元."""
    return bool(_unit_cell().fullmatch(word.strip("()（）")))


def _operator(match: re.Match[str]) -> Operator:
    words = load("grammar")["operator"]
    after: dict[str, Operator] = {word: op for op, group in words["after"] for word in group}
    before: dict[str, Operator] = {word: op for op, group in words["before"] for word in group}
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match["after"]:
        return after[match["after"]]
    if match["before"]:
        return before[match["before"]]
    return "<=" if match["talk"].endswith(tuple(words["ceiling"])) else "="


@cache
def _figure() -> re.Pattern[str]:
    words, cell = load("grammar")["operator"], load("tables")["figure"]
    before = _alternatives([word for _, group in words["before"] for word in group if word not in _SIGNS])
    after = _alternatives([word for _, group in words["after"] for word in group])
    return re.compile(
        rf"\s*(?P<open>{_OPEN})?\s*(?P<talk>(?:{_alternatives(cell['talk'])})*+)[:：]?\s*"
        rf"(?P<grown>(?:{_alternatives(cell['grow'])}))?(?:到|至)?(?P<before>{before})?\s*"
        rf"(?P<sign>>=|<=|[{''.join(sign for sign in _SIGNS if len(sign) == 1)}])?\s*"
        rf"(?P<minus>[-−－](?=\d))?(?P<number>{ARABIC})(?:%?{_DASH}(?P<high>{ARABIC}))?\s*"
        rf"(?P<scale>{SCALE})?(?P<unit>{_units()}(?:[/／][百千万亿]?(?:{_units()}|{_per()}))?)?\s*"
        rf"(?P<after>{after})?\s*(?:{_CLOSE})?\s*(?:[(（][^()（）\d]{{1,12}}[)）])?\s*"  # 8.4(可比价), 63(*)
    )


@cache
def _unit_cell() -> re.Pattern[str]:
    return re.compile(rf"(?:[百千万亿]{{0,2}}(?:{_units()})(?:[/／][百千万亿]?(?:{_units()}|{_per()}))?|/)")


@cache
def _units() -> str:
    words = load("units")
    names = {
        *words["count"],
        *words["measure"],
        *words["money"],
        *words["percent"]["signs"],
        words["percent"]["permille"],
    }
    return f"(?:{_alternatives([*names, '％', '人'])})"


@cache
def _per() -> str:
    return _alternatives(load("units")["per"])


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
