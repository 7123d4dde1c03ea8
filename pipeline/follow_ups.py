"""督办: from the steps on record to items with state, deadline and level, and who may take which step. Pure.

立项 → 交办 → 答复 → 核实 → 销号 (DOMAIN 2.2). An item asks an agency for something by a day. The agency answers; a
person other than the one who answered closes it, saying what was verified, or returns it with a reason and a new
deadline. A deadline may be put off with a reason while an answer is owed. What is closed can be taken up again. An
answer may name the day by which it will be done: that is the deadline from then on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from pipeline.entries import FollowUp, FollowUpAction
from pipeline.errors import PipelineError
from pipeline.ladders import DEFAULT_LADDER, Course, Ladder, Level

State = Literal["逾期未答复", "退回重办", "待答复", "已答复待核实", "已销号"]
STATES: tuple[State, ...] = get_args(State)
OVERDUE, RETURNED, WAITING, ANSWERED, CLOSED = STATES
ACTS: Mapping[FollowUpAction, str] = {
    "opened": "立项", "extended": "延期", "answered": "答复", "closed": "销号", "reopened": "退回重办",
}  # fmt: skip
_AFTER: Mapping[FollowUpAction, tuple[FollowUpAction, ...]] = {
    "extended": ("opened", "extended", "reopened"),
    "answered": ("opened", "extended", "reopened"),
    "closed": ("answered",),
    "reopened": ("answered", "closed"),
}  # the last step after which a step may be taken


class FollowUpRefused(PipelineError):  # noqa: N818  a refusal, told to the person who asked
    """A step that the cycle does not allow; nothing was kept."""


@dataclass(frozen=True)
class Item:
    """A 督办 item as of a day. ``text`` is what was asked, ``agency`` 办理单位, ``history`` every step up to the day.

    ``due_on`` is the deadline in force and None where none runs: when it is closed, or answered without a day.
    ``times_overdue`` counts the deadlines that passed without a step, the one in force too.
    """

    item_id: str
    target_id: str
    plan_id: str
    text: str
    agency: str
    document: str
    history: tuple[FollowUp, ...]
    due_on: date | None
    times_overdue: int
    as_of: date
    ladder: Ladder = DEFAULT_LADDER

    @property
    def state(self) -> State:
        last = self.history[-1].action
        if last == "closed":
            return CLOSED
        if last == "answered":
            return ANSWERED
        if self.is_overdue:
            return OVERDUE
        return RETURNED if self.owed_since.action == "reopened" else WAITING

    @property
    def days_left(self) -> int | None:
        """Days until the deadline in force, negative after it."""
        return None if self.due_on is None else (self.due_on - self.as_of).days

    @property
    def is_overdue(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def level(self) -> Level | None:
        """蓝, 黄 or 红 by the ladder; None where nothing is due or nothing gives cause."""
        days_left = self.days_left
        return None if days_left is None else self.ladder.level(Course(days_left, self.times_overdue, self.returned))

    @property
    def owed_since(self) -> FollowUp:
        """The step that asked for the answer that is owed, or was given last: 立项 or the last 退回重办."""
        return next(step for step in reversed(self.history) if step.action in ("opened", "reopened"))

    @property
    def opened_by(self) -> str:
        return self.history[0].entered_by

    @property
    def opened_on(self) -> date:
        return day_of(self.history[0])

    @property
    def answer(self) -> FollowUp | None:
        """The last answer, also one that was returned."""
        return next((step for step in reversed(self.history) if step.action == "answered"), None)

    @property
    def answered_on(self) -> date | None:
        """When the answer that stands was given."""
        return day_of(self.answer) if self.answer and self.history[-1].action in ("answered", "closed") else None

    @property
    def closed_on(self) -> date | None:
        return day_of(self.history[-1]) if self.state == CLOSED else None

    @property
    def extensions(self) -> tuple[FollowUp, ...]:
        """延期, each with its reason and its new deadline."""
        return tuple(step for step in self.history if step.action == "extended")

    @property
    def returned(self) -> int:
        return sum(step.action == "reopened" for step in self.history)


def items_of(steps: Iterable[FollowUp], as_of: date, ladder: Ladder = DEFAULT_LADDER) -> list[Item]:
    """The items as they were at the end of ``as_of``: what is due first, the longest overdue on top, 已销号 last."""
    by_item: dict[str, list[FollowUp]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: step.seq):
        if day_of(step) <= as_of:
            by_item[step.item_id].append(step)
    items = [_item(known, as_of, ladder) for known in by_item.values() if known[0].action == "opened"]
    return sorted(items, key=lambda item: (item.state == CLOSED, item.due_on or date.max, item.item_id))


def next_id(steps: Iterable[FollowUp], year: int) -> str:
    """The next free number of a year: 2026-001."""
    taken = [step.item_id.partition("-")[2] for step in steps if step.item_id.startswith(f"{year}-")]
    return f"{year}-{max((int(number) for number in taken if number.isdecimal()), default=0) + 1:03d}"


def check_follow_up(step: FollowUp, known: Sequence[FollowUp]) -> None:
    """Raises FollowUpRefused where ``step`` may not be taken; ``known`` are the steps of its item, in order."""
    if step.action == "opened":
        if known:
            raise FollowUpRefused(f"督办 {step.item_id} 已经立项，编号不能再用。请刷新后重试。")
        return
    if not known:
        raise FollowUpRefused(f"没有编号为 {step.item_id} 的督办，不能{ACTS[step.action]}。请刷新后查看。")
    if known[-1].action not in _AFTER[step.action]:
        raise FollowUpRefused(f"督办 {step.item_id} {_stands(known[-1])}，不能{ACTS[step.action]}。请刷新后查看。")
    item = _item(known, day_of(known[-1]), DEFAULT_LADDER)
    _check_person(step, known[-1])
    _check_agency(step, item)
    _check_deadline(step, item)


def demand(stands: str, need: str) -> str:
    """What a goal that is behind asks of its agency: how it stands, what is needed; 原因, 对策 and 时限 once."""
    asked = "请一并写明对策。" if "新的完成时限" in need else "请说明原因、对策和新的完成时限。"
    return f"{stands}{need}{asked}"


def agencies_of(words: str) -> list[str]:
    """The agencies that a field names: 市工信局、市财政局."""
    return [name for part in words.replace("，", "、").split("、") if (name := part.strip())]


def day_of(step: FollowUp) -> date:
    """The day of a step where the office is; today for one that is not on record yet."""
    return datetime.fromisoformat(step.entered_at).astimezone().date() if step.entered_at else date.today()


def _item(known: Sequence[FollowUp], as_of: date, ladder: Ladder) -> Item:
    first = known[0]
    asked = [each.agency for each in known if each.action != "answered" and each.agency]
    due_on, missed = _deadline(known, as_of)
    return Item(
        first.item_id, first.target_id, first.plan_id, first.text, asked[-1] if asked else "", first.document,
        tuple(known), due_on, missed, as_of, ladder,
    )  # fmt: skip


def _deadline(known: Sequence[FollowUp], as_of: date) -> tuple[date | None, int]:
    """The deadline in force after the last step, and how many were missed until ``as_of``."""
    due_on: date | None = None
    missed = 0
    for step in known:
        missed += due_on is not None and day_of(step) > due_on
        due_on = date.fromisoformat(step.due_on) if step.due_on and step.action != "closed" else None
    return due_on, missed + (due_on is not None and as_of > due_on)


def _stands(last: FollowUp) -> str:
    return {"answered": "已答复，待核实", "closed": "已销号"}.get(last.action, "还没有答复")


def _check_person(step: FollowUp, last: FollowUp) -> None:
    if last.action == "answered" and step.entered_by == last.entered_by:
        raise FollowUpRefused(
            f"督办 {step.item_id} 由{last.entered_by}答复，要由另一人{ACTS[step.action]}。请换人核实后再办。"
        )


def _check_agency(step: FollowUp, item: Item) -> None:
    asked = agencies_of(item.agency)
    if step.action == "answered" and asked and not set(agencies_of(step.agency)) & set(asked):
        raise FollowUpRefused(
            f"督办 {step.item_id} 由{item.agency}办理，不能由{step.agency}答复。可在延期、退回时改派。"
        )


def _check_deadline(step: FollowUp, item: Item) -> None:
    if step.action == "extended" and item.due_on and step.due_on <= item.due_on.isoformat():
        raise FollowUpRefused(
            f"督办 {step.item_id} 的时限是 {item.due_on}，延期后的时限 {step.due_on} 要更晚。请改正日期。"
        )
    if step.due_on and step.due_on < day_of(item.history[0]).isoformat():
        raise FollowUpRefused(f"时限 {step.due_on} 早于立项的 {item.opened_on}。请改正日期。")
