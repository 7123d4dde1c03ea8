"""The kinds of briefings, each made from one view in one call: bytes of a file that opens in WPS and Office."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard import sheet_desk
from dashboard.briefings import codes
from dashboard.briefings.agenda import agenda
from dashboard.briefings.archives import without_hour
from dashboard.briefings.follow_up_sheet import follow_up_sheets
from dashboard.briefings.notice import notice
from dashboard.briefings.one_page import one_page
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.report import report
from dashboard.briefings.slides import slides
from dashboard.briefings.views import file_name, view_of
from dashboard.data import Board
from dashboard.filters import Filters
from pipeline.entry_sheet import entry_sheet

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class Options:
    """``public``: no agency is named and nothing is said that only the office needs. ``traditional``: 繁體.
    ``template``: an office's own master for slides. ``item``: the one 督办 or goal that a 督办单 is asked for, by its
    number or id.
    """

    public: bool = False
    traditional: bool = False
    template: bytes | None = None
    item: str = ""


@dataclass(frozen=True)
class Made:
    """A file that is ready: what it is called, what it holds and of which type it is."""

    name: str
    content: bytes
    mime: str


Make = Callable[[Board, PaperView, Options], bytes]


@dataclass(frozen=True)
class Kind:
    """``says`` is what a person is told before choosing it."""

    word: str
    suffix: str
    mime: str
    says: str
    make: Make


def _slides(board: Board, view: PaperView, options: Options) -> bytes:
    return slides(board, view, public=options.public, traditional=options.traditional, template=options.template)


def _paper(make: Callable[..., bytes]) -> Make:
    return lambda _, view, options: make(view, public=options.public, traditional=options.traditional)


def _sheets(_: Board, view: PaperView, options: Options) -> bytes:
    return follow_up_sheets(view, item=options.item, public=options.public, traditional=options.traditional)


def _ledger(board: Board, view: PaperView, _: Options) -> bytes:
    """The entry sheet of all goals of the view: it comes back filled in, so it is never public nor in 繁體."""
    period = next(iter(sheet_desk.periods(view.as_of).values()))
    numeric = view.goals[view.goals["value"].notna()]
    return without_hour(
        entry_sheet(sheet_desk.ground(board), [*map(str, numeric["target_id"])], period, "A3", view.code)
    )


KINDS: Mapping[str, Kind] = {
    "slides": Kind("汇报幻灯片", ".pptx", PPTX, "8 页左右，图表可编辑，备注里有算式和来源", _slides),
    "onepage": Kind("一页纸", ".pdf", PDF, "A4 一页：结论、领域、落后的、缺数据的、请研究的事", _paper(one_page)),
    "report": Kind("专报", ".pdf", PDF, "逐领域逐项，带书签和页码", _paper(report)),
    "notice": Kind("通报", ".docx", DOCX, "公文版式的通报和附表，可编辑", _paper(notice)),
    "agenda": Kind("议题材料", ".docx", DOCX, "常务会议题：说明两页以内，汇报四页以内", _paper(agenda)),
    "follow-up": Kind("督办单", ".docx", DOCX, "每项低于要求的目标或在办的督办一张", _sheets),
    "ledger": Kind("台账", ".xlsx", XLSX, "每项目标一行，公式可算，也是填报表；总是简体、内部", _ledger),
}
ALIASES = {
    "pptx": "slides",
    "xlsx": "ledger",
    "pdf": "onepage",
    "docx": "notice",
}  # by the type of file: what is asked for most


def make(board: Board, filters: Filters, kind: str, options: Options) -> Made:
    """A briefing of a view; its code is remembered. Raises PipelineError."""
    chosen, view = KINDS[ALIASES.get(kind, kind)], view_of(board, filters)
    content = chosen.make(board, view, options)
    codes.keep(board, filters)
    return Made(file_name(view, chosen.word, chosen.suffix), content, chosen.mime)
