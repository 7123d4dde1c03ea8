"""Spans in order, found by a place: what stands here, in time that hardly grows with their number."""

from bisect import bisect_right
from collections.abc import Iterable

from pipeline.model import Span


class Places:
    """Spans that may touch or overlap; kept in order of their start."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._reach: list[int] = []  # how far the spans up to here reach
        for span in self._spans:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def at(self, place: int) -> int:
        """The position of the last span that begins at or before a place; 0 if none does."""
        return max(bisect_right(self._starts, place) - 1, 0)

    def overlap(self, span: Span) -> bool:
        """Whether any of the spans overlaps this one."""
        index = bisect_right(self._starts, span.end - 1) - 1
        return index >= 0 and self._reach[index] > span.start
