"""Where the published methods and the board's verdict see a target differently: a badge, not another verdict."""

from collections.abc import Mapping

from pipeline.progress.cases import Case
from pipeline.progress.methods import CLASSES, Track, findings
from pipeline.progress.states import AHEAD, BEHIND, ON_PACE, OVERDUE, SLIGHTLY_BEHIND

APART = 2  # classes from which a difference is said
OWN = "本看板"
_OWN_CLASSES = {AHEAD: 4, ON_PACE: 4, SLIGHTLY_BEHIND: 3, BEHIND: 2}


def spread(classes: Mapping[str, int | None]) -> int:
    """By how many classes the methods differ; 0 for fewer than two that judge."""
    judged = [level for level in classes.values() if level is not None]
    return max(judged) - min(judged) if judged else 0


def disagreement_words(classes: Mapping[str, int | None]) -> str:
    """方法分歧：Open SDG判为正常，德国统计局天气判为明显偏慢; '' where they are less than two classes apart."""
    if spread(classes) < APART:
        return ""
    judged = {name: level for name, level in classes.items() if level is not None}
    best, worst = max(judged, key=lambda name: judged[name]), min(judged, key=lambda name: judged[name])
    return f"方法分歧：{best}判为{CLASSES[judged[best]]}，{worst}判为{CLASSES[judged[worst]]}，相差{spread(classes)}级"


def classes_of(case: Case) -> dict[str, int | None]:
    """The class that each method, and the board, give a level with a base; {} where there is no such way to look at.

    Sums start from nothing, which compound growth cannot start from, and rates are no way to go. What is met (within
    what 左右 forgives, which no method knows) or too old has no pace; of what is overdue the board says no pace.
    """
    track = track_of(case) if case.state in (*_OWN_CLASSES, OVERDUE) else None
    if track is None:
        return {}
    classes = {name: finding.level for name, finding in findings(track).items()}
    return {OWN: _OWN_CLASSES.get(case.state), **classes}


def track_of(case: Case) -> Track | None:
    """The target as the methods see it, in years since its period began; None without base, period or a way to go."""
    stand, base, period = case.stand, case.base, case.course.period
    if stand is None or base is None or not case.target.is_level or stand.holds:
        return None
    elapsed = period.share(stand.at)
    if not elapsed or period.first_year is None or period.due_year is None:
        return None
    years = period.due_year - period.first_year + 1
    return Track(base.value, 0.0, stand.goal, float(years), stand.value, elapsed * years)


def disagreement(case: Case) -> str:
    return disagreement_words(classes_of(case))
