"""What is measured: the words around a number → a short name, and the kind of measure.

The name is put together from the document's own words. A number stands behind its noun (覆盖率达到90%),
in front of it (建成89个智慧校园), or between two halves (政务服务事项100%网上申办); a name that says nothing
alone (覆盖率) takes what went before it.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.clauses import Item
from pipeline.lexicon import load
from pipeline.model import DocumentKind, Measure

LONGEST, SHORTEST_CUT = 30, 8
UNNAMED = "（原文未写指标）"
_YEARS = re.compile(
    r"(?:到|至|截至|截止到?|在|自)?(?<![\dA-Za-z.])20\d{2}(?:[-—–~至]20\d{2})?年(?:\d{1,2}月)?(?:底|末|初|前|上半年|下半年)*前?|[“\"]?十[一二三四五]五[”\"]?(?:期间|末|时期)|(?:今年)?\d{1,2}月底"
)
_FROM_YEAR = re.compile(r"(?:从|由|较|比)?20\d{2}年的?$")
_FOOTNOTE = re.compile(r"\[\d{1,2}\]")
_TOTAL = re.compile(r"总数|总量|累计|总计")
_ADDED = re.compile(r"^(?:新增|新建|净增|新认定|新引进)")
_VERSUS = re.compile(r"(?:较|比)[^,，]{1,6}$")
_ITEM_NUMBER = re.compile(r"^\d+[.、]")
_STEPS = re.compile(r"(?:连跨|跨越|迈上|站上|再上|登上)[^,，]*$")
_BREAK = re.compile(r"[、，,]|的(?=[\u4e00-\u9fff]{4})")
_REMARK = re.compile(r"[(（][^()（）]{6,}[)）]$")
_ENDS_IN_RATE = re.compile(r"(?:率|比例|比重|占比|比|程度|水平|指数|得分|贡献度|度|密度|强度)$")
_ENUMERATION = re.compile(r"等(?:领域|方面|地区|地|系统)?(?:和|及|、)?$|、$")
_QUOTE_PAIRS = (("“", "”"), ("(", ")"), ("（", "）"), ("《", "》"))


@dataclass(frozen=True)
class Named:
    """An indicator: ``name`` for people, ``subject`` what a later bare 覆盖率 would refer to.

    ``year`` is set where the words of the indicator themselves say the year (2023年、2024年分别建成3个、4个).
    """

    name: str
    subject: str
    year: int | None = None


def name_indicator(item: Item, before: str, subject: str) -> Named:
    """Name what ``item`` measures.

    ``before`` is the clause in front (for a clause that starts with its number), ``subject`` the subject of
    the indicator named last in the sentence ('' at its start).
    """
    if item.holder:
        return _in_bracket(item, subject)
    growth = _growth(item)
    if growth and is_elsewhere(item):
        whole = _compared_with().search(item.left)
        return Named(f"{whole.group(1) if whole else ''}{subject}", subject)
    if growth:
        return _grown(item, growth, before, subject)
    if is_prenominal(item):
        return _prenominal(item, before, subject)
    return _postnominal(item, before, subject)


def is_elsewhere(item: Item) -> bool:
    """高于全国58.5%的水平: the number is the nation's, not the city's."""
    return item.quantity.unit == "%" and bool(_compared_with().search(item.left))


def is_step_from(item: Item) -> bool:
    """由65%提高到80%: the first number is where things stand, also in a chapter of goals."""
    return item.chained and item.left.rstrip().endswith(("由", "从", "的")) and bool(_reach_start().match(item.right))


def measure_of(item: Item, name: str, kind: DocumentKind) -> Measure:
    """level, increment, growth, cumulative or cumulative_spend (DOMAIN.md 2.6)."""
    quantity, words = item.quantity, item.left + item.right + name
    if quantity.unit in ("个百分点", "倍"):
        return "growth"
    if _growth(item) and not quantity.is_percent:
        return "increment"
    if quantity.is_percent and (
        (_growth(item) and not is_elsewhere(item)) or re.search(r"(?:增速|增幅|涨幅|降幅|增长率|下降率)$", name)
    ):
        return "growth"
    if quantity.unit.endswith("元") and any(word in words for word in load("grammar")["spend"]["verbs"]):
        return "cumulative_spend"
    if quantity.is_percent or quantity.form == "bandwidth":
        return "level"
    if _TOTAL.search(item.left) and not _tidy(item.left).startswith(_increments()):
        return "cumulative" if kind == "report" and "累计" in item.left else "level"
    if name.startswith(_increments()) or "新增" in name:
        return "increment"
    if kind == "report" and not quantity.unit.endswith("元") and _adds_in_a_year(name):
        return "increment"
    return "cumulative" if kind == "report" and "累计" in words else "level"


def _adds_in_a_year(name: str) -> bool:
    verbs = load("grammar")["increment"]["annual"]
    return any(verb in name for verb in verbs) and not name.endswith(("量", "额", "率"))


def _growth(item: Item) -> str:
    """The growth verb right before the number, or ''. 提高到, 下降至 reach a level and are none."""
    found = _growth_words().search(item.left, max(0, len(item.left) - 30))
    return found.group(1) if found else ""


def _grown(item: Item, verb: str, before: str, subject: str) -> Named:
    base = _VERSUS.sub("", _tidy(_after_last_clause(item.left[: item.left.rfind(verb)])))
    if not base or base in load("grammar")["indicator"]["comparisons"]:
        base = subject or _tidy(before)
    if item.quantity.unit != "%" and item.quantity.unit not in ("倍", "个百分点", "‰"):
        return Named(f"{base}{verb}数", base)
    if item.quantity.unit == "个百分点":
        return Named(f"{base}{verb.removeprefix('同比')}幅度", base)
    plain = verb
    for prefix in ("年均", "同比", "平均", "累计"):
        plain = plain.removeprefix(prefix)
    suffix = "" if plain.endswith(("幅", "速")) else "率"
    name = {"增": "增长", "减": "减少"}.get(plain, plain)
    return Named(f"{base}{name}{suffix}", base)


def is_prenominal(item: Item) -> bool:
    """Whether the noun counted stands behind the number."""
    after = item.right.lstrip("的")
    if _reach_start().match(after):
        return False
    if not after or after[0] in "、,，)）。.;；:：":
        return False
    if after.startswith(tuple(load("grammar")["indicator"]["after_complete"])):
        return False
    reached = _reach().search(item.left, max(0, len(item.left) - 8))
    strong = (
        reached
        and _tidy(item.left[: reached.start()])
        and reached.group(1) not in ("完成", "实现", "有", "累计", "共", "到", "为", "由")
    )
    return not strong


def _prenominal(item: Item, before: str, subject: str) -> Named:
    after = _REMARK.sub("", item.right.removeprefix("的"))
    left = _tidy(_after_last_clause(item.left))
    if item.quantity.is_percent:
        core = _short(left + _tidy_predicate(after)) if len(left) <= 14 else _short(_tidy_predicate(after))
        return Named(core if _ENDS_IN_RATE.search(core) else core + "率", core)
    noun, predicate = _noun_and_predicate(after)
    lead = _verb_of(left, item.left)
    core = _join(lead, "" if item.chained else _tidy_predicate(predicate), noun)
    if len(core) <= 4 and item.first:
        core = (subject if len(subject) <= 16 else "") + core
    core = _short(core)
    return Named(core + ("数" if _is_count(item.quantity.unit) else ""), core)


def _is_count(unit: str) -> bool:
    """Whether a unit counts things: 个 does, 公里 and 万元 measure them."""
    return unit == "大" or unit in load("units")["count"]


def _postnominal(item: Item, before: str, subject: str) -> Named:
    left = _without_reach(_after_last_clause(item.left))
    name = _STEPS.sub("", _tidy(left))
    if name.startswith("占") and item.quantity.is_percent:
        share = name if name.endswith(("比重", "比例", "比")) else name + "比重"
        return Named(_short(subject + share), subject)
    if not name and _TOTAL.search(item.left):
        name = _ADDED.sub("", subject) + "总数"
    elif not name:
        name = subject or _STEPS.sub("", _tidy(_after_last_clause(before)))
    elif (
        name in load("grammar")["filler"]["generic"] or len(name) <= 2 or (len(name) <= 3 and item.quantity.is_percent)
    ):
        name = (subject or _subject_of(before)) + name
    name = _short(_without_place(name)) or UNNAMED
    return Named(name, _subject_of(name))


def _without_reach(left: str) -> str:
    """The words up to the verbs that reach the number: 覆盖率累计达到 → 覆盖率."""
    while found := _reach().search(left, max(0, len(left) - 8)):
        left = left[: found.start()].rstrip("、,， ")
    return left.rstrip("、,， ")


def _without_place(name: str) -> str:
    """在全市重点路段部署摄像头 → 部署摄像头: where it is done is no part of what is counted."""
    if not name.startswith("在"):
        return name
    found = next((match for match in _verbs().finditer(name, 3) if len(name) - match.start() >= 5), None)
    return name[found.start() :] if found else name


def _in_bracket(item: Item, subject: str) -> Named:
    holder = _short(_tidy(_after_last_clause(item.holder)))
    inner = _tidy(_reach().sub("", item.left)) or subject
    return Named(_short(holder + inner), subject or holder)


def counted_noun(item: Item) -> str:
    """The noun behind a number: 部门 of 26个部门."""
    return _tidy(_noun_and_predicate(item.right)[0]) if item.right else ""


def _noun_and_predicate(after: str) -> tuple[str, str]:
    """26个 | 部门 | 实现无差别受理: the noun counted and what it does. 热点的无线网络 is 无线网络热点."""
    head, of, rest = after.partition("的")
    if of and len(head) <= 4 and len(rest) >= 4 and not _predicates().search(head, 1):
        after = rest + head
    after = re.split(r"[及和](?=大量|一批|若干)", after)[0]
    found = _predicates().search(after, 1)
    if not found:
        return after.strip("的 "), ""
    return after[: found.start()].strip("的 "), after[found.start() :]


def _verb_of(left: str, printed: str) -> str:
    """The words before the number that belong to the name: 建成, 市政务数据中心拥有."""
    if _ENUMERATION.search(printed):
        found = list(_verbs().finditer(re.split(r"[、和]", printed)[0]))
        return _tidy(printed[: found[-1].end()])[-14:] if found else ""
    if len(left) <= 12:
        return left
    found = list(_verbs().finditer(left))
    return left[found[-1].start() :] if found else left[-8:]


def _join(lead: str, predicate: str, noun: str) -> str:
    return lead + (predicate + noun if predicate else noun)


def _subject_of(name: str) -> str:
    """机场旅客吞吐量 stays; a rate gives what it is a rate of."""
    return re.sub(r"(?:数量|总数|总量|比例|比重|占比|覆盖率|增长率|增速|增幅)$", "", name) or name


def _tidy_predicate(text: str) -> str:
    for word in load("grammar")["prenominal"]["light"]:
        text = text.removeprefix(word)
    text = text.replace("的", "", 1) if text.startswith("的") else text
    return re.sub(r"实现(?=统一|全部|共享)", "", text).strip("、,， 。")


def _after_last_clause(text: str) -> str:
    return re.split(r"[,，;；:：。]", text)[-1] if text and _balanced(text) else text


def _balanced(text: str) -> bool:
    return text.count("(") + text.count("（") == text.count(")") + text.count("）")


def _tidy(text: str) -> str:
    """Take talk off both ends: dates, 力争, 全市, 已, 的, 共 …; quotes and brackets stay whole."""
    text = _FOOTNOTE.sub("", _YEARS.sub("", _FROM_YEAR.sub("", _ITEM_NUMBER.sub("", text)))).strip()
    changed = True
    while changed and text:
        shorter = _back().sub("", _front().sub("", text))
        changed, text = shorter != text, shorter
    return _balance(text).strip()


def _balance(text: str) -> str:
    """Half a bracket or quotation is cut: the words outside it stay."""
    for opening, closing in _QUOTE_PAIRS:
        if text.count(opening) > text.count(closing):
            head, _, tail = text.rpartition(opening)
            text = head if len(head) >= 4 and opening != "“" else head + tail
        elif text.count(opening) < text.count(closing):
            head, _, tail = text.partition(closing)
            text = tail if len(tail) >= 4 and closing != "”" else head + tail
    return text


def _short(name: str) -> str:
    """A name of about LONGEST characters: its last part, from a verb or a break on; whole where there is none."""
    if len(name) <= LONGEST:
        return name
    breaks = [match.end() for match in _BREAK.finditer(name)] + [match.start() for match in _verbs().finditer(name)]
    fitting = [start for start in breaks if SHORTEST_CUT <= len(name) - start <= LONGEST]
    return _tidy(name[min(fitting) :]) if fitting else name


@cache
def _growth_words() -> re.Pattern[str]:
    grow = load("grammar")["grow"]
    verbs = _alternatives(grow["up"] + grow["down"])
    compared = rf"(?:(?:{_alternatives(load('grammar')['compare']['with'])})[、和]?)*(?:平均|平均水平)?"
    return re.compile(rf"((?<![新净])(?:{verbs}))(?:了|约|近|超|预期|目标)?{compared}$")


@cache
def _compared_with() -> re.Pattern[str]:
    return re.compile(r"(?:高于|低于|快于|超过)(全国|全省|全市)(?:平均|平均水平)?$")


@cache
def _increments() -> tuple[str, ...]:
    return tuple(load("grammar")["increment"]["words"])


@cache
def _reach() -> re.Pattern[str]:
    return re.compile(rf"({_alternatives(load('grammar')['reach']['words'])})(?:了)?$")


@cache
def _reach_start() -> re.Pattern[str]:
    """由55.3%提高到62.4%: what follows the first number reaches the second."""
    words = [word for word in load("grammar")["reach"]["words"] if len(word) > 1 and word[-1] in "到至为"]
    return re.compile(_alternatives(words))


@cache
def _front() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_alternatives(load('grammar')['filler']['front'])})")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(load('grammar')['filler']['back'])})$")


@cache
def _predicates() -> re.Pattern[str]:
    # 独立实施的项目: a verb before 的 describes the noun
    return re.compile(f"(?:{_alternatives(load('grammar')['prenominal']['predicates'])})(?!的)")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(_alternatives(load("grammar")["indicator"]["verbs"]))


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
