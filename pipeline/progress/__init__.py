"""From promises and figures to verdicts. Pure: tables in, one row per target out; knows no store."""

from pipeline.progress.given import Given
from pipeline.progress.rules import DEFAULT_RULE, Rule, RuleError, definition_of, presets, rule_from
from pipeline.progress.states import STATES
from pipeline.progress.verdicts import COLUMNS, PATH_COLUMNS, SERIES_COLUMNS, cases, judge, paths, series

__all__ = [
    "COLUMNS",
    "DEFAULT_RULE",
    "PATH_COLUMNS",
    "SERIES_COLUMNS",
    "STATES",
    "Given",
    "Rule",
    "RuleError",
    "cases",
    "definition_of",
    "judge",
    "paths",
    "presets",
    "rule_from",
    "series",
]
