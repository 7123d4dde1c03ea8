"""填报表: the ledger as a workbook that is the entry form, and comes back cell by cell."""

from pipeline.entry_sheet.finding import is_form
from pipeline.entry_sheet.messages import Problem
from pipeline.entry_sheet.office_tables import Match, Proposal, figure_of, proposals
from pipeline.entry_sheet.outcome import SheetReading
from pipeline.entry_sheet.reading import read_sheet
from pipeline.entry_sheet.refresh import refresh
from pipeline.entry_sheet.rows import DataPeriod, Ground, asked_for, numeric_goals, period_ending
from pipeline.entry_sheet.writing import entry_sheet

__all__ = [
    "DataPeriod",
    "Ground",
    "Match",
    "Problem",
    "Proposal",
    "SheetReading",
    "asked_for",
    "entry_sheet",
    "figure_of",
    "is_form",
    "numeric_goals",
    "period_ending",
    "proposals",
    "read_sheet",
    "refresh",
]
