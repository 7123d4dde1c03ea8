"""Shares of one whole that are printed: they add up to 100.0 (largest remainder)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Shares:
    """Percentages to one decimal, in the order of their counts.

    ``uneven``: equal counts are printed unlike; the page says 因四舍五入.
    """

    percents: tuple[float, ...]
    uneven: bool


def shares(counts: Sequence[int]) -> Shares:
    """The share of each count in their sum, to tenths of a percent that add up to 100.0; all 0.0 for nothing.

    Each is rounded down; the tenths left over go one each to the largest remainders, of equal ones to the larger
    count, then to the one that comes first. Raises ValueError for a negative count.
    """
    if any(count < 0 for count in counts):
        raise ValueError(f"a count below zero: {counts}")
    whole = sum(counts)
    if whole == 0:
        return Shares((0.0,) * len(counts), uneven=False)
    exact = [Fraction(1000 * count, whole) for count in counts]
    tenths = [int(share) for share in exact]
    by_remainder = sorted(range(len(counts)), key=lambda index: (tenths[index] - exact[index], -counts[index]))
    for index in by_remainder[: 1000 - sum(tenths)]:
        tenths[index] += 1
    unlike = len(set(zip(counts, tenths, strict=True))) > len(set(counts))
    return Shares(tuple(number / 10 for number in tenths), unlike)
