"""From promises and figures to verdicts. Pure: tables in, one row per target out; knows no store."""

from pipeline.progress.given import Given
from pipeline.progress.outlook import method_findings, paths, projections, series
from pipeline.progress.rules import DEFAULT_RULE, Rule, RuleError, definition_of, presets, rule_from
from pipeline.progress.states import STATES
from pipeline.progress.story import Story, story
from pipeline.progress.verdicts import COLUMNS, cases, judge

__all__ = [
    "COLUMNS",
    "DEFAULT_RULE",
    "STATES",
    "Given",
    "Rule",
    "RuleError",
    "Story",
    "cases",
    "definition_of",
    "judge",
    "method_findings",
    "paths",
    "presets",
    "projections",
    "rule_from",
    "series",
    "story",
]
