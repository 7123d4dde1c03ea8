"""From promises and figures to verdicts. Pure: tables in, one row per target out; knows no store."""

from pipeline.progress.rules import DEFAULT_RULE, STATES, Rule
from pipeline.progress.verdicts import COLUMNS, judge

__all__ = ["COLUMNS", "DEFAULT_RULE", "STATES", "Rule", "judge"]
