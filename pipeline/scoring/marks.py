"""What people give by hand: points of a part, 加减分, 一票否决. Each is a Mark of the ledger, with who and on what."""

from collections.abc import Iterable, Mapping
from math import isfinite

from pipeline.entries import Mark
from pipeline.errors import PipelineError
from pipeline.scoring.amounts import plain
from pipeline.scoring.periods import Period
from pipeline.scoring.schemes import Scheme

WHAT = "score:"
FULL = 100  # marks of a part run from 0 to this
Marks = Mapping[tuple[str, str], Mark]
"""By agency (``agency_id``) and the name of the part, 加减分 or 否决 matter: the last word."""


def agency_id(city: str, agency: str) -> str:
    """What names an agency in the ledger: each city has a 市教育局."""
    return f"{city}/{agency}"


def marks_of(marks: Iterable[Mark], period: Period) -> Marks:
    """The marks that count for a period: of several for one matter the last. One without a number takes it back."""
    own = (mark for mark in marks if mark.subject_kind == "agency" and mark.on == period.end.isoformat())
    last = {(mark.subject_id, mark.what.removeprefix(WHAT)): mark for mark in own if mark.what.startswith(WHAT)}
    return {key: mark for key, mark in last.items() if mark.number is not None}


def given_mark(scheme: Scheme, mark: Mark) -> Mark:
    """The mark itself if the scheme knows it. Raises PipelineError: an unknown part, out of range, no reason given."""
    name = mark.what.removeprefix(WHAT)
    low, high = _range(scheme, name)
    if not mark.source.strip() and not mark.note.strip():
        raise PipelineError(f"“{name}”没有保存：没有写依据。请写明依据的文件、会议或理由。")
    if mark.number is None:
        return mark
    if not isfinite(mark.number) or not low <= mark.number <= high:
        raise PipelineError(
            f"“{name}”没有保存：{plain(mark.number)}不在{plain(low)}至{plain(high)}之间。请改正后重试。"
        )
    return mark


def _range(scheme: Scheme, name: str) -> tuple[float, float]:
    ranges = {part.name: (0.0, float(FULL)) for part in scheme.parts if part.kind == "given"}
    ranges |= {each.name: (-float(each.minus), float(each.plus)) for each in scheme.adjustments}
    ranges |= dict.fromkeys(scheme.vetoes, (0.0, 1.0))
    if name not in ranges:
        raise PipelineError(
            f"考核方案“{scheme.name}”没有由人评定的“{name}”，可评定的有{'、'.join(ranges) or '（无）'}。"
        )
    return ranges[name]
