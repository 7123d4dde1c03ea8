"""Boards whose sheet is filled in, and whether what a row then says is what the board says of the figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

import pandas as pd
import pytest

from pipeline.entry_sheet import Ground, entry_sheet, period_ending
from pipeline.entry_sheet.columns import FIRST_ROW, FORM
from pipeline.entry_sheet.formulas import ESTIMATED
from pipeline.entry_sheet.writing import finality_word
from pipeline.progress import presets
from pipeline.reported import verdicts
from tests.entry_sheet.worlds import figure, opened, with_approved, world

AS_OF = date(2020, 10, 15)
ENDS = (date(2020, 9, 30), date(2020, 6, 30), date(2019, 12, 31))
AT = {"value": "J", "start": "L", "finality": "N", "attainment": "O", "share": "P", "gap": "Q", "state": "R"}
NUMBERS = {"attainment": "attainment", "share": "elapsed_share", "gap": "pace_gap"}
COUNT = 25
IDS = [f"t{number}" for number in range(COUNT)]


@dataclass(frozen=True)
class Trial:
    """A board and the figures ``typed`` into its sheet, by goal; ``judged``: what it says once they are approved."""

    ground: Ground
    end: date
    typed: Mapping[str, float]
    finality: str = "final"

    @property
    def judged(self) -> pd.DataFrame:
        period = period_ending(self.end)
        new = [figure(self.ground, each, value, period, finality=self.finality) for each, value in self.typed.items()]
        after = with_approved(self.ground, new)
        return verdicts(after.frames, after.record, AS_OF).set_index("target_id")

    def book(self):
        """The workbook as an office hands it back; what was filled in beforehand is emptied."""
        book = opened(entry_sheet(self.ground, IDS, period_ending(self.end)))
        for target_id in IDS:
            book[FORM][place(target_id, "value")].value = self.typed.get(target_id)
        said = {"finality": finality_word(self.finality), "start": date(self.end.year, 1, 1)}
        for target_id, key in product(self.typed, said):
            book[FORM][place(target_id, key)].value = said[key]
        return book


def trial(seed: int, end: date, rule: str, finality: str) -> Trial:
    """A board at random, every goal with a figure between nothing and more than it asks for; none for finality ''."""
    ground, draw = world(seed, COUNT, AS_OF, presets()[rule]), Random(seed)
    goals = ground.frames["target"].set_index("target_id")["value"].fillna(0)
    typed = {each: round(goals[each] * draw.choice((0, 0.3, 0.6, 0.75, 0.9, 1, 1.2)), 2) for each in IDS}
    return Trial(ground, end, typed if finality else {}, finality)


def place(target_id: str, key: str) -> str:
    return f"{AT[key]}{FIRST_ROW + IDS.index(target_id)}"


def compared(tried: Trial, book, value_of) -> Iterator[str]:
    """Each goal whose four cells agree, by what ``value_of`` says stands in a cell; fails at the first that does not.

    A row that leaves the verdict to the board (○ 提交后判定) has nothing to compare.
    """
    judged, sheet = tried.judged, book[FORM]
    for target_id in IDS:
        row = {key: value_of(place(target_id, key)) for key in (*NUMBERS, "state")}
        live = sheet[place(target_id, "state")].data_type == "f"
        if not tried.typed or (live and not row["state"].startswith("○ 提交后判定")):
            _agree(row, judged.loc[target_id])
            yield target_id


def _agree(row: Mapping[str, object], verdict: pd.Series) -> None:
    for key, name in NUMBERS.items():
        expected = verdict[name]
        if row[key] in ("", None):
            assert pd.isna(expected), (key, row, dict(verdict))
        else:
            assert row[key] == pytest.approx(float(expected), abs=1e-6, rel=1e-9), (key, row, dict(verdict))
    assert row["state"][2:].removesuffix(ESTIMATED) == verdict["local_word"], (row, dict(verdict))
