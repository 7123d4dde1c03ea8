"""Adding up what was reported for parts of a period: each day counts once, what nobody reported is named."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.progress.periods import period_words
from pipeline.progress.values import Observation

Span = tuple[date, date]
_DAY = timedelta(days=1)


def parts(figures: Sequence[Observation]) -> tuple[Observation, ...]:
    """The figures that together cover most days without covering one twice, oldest first.

    1–9月 takes the place of 1–6月; a whole year that of its quarters (of two ways that cover as much, the one with
    fewer figures).
    """
    ordered = sorted(figures, key=lambda figure: (figure.end, figure.start))
    ends = [figure.end for figure in ordered]
    best: list[tuple[int, int, tuple[Observation, ...]]] = [(0, 0, ())]
    for index, figure in enumerate(ordered):
        days, count, before = best[bisect_right(ends, figure.start - _DAY, hi=index)]
        with_it = (days + (figure.end - figure.start).days + 1, count - 1, (*before, figure))
        best.append(max(with_it, best[-1], key=lambda way: way[:2]))
    return best[-1][2]


def unreported(start: date, covered: Sequence[Observation]) -> tuple[Span, ...]:
    """The spans between ``start`` and the last figure that no figure of ``covered`` (oldest first) tells of."""
    gaps, expected = [], start
    for figure in covered:
        if figure.start > expected:
            gaps.append((expected, figure.start - _DAY))
        expected = figure.end + _DAY
    return tuple(gaps)


def gap_words(gaps: Sequence[Span]) -> str:
    """2018年、2019年, 2024年1至3月: a span of several whole years is named year by year."""
    return "、".join(period_words(*part) for gap in gaps for part in _by_year(gap))


def _by_year(gap: Span) -> list[Span]:
    first, last = gap
    years = range(first.year, last.year + 1)
    return [(max(first, date(year, 1, 1)), min(last, date(year, 12, 31))) for year in years]
