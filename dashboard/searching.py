"""What a goal can be found by, and what a word in the search box stands for.

Both sides are folded (``fold``), so that ３万 finds 3万 and 30000 finds 30,000. The words of a goal hold the
printed text beside its Simplified reading, so that either script finds it.
"""

import re

import pandas as pd

from dashboard.labels import quantity
from dashboard.rows import Row, rows
from pipeline.chinese import simplify, to_half_width
from pipeline.clean import clean_text

COLUMNS = [
    "target_id", "indicator", "city", "programme_title", "value", "value_max", "unit",
    "lead_agencies", "supporting_agencies",
]  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


def fold(text: str) -> str:
    """Half-width, lower case, numbers without thousands separators."""
    return _THOUSANDS.sub("", to_half_width(text).lower())


def finds(words: pd.Series, text: str) -> pd.Series:
    """Which of ``words`` (folded) hold ``text`` as it was typed, or its Simplified reading."""
    typed = fold(text)
    found = words.str.contains(typed, regex=False)
    simple = simplify(typed)
    return found if simple == typed else found | words.str.contains(simple, regex=False)


def sentences(statements: pd.DataFrame, passages: pd.DataFrame) -> pd.Series:
    """The whole sentence of every statement, by ``statement_id``: as printed, then its clean reading; folded."""
    ordered = passages.sort_values(["plan_id", "position"])
    texts = {
        plan_id: (int(own["start"].iloc[0]), "".join(own["raw_text"])) for plan_id, own in ordered.groupby("plan_id")
    }
    found = {}
    for statement in rows(statements):
        first, text = texts[statement["plan_id"]]
        printed = text[statement["sentence_start"] - first : statement["sentence_end"] - first]
        found[statement["statement_id"]] = fold(f"{printed}\n{clean_text(printed).text}")
    return pd.Series(found, dtype=str)


def words_of(goals: pd.DataFrame, said: pd.Series) -> pd.Series:
    """Everything each goal can be found by, folded; ``said`` are its sentences (``sentences``) by ``target_id``."""
    known = said.to_dict()
    words = [f"{_words(goal)}\n{known.get(goal['target_id'], '')}" for goal in rows(goals[COLUMNS])]
    return pd.Series(words, index=goals.index, dtype=str)


def _words(goal: Row) -> str:
    amount = "".join(quantity(goal["value"], goal["value_max"], goal["unit"]))
    agencies = [*goal["lead_agencies"], *goal["supporting_agencies"]]
    words = [goal["indicator"], goal["city"], goal["programme_title"], amount, *_plain(goal), *agencies]
    return fold("\n".join(words))


def _plain(goal: Row) -> list[str]:
    """The numbers in digits, 30000 for 3万."""
    numbers = (goal[name] for name in ("value", "value_max"))
    return [f"{float(number):.10g}{goal['unit']}" for number in numbers if not pd.isna(number)]
