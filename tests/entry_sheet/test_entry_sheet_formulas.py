"""The formulas of 填报表, worked out by a calculator of the tests, say what the board says of the same figure.

``tests/entry_sheet/recalculate.py`` asks a real spreadsheet program the same.
"""

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from pipeline.entry_sheet.columns import FORM
from pipeline.progress import presets
from tests.entry_sheet.agreement import ENDS, IDS, compared, trial
from tests.entry_sheet.calculator import Calculator

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # a board of many goals is not made simpler by it


def agreeing(tried):
    """The goals whose row says what the board says."""
    book = tried.book()
    calculator = Calculator(book)
    return [*compared(tried, book, lambda place: calculator.value(book[FORM], place))]


@given(
    seed=st.integers(0, 10**6),
    end=st.sampled_from(ENDS),
    rule=st.sampled_from(sorted(presets())),
    finality=st.sampled_from(("final", "estimate")),
)
@example(seed=4449, end=ENDS[1], rule="序时进度（直线）", finality="estimate")  # waits for its year no longer
@settings(max_examples=15, deadline=None, phases=NO_SHRINKING)
def test_a_typed_figure_gives_what_the_board_says_once_it_is_approved(seed, end, rule, finality):
    assert agreeing(trial(seed, end, rule, finality))


@given(seed=st.integers(0, 10**6), end=st.sampled_from(ENDS))
@settings(max_examples=6, deadline=None, phases=NO_SHRINKING)
def test_an_empty_row_shows_what_the_board_says_now(seed, end):
    assert agreeing(trial(seed, end, next(iter(presets())), "")) == IDS


def test_a_formula_that_says_something_else_is_noticed():
    tried = trial(7, ENDS[0], next(iter(presets())), "final")
    with pytest.raises(AssertionError, match="attainment"):
        [*compared(tried, tried.book(), lambda place: "◆ 超序时" if place.startswith("R") else 7.0)]
