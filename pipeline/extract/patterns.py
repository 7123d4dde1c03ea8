"""The grammar's word lists as patterns, compiled once."""

import re
from functools import cache

from pipeline.lexicon import load

LONGEST_VERBS = 10  # characters of verbs that stand alone, and of words that say nothing alone


@cache
def growth_words() -> re.Pattern[str]:
    grow = load("grammar")["grow"]
    verbs = alternatives(grow["up"] + grow["down"])
    compared = rf"(?:(?:{alternatives(load('grammar')['compare']['with'])})[、和]?)*(?:平均|平均水平)?"
    return re.compile(rf"((?<![新净])(?:{verbs}))(?:了|约|近|超|预期|目标)?{compared}$")


@cache
def growth_letters() -> re.Pattern[str]:
    """Words without one of these hold no growth verb."""
    grow = load("grammar")["grow"]
    return re.compile(f"[{re.escape(''.join(sorted({word[0] for word in grow['up'] + grow['down']})))}]")


@cache
def compared_with() -> re.Pattern[str]:
    return re.compile(r"(?:高于|低于|快于|超过)(全国|全省|全市)(?:平均|平均水平)?$")


@cache
def increments() -> tuple[str, ...]:
    return tuple(load("grammar")["increment"]["words"])


@cache
def _added() -> re.Pattern[str]:
    return re.compile(alternatives([word for word in increments() if word[0] in "新净增"]))


def leading_addition(name: str) -> str:
    """新增, 净增, 新认定 in front of a name, or ''. How many there are in all is without it."""
    found = _added().match(name)
    return found.group() if found else ""


@cache
def complete() -> tuple[str, ...]:
    """Words behind a number that say it is all that is meant."""
    return tuple(load("grammar")["indicator"]["after_complete"])


@cache
def reach() -> re.Pattern[str]:
    return re.compile(rf"({alternatives(load('grammar')['reach']['words'])})(?:了)?$")


@cache
def reach_start() -> re.Pattern[str]:
    """由55.3%提高到62.4%: what follows the first number reaches the second."""
    words = [word for word in load("grammar")["reach"]["words"] if len(word) > 1 and word[-1] in "到至为"]
    return re.compile(alternatives(words))


@cache
def front() -> re.Pattern[str]:
    words = load("grammar")["filler"]
    money = alternatives(words["raised"])
    well = "高质量(?=完成|推进|建设|实施)|高标准(?=完成|推进|实施)|高效(?=完成|推进)"
    return re.compile(rf"^(?:{well}|(?!争取[^,，]{{0,24}}(?:{money})$)(?:{alternatives(words['front'])}))")


@cache
def back() -> re.Pattern[str]:
    kept = "|".join(load("grammar")["filler"]["kept"])
    return re.compile(rf"(?:{alternatives(load('grammar')['filler']['back'])})(?<!{kept})$")


@cache
def predicates() -> re.Pattern[str]:
    # 独立实施的项目: a verb before 的 describes the noun
    return re.compile(f"(?:{alternatives(load('grammar')['prenominal']['predicates'])})(?!的)")


@cache
def verbs() -> re.Pattern[str]:
    return re.compile(alternatives(load("grammar")["indicator"]["verbs"]))


@cache
def verb_words() -> tuple[str, ...]:
    return tuple(sorted(load("grammar")["indicator"]["verbs"], key=len, reverse=True))


def leading_verb(name: str) -> str:
    """The verb that a name opens with, an adverb before it included: 新增, 统筹发布, 纵向贯通."""
    found = _opening_verb().match(name)
    return found.group() if found else ""


@cache
def _opening_verb() -> re.Pattern[str]:
    return re.compile(f".{{0,2}}?(?:{'|'.join(map(re.escape, verb_words()))})", re.DOTALL)


@cache
def _only_verbs() -> re.Pattern[str]:
    words = load("grammar")
    never = words["filler"]["whole"] + words["indicator"]["intransitive"]
    return re.compile(f"(?!(?:{alternatives(never)})$)(?:{alternatives(words['indicator']['verbs'])})+")


def is_verbs(name: str) -> bool:
    """建成, 新开工建设: a verb without its object, which was named before. 竣工 is said of the object."""
    return len(name) <= LONGEST_VERBS and bool(_only_verbs().fullmatch(name))


def without_verbs(name: str) -> str:
    """The object alone: 企业 of 关停取缔企业, 项目 of 高效推进项目."""
    rest = name.removeprefix(leading_verb(name))
    found = _only_verbs().match(rest)
    return rest[found.end() :] if found else rest


@cache
def per_each() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('grammar')['filler']['each'])})$")


def alternatives(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
