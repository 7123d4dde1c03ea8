"""How long 20,000 verdicts take: ``python -m tests.bench.verdicts [TARGETS]``.

Three figures to a target and a base for every other one, growth, sums and levels in turn, a quarter of them with
people's figures, versions and planned paths: what a board with many plans and a full ledger holds.
"""

import sys
import time
from datetime import date

import pandas as pd

from pipeline.progress import Given, court_of, judge
from tests.progress.rows import observation, observations, plan, plans, target, targets

MEASURES = ("level", "increment", "growth", "cumulative")
AS_OF = date(2020, 7, 15)


def rows(count):
    promises, figures = [], []
    for number in range(count):
        measure = MEASURES[number % 4]
        thing = {"indicator": f"指标甲{number}", "measure": measure, "city": f"市{number % 50}"}
        annual = measure == "growth"
        promises.append(target(90 + number % 20, 2020, target_id=f"t{number}", annual=annual, **thing))
        if number % 2:
            figures.append(observation(40, 2017, plan_id="000", observation_id=f"b{number}", **thing))
        for year in (2018, 2019):
            figures.append(observation(20 + number % 60, year, observation_id=f"o{number}-{year}", **thing))
        entered = {"target_id": f"t{number}"} if number % 4 == 3 else {}
        end = {"period_start": date(2020, 1, 1), "period_end": date(2020, 6, 30)}
        figures.append(observation(15 + number % 80, 2020, observation_id=f"f{number}", **thing, **end, **entered))
    return targets(*promises), observations(*figures)


def given(count):
    asked = range(0, count, 4)
    return Given(
        versions=pd.DataFrame(
            [{"target_id": f"t{number}", "value": 95.0, "effective_on": date(2019, 3, 1)} for number in asked]
        ),
        curves=pd.DataFrame(
            [{"target_id": f"t{number}", "point_on": date(2019, 12, 31), "value": 60.0} for number in asked]
        ),
    )


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    tables = rows(count)
    started = time.perf_counter()
    verdicts = judge(tables[0], court_of(tables[1], plans(plan()), given=given(count)), AS_OF)
    took = time.perf_counter() - started
    print(f"{count} targets, {len(tables[1])} figures: {took:.2f} s, {1e6 * took / count:.0f} µs a target")
    print(verdicts["state"].value_counts().to_string())


if __name__ == "__main__":
    main()
