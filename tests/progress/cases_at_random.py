"""Cases for the second opinion: plain dicts drawn from a random source, and the frames that ``judge`` takes."""

from datetime import date

import pandas as pd

from pipeline.progress import Given, presets
from tests.progress.rows import observation, observations, plan, plans, target, targets

RULES = {name[:2]: rule for name, rule in presets().items() if not rule.made_up and name[:2] != "金寨"}
UNITS = ("%", "家", "万元", "")
OPERATORS = (">=", ">=", ">=", ">", "<=", "<", "=", "~", "range")
FINALITIES = ("", "", "final", "final", "preliminary", "estimate")
MEASURES = ("level", "level", "increment", "growth", "cumulative", "cumulative_spend")


def random_case(draw, as_of, rule):
    """``draw`` is a ``random.Random``; ``as_of`` a date, ``rule`` a key of ``RULES``."""
    now = as_of.year
    measure, annual, goal = draw.choice(MEASURES), draw.random() < 0.25, value(draw)
    due = draw.choice((None, now - 1, now, now, now + 1, now + 2, now + 3))
    first = draw.choice((None, now - 3, now - 2, now - 1, now))
    if measure == "growth" and draw.random() < 0.8:
        due = first = draw.choice((now - 1, now))
    start = near(draw, goal)
    return {
        "as_of": as_of, "rule": rule, "measure": measure, "annual": annual, "unit": draw.choice(UNITS),
        "op": draw.choice(OPERATORS), "value": goal if draw.random() < 0.98 else None, "due_year": due,
        "first_year": first, "document_year": draw.choice((None, now - 2)),
        "figures": figures(draw, (due if annual else first) or now - 2, now, measure, goal),
        "base": {"value": start, "base_on": date(now - 4, 12, 31)} if draw.random() < 0.25 else None,
        "curve": curve(draw, now, goal) if draw.random() < 0.2 else (),
        "version": version(draw, now, goal) if draw.random() < 0.15 else None,
    }  # fmt: skip


def value(draw):
    kind = draw.random()
    if kind < 0.1:
        return draw.choice((0.0, 100.0, 90.0, 60.0, -5.0))
    if kind < 0.2:
        return float(draw.randint(1, 900_000))
    return draw.randint(1, 20_000) / draw.choice((1, 10, 100))


def near(draw, goal):
    """A figure on the way to the goal, at a round share of it that rules have their borders at, or anywhere."""
    kind = draw.random()
    if kind < 0.2:
        return value(draw)
    share = draw.choice((25, 30, 40, 50, 75, 80, 100)) if kind < 0.5 else draw.randint(0, 120)
    return round(goal * share / 100, 2)


def figures(draw, first, now, measure, goal):
    """At most one of a period end, so that it is plain which one counts."""
    years = range(min(first, now) - (draw.random() < 0.4), now + 1 + (draw.random() < 0.1))
    if measure == "increment" and draw.random() < 0.5:
        return [figure(draw, date(year, 12, 31), measure, goal) for year in years if draw.random() < 0.9]
    ends = {period_end(draw, years) for _ in range(draw.randint(1, 5))}
    by_year = {draw.choice(years) for _ in range(draw.randint(0, 1))}
    dated = [figure(draw, end, measure, goal) for end in sorted(ends)]
    return dated + [
        figure(draw, None, measure, goal) | {"year": year} for year in by_year if date(year, 12, 31) not in ends
    ]


def period_end(draw, years):
    return date(draw.choice(years), *draw.choice(((3, 31), (5, 31), (6, 30), (9, 30), (12, 31))))


def figure(draw, end, measure, goal):
    quarter_only = measure == "increment" and end and end.month in (3, 6, 9) and draw.random() < 0.15
    first = date(end.year, end.month - 2, 1) if quarter_only else date(end.year, 1, 1) if end else None
    return {
        "value": near(draw, goal / 3 if measure == "increment" else goal), "start": first, "end": end,
        "year": end.year if end else None, "finality": draw.choice(FINALITIES),
        "scope": draw.choice(("", "", "", "", "", "全市", "不含港区")), "own": draw.random() < 0.1,
    }  # fmt: skip


def curve(draw, now, goal):
    years = sorted({draw.choice(range(now - 3, now + 3)) for _ in range(draw.randint(1, 3))})
    return tuple((year, near(draw, goal)) for year in years)


def version(draw, now, goal):
    return {
        "effective_on": date(now + draw.choice((-1, -1, 1)), 3, 1),
        "value": near(draw, goal) if draw.random() < 0.8 else None,
        "op": draw.choice(("", "", "<=", ">=")), "due_year": draw.choice((None, None, now, now + 1)),
        "document_number": draw.choice(("", "政办〔2020〕1号")),
    }  # fmt: skip


def frames(cases):
    """The arguments of ``judge`` before ``as_of``, and ``given``; a city to each case keeps their figures apart."""
    promises, known, documents = [], [], []
    given = {"versions": [], "bases": [], "curves": []}
    for number, case in enumerate(cases):
        place, mine = {"city": f"{number}市"}, f"t{number}"
        thing = place | {"measure": case["measure"], "unit": case["unit"], "indicator": "上云企业"}
        fields = {name: case[name] for name in ("op", "annual", "value", "due_year")}
        promises.append(target(target_id=mine, plan_id=mine, **fields, **thing))
        documents.append(plan(case["first_year"], None, plan_id=mine, document_year=case["document_year"], **place))
        for place_in, each in enumerate(case["figures"]):
            same = {name: each[name] for name in ("value", "year", "finality", "scope")}
            ids = {"observation_id": f"{mine}-{place_in}", "plan_id": mine if each["own"] else "report"}
            known.append(observation(**same, **ids, period_start=each["start"], period_end=each["end"], **thing))
        entered = {"target_id": mine}
        given["versions"] += [case["version"] | entered] if case["version"] else []
        given["bases"] += [case["base"] | entered | {"base_id": f"b{number}"}] if case["base"] else []
        given["curves"] += [entered | {"point_on": date(year, 12, 31), "value": at} for year, at in case["curve"]]
    laid_down = {name: pd.DataFrame(rows) for name, rows in given.items() if rows}
    return (targets(*promises), observations(*known), plans(*documents)), Given(**laid_down)
