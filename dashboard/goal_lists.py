"""Lists of goals and their counts, as they stand on several pages."""

from collections.abc import Sequence

import pandas as pd

from dashboard import summary
from dashboard.filters import Filters
from dashboard.render import show
from dashboard.rows import Row

Groups = Sequence[tuple[str, Sequence[Row]]]


def lay_out_states(goals: pd.DataFrame, chosen: Filters) -> None:
    """The bar and its key: counts and percentages that add up; where equal counts cannot print alike, why."""
    counts = summary.state_counts(goals)
    percents, uneven = summary.percents(counts)
    note = summary.ROUNDED if uneven else ""
    show("states", counts=counts, percents=percents, filters=chosen, note=note)


def show_goals(title: str, note: str, groups: Groups, chosen: Filters, more: str = "") -> None:
    """Goals with verdict, figure, 序时差, who answers and since when; ``groups`` are headed by their word unless ''."""
    values = {"title": title, "note": note, "groups": groups, "filters": chosen, "more": more}
    show("goals", coverage=summary.coverage, **values)
