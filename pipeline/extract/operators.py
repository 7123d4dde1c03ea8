"""The words that bound a number → an operator; the printed words stay beside it."""

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.quantities import Quantity
from pipeline.lexicon import load
from pipeline.model import Operator, Span

_AT_LEAST = re.compile(r"(?:至少|不少于|不低于)[^,，;；]{0,8}$")  # 至少建成5个
_OR_UNIT = re.compile(r"[(（][户间次套处个家人条][)）]")  # 9万套（间）以上: the unit by another name
_MORE_THAN = re.compile(r"超过[^,，;；]*的$")  # 超过全市总投入的1/2


class Bound(NamedTuple):
    """``op`` with the printed words it was made of; ``before`` and ``after`` are their lengths in the text."""

    op: Operator
    words: str
    before: int = 0
    after: int = 0


def bound_of(quantity: Quantity, text: str, clause: Span) -> Bound:
    """What bounds a quantity inside its clause.

    A range stands alone; 超 … 以上 are one bound (≥); 以内 or a ceiling verb (控制在) is ≤; 左右, 约, 多 are ~.
    """
    left, right = text[clause.start : quantity.span.start], text[quantity.span.end : clause.end]
    also = _OR_UNIT.match(right)
    skipped = also.end() if also else 0
    op_before, before = _match(_before(), left)
    op_after, after = _within(quantity, right) or _match(_after(), right[skipped:])
    words = before + ("…" if before and after else "") + after
    op: Operator
    if quantity.value_max is not None:
        op = "range"
    elif op_after in (">=", "<="):
        op = op_after
    elif op_before:
        op = op_before
    elif _AT_LEAST.search(left) or (quantity.form == "share" and _MORE_THAN.search(left)):
        op = ">="
    elif op_after or quantity.about:
        op = "~"
    else:
        op = "<=" if _ceiling().search(left) else "="
    return Bound(op, words, len(before), skipped + len(after))


def _match(pattern: re.Pattern[str], text: str) -> tuple[Operator | None, str]:
    found = pattern.search(text)
    if not found:
        return None, ""
    return _operators()[found.group(1)], found.group(1)


def _within(quantity: Quantity, right: str) -> tuple[Operator, str] | None:
    """5分钟内签收: behind a time 内 bounds whatever follows."""
    within = right.startswith("内") and quantity.unit.endswith(tuple(load("grammar")["operator"]["times"]))
    return ("<=", "内") if within else None


@cache
def _soft() -> re.Pattern[str]:
    return re.compile("|".join(load("grammar")["soft"]["words"]))


@cache
def _operators() -> dict[str, Operator]:
    rules = load("grammar")["operator"]
    return {word: op for side in ("before", "after") for op, words in rules[side] for word in words}


@cache
def _before() -> re.Pattern[str]:
    words = [word for _, words in load("grammar")["operator"]["before"] for word in words]
    return re.compile(f"({_alternatives(words)})$")


@cache
def _after() -> re.Pattern[str]:
    words = [word for _, words in load("grammar")["operator"]["after"] for word in words]
    # 内 alone bounds only at the end of its clause: 2个工作日内完成 is one, 市内 is not.
    return re.compile(
        f"^({_alternatives([word for word in words if word != '内'])}|内(?=完成|办结|实现|[,，。；;、)）]|$))"
    )


@cache
def _ceiling() -> re.Pattern[str]:
    return re.compile(f"(?:{_alternatives(load('grammar')['operator']['ceiling'])})$")


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def soft_word(text: str, clause: Span, span: Span) -> str:
    """The soft word of a clause (力争, 基本), as printed, or ''."""
    found = _soft().search(text, clause.start, span.start)
    return found.group() if found else ""
