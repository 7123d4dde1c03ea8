"""The form for one figure: four inputs, what the checks say of them, and what a figure that is behind must bring."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import entry_view, reporting
from dashboard.entry_view import FINALITIES
from dashboard.labels import due
from dashboard.person import NO_NAME, person
from dashboard.render import show
from dashboard.rows import Row
from pipeline.entries import Evidence, Figure
from pipeline.errors import PipelineError
from pipeline.figure_checks import Problem
from pipeline.progress.periods import period_words
from pipeline.progress.values import SUMS
from pipeline.read.formats import MOST_BYTES
from pipeline.reporting import REMEDY, Outlook, Reporting

_HINTS = {"cause": "为什么落后", "remedy": "准备怎么办", "new_date": "如 2025-06-30"}


@dataclass(frozen=True)
class Form:
    """The form for a row of ``pipeline.due_figures``; ``before`` is the figure that it corrects, if there is one."""

    row: Row
    before: Figure | None

    def key(self, name: str) -> str:
        """Of a widget: another goal, period or correction begins with a form of its own."""
        return f"entry_{self.row['target_id']}_{self.row['period_end']}_{self.row['seq']}_{name}"

    def typed(self, name: str) -> str:
        return str(st.session_state.get(self.key(name)) or "")

    def figure(self) -> Figure:
        """What was typed so far. Raises PipelineError where the value is no number."""
        names = ("value", "finality", "source", "scope", "note", *REMEDY)
        typed = {name: self.typed(name) for name in names if self.key(name) in st.session_state}
        if start := st.session_state.get(self.key("period_start")):
            typed["period_start"] = start
        prefix = self.key("overrule_")
        reasons = {
            str(key).removeprefix(prefix): str(why)
            for key, why in st.session_state.items()
            if str(key).startswith(prefix)
        }
        kept = self.before.evidence if self.before else ()
        figure = entry_view.figure_of(self.row, typed, person())
        return replace(figure, warnings_overruled=reasons, evidence=kept)

    def submit(self) -> None:
        """Keep the files, then the figure."""
        if not person():
            reporting.tell(NO_NAME)
            return
        try:
            figure = self.figure()
            files = [reporting.stored(file.name, file.getvalue()) for file in self._files()]
        except PipelineError as error:
            reporting.tell(str(error))
            return
        if reporting.submit([replace(figure, evidence=_once((*figure.evidence, *files)))]):
            st.session_state["correcting"] = 0

    def _files(self) -> Sequence[st.runtime.uploaded_file_manager.UploadedFile]:
        return st.session_state.get(self.key("files")) or ()


def lay_out_form(now: Reporting, form: Form) -> None:
    """The inputs, and under them whatever is to be said about what was typed."""
    row = form.row
    _ask_figure(now, form)
    with st.expander("佐证材料和说明"):
        st.file_uploader(
            "佐证材料", accept_multiple_files=True, key=form.key("files"), max_upload_size=MOST_BYTES // 2**20,
        )  # fmt: skip
        st.text_input("说明", form.before.note if form.before else "", key=form.key("note"))
    if form.typed("value").strip():
        _answer(now, form)
    st.button("提交审核", type="primary", key=f"submit_{row['target_id']}", on_click=form.submit)
    st.caption("提交后由另一人审核，审核通过前不进入评判。")


def _ask_figure(now: Reporting, form: Form) -> None:
    row = form.row
    ended = datetime.date.fromisoformat(row["period_end"]) <= now.today
    words = list(FINALITIES.values()) if ended else [FINALITIES["estimate"]]
    likely = FINALITIES.get(row["finality"], "初步")
    with st.container(key="kb_focus"):  # page.js puts the cursor into the first field
        unit = f"（{row['unit']}）" if row["unit"] else ""
        hint = "如 95、3万、4.5~5"
        st.text_input(f"本期数值{unit}", entry_view.typed_words(row) or "", key=form.key("value"), placeholder=hint)
    _ask_start(now, form)
    st.segmented_control(
        "数据性质", words, default=likely if likely in words else words[0], key=form.key("finality"), required=True
    )
    st.text_input("数据来源", row["source"], key=form.key("source"), placeholder="如 统计月报、部门报表")
    st.text_input("口径", row["scope"], key=form.key("scope"), placeholder="与目标口径相同的不填，如 不含某区")


def _ask_start(now: Reporting, form: Form) -> None:
    """A sum is reported since its goal began, or for the year alone: asked where the two differ."""
    end = datetime.date.fromisoformat(form.row["period_end"])
    known = now.known(form.row["target_id"], end)
    first = known.period.start
    january = datetime.date(end.year, 1, 1)
    if known.target.measure not in SUMS or first is None or first >= january:
        return
    starts = {start.isoformat(): period_words(start, end) for start in (first, january)}
    starts.setdefault(
        form.row["period_start"], period_words(datetime.date.fromisoformat(form.row["period_start"]), end)
    )
    st.segmented_control(
        "本期是哪一段的新增数", list(starts), default=form.row["period_start"], format_func=starts.__getitem__,
        key=form.key("period_start"), required=True,
    )  # fmt: skip


def _answer(now: Reporting, form: Form) -> None:
    """What the checks and the verdict say of what was typed, and what they ask for."""
    try:
        figure = form.figure()
        problems, outlook = now.problems(figure), now.outlook([figure])[figure.target_id]
    except PipelineError as error:
        show("message", text=str(error))
        return
    _ask_reasons(form, problems)
    _say_verdict(form, outlook)


def _ask_reasons(form: Form, problems: Sequence[Problem]) -> None:
    if problems:
        show("figure_problems", problems=problems)
    for problem in problems:
        if not problem.refused:
            before = form.before.warnings_overruled.get(problem.code, "") if form.before else ""
            key = form.key(f"overrule_{problem.code}")
            label = "数值无误，理由" if len(problems) == 1 else f"数值无误，理由（{problem.message[:12]}…）"
            st.text_input(label, before, key=key, placeholder="没有理由的，请改正数值")


def _say_verdict(form: Form, outlook: Outlook) -> None:
    if outlook.changes:
        show("figure_verdict", before=outlook.before, after=outlook.after, red=outlook.red)
    if outlook.red:
        for name, word in REMEDY.items():
            before = getattr(form.before, name) if form.before else ""
            st.text_input(word, before, key=form.key(name), placeholder=_HINTS[name])


def heading(row: Row, goal: Row, place: str) -> None:
    """What is asked: the goal, what it demands, and the figure before."""
    days = (datetime.date.fromisoformat(row[day]) for day in ("period_start", "period_end"))
    said = {"previous": entry_view.previous(row), "due": due(goal["due_year"], goal["annual"])}
    show("entry_goal", row=row, goal=goal, place=place, period=period_words(*days), **said)


def _once(files: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(files))


def is_open(row: Row) -> bool:
    """Whether the form is shown at once: nothing was reported, it was returned, or a correction was begun."""
    return row["state"] in entry_view.OPEN or (bool(row["seq"]) and st.session_state.get("correcting") == row["seq"])
