"""考核: from verdicts and marks to points, by a scheme that an office chose. Pure; knows no store and no screen.

Off unless an office puts a scheme in force. What is computed and what people gave stay apart, and nothing that is
missing counts as 0 unless the scheme says so.
"""

from pipeline.scoring.axes import AXIS_NOTE, DIMENSIONS, dimension_counts
from pipeline.scoring.goals import Goal, goals_of
from pipeline.scoring.marks import agency_id, given_mark, marks_of
from pipeline.scoring.periods import Period, period_from, periods_of
from pipeline.scoring.points import Counted, LeftOut, PartScore
from pipeline.scoring.results import AgencyScore, Place, Scores, places, score
from pipeline.scoring.schemes import Adjustment, Part, Scheme, SchemeError, definition_of, scheme_from, templates

__all__ = [
    "AXIS_NOTE",
    "DIMENSIONS",
    "Adjustment",
    "AgencyScore",
    "Counted",
    "Goal",
    "LeftOut",
    "Part",
    "PartScore",
    "Period",
    "Place",
    "Scheme",
    "SchemeError",
    "Scores",
    "agency_id",
    "definition_of",
    "dimension_counts",
    "given_mark",
    "goals_of",
    "marks_of",
    "period_from",
    "periods_of",
    "places",
    "scheme_from",
    "score",
    "templates",
]
