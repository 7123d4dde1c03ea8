"""填报表: the ledger as a workbook that is the entry form, and comes back cell by cell."""

from pipeline.entry_sheet.messages import Problem
from pipeline.entry_sheet.reading import SheetReading, read_sheet
from pipeline.entry_sheet.refresh import refresh
from pipeline.entry_sheet.rows import DataPeriod, Ground, asked_for, numeric_goals, period_ending
from pipeline.entry_sheet.writing import entry_sheet

__all__ = [
    "DataPeriod",
    "Ground",
    "Problem",
    "SheetReading",
    "asked_for",
    "entry_sheet",
    "numeric_goals",
    "period_ending",
    "read_sheet",
    "refresh",
]
