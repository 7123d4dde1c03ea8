"""填报 → 审核 → 退回 → 通过: where a figure stands, and who may take which step. Pure: entries in, words out.

A figure is submitted by being entered. Another person than the one who entered it approves or returns it; a returned
one is handed in again as it is, or corrected by a new figure that names it. A correction takes the place of a figure
that was not approved at once, of an approved one only when it is approved itself: until then the approved figure
counts. Who entered a figure may withdraw it until it is approved; afterwards another person may take the approval
back, with a reason, and the approved figure before it counts again.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from pipeline.entries import Figure, Snapshot, Step
from pipeline.errors import PipelineError
from pipeline.progress.periods import period_words
from pipeline.progress.wording import amount

Status = Literal["submitted", "approved", "returned", "replaced", "withdrawn"]
WORDS: Mapping[Status, str] = {
    "submitted": "待审核",
    "approved": "已通过",
    "returned": "已退回",
    "replaced": "已被更正",
    "withdrawn": "已撤回",
}
_ACTS = {"submitted": "重新提交", "approved": "通过", "returned": "退回", "withdrawn": "撤回"}
_STANDING: tuple[Status, ...] = ("submitted", "returned", "approved")
_FROM: Mapping[str, tuple[Status, ...]] = {
    "submitted": ("returned",),
    "approved": ("submitted",),
    "returned": ("submitted",),
    "withdrawn": ("submitted", "returned", "approved"),
}  # the status in which a step may be taken


class StepRefused(PipelineError):  # noqa: N818  a refusal, told to the person who asked
    """A step or correction that the workflow does not allow; nothing was kept."""


def status_of(figures: Iterable[Figure], steps: Iterable[Step]) -> dict[int, Status]:
    """The status of each figure by its ``seq``. Give whole targets: a correction counts for the one before."""
    figures = list(figures)
    own: dict[int, Status] = {figure.seq: "submitted" for figure in figures}
    for step in sorted(steps, key=lambda step: step.seq):
        if step.figure_seq in own:
            own[step.figure_seq] = step.action
    corrections = _corrections(figures)
    return {seq: "replaced" if _is_replaced(seq, own, corrections) else status for seq, status in own.items()}


def check_step(step: Step, figures: Iterable[Figure], steps: Iterable[Step]) -> None:
    """Raises StepRefused where ``step`` may not be taken; ``figures`` and ``steps`` are those of its target."""
    figures = list(figures)
    figure = next((each for each in figures if each.seq == step.figure_seq), None)
    if figure is None:
        raise StepRefused(f"没有第 {step.figure_seq} 号实际值，不能{_ACTS[step.action]}。请刷新后重试。")
    status = status_of(figures, steps)[figure.seq]
    if status not in _FROM[step.action]:
        raise StepRefused(f"{_called(figure)}{WORDS[status]}，不能{_ACTS[step.action]}。请刷新后查看。")
    _check_person(step, figure, status)


def check_figure(figure: Figure, figures: Iterable[Figure], steps: Iterable[Step]) -> None:
    """Raises StepRefused where ``figure`` corrects one that its target does not have or that is corrected already, or
    where somebody reported its period before and that figure stands; ``figures`` and ``steps`` are those of its target.
    """
    figures = list(figures)
    status = status_of(figures, steps)
    if figure.replaces:
        _check_correction(figure, figures, status)
    if before := next(same_period(figure, standing(figures, status)), None):
        raise StepRefused(f"{figure.indicator or figure.target_id}没有提交：{already_reported(before)}")


def standing(figures: Sequence[Figure], status: Mapping[int, Status]) -> list[Figure]:
    """What was reported and neither withdrawn nor corrected, be the correction approved or not; in their order."""
    corrected = {each.replaces for each in figures if status[each.seq] != "withdrawn"}
    return [each for each in figures if status[each.seq] in _STANDING and each.seq not in corrected]


def same_period(figure: Figure, others: Iterable[Figure]) -> Iterator[Figure]:
    """Of ``others`` those that tell of the period of ``figure``, in its 口径, and that it does not correct."""
    said = (figure.period_start, figure.period_end, figure.scope)
    for each in others:
        same = (each.period_start, each.period_end, each.scope) == said
        if same and each.seq not in (figure.seq, figure.replaces):
            yield each


def already_reported(before: Figure) -> str:
    """Who reported what for the period, and what to do instead."""
    period = period_words(*map(date.fromisoformat, (before.period_start, before.period_end)))
    value = amount(before.value, before.unit, before.value_max)
    told = f"{period}已由{before.entered_by}填报{value}（第 {before.seq} 号）"
    return f"{told}，同一数值只报一次；如有变动，请更正那一条。"


def _check_correction(figure: Figure, figures: Sequence[Figure], status: Mapping[int, Status]) -> None:
    wrong = next((each for each in figures if each.seq == figure.replaces), None)
    if wrong is None:
        raise StepRefused(f"这项目标没有第 {figure.replaces} 号实际值，不能更正。请刷新后重试。")
    if status[wrong.seq] in ("replaced", "withdrawn"):
        raise StepRefused(f"{_called(wrong)}{WORDS[status[wrong.seq]]}，不能再更正。请刷新后更正最新的一条。")
    if pending := next((seq for seq in _corrections(figures)[wrong.seq] if status[seq] != "withdrawn"), 0):
        raise StepRefused(f"{_called(wrong)}已有更正（第 {pending} 号，{WORDS[status[pending]]}）。请更正那一条。")


def check_snapshot(snapshot: Snapshot, taken: Container[str]) -> None:
    """Raises StepRefused where a snapshot has this name already: what was frozen is never frozen anew."""
    if snapshot.name in taken:
        raise StepRefused(f"已有名为“{snapshot.name}”的数据期，没有冻结。冻结后不再改动，请换一个名称。")


def _check_person(step: Step, figure: Figure, status: Status) -> None:
    own_step = step.action == "submitted" or (step.action == "withdrawn" and status != "approved")
    same = step.entered_by == figure.entered_by
    if own_step and not same:
        raise StepRefused(f"{_called(figure)}由{figure.entered_by}填报，只能由本人{_ACTS[step.action]}。")
    if not own_step and same:
        raise StepRefused(f"{_called(figure)}由{figure.entered_by}填报，要由另一人{_ACTS[step.action]}。")
    if status == "approved" and not step.reason.strip():
        raise StepRefused(f"{_called(figure)}已通过，撤回要写明理由。")


def _called(figure: Figure) -> str:
    return f"第 {figure.seq} 号实际值（{figure.indicator or figure.target_id}）"


def _corrections(figures: Iterable[Figure]) -> Mapping[int, list[int]]:
    by_wrong: dict[int, list[int]] = defaultdict(list)
    for figure in figures:
        if figure.replaces:
            by_wrong[figure.replaces].append(figure.seq)
    return by_wrong


def _is_replaced(seq: int, own: Mapping[int, Status], corrections: Mapping[int, list[int]]) -> bool:
    if own[seq] == "withdrawn":
        return False
    if own[seq] == "approved":
        return any(own[later] == "approved" for later in _all_after(seq, corrections))
    return any(own[later] != "withdrawn" for later in _all_after(seq, corrections))


def _all_after(seq: int, corrections: Mapping[int, list[int]]) -> Iterator[int]:
    """The corrections of a figure, their corrections, and so on. A figure only names one that was there before it."""
    for later in corrections.get(seq, ()):
        yield later
        yield from _all_after(later, corrections)
