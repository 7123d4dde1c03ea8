"""The verdict told again, in exact fractions and from the words of the specification.

Nothing here comes from ``pipeline.progress``: where the two agree on a hundred thousand cases, neither has slipped.
A case is a plain dict (``tests.progress.cases_at_random``); values are decimals, so that fractions hold them exactly.
"""

import re
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise

GREEN_OR_AMBER = ("超序时", "达序时", "略低")
WHOLE = ("level", "increment", "growth", "cumulative", "cumulative_spend")


def exact(number):
    return Fraction(str(number))


class Opinion:
    """State, value, attainment, share, gap (fractions or None) of a case."""

    def __init__(self, case):
        self.case, self.as_of = case, case["as_of"]
        self.goal, self.op, self.due = self._in_force()
        self.measure = case["measure"]
        self.falling = self.op in ("<", "<=")
        self.first = self.due if case["annual"] else case["first_year"]
        self.value = self.attainment = self.share = self.gap = self.figure = None
        self.met = self.holds = self.gaps = self.which_way = False
        self.base, self.reports, self.estimates, self.others = self._sorted_out()
        if self.reports and self.goal is not None:
            self._stand()
        self.state = self._state()

    def _in_force(self):
        case = self.case
        value, op, due = case["value"], case["op"], case["due_year"]
        version = case["version"]
        if version and version["effective_on"] <= case["as_of"]:
            value = version["value"] if version["value"] is not None else value
            op, due = version["op"] or op, version["due_year"] or due
        return None if value is None else exact(value), op, due

    def _known(self):
        figures = [each for each in self.case["figures"] if last_day(each) <= self.as_of]
        official = [each for each in figures if each["finality"] != "estimate" and each["scope"] in ("", "全市")]
        if any(each["end"] and each["end"].year == self.as_of.year for each in official):
            return figures
        year = self.as_of.year
        return figures + [each for each in self.case["figures"] if not each["end"] and each["year"] == year
                          and last_day(each) > self.as_of]  # fmt: skip

    def _sorted_out(self):
        case, bases, reports, estimates, others = self.case, [], [], [], []
        plan_start = case["document_year"] if case["first_year"] is None else case["first_year"]
        start = plan_start if self.first is None else self.first
        for each in self._known():
            year, plain = last_day(each).year, each["scope"] in ("", "全市")
            own = each["own"] and (plan_start is None or year <= plan_start) and not self._is_result(each)
            if own or (start is not None and year < start):
                bases += [each] if plain else []
            elif self._answers(each):
                (others if not plain else estimates if each["finality"] == "estimate" else reports).append(each)
        base = max(bases, key=lambda each: (last_day(each), each["finality"] != "estimate", each["own"]), default=None)
        entered = case["base"]
        return (entered or base), sorted(reports, key=last_day), estimates, others

    def _is_result(self, each):
        """In the goal's own document, but dated within its time, and of what has no start: a table of results."""
        dated = each["end"] is not None and self.first is not None and first_day(each).year >= self.first
        return dated and (self.case["annual"] or self.measure != "level")

    def _answers(self, each):
        year = last_day(each).year
        if self.case["annual"] and year != self.due:
            return False
        if self.measure == "level":
            return True
        if self.due is not None and year > self.due:
            return False
        if self.measure == "growth":
            return year == self.due == self.first
        return self.measure != "increment" or self.first is None or first_day(each).year >= self.first

    def _stand(self):
        if self.measure == "increment":
            chosen = longest(self.reports)
            self.value = sum(exact(each["value"]) for each in chosen)
            self.figure = chosen[-1]
            self.gaps = self.first is not None and has_gap(chosen, date(self.first, 1, 1))
        else:
            self.figure = self._deciding()
            self.value = exact(self.figure["value"])
        self.at = min(self.as_of, last_day(self.figure))
        start = exact(self.base["value"]) if self.base is not None and self.measure == "level" else None
        self.which_way = start is not None and self.op in ("=", "~") and start > self.goal
        self.holds = start is not None and not self.which_way and self.reaches(start)
        about = self.op == "~" and self.measure != "growth" and not self.holds
        self.met = self.reaches(self.value, Fraction(1, 10) if about else Fraction(0))
        if self.which_way:
            self.met = self.value == self.goal
        self.share = self._elapsed() if self.holds or not self._curve() else self._planned_share()
        self.attainment = None if self.holds or self.which_way else self.attained(self.value)
        self.gap = self._gap()

    def _deciding(self):
        if self.measure == "level":
            in_time = [each for each in self.reports if last_day(each).year == self.due]
            slack = Fraction(1, 10) if self.op == "~" else Fraction(0)
            if in_time and self.reaches(exact(in_time[-1]["value"]), slack):
                return in_time[-1]
        return self.reports[-1]

    def reaches(self, value, slack=Fraction(0)):
        allowed = abs(self.goal) * slack
        return value <= self.goal + allowed if self.falling else value >= self.goal - allowed

    def attained(self, value):
        if self.measure == "growth":
            return None
        if self.measure == "level" and self.base is not None:
            start = exact(self.base["value"])
            return None if start == self.goal else (value - start) / (self.goal - start)
        return None if self.falling or self.goal <= 0 else value / self.goal

    def _elapsed(self):
        if self.first is None or self.due is None or self.first > self.due:
            return None
        gone = Fraction(months(self.at) - 12 * self.first, 12 * (self.due - self.first + 1))
        return min(max(gone, Fraction(0)), Fraction(1))

    def _curve(self):
        return () if self.measure == "growth" else self.case["curve"]

    def _planned_share(self):
        """Where the planned way is at ``at``, as an attainment."""
        way, total = [], Fraction(0)
        if self.first is not None and self.due is not None and self.first > self.due:
            return None
        if self.first is not None and (self.measure != "level" or self.base is not None):
            way.append((12 * self.first, exact(self.base["value"]) if self.measure == "level" else Fraction(0)))
        for year, value in self._curve():
            if self.first is None or year >= self.first:
                total = total + exact(value) if self.measure == "increment" else exact(value)
                way.append((12 * (year + 1), total))
        if self.due is not None and 12 * (self.due + 1) > max([at for at, _ in way[-1:]], default=-1):
            way.append((12 * (self.due + 1), self.goal))
        now = months(self.at)
        if not way or now < way[0][0]:
            return None
        before = [point for point in way if point[0] <= now][-1]
        after = next((point for point in way if point[0] > now), before)
        along = Fraction(now - before[0], after[0] - before[0]) if after != before else Fraction(0)
        return self.attained(before[1] + (after[1] - before[1]) * along)

    def _gap(self):
        if self.measure == "growth":
            if self.case["unit"] != "%":
                return None
            return self.goal - self.value if self.falling else self.value - self.goal
        if self.attainment is None or self.share is None:
            return None
        if self.measure == "level" and self.base is None and not self._curve():
            return None
        return (self.attainment - self.share) * 100

    def _state(self):
        over = self.due is not None and self.as_of >= date(self.due, 12, 31)
        if self.value is None:
            waits = self.case["annual"] and self.goal is not None and self.due is not None and not over
            return "年度指标" if waits and not self.estimates and not self.others else "无数据"
        keeps = self.measure == "growth" or self.holds or (self.falling and self.measure != "level")
        if self.met and not keeps:
            return "已完成"
        if self._old(over):
            return "数据过期"
        if self.which_way:
            return "年度指标"
        if over:
            return "已完成" if self.met else "到期未完成"
        if keeps:
            return "达序时" if self.met else "未达序时"
        return "年度指标" if self.gap is None else light(self.case["rule"], self.attainment, self.share)

    def _old(self, over):
        if self.gaps:
            return True
        if over:
            return last_day(self.figure) < date(self.due, 12, 31)
        return months(self.as_of) - months(self.at) > 12


def light(rule, done, due):
    """The published rules, told again."""
    behind = (due - done) * 100
    if rule == "三亚":
        if behind <= 0:
            return "达序时"
        return "略低" if due > 0 and (due - done) / due <= Fraction(1, 2) else "未达序时"
    if rule == "新晃":
        if behind <= 0:
            return "达序时"
        return "略低" if due > 0 and done / due >= Fraction(4, 5) else "未达序时"
    if rule == "银川":
        return "达序时" if behind < 10 else "略低" if behind <= 30 else "未达序时"
    if rule == "宣城":
        return "达序时" if behind <= 0 else "未达序时"
    if rule == "中期":
        return "超序时" if behind <= -5 else "达序时" if behind < 5 else "未达序时"
    return "超序时" if behind <= -5 else "达序时" if behind <= 0 else "略低" if behind < 10 else "未达序时"


def months(day):
    """Ended months since the year 0."""
    ended = (date(day.year + day.month // 12, day.month % 12 + 1, 1) - day).days == 1
    return 12 * day.year + day.month - (0 if ended else 1)


def last_day(figure):
    return figure["end"] or date(figure["year"], 12, 31)


def first_day(figure):
    return figure["start"] or date(last_day(figure).year, 1, 1)


def longest(figures):
    """Of all ways to add up without counting a day twice, the one that covers most, by trying them all."""
    best, most = [], (-1, 0)
    for size in range(1, len(figures) + 1):
        for way in combinations(figures, size):
            ordered = sorted(way, key=last_day)
            if all(last_day(one) < first_day(two) for one, two in pairwise(ordered)):
                covered = sum((last_day(each) - first_day(each)).days + 1 for each in ordered), -size
                if covered > most:
                    best, most = ordered, covered
    return best


def has_gap(figures, start):
    expected = start.toordinal()
    for each in figures:
        if first_day(each).toordinal() > expected:
            return True
        expected = last_day(each).toordinal() + 1
    return False


# The sentences, read back.
SCALES = {"亿": 10**8, "万": 10**4, "": 1}


def wrong_numbers(opinion, reason, need):
    """What the sentences say that the fractions do not; [] when all numbers agree."""
    wrong = []
    for pattern, expected in (
        (r"完成率(-?[\d.]+)%", opinion.attainment),
        (r"达标率(-?[\d.]+)%", opinion.attainment),
        (r"序时进度([\d.-]+)%（", opinion.share),
    ):
        for printed in re.findall(pattern, reason):
            if expected is None or not rounds_to(printed, expected * 100):
                wrong.append((pattern, printed, expected))
    for side, printed in re.findall(r"(低于|高于)序时进度((?:不足)?[\d.]+)个百分点", reason):
        if (opinion.gap < 0) != (side == "低于") or not rounds_to(printed, abs(opinion.gap)):
            wrong.append(("gap", side, printed, opinion.gap))
    for side, printed in re.findall(r"(低于|高于)目标((?:不足)?[\d.]+)个百分点", reason):
        if (side == "高于") != opinion.falling or not rounds_to(printed, abs(opinion.value - opinion.goal)):
            wrong.append(("distance", side, printed))
    figure = re.search(r"[年底月度日](?:预计)?(?:合计)?(?:为|新增|累计)(-?[\d.]+)([万亿]?)", reason)
    if opinion.value is not None and not same_amount(*figure.groups(), opinion.value, opinion.case["unit"]):
        wrong.append(("figure", figure[0], opinion.value))
    return wrong + wrong_need(opinion, need)


def wrong_need(opinion, need):
    wrong, unit = [], opinion.case["unit"]
    told = re.search(r"(?:还需(?:降低)?|还差|须(?:提高|降低))(-?[\d.e+-]+)([万亿]?)", need)
    if not told:
        return wrong
    left = opinion.value - opinion.goal if opinion.falling else opinion.goal - opinion.value
    if not (rounds_to(told[1], left) if unit == "%" else same_amount(told[1], told[2], left, unit)):
        wrong.append(("left", told[0], left))
    monthly = re.search(r"平均每月(-?[\d.e+-]+)([万亿]?)", need)
    if monthly:
        rest = 12 * (opinion.due + 1) - months(opinion.as_of)
        pace = left / rest / scale(monthly[2], unit)
        if not close(monthly[1], pace, Fraction(1, 100)):
            wrong.append(("pace", monthly[0], pace))
        faster = re.search(r"此前速度的([\d.]+)倍", need)
        if faster:
            start = exact(opinion.base["value"]) if opinion.measure == "level" else Fraction(0)
            won = (start - opinion.value if opinion.falling else opinion.value - start) / (
                months(opinion.at) - 12 * opinion.first
            )
            if not rounds_to(faster[1], left / rest / won):
                wrong.append(("faster", faster[1], left / rest / won))
    return wrong


def scale(large, unit):
    """What a printed amount is of: 亿元 of an amount in 万元 is ten thousand of it."""
    return SCALES[large] // 10**4 if unit == "万元" else SCALES[large]


def same_amount(printed, large, expected, unit):
    """Whether an amount is printed with the four decimals that an office's amounts have at most."""
    return abs(Fraction(printed) - expected / scale(large, unit)) <= Fraction(1, 20_000) + Fraction(1, 10**8)


def rounds_to(printed, expected):
    """Whether a number is printed as rounded, to however many decimals it shows; 不足0.001 is less than that."""
    if printed.startswith("不足"):
        return expected < Fraction(printed.removeprefix("不足"))
    decimals = len(printed.partition(".")[2])
    slack = Fraction(1, 2) / Fraction(10) ** decimals
    return abs(Fraction(printed) - expected) <= slack + Fraction(1, 10**8)


def close(printed, expected, relative):
    return abs(Fraction(printed) - expected) <= max(abs(expected) * relative, Fraction(6, 100))
