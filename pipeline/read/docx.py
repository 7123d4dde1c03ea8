"""docx → text: paragraphs, headings, tables (merged and nested), text boxes, notes; insertions read, deletions not.

python-docx opens the package; the body is walked here, because its ``text`` leaves out insertions, content
controls and nested tables, and its cells repeat what is merged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml import etree

from pipeline.read.content import Content, Draft, GridCell

_P, _TBL, _TR, _TC, _TEXT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:t")
_BOX = qn("w:txbxContent")
_MARKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# What is not printed: deletions, where a moved text came from, properties, field codes, and text boxes, which follow.
_HIDDEN = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "txbxContent")}
_SECOND_COPY = "}Fallback"  # of a drawing, for programs that do not know the first
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_NOTES = ((RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote", "脚注"), (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote", "尾注"))


def read_docx(data: bytes, name: str) -> Content:
    """The text of a docx. Places are paragraph and table numbers: a docx has no pages before it is laid out."""
    del name
    document = docx.Document(BytesIO(data))
    writer = _Writer(_heading_levels(document.styles.element))
    writer.blocks(document.element.body)
    for part_type, tag, word in _NOTES:
        for number, note in enumerate(_notes(document.part, part_type, tag), start=1):
            writer.draft.line(note, f"{word}{number}", "note")
    return writer.draft.content("docx")


@dataclass
class _Writer:
    """Walks the body in reading order."""

    levels: dict[str, int]
    draft: Draft = field(default_factory=Draft)
    paragraphs: int = 0

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs and tables under an element; content controls and revisions are looked through."""
        for child in _block_children(parent):
            if child.tag == _P:
                self.paragraph(child)
            else:
                self.table(child)

    def paragraph(self, paragraph: etree._Element) -> None:
        self.paragraphs += 1
        level, place = self.level(paragraph), f"第{self.paragraphs}段"
        for line in _text(paragraph).split("\n"):
            self.draft.line(line, place, "heading" if level else "paragraph", level)
        for box in _boxes(paragraph):
            self.blocks(box)

    def table(self, table: etree._Element) -> None:
        cells = list(_cells(table))
        columns = max((cell.column + cell.columns - 1 for cell, _ in cells), default=0)
        if columns == 1 and any(_inner_tables(element) for _, element in cells):
            for _, element in cells:  # a frame around other tables
                self.blocks(element)
            return
        self.draft.table(cell for cell, _ in cells)
        for _, element in cells:
            for inner in _inner_tables(element):
                self.table(inner)

    def level(self, paragraph: etree._Element) -> int:
        """The outline level of a heading, 1 outermost; 0 for a paragraph."""
        outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None:
            return _outline_level(outline)
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.levels.get(style.get(qn("w:val"), ""), 0) if style is not None else 0


def _heading_levels(styles: etree._Element) -> dict[str, int]:
    """Style id → level, by the style's name or its outline level."""
    levels = {}
    for style in styles.iter(qn("w:style")):
        named = style.find(qn("w:name"))
        match = _HEADING.match(named.get(qn("w:val"), "")) if named is not None else None
        outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        level = int(match[1]) if match else _outline_level(outline) if outline is not None else 0
        if level:
            levels[style.get(qn("w:styleId"), "")] = level
    return levels


def _outline_level(element: etree._Element) -> int:
    """w:outlineLvl counts from 0; 9 is body text."""
    value = element.get(qn("w:val"), "9")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _is_hidden(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _HIDDEN or element.tag.endswith(_SECOND_COPY)


def _block_children(parent: etree._Element) -> Iterator[etree._Element]:
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in (_P, _TBL):
            yield child
        elif not _is_hidden(child):
            stack.append(iter(child))


def _visible(element: etree._Element) -> Iterator[etree._Element]:
    """What is printed under an element, in order; without the contents of text boxes."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif not _is_hidden(child):
            yield child
            stack.append(iter(child))


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for element in _visible(paragraph):
        if element.tag == _TEXT:
            pieces.append(element.text or "")
        elif element.tag in _MARKS and element.get(qn("w:type")) != "page":
            pieces.append(_MARKS[element.tag])
    return "".join(pieces)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes anchored in a paragraph: those of the first copy of each drawing, outermost only."""
    return [box for box in paragraph.iter(_BOX) if not any(map(_is_hidden, _between(box, paragraph)))]


def _between(inner: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    for up in inner.iterancestors():
        if up is outer:
            return
        yield up


def _inner_tables(cell: etree._Element) -> list[etree._Element]:
    return [child for child in _block_children(cell) if child.tag == _TBL]


def _cells(table: etree._Element) -> Iterator[tuple[GridCell, etree._Element]]:
    """The cells of a table with their elements; a merged cell once, with how far it reaches."""
    rows = [list(_row_cells(row)) for row in table.iter(_TR) if _own(row, table)]
    for number, row in enumerate(rows, start=1):
        for column, width, merge, cell in row:
            if merge == "continue":
                continue
            height = 1
            if merge == "restart":
                following = ({at: more for at, _, more, _ in below} for below in rows[number:])
                height += sum(1 for _ in _while_continued(following, column))
            yield GridCell(_cell_text(cell), number, column, height, width), cell


def _while_continued(rows: Iterator[dict[int, str]], column: int) -> Iterator[None]:
    for row in rows:
        if row.get(column) != "continue":
            return
        yield None


def _own(row: etree._Element, table: etree._Element) -> bool:
    """Not a row of a table inside this one, and not a deleted one."""
    deleted = row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None
    return not deleted and next(up for up in row.iterancestors() if up.tag == _TBL) is table


def _row_cells(row: etree._Element) -> Iterator[tuple[int, int, str, etree._Element]]:
    """(column, columns, vMerge, cell) of each cell; vMerge is '', 'restart' or 'continue'."""
    column = 1 + _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for cell in row.iter(_TC):
        if next(up for up in cell.iterancestors() if up.tag == _TR) is not row:
            continue
        width = max(_number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1), 1)
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        yield column, width, "" if merge is None else merge.get(qn("w:val"), "continue"), cell
        column += width


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(value), 1000) if value.isdecimal() else default


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(_text(child) for child in _block_children(cell) if child.tag == _P)


def _notes(part: DocumentPart, part_type: str, tag: str) -> Iterator[str]:
    for relation in part.rels.values():
        if relation.reltype == part_type and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            for note in root.iter(qn(tag)):
                if note.get(qn("w:type")) in (None, "normal"):
                    yield " ".join(_text(paragraph) for paragraph in note.iter(_P)).strip()
