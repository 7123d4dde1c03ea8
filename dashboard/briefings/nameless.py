"""公开版: a view in which no agency is named, whoever wrote the sentence it stands in."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from dashboard.briefings.paper_view import Matter, PaperView
from pipeline.follow_ups import Item, agencies_of

SOMEBODY = "有关单位"


def nameless(view: PaperView) -> PaperView:
    """The same view with 有关单位 for every agency that leads, supports or is asked. What a plan printed stays."""
    hide = _hiding(_agencies(view))
    goals = view.goals.assign(reason=view.goals["reason"].map(hide), need=view.goals["need"].map(hide))
    return replace(
        view, goals=goals, next_steps=tuple(map(hide, view.next_steps)),
        matters=tuple(Matter(hide(each.title), hide(each.text), hide(each.when)) for each in view.matters),
        follow_ups=tuple(_item(item, hide) for item in view.follow_ups),
    )  # fmt: skip


def _agencies(view: PaperView) -> set[str]:
    lists = [*view.goals["lead_agencies"], *view.goals["supporting_agencies"]]
    asked = [name for item in view.follow_ups for step in item.history for name in agencies_of(step.agency)]
    return {name for own in lists for name in own} | set(asked) | {str(row["department"]) for row in view.projects}


def _hiding(names: Iterable[str]) -> Callable[[str], str]:
    """Replaces names, the longest first; several in a row become one."""
    known = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)) if name)
    if not known:
        return lambda text: text
    row = re.compile(rf"(?:{known})(?:、(?:{known}))*(?:等\d+家)?")
    return lambda text: row.sub(SOMEBODY, text)


def _item(item: Item, hide: Callable[[str], str]) -> Item:
    history = tuple(replace(step, text=hide(step.text), agency=SOMEBODY) for step in item.history)
    return replace(item, text=hide(item.text), agency=SOMEBODY, history=history)
