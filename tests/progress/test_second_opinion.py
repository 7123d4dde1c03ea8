"""A hundred thousand cases judged twice; the two must agree on state, numbers and the numbers in the sentences."""

import random
from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.progress import STATES, court_of, judge
from tests.progress.cases_at_random import RULES, frames, random_case
from tests.progress.second_opinion import GREEN_OR_AMBER, Opinion, wrong_numbers

BATCHES, EACH = 100, 1000
SEED = 20261122


def differences(case, row):
    """What the verdict says otherwise than the second opinion; [] when they agree."""
    opinion = Opinion(case)
    found = []
    if row.state != opinion.state:
        found.append(("state", row.state, opinion.state))
    for name, told, expected in (
        ("value", row.value, opinion.value),
        ("attainment", row.attainment, opinion.attainment),
        ("gap", row.pace_gap, opinion.gap),
        ("share", row.elapsed_share if opinion.value is not None else None, opinion.share),
    ):
        if not same(told, expected):
            found.append((name, told, expected))
    return found or wrong_numbers(opinion, row.reason, row.need) + broken_promises(opinion, row)


def same(told, expected):
    if pd.isna(told) or expected is None:
        return bool(pd.isna(told)) == (expected is None)
    return abs(told - float(expected)) <= 1e-9 * max(1.0, abs(float(expected)))


def broken_promises(opinion, row):
    """What must hold for every verdict."""
    due = opinion.due is not None and opinion.as_of >= date(opinion.due, 12, 31)
    broken = {
        "no reason": not row.reason.endswith("。"),
        "not a state": row.state not in STATES,
        "green or amber past due": due and row.state in GREEN_OR_AMBER,
        "stale and coloured": opinion.value is not None and row.state in GREEN_OR_AMBER and opinion._old(due),
        "a ratio of growth": opinion.measure == "growth" and "率" in row.reason.replace("完成率", "率"),
        "growth with attainment": opinion.measure == "growth" and not pd.isna(row.attainment),
        "words for nothing": any(word in row.reason + row.need for word in ("None", "nan", "inf")),
    }
    return [name for name, is_broken in broken.items() if is_broken]


def verdicts(cases):
    tables, laid_down = frames(cases)
    return judge(tables[0], court_of(*tables[1:], RULES[cases[0]["rule"]], laid_down), cases[0]["as_of"])


def test_a_hundred_thousand_cases_judged_twice():
    draw = random.Random(SEED)
    states = set()
    for _ in range(BATCHES):
        as_of = date(2019, 1, 1) + timedelta(days=draw.randint(0, 1500))
        rule = draw.choice(list(RULES))
        cases = [random_case(draw, as_of, rule) for _ in range(EACH)]
        for case, row in zip(cases, verdicts(cases).itertuples(), strict=True):
            assert not (found := differences(case, row)), (found, row.reason, row.need, case)
            states.add(row.state)
    assert states == set(STATES)


@given(st.randoms(use_true_random=False), st.dates(date(2019, 1, 1), date(2023, 12, 31)), st.sampled_from(list(RULES)))
@settings(max_examples=200)
def test_any_case_judged_twice(draw, as_of, rule):
    """The same with cases that shrink: where the test above fails, this one finds a small example."""
    case = random_case(draw, as_of, rule)
    (row,) = verdicts([case]).itertuples()
    assert not differences(case, row)
