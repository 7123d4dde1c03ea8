"""What the page says of one pair of goal and figure: both sentences, their differing words, aspect by aspect. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from dashboard import labels
from dashboard.answer_list import KINDS, pair_link
from dashboard.marking import Mark, Piece, cut
from dashboard.review_view import around
from dashboard.rows import Row, rows
from pipeline import lexicon
from pipeline.answer_queue import COUNTED, DECIDED
from pipeline.entries import AnswerAction, AnswerDecision
from pipeline.matching.comparing import Difference

ASPECTS = {
    "指标": "量的是什么", "动作": "新增、建成、改造等", "层级": "省级、市级等", "范围": "全市、市区等",
    "口径": "统计口径", "单位": "计量单位", "计量": "累计还是当年", "数据期": "哪一年、到几月",
    "数据状态": "预计还是实际",
}  # fmt: skip
REACH = 90  # characters of the paragraph shown before and after the sentence
_STOPS = "。；\n"


@dataclass(frozen=True)
class Side:
    """One of the two sentences: ``amount`` number and unit, ``when`` its year, ``pieces`` the paragraph around it.

    ``link`` names it in its document; ``is_cut``: more of the paragraph stands before, after.
    """

    amount: labels.Quantity
    when: str
    place: str
    pieces: list[Piece]
    link: str
    is_cut: tuple[bool, bool]


def side(row: Row, passages: pd.DataFrame, words: Sequence[str]) -> Side:
    """A goal or a figure in its paragraph, ``words`` marked where its sentence prints them."""
    own = around(row, passages)
    text, start = "".join(own["raw_text"]), int(own["start"].iloc[0]) if len(own) else 0
    first, last = _window(text, int(row["sentence_start"]) - start, int(row["sentence_end"]) - start)
    marks = [
        Mark(int(row["quote_start"]), int(row["quote_end"]), "quote"),
        Mark(int(row["start"]), int(row["end"]), "number"),
        *_marked(text, start, row, words),
    ]
    is_goal = "due_year" in row
    return Side(
        amount=(labels.demand if is_goal else _amount)(row["op"], row["value"], row["value_max"], row["unit"]),
        when=labels.due(row["due_year"], row["annual"]) if is_goal else _when(row),
        place="，".join(filter(None, (row["place"], f"全文第 {int(row['start']) + 1} 字"))),
        pieces=cut(text[first:last].strip(), start + first + _blank(text[first:last]), marks),
        link=row["target_id"] if is_goal else row["observation_id"],
        is_cut=(first > 0, last < len(text.rstrip())),
    )


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip())


def _amount(op: str, value: float, value_max: float, unit: str) -> labels.Quantity:
    return labels.quantity(value, value_max, unit)


def _when(figure: Row) -> str:
    return labels.data_period(figure["period_start"], figure["period_end"], figure["year"]) + (
        "年" if labels.is_missing(figure["period_end"]) else ""
    )


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """From where to where a paragraph is shown: whole sentences within REACH of the one that counts."""
    near = max(first - REACH, 0)
    stop = min((at for mark in _STOPS if (at := text.find(mark, near, first)) >= 0), default=first - 1) + 1
    begin = near if near == 0 else stop
    far = last + REACH
    end = len(text) if far >= len(text) else max(text.rfind(mark, last, far) for mark in _STOPS) + 1
    return begin, max(end, last)


def _marked(text: str, start: int, row: Row, words: Sequence[str]) -> Iterator[Mark]:
    """Each word where it stands nearest to the number: before it in its clause, else after it, else in the sentence."""
    clause, end = (int(row[name]) - start for name in ("quote_start", "end"))
    first, last = (int(row[name]) - start for name in ("sentence_start", "sentence_end"))
    for word in words:
        found = (text.rfind(word, clause, end), text.find(word, end, last), text.rfind(word, first, clause))
        if (at := next((at for at in found if at >= 0), -1)) >= 0:
            yield Mark(start + at, start + at + len(word), "differs")


def aspects(pair: Row, goal: Row, figure: Row) -> list[dict[str, Any]]:
    """The aspects in their order: ``name``, ``hint``, whether they ``agree``, and the words of both sides."""
    differing: Mapping[str, Difference] = {each.aspect: each for each in pair["differs"]}
    names = [name for name in ASPECTS if name in pair["agrees"] or name in differing]
    return [
        {
            "name": name, "hint": ASPECTS[name], "agree": name not in differing,
            "goal": printed(differing[name], goal) if name in differing else "",
            "figure": printed(differing[name], figure) if name in differing else "",
        }
        for name in names
    ]  # fmt: skip


def printed(difference: Difference, row: Row) -> str:
    """The words of one side as its sentence prints them: 引进 and 省级以上 where matching says 新引进 and 省以上."""
    said = difference.goal if "due_year" in row else difference.figure
    return "、".join(_printed(word, difference.aspect, row["quote"]) for word in _split(said))


def differing_words(pair: Row, row: Row) -> list[str]:
    """The words of one side that the other does not say, to be marked; of two names what is only in this one."""
    found = []
    for each in pair["differs"]:
        other = each.figure if "due_year" in row else each.goal
        words = _split(printed(each, row))
        found += [part for word in words for part in _only_here(word, other)] if each.aspect == "指标" else words
    return found


def _only_here(name: str, other: str) -> list[str]:
    """The parts of a name that the other does not say: 5亿元以上产业项目新开工 beside 新开工5亿元以上项目: 产业."""
    alike = SequenceMatcher(None, name, other, autojunk=False).get_matching_blocks()
    blocks = [block for block in alike if block.size != 1]  # one letter in common is chance
    starts = [0, *(block.a + block.size for block in blocks)]
    gaps = [name[start : block.a] for start, block in zip(starts, blocks, strict=False)]
    return [gap for gap in gaps if gap not in other]


def _split(words: str) -> list[str]:
    return [word for word in words.split("、") if word]


def _printed(word: str, aspect: str, quote: str) -> str:
    return next((each for each in _wordings(word, aspect) if each in quote), word)


def _wordings(word: str, aspect: str) -> Sequence[str]:
    """The words that matching takes for one, the longest first."""
    if aspect == "动作":
        acts = lexicon.load("matching")["acts"].values()
        return sorted(next((words for words in acts if word in words), [word]), key=len, reverse=True)
    if aspect == "层级" and word.endswith("以上"):
        level = word.removesuffix("以上")
        return [f"{level}{joint}以上" for joint in ("级及", "级", "及", "")]
    return [f"{word}级", word] if aspect == "层级" else [word]


def would_be(pair: Row) -> tuple[str, AnswerAction]:
    """What is asked of a pair, in words, and the decision that it would be."""
    if pair["state"] in DECIDED:
        return "如撤销", "reopened"
    return ("如不采用", "rejected") if pair["state"] == COUNTED else ("如采用", "accepted")


def decided(decision: AnswerDecision) -> dict[str, Any]:
    """A decision for the template of that name."""
    return {
        "word": "已采用" if decision.action == "accepted" else "不采用", "who": decision.entered_by,
        "when": labels.moment(decision.entered_at), "why": decision.reason, "changed": [], "drifted": [],
    }  # fmt: skip


def differs_words(pair: Row) -> str:
    """What the ledger keeps of the differences, in words."""
    return "；".join([*(each.words for each in pair["differs"]), *pair["doubts"]])


def others(pairs: pd.DataFrame, observations: pd.DataFrame, plans: pd.DataFrame) -> list[dict[str, Any]]:
    """The other candidates for a goal, as lines: ``amount``, ``kind``, ``score``, ``state``, ``quote``, ``title``."""
    titles = plans.set_index("plan_id")["title"]
    figures = observations[observations["observation_id"].isin(pairs["observation_id"])]
    known = {figure["observation_id"]: figure for figure in rows(figures)}
    return [
        {
            "amount": labels.quantity(figure["value"], figure["value_max"], figure["unit"]), "quote": figure["quote"],
            "title": titles[figure["plan_id"]], "kind": KINDS[pair["kind"]], "score": pair["score"],
            "state": pair["state"], "link": pair_link(pair["pair"], pair["target_id"]),
        }
        for pair in rows(pairs)
        if (figure := known.get(pair["observation_id"]))
    ]  # fmt: skip
