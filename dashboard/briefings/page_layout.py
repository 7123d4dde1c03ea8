"""The page of GB/T 9704—2012 as Word keeps it: 22 lines of 28 characters, fonts by their names only.

Line pitch 28.95 pt: at 29 pt the 22 lines are higher than the 225 mm between the margins. Characters stand 0.25 pt
closer than their 16 pt, so that 28 of them fill 156 mm (at 0.2 pt the 28th falls off). Twips are 1/20 pt.
"""

import datetime

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row, CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dashboard.briefings.typesetting import AUTHOR

LINES, CHARACTERS = 22, 28  # of a page, of a line
PITCH, TIGHTER = 579, -5  # twips between lines; twips between characters
SONG, HEI, KAI, TITLE, NUMBERS, LATIN = "仿宋", "黑体", "楷体", "方正小标宋简体", "宋体", "Times New Roman"
BODY, TITLE_SIZE, ANNEX_TITLE, FOOT, TABLE, SMALL, FORM = 16, 22, 18, 14, 10.5, 9, 14
Side = WD_ALIGN_PARAGRAPH
CENTRE, RIGHT, LEFT, FULL = Side.CENTER, Side.RIGHT, Side.LEFT, Side.JUSTIFY
_OPEN_PUNCTUATION = "eastAsia"  # “ ” — · are of both scripts: take them from the Chinese font


def describe(document: Document, title: str, written_on: datetime.date) -> None:
    about, moment = document.core_properties, datetime.datetime.combine(written_on, datetime.time())
    about.author = about.last_modified_by = AUTHOR
    about.title, about.comments, about.language = title, "", "zh-CN"
    about.created = about.modified = moment


def set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(_element("w:docGrid", type="lines", linePitch=PITCH))
    document.settings.odd_and_even_pages_header_footer = True


def set_normal(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(BODY)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), SONG)
    normal.element.rPr.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.widow_control = False


def number_pages(document: Document) -> None:
    """— 1 — in 宋体 14 pt: to the right on odd pages, to the left on even ones, one character in."""
    section = document.sections[0]
    for footer, side, room in ((section.footer, RIGHT, {"right": 1}), (section.even_page_footer, LEFT, {"left": 1})):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent(paragraph, **room)
        for text in ("— ", "PAGE", " —"):
            run = paragraph.add_run("" if text == "PAGE" else text)
            set_font(run, NUMBERS, FOOT, tighter=0)
            if text == "PAGE":
                _field(run, text)


def _field(run: Run, name: str) -> None:
    instruction = _element("w:instrText")
    instruction.text = f" {name} "
    begin, between, end = (_element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    shown = _element("w:t")
    shown.text = "1"
    for part in (begin, instruction, between, shown, end):
        run._r.append(part)


def set_font(run: Run, font: str, size: float, tighter: int = TIGHTER) -> None:
    run.font.name, run.font.size = LATIN, Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), _OPEN_PUNCTUATION)
    if size == BODY and tighter:
        run._r.get_or_add_rPr().insert_element_before(_element("w:spacing", val=tighter), "w:sz", "w:szCs", "w:lang")


def set_pitch(paragraph: Paragraph, at_least: float = 0) -> None:
    """The pitch of the page; inside tables as high as the words need."""
    spacing = paragraph._p.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:before"), "0")
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), str(round(at_least * 20) if at_least else PITCH))
    spacing.set(qn("w:lineRule"), "atLeast" if at_least else "exact")


def indent(paragraph: Paragraph, first: int = 0, left: int = 0, right: int = 0) -> None:
    """In characters, and beside it in twips for programs that do not count characters."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, count in (("firstLine", first), ("left", left), ("right", right)):
        if count:
            indent.set(qn(f"w:{name}Chars"), str(100 * count))
            indent.set(qn(f"w:{name}"), str(20 * BODY * count))


def off_the_grid(paragraph: Paragraph) -> None:
    """Lines of a table are as high as their words, not as the lines of the page."""
    after = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
    paragraph._p.get_or_add_pPr().insert_element_before(_element("w:snapToGrid", val=0), *after)


def draw_grid(table: CT_Tbl) -> None:
    """Every line of the table, half a point, black."""
    lines = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(_element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    table.tblPr.insert_element_before(lines, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=57, type="dxa"))
    table.tblPr.insert_element_before(margins, "w:tblLook")


def keep_row_whole(row: CT_Row, *, is_head: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if is_head:
        properties.append(_element("w:tblHeader"))


def _element(name: str, **values: object) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
