"""A small board and its sheet, to be filled in."""

from datetime import date

import pytest

from pipeline.decisions import apply
from pipeline.entry_sheet import Ground, entry_sheet, numeric_goals, period_ending
from pipeline.entry_sheet.columns import COLUMNS, FIRST_ROW, FORM
from pipeline.reported import Record
from tests.dashboard.small_board import THIS_YEAR, frames
from tests.entry_sheet.worlds import bytes_of, opened

END = date(THIS_YEAR - 1, 9, 30)
LETTER = {column.key: letter for column, letter in zip(COLUMNS, map(chr, range(65, 91)), strict=False)}


@pytest.fixture(scope="session")
def ground():
    return Ground(apply(frames(), []).frames, Record(), date(THIS_YEAR, 2, 1), "board-0001.duckdb", 3)


@pytest.fixture(scope="session")
def period():
    return period_ending(END)


@pytest.fixture(scope="session")
def exported(ground, period):
    return entry_sheet(ground, numeric_goals(ground.frames), period)


class Filled:
    """A copy of the sheet with cells by row (0 is the first goal) and column key."""

    def __init__(self, data):
        self.book = opened(data)
        self.sheet = self.book[FORM]

    def place(self, row, key):
        return f"{LETTER[key]}{FIRST_ROW + row}"

    def put(self, row, **values):
        """Cells of a row; beside a value, what a figure must have is filled in, and a reason for what looks odd."""
        said = {"finality": "审定", "source": "月报", "note": "已核对"} if "value" in values else {}
        for key, value in (said | values).items():
            self.sheet[self.place(row, key)].value = value
        return self

    def cell(self, row, key):
        return self.sheet[self.place(row, key)]

    def row_of(self, target_id):
        column = [self.sheet[f"A{number}"].value for number in range(FIRST_ROW, self.sheet.max_row + 1)]
        return column.index(target_id)

    @property
    def data(self):
        return bytes_of(self.book)


@pytest.fixture
def filled(exported):
    return Filled(exported)
