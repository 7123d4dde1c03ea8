"""The rules that an office may choose from, and the change from one to another. Pure: entries in, an entry out."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import RuleChange
from pipeline.errors import PipelineError
from pipeline.progress import DEFAULT_RULE, Rule, definition_of, presets, rule_from
from pipeline.progress.rules import Definition


@dataclass(frozen=True)
class LoggedChange:
    """A change of the rule as it is told: by whom and when (UTC, ISO 8601), from which name to which, and why."""

    by: str
    at: str
    before: str
    after: str
    reason: str


def rules_to_choose(changes: Sequence[RuleChange]) -> dict[str, Rule]:
    """Presets and the office's own, by name: of an own rule the last wording. Raises RuleError."""
    own = {change.name: change for change in changes if change.name not in presets()}
    return presets() | {name: rule_from(dict(change.definition)) for name, change in own.items()}


def rule_named(name: str, changes: Sequence[RuleChange]) -> Rule:
    """The rule of this name, or the only one that begins so. Raises PipelineError that names those there are."""
    known = rules_to_choose(changes)
    found = [rule for each, rule in known.items() if each == name] or [
        rule for each, rule in known.items() if name and each.startswith(name)
    ]
    if len(found) != 1:
        what = "不止一条" if found else "没有"
        raise PipelineError(f"{what}叫“{name}”的规则。可选：{'、'.join(known)}。")
    return found[0]


def change_to(definition: Definition, changes: Sequence[RuleChange], by: str, reason: str) -> RuleChange:
    """The entry that puts a rule in force.

    Raises RuleError for a rule that leaves a gap or an overlap, and PipelineError where the reason or name is missing,
    the name belongs to a published rule that says otherwise, or nothing would change.
    """
    rule, now = rule_from(definition), rule_in_force(changes)
    if not reason.strip():
        raise PipelineError("规则没有更换：请写明理由，变更记录里会留存。")
    if rule == now:
        raise PipelineError(f"“{rule.name}”就是现行规则，没有改动。")
    if rule.name in presets() and rule != presets()[rule.name]:
        raise PipelineError(f"“{rule.name}”是已公布规则的名称，内容改动后请另取一个名称。")
    return RuleChange(name=rule.name, definition=definition_of(rule), reason=reason.strip(), entered_by=by)


def rule_in_force(changes: Sequence[RuleChange]) -> Rule:
    """The last rule that was laid down, else the default. Raises RuleError."""
    return rule_from(dict(changes[-1].definition)) if changes else DEFAULT_RULE


def log(changes: Sequence[RuleChange]) -> list[LoggedChange]:
    """Every change, the newest first."""
    names = [DEFAULT_RULE.name, *(change.name for change in changes)]
    told = [
        LoggedChange(change.entered_by, change.entered_at, before, change.name, change.reason)
        for before, change in zip(names, changes, strict=False)
    ]
    return told[::-1]
