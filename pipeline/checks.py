"""What must be true before anyone sees it. A failed check is a defect of ours: nothing is published."""

from collections.abc import Iterable

import pandas as pd

from pipeline.chinese import to_half_width
from pipeline.errors import PipelineError
from pipeline.frames import Frames
from pipeline.model import RawDocument, Reading
from pipeline.schema import TABLES

_PLACES = (("quote_start", "quote_end", "quote"), ("start", "end", "number_words"))
_REFERENCES = (
    ("statement", "target_id", "target"),
    ("target", "passage_id", "passage"),
    ("observation", "passage_id", "passage"),
    ("target", "programme_id", "programme"),
)


class CheckFailedError(PipelineError):
    """A document or the board is not what it must be. The board published before stays in force."""

    def __init__(self, message: str) -> None:
        super().__init__(f"检查未通过：{message}。未发布，原有看板数据保持不变。")
        self.message = message

    def __reduce__(self) -> tuple[type["CheckFailedError"], tuple[str]]:
        return type(self), (self.message,)  # raised in a worker process, shown in this one


def check_document(frames: Frames, reading: Reading) -> None:
    """Every place of a document's rows is what was printed there. Raises CheckFailedError."""
    document = reading.document
    _check_numbers(reading)
    _check_passages(frames["passage"], document)
    for name in ("target", "statement", "observation"):
        _check_places(frames[name], document)
    for name in ("programme", "milestone", "project", "finding"):
        spans = frames[name].dropna(subset=["start"])
        _check_inside(spans, "start", "end", document)


def check_board(frames: Frames) -> None:
    """Ids are there and unique, and what they refer to exists. Raises CheckFailedError."""
    for schema in TABLES:
        ids = frames[schema.name][schema.key]
        if ids.isna().any():
            raise CheckFailedError(f"{schema.name} 表有缺编号的行")
        if ids.duplicated().any():
            raise CheckFailedError(f"{schema.name} 表的编号 {ids[ids.duplicated()].iloc[0]} 重复")
    for name, column, table in _REFERENCES:
        known = set(frames[table][f"{table}_id"])
        lost = [key for key in frames[name][column].dropna() if key not in known]
        if lost:
            raise CheckFailedError(f"{name} 表引用了不存在的 {column} {lost[0]}")


def check_names(plan_ids: Iterable[str]) -> None:
    """Two files of one name would be one plan. Raises PipelineError."""
    names = pd.Series(list(plan_ids), dtype="str")
    same = names[names.duplicated()]
    if len(same):
        raise PipelineError(f"有两个文件都叫“{same.iloc[0]}”（不计扩展名），无法区分。请改名后重试。")


def check_sources(plans: pd.DataFrame) -> None:
    """A published table may come in one file only. Raises PipelineError."""
    again = plans[plans["plan_id"].duplicated(keep=False)]
    if len(again):
        files = "、".join(again["file_name"][again["plan_id"] == again["plan_id"].iloc[0]])
        raise PipelineError(f"“{again['title'].iloc[0]}”在 {files} 里都有。请只保留一份后重试。")


def _check_numbers(reading: Reading) -> None:
    """The digits that were understood stand at the place that is given for them."""
    for fact in reading.facts:
        printed = reading.clean.to_raw(fact.span).of(reading.document.raw)
        if _digits(printed) != _digits(fact.span.of(reading.clean.text)):
            raise CheckFailedError(f"{reading.document.name} 有数字的位置不对：{printed}")


def _digits(text: str) -> str:
    return "".join(character for character in to_half_width(text) if character in "0123456789")


def _check_passages(passages: pd.DataFrame, document: RawDocument) -> None:
    if "".join(passages["raw_text"]) != document.raw:
        raise CheckFailedError(f"{document.name} 的段落连起来不等于原文")
    _check_slices(passages, "start", "end", "raw_text", document)


def _check_places(frame: pd.DataFrame, document: RawDocument) -> None:
    for start, end, words in _PLACES:
        _check_inside(frame, start, end, document)
        _check_slices(frame, start, end, words, document)
    _check_inside(frame, "sentence_start", "sentence_end", document)
    within = (frame["sentence_start"] <= frame["start"]) & (frame["end"] <= frame["sentence_end"])
    if not within.all():
        raise CheckFailedError(f"{document.name} 有数字不在它的句子里：{frame['quote'][~within].iloc[0]}")


def _check_inside(frame: pd.DataFrame, start: str, end: str, document: RawDocument) -> None:
    inside = (frame[start] >= 0) & (frame[start] < frame[end]) & (frame[end] <= len(document.raw))
    if not inside.all():
        raise CheckFailedError(f"{document.name} 有超出原文的位置（{start} {frame[start][~inside].iloc[0]}）")


def _check_slices(frame: pd.DataFrame, start: str, end: str, words: str, document: RawDocument) -> None:
    for first, last, printed in zip(frame[start], frame[end], frame[words], strict=True):
        if document.raw[first:last] != printed:
            raise CheckFailedError(f"{document.name} 第{first}字起的引文与原文不符：{printed}")
