"""Words of a document made fit for a name: talk taken off the ends, brackets kept whole, length kept short."""

import re

from pipeline.extract.patterns import back, front, leading_verb, per_each, predicates, reach, verbs
from pipeline.lexicon import load
from pipeline.structure.data_period import without_period

LONGEST, SHORTEST_CUT, SHORTEST_SUM = 30, 8, 4
_YEARS = re.compile(
    r"(?:到|至|截至|截止到?|在|自)?(?<![\dA-Za-z.])20\d{2}(?:[-—–~至]20\d{2})?年(?:\d{1,2}月)?(?:底|末|初|前|上半年|下半年)*前?|[“\"]?十[一二三四五]五[”\"]?(?:期间|末|时期)|(?:今年)?\d{1,2}月底前?"
)
_FROM_YEAR = re.compile(r"(?:从|由|较|比)?20\d{2}年的?$")
_LONGEST_EACH = 8  # characters of 每人每月 and its like
_LONGEST_FILLER = 8  # characters of the longest word that is taken off an end
_DIGIT = re.compile(r"[\d五]")
_FOOTNOTE = re.compile(r"\[\d{1,2}\]")
_NUMERAL = "[一二三四五六七八九十]"
_ITEM_NUMBER = re.compile(  # 1. 三、 （二） open an item; 一、二产业 and 三、四级 are names
    rf"^\s*(?:\d+[.、]|[(（](?:{_NUMERAL}{{1,3}}|\d{{1,2}})[)）]|{_NUMERAL}{{1,3}}、(?!{_NUMERAL}{{1,2}}[、产级类线孩期季环星等]))"
)
_ADDRESSED = re.compile(r"^各[^,，、]{1,10}?(?:要|应|须)(?=确保|力争|达到|完成|实现)")  # 各县（区）要确保普及率
_AND_SO_ON = re.compile(r"^.*、[^、]*等(?=[\u4e00-\u9fff])")  # 公安、民政、交通等部门平台数量
_CLAUSE_END = re.compile("[,，;；:：。]")
_BESIDES = re.compile(  # 县医院新院区投入使用、新增床位
    r"^.*(?:使用|开工|竣工|投用|启用|投产|落成|开放|运营|揭牌|挂牌|通车|开通|上线|完工|成立|建成)、"
    r"(?=新|建成|培育|引进|完成|累计|净增|改造|打造)"
)
LEVEL_OF = re.compile(r"^(?:国家|省|市|县|区)级(?:以上)?")
_LEVEL = re.compile(rf"{LEVEL_OF.pattern}$")
_THRESHOLD = re.compile(r"[(（][^()（）]*\d[^()（）]*(?:以上|以下|以内)[)）]")  # 重点企业（年耗能1万吨以上）
_LIGHT = re.compile("实现(?=统一|全部|共享)|在(?=部门间)")
_AND_MANY = re.compile("[及和](?=大量|一批|若干)")
_BREAK = re.compile(r"[、，,]|的(?=[\u4e00-\u9fff]{4})")
_ENUMERATION = re.compile(r"等(?:领域|方面|地区|地|系统)?(?:和|及|、)?$|、$")
_QUOTE_PAIRS = (("“", "”"), ("(", ")"), ("（", "）"), ("《", "》"))
_QUOTES = frozenset("“”()（）《》")


def tidy(text: str) -> str:
    """Take talk off both ends: dates, 力争, 全市, 已, 的, 共 …; quotes and brackets stay whole."""
    item = _ITEM_NUMBER.match(text)
    text = _without_dates(text[item.end() :] if item else text).strip()
    text = _ADDRESSED.sub("", text) if text.startswith("各") else text
    while text:
        start = front().match(text)
        if start:
            text = text[start.end() :]
            continue
        if (named := without_period(text)) != text:
            text = named
            continue
        end = back().search(text, max(0, len(text) - _LONGEST_FILLER))
        if not end:
            break
        text = text[: end.start()]
    return _balance(text).strip()


def _without_dates(text: str) -> str:
    if not _DIGIT.search(text):
        return text
    text = _THRESHOLD.sub("", text)
    return _FOOTNOTE.sub("", _YEARS.sub("", _FROM_YEAR.sub("", text)))


def _balance(text: str) -> str:
    """Half a bracket or quotation is cut: the words outside it stay."""
    if _QUOTES.isdisjoint(text):
        return text
    for opening, closing in _QUOTE_PAIRS:
        if text.count(opening) > text.count(closing):
            head, _, tail = text.rpartition(opening)
            text = head if len(head) >= 4 and opening != "“" else head + tail
        elif text.count(opening) < text.count(closing):
            head, _, tail = text.partition(closing)
            text = tail if len(tail) >= 4 and closing != "”" else head + tail
    return text


def shorten(name: str) -> str:
    """A name of about LONGEST characters: its last part, from a verb or a break on; whole where there is none."""
    if len(name) <= LONGEST:
        return name
    summed_up = _AND_SO_ON.sub("", name)
    if SHORTEST_SUM <= len(summed_up) < len(name):
        return shorten(summed_up)
    breaks = [match.end() for match in _BREAK.finditer(name)] + [match.start() for match in verbs().finditer(name)]
    fitting = [start for start in breaks if SHORTEST_CUT <= len(name) - start <= LONGEST]
    return tidy(name[min(fitting) :]) if fitting else name


def after_last_clause(text: str) -> str:
    text = _CLAUSE_END.split(text)[-1] if text and _balanced(text) else text
    return _BESIDES.sub("", text)


def _balanced(text: str) -> bool:
    return text.count("(") + text.count("（") == text.count(")") + text.count("）")


def tidy_predicate(text: str) -> str:
    for word in load("grammar")["prenominal"]["light"]:
        text = text.removeprefix(word)
    text = text.replace("的", "", 1) if text.startswith("的") else text
    return _LIGHT.sub("", text).strip("、,， 。")


def without_reach(left: str) -> str:
    """The words up to the verbs that reach the number: 覆盖率累计达到 → 覆盖率, 低保标准提高到每人每月 → 低保标准."""
    each = per_each().search(left, max(0, len(left) - _LONGEST_EACH))
    left = left[: each.start()] if each and reach().search(left, 0, each.start()) else left
    while found := reach().search(left, max(0, len(left) - 8)):
        left = left[: found.start()].rstrip("、,， ")
    return left.rstrip("、,， ")


def is_whole(words: str) -> bool:
    """总投资, 面积, 竣工: of the whole of what was named before."""
    return tidy(without_reach(words)) in load("grammar")["filler"]["whole"]


def is_level(name: str) -> bool:
    return bool(_LEVEL.match(name))


def at_level(level: str, whole: str) -> str:
    """新增国家级绿色工厂6家、省级13家: the same things, of another level: 新增省级绿色工厂."""
    verb = leading_verb(whole)
    return verb + level + LEVEL_OF.sub("", whole.removeprefix(verb))


def share_head(whole: str, name: str) -> str:
    """粮食播种面积, 产量 → 粮食产量: a measure that names nothing alone is of what the one before it is of."""
    measures = load("grammar")["parallel"]["measures"]
    own = max((measure for measure in measures if whole.endswith(measure)), key=len, default="")
    return (whole.removesuffix(own) if name in measures else whole) + name


def without_done(base: str) -> str:
    """财政总收入 of 完成财政总收入; 完成投资 alone says which investment it is."""
    return base.removeprefix("完成") if len(base) > len("完成投资") else base


def without_place(name: str) -> str:
    """在全市重点路段部署摄像头 → 部署摄像头: where it is done is no part of what is counted."""
    if not name.startswith("在"):
        return name
    found = next((match for match in verbs().finditer(name, 3) if len(name) - match.start() >= 5), None)
    return name[found.start() :] if found else name


def noun_and_predicate(after: str) -> tuple[str, str]:
    """26个 | 部门 | 实现无差别受理: the noun counted and what it does. 热点的无线网络 is 无线网络热点."""
    head, of, rest = after.partition("的")
    if of and len(head) <= 4 and len(rest) >= 4 and not predicates().search(head, 1):
        after = rest + head
    after = _AND_MANY.split(after)[0]
    found = predicates().search(after, 1)
    if not found:
        return after.strip("的 "), ""
    return after[: found.start()].strip("的 "), after[found.start() :]


def verb_of(left: str, printed: str) -> str:
    """The words before the number that belong to the name: 建成, 市政务数据中心拥有."""
    if _ENUMERATION.search(printed):
        found = list(verbs().finditer(re.split(r"[、和]", printed)[0]))
        return tidy(printed[: found[-1].end()])[-14:] if found else ""
    if len(left) <= 12:
        return left
    found = list(verbs().finditer(left))
    if found:
        return left[found[-1].start() :]
    return "" if "、" in left else left[-16:]
