"""Points as they are counted and printed: exact fractions inside, two decimals on paper, half a hundredth up.

What is added up is what was printed, so that a reader with a calculator finds the same total.
"""

from decimal import Decimal
from fractions import Fraction
from math import floor

from pipeline.progress.wording import percent

PLACES = 2


def exact(value: float | Decimal) -> Fraction:
    """The number as it is written in decimal: 0.1 is a tenth."""
    return Fraction(str(value))


def points(value: Fraction) -> Decimal:
    """To two decimals, half up, away from zero on both sides of it."""
    cents = floor(abs(value) * 10**PLACES + Fraction(1, 2))
    return Decimal(cents if value >= 0 else -cents).scaleb(-PLACES)


def rate(attainment: float) -> Decimal:
    """A 完成率 in percent as the board prints it: two decimals where they are exact, else one."""
    return Decimal(percent(attainment).rstrip("%"))


def plain(value: Fraction | Decimal | float) -> str:
    """A number without needless zeros: 60, 0.25."""
    number = points(value) if isinstance(value, Fraction) else Decimal(str(value))
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
