"""The formulas of 填报表, worked out by a calculator of the tests, say what the board says of the same figure."""

from datetime import date
from random import Random

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.entry_sheet import entry_sheet, period_ending
from pipeline.entry_sheet.columns import FIRST_ROW, FORM
from pipeline.progress import presets
from pipeline.reported import verdicts
from tests.entry_sheet.calculator import Calculator
from tests.entry_sheet.worlds import figure, opened, with_approved, world

AS_OF = date(2020, 10, 15)
ENDS = (date(2020, 9, 30), date(2020, 6, 30), date(2019, 12, 31))
AT = {"value": "J", "start": "L", "finality": "N", "attainment": "O", "share": "P", "gap": "Q", "state": "R"}
NUMBERS = {"attainment": "attainment", "share": "elapsed_share", "gap": "pace_gap"}
COUNT = 25
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # a board of many goals is not made simpler by it


def ids():
    return [f"t{number}" for number in range(COUNT)]


def rows_of(ground, end, typed):
    """The four answers of each row when ``typed`` (by id) stands in 本期数值."""
    book = opened(entry_sheet(ground, ids(), period_ending(end)))
    sheet, calculator = book[FORM], Calculator(book)
    for number, target_id in enumerate(ids(), start=FIRST_ROW):
        sheet[f"{AT['value']}{number}"].value = typed.get(target_id)
        if target_id in typed:
            sheet[f"{AT['finality']}{number}"].value = "审定"
            sheet[f"{AT['start']}{number}"].value = date(end.year, 1, 1)
    return {
        target_id: {"live": sheet[f"{AT['state']}{number}"].data_type == "f"}
        | {key: calculator.value(sheet, f"{AT[key]}{number}") for key in (*NUMBERS, "state")}
        for number, target_id in enumerate(ids(), start=FIRST_ROW)
    }


def agree(row, verdict):
    for key, name in NUMBERS.items():
        expected = verdict[name]
        if row[key] in ("", None):
            assert pd.isna(expected), (key, row, dict(verdict))
        else:
            assert row[key] == pytest.approx(float(expected), abs=1e-6, rel=1e-9), (key, row, dict(verdict))
    assert row["state"][2:] == verdict["local_word"], (row, dict(verdict))


@given(seed=st.integers(0, 10**6), end=st.sampled_from(ENDS), rule=st.sampled_from(sorted(presets())))
@settings(max_examples=15, deadline=None, phases=NO_SHRINKING)
def test_a_typed_figure_gives_what_the_board_says_once_it_is_approved(seed, end, rule):
    ground, draw = world(seed, COUNT, AS_OF, presets()[rule]), Random(seed)
    goals = ground.frames["target"].set_index("target_id")["value"].fillna(0)
    typed = {each: round(goals[each] * draw.choice((0, 0.3, 0.6, 0.75, 0.9, 1, 1.2)), 2) for each in ids()}
    period = period_ending(end)
    after = with_approved(ground, [figure(ground, each, typed[each], period, finality="final") for each in ids()])
    judged = verdicts(after.frames, after.record, AS_OF).set_index("target_id")
    rows = rows_of(ground, end, typed)
    for target_id in ids():
        if not rows[target_id]["state"].startswith("○ 提交后判定") and rows[target_id]["live"]:
            agree(rows[target_id], judged.loc[target_id])


@given(seed=st.integers(0, 10**6), end=st.sampled_from(ENDS))
@settings(max_examples=6, deadline=None, phases=NO_SHRINKING)
def test_an_empty_row_shows_what_the_board_says_now(seed, end):
    ground = world(seed, COUNT, AS_OF, next(iter(presets().values())))
    judged = verdicts(ground.frames, ground.record, AS_OF).set_index("target_id")
    for target_id, row in rows_of(ground, end, {}).items():
        agree(row, judged.loc[target_id])
