"""A deck slide by slide: the master, and the few things that are put on a slide. Measures in cm, type in pt.

Sizes, margins and colours are those of the design (LOOK_PAPER_AND_WALL, section 3). An office's own master may take the
place of ours: then its title style, fonts and decoration hold.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from dashboard.briefings.typesetting import AUTHOR, set_text
from pipeline.errors import PipelineError

WIDTH, HEIGHT, MARGIN, CONTENT = 33.867, 19.05, 1.6, 30.67
TOP, BOTTOM = 3.55, 17.1
INK, MUTED, HAIRLINE, PRIMARY, RED = "1B2430", "5B6675", "DDE3EA", "1F4E8C", "9E1B1B"
FONT = "微软雅黑"  # by name: a machine without it falls back to another face with hanzi as wide
LONGEST_TITLE = 29  # characters in a line of 28 pt
_ONE_LINE = 22  # above it the title is set smaller


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one size and colour."""

    text: str
    size: float = 14
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True)
class Place:
    """Where something stands on its slide, in cm."""

    left: float
    top: float
    width: float
    height: float = 1


@dataclass(frozen=True)
class Columns:
    """The head of a table, the shares of its width, l, r or c for each column, and the size of its type."""

    head: Sequence[str]
    widths: Sequence[float]
    sides: str
    size: float = 13
    row: float = 0.95


class Deck:
    """Slides in order; ``content`` gives the file."""

    def __init__(self, template: bytes | None = None, *, traditional: bool = False) -> None:
        self.traditional = traditional
        self.is_ours = template is None
        self.file = _opened(template)
        if self.is_ours:
            _lay_out_master(self.file)
        self.layout = next(each for each in self.file.slide_layouts if _is_title_only(each))
        self.slide: Any = None

    def set(self, text: str) -> str:
        return set_text(text, traditional=self.traditional)

    def add(self, title: str, scope: str = "", source: str = "") -> None:
        """The next slide: its conclusion, the line under it, where the numbers come from."""
        self.slide = self.file.slides.add_slide(self.layout)
        for shape in list(self.slide.placeholders):
            if shape.placeholder_format.idx:
                shape._element.getparent().remove(shape._element)
        heading = self.slide.shapes.title.text_frame.paragraphs[0]
        if self.is_ours:
            heading.alignment = PP_ALIGN.LEFT
        self._write(heading, [_title(title)])
        if scope:
            self.text(Place(MARGIN, 2.42, CONTENT), Piece(scope, 14, colour=MUTED))
        self.rule(MARGIN, 17.35, CONTENT)
        self.text(Place(MARGIN, 17.5, CONTENT - 3), Piece(source, 11, colour=MUTED))
        number = Piece(str(len(self.file.slides)), 11, colour=MUTED)
        self.text(Place(MARGIN + CONTENT - 2, 17.5, 2), number, side=PP_ALIGN.RIGHT)

    def cover(self, title: str) -> None:
        """The first slide: the title large and lower, with a red rule under it."""
        self.slide = self.file.slides.add_slide(self.layout)
        heading = self.slide.shapes.title
        heading.left, heading.top, heading.width, heading.height = Cm(MARGIN), Cm(3.2), Cm(CONTENT), Cm(2.6)
        heading.text_frame.word_wrap = True
        heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._write(heading.text_frame.paragraphs[0], [Piece(title, 44 if len(title) <= 19 else 32, bold=True)])
        self.rule(MARGIN, 6.2, 6, RED, 0.12)

    def text(self, place: Place, *pieces: Piece, side: PP_ALIGN = PP_ALIGN.LEFT) -> None:
        """One paragraph."""
        self.paragraphs(place, [pieces], side=side)

    def paragraphs(
        self, place: Place, told: Iterable[Sequence[Piece]], *, side: PP_ALIGN = PP_ALIGN.LEFT, after: float = 0
    ) -> None:
        """Paragraphs one under another in a box without frame; ``after`` points between them."""
        box = self.slide.shapes.add_textbox(Cm(place.left), Cm(place.top), Cm(place.width), Cm(place.height))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for index, pieces in enumerate(told):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            paragraph.alignment = side
            paragraph.space_after = Pt(after)
            self._write(paragraph, pieces)

    def rule(self, left: float, top: float, width: float, colour: str = HAIRLINE, height: float = 0.03) -> None:
        """A line: a rectangle without the shadow that the theme gives to lines."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(left), Cm(top), Cm(width), Cm(height))
        _plain(shape, colour)

    def table(self, columns: Columns, rows: Sequence[Sequence[str]], top: float = TOP, left: float = MARGIN) -> None:
        """A native table to the right margin, with lines only between rows."""
        width, height = CONTENT - (left - MARGIN), columns.row * (len(rows) + 1)
        spot = (Cm(left), Cm(top), Cm(width), Cm(height))
        shape = self.slide.shapes.add_table(len(rows) + 1, len(columns.head), *spot)
        _strip_style(shape)
        for column, share in zip(shape.table.columns, columns.widths, strict=True):
            column.width = Cm(width * share / sum(columns.widths))
        for number, cells in enumerate([columns.head, *rows]):
            shape.table.rows[number].height = Cm(columns.row)
            for index, words in enumerate(cells):
                piece = Piece(words, columns.size, colour=INK if number else MUTED)
                self._cell(shape.table.cell(number, index), piece, columns.sides[index], is_head=number == 0)

    def notes(self, told: Iterable[str]) -> None:
        """The arithmetic behind the slide, and where each number comes from."""
        self.slide.notes_slide.notes_text_frame.text = "\n".join(self.set(line) for line in told)

    def content(self) -> bytes:
        made = io.BytesIO()
        self.file.save(made)
        return made.getvalue()

    def describe(self, title: str, when: Any) -> None:  # noqa: ANN401  a datetime
        """What the file says of itself; the same for the same state."""
        about = self.file.core_properties
        about.title, about.author, about.last_modified_by = self.set(title), AUTHOR, AUTHOR
        about.created = about.modified = when
        about.revision = 1

    def _cell(self, cell: Any, piece: Piece, side: str, *, is_head: bool) -> None:  # noqa: ANN401  python-pptx
        cell.margin_left = cell.margin_right = Cm(0.22)
        cell.margin_top = cell.margin_bottom = Cm(0.08)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.fill.background()
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = {"l": PP_ALIGN.LEFT, "r": PP_ALIGN.RIGHT, "c": PP_ALIGN.CENTER}[side]
        self._write(paragraph, [piece])
        _underline(cell, 1.25 if is_head else 0.5, INK if is_head else HAIRLINE)

    def _write(self, paragraph: Any, pieces: Sequence[Piece]) -> None:  # noqa: ANN401  python-pptx
        for piece in pieces:
            run = paragraph.add_run()
            run.text = self.set(piece.text)
            run.font.size, run.font.bold = Pt(piece.size), piece.bold
            run.font.color.rgb = RGBColor.from_string(piece.colour)
            set_font(run.font._element)


def set_font(properties: Any) -> None:  # noqa: ANN401  an element of a run or of a chart
    """The face by name for Latin and hanzi, and the language; without them WPS takes 宋体 for charts."""
    properties.set("lang", "zh-CN")
    for name in ("a:latin", "a:ea"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
        face = properties.makeelement(qn(name), {"typeface": FONT})
        properties.append(face)


def _title(words: str) -> Piece:
    size = 28 if len(words) <= LONGEST_TITLE else 28 * max(LONGEST_TITLE / len(words), _ONE_LINE / 28)
    return Piece(words, round(size), bold=True)


def _opened(template: bytes | None) -> Any:  # noqa: ANN401  python-pptx
    if template is None:
        return Presentation()
    try:
        file = Presentation(io.BytesIO(template))
    except Exception as error:
        raise PipelineError("打不开母版文件。请用 WPS 或 PowerPoint 另存为 pptx 后重试。") from error
    for slide in list(file.slides._sldIdLst):
        file.part.drop_rel(slide.rId)
        file.slides._sldIdLst.remove(slide)
    if not any(map(_is_title_only, file.slide_layouts)):
        raise PipelineError("母版里没有带标题的版式。请加一个“仅标题”版式后重试。")
    return file


def _is_title_only(layout: Any) -> bool:  # noqa: ANN401  python-pptx
    kinds = [str(each.placeholder_format.type) for each in layout.placeholders]
    content = [kind for kind in kinds if not re.search("DATE|FOOTER|SLIDE_NUMBER", kind)]
    return len(content) == 1 and content[0].startswith("TITLE")


def _lay_out_master(file: Any) -> None:  # noqa: ANN401  python-pptx
    """16:9, the red bar, the place of the title, and no layout that is not used."""
    file.slide_width, file.slide_height = Cm(WIDTH), Cm(HEIGHT)
    master = file.slide_masters[0]
    for layout in list(file.slide_layouts):
        if not _is_title_only(layout):
            file.slide_layouts.remove(layout)
    for shape in [*master.placeholders]:
        if str(shape.placeholder_format.type).startswith("TITLE"):
            _place_title(shape)
        else:
            shape._element.getparent().remove(shape._element)
    for layout in file.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx:
                shape._element.getparent().remove(shape._element)
            else:
                _place_title(shape)
    _red_bar(master)
    _name_fonts(master)


def _place_title(shape: Any) -> None:  # noqa: ANN401  python-pptx
    shape.left, shape.top, shape.width, shape.height = Cm(MARGIN), Cm(0.75), Cm(CONTENT), Cm(1.5)
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _red_bar(master: Any) -> None:  # noqa: ANN401  python-pptx
    """The one red thing: drawn on the master by moving there a bar that was drawn on a slide."""
    scratch = master.part.package.presentation_part.presentation
    slide = scratch.slides.add_slide(scratch.slide_layouts[0])
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Cm(WIDTH), Cm(0.22))
    _plain(bar, RED)
    master.shapes._spTree.append(bar._element)
    entry = scratch.slides._sldIdLst[0]
    scratch.part.drop_rel(entry.rId)
    scratch.slides._sldIdLst.remove(entry)


def _name_fonts(master: Any) -> None:  # noqa: ANN401  python-pptx
    """The theme's faces: one place to change for an office."""
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = theme.blob.decode("utf-8")
    blob = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*(")', rf"\g<1>{FONT}\2", blob)
    blob = re.sub(r'(<a:ea typeface=")[^"]*(")', rf"\g<1>{FONT}\2", blob)
    blob = re.sub(r'(<a:font script="Hans" typeface=")[^"]*(")', rf"\g<1>{FONT}\2", blob)
    theme._blob = blob.encode("utf-8")


def _plain(shape: Any, colour: str) -> None:  # noqa: ANN401  python-pptx
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _strip_style(shape: Any) -> None:  # noqa: ANN401  python-pptx
    """No banding and no fills: the style without any."""
    properties = shape._element.graphic.graphicData.tbl.tblPr
    properties.set("firstRow", "0")
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _underline(cell: Any, points: float, colour: str) -> None:  # noqa: ANN401  python-pptx
    """A line under a cell and none around it."""
    properties = cell._tc.get_or_add_tcPr()
    for name in ("a:lnL", "a:lnR", "a:lnT", "a:lnB"):
        line = properties.makeelement(qn(name), {"w": str(int(Pt(points)) if name == "a:lnB" else 0)})
        fill = line.makeelement(qn("a:solidFill" if name == "a:lnB" else "a:noFill"), {})
        if name == "a:lnB":
            fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour}))
        line.append(fill)
        properties.insert(0 if name == "a:lnL" else len(properties.findall(qn("a:lnL"))), line)
    _in_order(properties)


def _in_order(properties: Any) -> None:  # noqa: ANN401  lxml
    """Lines before fills, as the schema has it."""
    order = [qn(f"a:{name}") for name in ("lnL", "lnR", "lnT", "lnB")]
    lines = sorted((each for each in properties if each.tag in order), key=lambda each: order.index(each.tag))
    rest = [each for each in properties if each.tag not in order]
    for each in [*properties]:
        properties.remove(each)
    for each in [*lines, *rest]:
        properties.append(each)
