"""From promises and figures to verdicts. Pure: tables in, one row per target out; knows no store."""

from pipeline.progress.cases import Court, court_of
from pipeline.progress.given import Given
from pipeline.progress.outlook import series
from pipeline.progress.rules import DEFAULT_RULE, Rule, RuleError, definition_of, presets, rule_from
from pipeline.progress.states import STATES
from pipeline.progress.story import Story, story
from pipeline.progress.verdicts import COLUMNS, cases, judge, verdicts_of

__all__ = [
    "COLUMNS",
    "DEFAULT_RULE",
    "STATES",
    "Court",
    "Given",
    "Rule",
    "RuleError",
    "Story",
    "cases",
    "court_of",
    "definition_of",
    "judge",
    "presets",
    "rule_from",
    "series",
    "story",
    "verdicts_of",
]
