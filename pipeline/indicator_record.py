"""The dictionary as an office has made it: the shipped indicators, and what people changed in them since. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from pipeline.entries import IndicatorChange
from pipeline.errors import PipelineError
from pipeline.filing.dictionary import (
    DIRECTIONS,
    FIELDS,
    GRADES,
    MEASURES,
    CanonicalIndicator,
    check,
    definition_of,
    dictionary,
    indicator_of,
)

OWN = "X"  # the letter of an office's own indicators
_WORDS: Mapping[str, Mapping[Any, str]] = {
    "direction": DIRECTIONS,
    "grade": GRADES,
    "measures": MEASURES,
}  # fields whose values have a word


def dictionary_in_force(changes: Iterable[IndicatorChange]) -> tuple[CanonicalIndicator, ...]:
    """The indicators in force, shipped ones first, then an office's own; the last change of each counts.

    Raises DictionaryError where an entry on record cannot be used.
    """
    last = {change.indicator_id: change for change in changes}
    made = {name: indicator_of(dict(change.definition)) for name, change in last.items() if not change.is_retired}
    shipped = {indicator.id: indicator for indicator in dictionary()}
    known = {name: made.get(name, indicator) for name, indicator in (shipped | made).items()}
    indicators = tuple(indicator for name, indicator in known.items() if name in made or name not in last)
    if last:
        check(indicators)
    return indicators


def change_to(
    wanted: CanonicalIndicator,
    seen: CanonicalIndicator | None,
    changes: Sequence[IndicatorChange],
    by: str,
    reason: str,
) -> IndicatorChange:
    """The entry that puts an indicator in force; ``seen`` is what the person looked at, None for a new one.

    Raises DictionaryError where the whole dictionary would not be right, PipelineError where nothing would change, no
    reason is given, the id is taken or somebody else has changed the indicator since it was looked at.
    """
    change = _change(wanted, by, reason)
    _refuse_unseen(wanted.id, seen, changes)
    if wanted == seen:
        raise PipelineError(f"没有保存：{wanted.title}没有改动。")
    dictionary_in_force([*changes, change])
    return change


def retirement(seen: CanonicalIndicator, changes: Sequence[IndicatorChange], by: str, reason: str) -> IndicatorChange:
    """The entry after which an indicator is no longer used. Raises PipelineError as ``change_to`` does."""
    _refuse_unseen(seen.id, seen, changes)
    return replace(_change(seen, by, reason), is_retired=True)


def reuse(gone: CanonicalIndicator, changes: Sequence[IndicatorChange], by: str, reason: str) -> IndicatorChange:
    """The entry that takes a retired indicator into use again. Raises PipelineError as ``change_to`` does."""
    change = _change(gone, by, reason)
    dictionary_in_force([*changes, change])
    return change


def _change(indicator: CanonicalIndicator, by: str, reason: str) -> IndicatorChange:
    if not reason.strip():
        raise PipelineError("没有保存：请写明理由，变更记录里会留存。")
    definition = definition_of(indicator)
    return IndicatorChange(indicator_id=indicator.id, definition=definition, reason=reason.strip(), entered_by=by)


def _refuse_unseen(name: str, seen: CanonicalIndicator | None, changes: Sequence[IndicatorChange]) -> None:
    """Refuse an id that is taken, and what was changed since it was looked at: a change by another is not undone."""
    if seen is None and name in _ids(changes):
        raise PipelineError(f"没有保存：编号 {name} 已用过。下一个没有用过的是 {next_id(changes)}。")
    if seen is not None and seen != next((each for each in dictionary_in_force(changes) if each.id == seen.id), None):
        who = next((each.entered_by for each in reversed(changes) if each.indicator_id == seen.id), "其他人")
        raise PipelineError(f"没有保存：{who}改过这项指标，现在显示的是改后的内容，请看过再改。")


def retired(changes: Iterable[IndicatorChange]) -> list[CanonicalIndicator]:
    """The indicators that are no longer used, as they last were."""
    last = {change.indicator_id: change for change in changes}
    return [indicator_of(dict(change.definition)) for change in last.values() if change.is_retired]


def next_id(changes: Sequence[IndicatorChange]) -> str:
    """The first number of an office's own that was never used, of a retired indicator neither: X01."""
    known = _ids(changes)
    return next(name for number in count(1) if (name := f"{OWN}{number:02d}") not in known)


def _ids(changes: Sequence[IndicatorChange]) -> set[str]:
    return {indicator.id for indicator in dictionary()} | {change.indicator_id for change in changes}


def with_wording(indicator: CanonicalIndicator, word: str) -> CanonicalIndicator:
    """``word`` is a name of the indicator from here on. Raises DictionaryError."""
    others = tuple(other for other in indicator.other_things if other != word)
    return replace(indicator, words=(*indicator.words, word), other_things=others)


def with_other_thing(indicator: CanonicalIndicator, word: str) -> CanonicalIndicator:
    """``word`` looks like the indicator and is something else. Raises DictionaryError."""
    return replace(indicator, other_things=(*indicator.other_things, word))


@dataclass(frozen=True)
class LoggedChange:
    """A change as it is told: by whom and when (UTC, ISO 8601), why, and each field from what to what."""

    indicator_id: str
    name: str
    by: str
    at: str
    reason: str
    fields: tuple[tuple[str, str, str], ...]


def log(changes: Sequence[IndicatorChange]) -> list[LoggedChange]:
    """Every change of the dictionary, the newest first."""
    before = {indicator.id: definition_of(indicator) for indicator in dictionary()}
    gone: set[str] = set()
    told = []
    for change in changes:
        fields = tuple(_differences(before.get(change.indicator_id, {}), dict(change.definition)))
        if change.is_retired:
            fields = (("状态", "在用", "停用"),)
        elif change.indicator_id in gone:
            fields = (("状态", "停用", "在用"), *fields)
        (gone.add if change.is_retired else gone.discard)(change.indicator_id)
        before[change.indicator_id] = dict(change.definition)
        name = str(change.definition.get("name", ""))
        told.append(
            LoggedChange(change.indicator_id, name, change.entered_by, change.entered_at, change.reason, fields)
        )
    return told[::-1]


def _differences(before: dict[str, object], after: dict[str, object]) -> Iterable[tuple[str, str, str]]:
    """Of a list only what is new and what is gone, of anything else the whole of it; '' is nothing."""
    for key, name in FIELDS.items():
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            yield name, _told(key, old, new), _told(key, new, old)


def _told(key: str, value: object, other: object) -> str:
    words = _WORDS.get(key, {})
    if isinstance(value, list | tuple):
        known = other if isinstance(other, list | tuple) else ()
        return "、".join(words.get(each, each) for each in value if each not in known)
    return str(words.get(value, value))
