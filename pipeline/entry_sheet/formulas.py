"""完成率, 序时进度, 序时差 and 状态 of a row as live formulas: what ``pipeline.progress`` says.

A figure typed into 本期数值 gives what the board would say if it were approved. An empty cell shows what the board
says today, and so does an estimate (预计), which decides nothing. Where another figure would count than the one in the
row, or its period was changed in a way that the sheet cannot follow, the formula says so instead of guessing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.entry_sheet.columns import AS_OF
from pipeline.entry_sheet.rows import GoalRow
from pipeline.progress.attainment import EPSILON
from pipeline.progress.bands import MEASURES, Band
from pipeline.progress.cases import Case
from pipeline.progress.rules import Rule
from pipeline.progress.states import (
    AHEAD,
    BEHIND,
    DONE,
    NO_DATA,
    NOT_JUDGED,
    ON_PACE,
    OVERDUE,
    STALE,
    must_last,
)
from pipeline.progress.values import ESTIMATE, SUMMED, SUMS, Target

GLYPHS: Mapping[str, str] = {
    "已完成": "√", "超序时": "◆", "达序时": "●", "略低": "▲", "未达序时": "■", "到期未完成": "×", "年度指标": "○",
    "数据过期": "◇", "无数据": "–",
}  # fmt: skip
"""Shapes that every Chinese font of an office holds (GB2312), by state."""
ESTIMATED = "（预计不计）"
LATER = "○ 提交后判定"
_EMPTY = '""'
Cell = str | float | date | None


@dataclass(frozen=True)
class Formulas:
    """The formulas of one row: ``at`` gives the column letters by key."""

    row: int
    at: Mapping[str, str]
    goal: GoalRow
    rule: Rule

    def cells(self) -> dict[str, str | float | None]:
        """What stands in the four worked-out columns: formulas, or what the board says where there can be none."""
        shown = _shown(self.goal.case)
        if self.goal.probe is None:
            return shown
        own = {
            "attainment": self._attainment(self.goal.probe),
            "share": self._share(self.goal.probe),
            "gap": self._gap(self.goal.probe),
            "state": self._state(self.goal.probe),
        }
        return {key: self._guarded(shown[key], formula, key) for key, formula in own.items()}

    def _ref(self, key: str) -> str:
        return f"${self.at[key]}{self.row}"

    def _guarded(self, shown: str | float | None, formula: str, key: str) -> str | None:
        """Today's answer for an empty cell; the formula for a number and a period that it holds for."""
        if formula == _EMPTY and shown is None:
            return None
        value, end = self._ref("value"), self._ref("end")
        later = _text(LATER) if key == "state" else _EMPTY
        judged = f"IF(ISNUMBER({end}),IF({self._period_holds()},{formula},{later}),{later})"
        if not self.rule.count_estimates:
            judged = f'IF({self._ref("finality")}="预计",{self._estimated(shown, key, later)},{judged})'
        return f"=IF({self._untouched()},{_literal(shown)},IF(ISNUMBER({value}),{judged},{later}))"

    def _estimated(self, shown: str | float | None, key: str, later: str) -> str:
        """An estimate decides nothing: today's answer, unless it would take the place of a figure that counts.

        A goal for one year that waits for its first figure does not wait any longer.
        """
        held, case = self.goal.held, self.goal.case
        if held is not None and held.status in (None, "approved") and held.finality != ESTIMATE:
            return later
        if key != "state":
            return _literal(shown)
        waits = case.stand is None and case.state == NOT_JUDGED
        return f"{self._word(NO_DATA) if waits else _literal(shown)}&{_text(ESTIMATED)}"

    def _untouched(self) -> str:
        """Nothing typed, or a range that counts already: a formula does not take words for a number."""
        value, held = self._ref("value"), self.goal.held
        if held is None or held.amount.value_max is None or held.status not in (None, "approved"):
            return f'{value}=""'
        return f'OR({value}="",{value}={_text(str(held.amount))})'

    def _period_holds(self) -> str:
        """The period as exported; or, for what is no sum, an earlier end of the same year that is still the newest."""
        start, end = self._ref("start"), self._ref("end")
        probe = self.goal.probe
        asked = self.goal.period.end
        exact = f"{end}={_day(asked)}"
        if probe is None or probe.target.measure in SUMS or probe.course.curve:
            begins = probe.answer.reports[-1].start if probe else self.goal.period.start
            return f"AND({exact},{start}={_day(begins)})"
        return (
            f"AND({end}<={_day(asked)},YEAR({end})={asked.year},{end}<={AS_OF},{end}>N({self._ref('known_until')})-1)"
        )

    def _total(self) -> str:
        return f"({self._ref('value')}+N({self._ref('carry')}))"

    def _attainment(self, case: Case) -> str:
        target, stand = case.target, case.stand
        value, goal, base = self._total(), self._ref("goal_value"), self._ref("base")
        if target.is_growth or case.lacks_direction or (stand is not None and stand.holds):
            return _EMPTY
        if target.is_level and case.base is not None:
            return _EMPTY if target.value == case.base.value else f"({value}-{base})/({goal}-{base})"
        return _EMPTY if target.falling or (target.value or 0) <= 0 else f"{value}/{goal}"

    def _share(self, case: Case) -> str:
        stand, period = case.stand, case.course.period
        if case.course.curve and not (stand is not None and stand.holds):
            planned = self._ref("planned")
            return f'IF({planned}="","",{planned})'
        if period.start is None or period.end is None or period.start > period.end:
            return _EMPTY
        at, first, last = f"MIN({AS_OF},{self._ref('end')})", self._ref("first"), self._ref("last")
        if self.rule.in_days:
            return f"MAX(0,MIN(1,({at}-{first}+1)/({last}-{first}+1)))"
        whole = f"((YEAR({last})-YEAR({first})+1)*12)"
        return f"MAX(0,MIN(1,({_months(at)}-YEAR({first})*12)/{whole}))"

    def _gap(self, case: Case) -> str:
        target = case.target
        value, goal = self._total(), self._ref("goal_value")
        if target.is_growth:
            difference = f"{goal}-{value}" if target.falling else f"{value}-{goal}"
            return f"ROUND({difference},9)" if target.unit == "%" else _EMPTY
        if case.lacks_base and not case.course.curve:
            return _EMPTY
        attained, share = self._ref("attainment"), self._ref("share")
        return f'IF(OR({attained}="",{share}=""),"",ROUND(({attained}-{share})*100,9))'

    def _state(self, case: Case) -> str:
        """In the order of ``pipeline.progress.states.fixed_state``; then the rule."""
        if case.stand is None:
            return _text(LATER)
        met, lasting = self._met(case), must_last(case.target, case.stand)
        judged = self._pace_or_level(case, met, lasting)
        if (due := case.course.period.end) and not case.lacks_direction:
            over = f"IF({met},{self._word(DONE)},{self._word(OVERDUE)})"
            judged = f"IF({AS_OF}>={_day(due)},{over},{judged})"
        stale = f"IF({self._stale(case)},{self._word(STALE)},{judged})"
        return stale if lasting else f"IF({met},{self._word(DONE)},{stale})"

    def _pace_or_level(self, case: Case, met: str, lasting: bool) -> str:
        if lasting:
            return f"IF({met},{self._caught_up(ON_PACE, self._word(ON_PACE))},{self._word(BEHIND)})"
        return f'IF({self._ref("gap")}="",{self._word(NOT_JUDGED)},{self._light()})'

    def _met(self, case: Case) -> str:
        target, value, goal = case.target, self._total(), self._ref("goal_value")
        if case.lacks_direction:
            return f"{value}={goal}"
        slack = _number(abs(target.value or 0) * self._tolerance(case) + EPSILON)
        return f"{value}<={goal}+{slack}" if target.falling else f"{value}>={goal}-{slack}"

    def _tolerance(self, case: Case) -> float:
        holds = case.stand is not None and case.stand.holds
        return self.rule.tolerances.hold if holds else self.rule.tolerances.of(case.target)

    def _stale(self, case: Case) -> str:
        if case.stand is not None and case.stand.gaps:
            return "TRUE"
        end = self._ref("end")
        age = f"{_months(AS_OF)}-{_months(f'MIN({AS_OF},{end})')}>{self.rule.cycle_months}"
        due = case.course.period.end
        return age if due is None else f"IF({AS_OF}>={_day(due)},{end}<{_day(due)},{age})"

    def _light(self) -> str:
        measure = MEASURES[self.rule.measure]
        attained, share = self._ref("attainment"), self._ref("share")
        lag = f"({share}-{attained})*100"
        x = f"ROUND({lag},9)"
        if measure.name != "差距":
            none_due = f"IF({x}=0,0,IF({x}>0,1E+300,-1E+300))"
            x = f"IF({share}>0,ROUND({lag}/{share},9),{none_due})"
            x = f"(100-{x})" if measure.rising else x
        lights = [(_holds(band, x), self._band_word(band)) for band in self.rule.bands]
        formula = lights[-1][1]
        for condition, word in reversed(lights[:-1]):
            formula = f"IF({condition},{word},{formula})"
        return formula

    def _band_word(self, band: Band) -> str:
        return self._caught_up(band.state, _text(f"{GLYPHS[band.state]} {band.word}"))

    def _caught_up(self, state: str, word: str) -> str:
        """The rule's own light for what was behind before, where it has one."""
        made_up = self.rule.made_up
        if made_up and self.goal.was_behind and state in (ON_PACE, AHEAD):
            return _text(f"{GLYPHS[made_up.state]} {made_up.word}")
        return word

    def _word(self, state: str) -> str:
        return _text(f"{GLYPHS[state]} {self.rule.word(state)}")


def workings(goal: GoalRow) -> dict[str, Cell]:
    """What the formulas of a row work with, by column."""
    case = goal.probe or goal.case
    counted, period = (case.stand.counted if goal.probe and case.stand else ()), case.course.period
    known = goal.case.answer.reports
    return {
        "kind": _kind(case.target, holds=case.stand is not None and case.stand.holds),
        "base": case.base.value if case.base and case.target.is_level else None,
        "goal_value": case.target.value,
        "first": period.start,
        "last": period.end,
        "carry": sum(figure.value for figure in counted[:-1]) if case.target.measure in SUMS else None,
        "planned": case.stand.share if goal.probe and case.stand and case.course.curve else None,
        "known_until": known[-1].end if known else None,
    }


def _kind(target: Target, *, holds: bool) -> str:
    if target.is_growth:
        return "增速"
    if target.measure in SUMS:
        return "新增"
    if target.measure in SUMMED:
        return "累计"
    return "保持" if holds else "水平"


def _shown(case: Case) -> dict[str, str | float | None]:
    """What the board says of a goal today."""
    stand = case.stand
    return {
        "attainment": stand.attainment if stand else None,
        "share": stand.share if stand else case.course.period.share(case.as_of),
        "gap": stand.gap if stand else None,
        "state": f"{GLYPHS[case.state]} {case.light.word}",
    }


def _months(at: str) -> str:
    """``pipeline.progress.periods.ended_months``."""
    return f"(YEAR({at})*12+MONTH({at})-IF(DAY({at}+1)=1,0,1))"


def _holds(band: Band, x: str) -> str:
    bounds = []
    if band.lower is not None:
        bounds.append(f"{x}{'>=' if band.lower_in else '>'}{_number(band.lower)}")
    if band.upper is not None:
        bounds.append(f"{x}{'<=' if band.upper_in else '<'}{_number(band.upper)}")
    return f"AND({','.join(bounds)})" if bounds else "TRUE"


def _day(at: date) -> str:
    return f"DATE({at.year},{at.month},{at.day})"


def _text(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _literal(value: str | float | None) -> str:
    if value is None:
        return _EMPTY
    return _text(value) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    """A number as formulas have it: 1E-09, not 1e-09."""
    return repr(float(value)).upper()
