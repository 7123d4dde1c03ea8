"""A goal for one year that several documents of a city state is one goal: the work report sets it, tables repeat it."""

import pandas as pd

_SAME = ["city", "indicator", "due_year", "measure", "op", "value", "value_max", "unit"]


def tie_yearly_goals(targets: pd.DataFrame, statements: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables ``target`` and ``statement`` with such goals counted once, under the document that comes first.

    Only what is the same to the letter is tied: a goal that was changed in the year stays beside the first. The
    statement keeps its own document, place and id; ``statement_count`` and ``position`` go on over the documents.
    """
    yearly = targets[targets["annual"].fillna(False) & targets["value"].notna()]
    groups = yearly.groupby(_SAME, dropna=False, sort=False)
    first, home = groups["target_id"].transform("first"), groups["plan_id"].transform("first")
    again = yearly["plan_id"] != home
    if not again.any():
        return targets, statements
    goal = dict(zip(yearly["target_id"][again], first[again], strict=True))
    said = statements.assign(target_id=statements["target_id"].replace(goal))
    position = said.groupby("target_id").cumcount().astype(said["position"].dtype)
    kept = targets[~targets["target_id"].isin(goal)].reset_index(drop=True)
    counts = kept["target_id"].map(said["target_id"].value_counts()).astype(kept["statement_count"].dtype)
    return kept.assign(statement_count=counts), said.assign(position=position)
