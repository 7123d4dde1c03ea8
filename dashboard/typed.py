"""What a person types into a field: numbers as officials write them, days in the ways they are written. Pure."""

import calendar
import re
from datetime import date

_SIZES = {"万": 1e4, "亿": 1e8}
_NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*([万亿]?)")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2}))?(?:[-/.月](\d{1,2}))?[年月日]?底?")


def number_typed(text: str) -> float | None:
    """3万 → 30000.0, 1,200.5 → 1200.5; None for what is no number."""
    found = _NUMBER.fullmatch(text.strip().replace(",", "").replace("，", ""))
    return round(float(found[1]) * _SIZES.get(found[2], 1), 6) if found else None


def day_typed(text: str, *, whole: bool = False) -> date | None:
    """2024-09-30, 2024年9月30日; 2024 and 2024年9月 are the end of it unless the ``whole`` day is asked for."""
    found = _DAY.fullmatch(text.strip().replace(" ", ""))
    if not found or (whole and not found[3]):
        return None
    year, month = int(found[1]), int(found[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(found[3] or last)
    return date(year, month, day) if 1 <= day <= last else None
