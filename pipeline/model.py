"""The nouns of the pipeline, as plain values with places in the raw text.

Two coordinate systems exist and are never mixed: *raw* offsets index the document as decoded
(``raw[start:end]`` is what was printed), *clean* offsets index ``CleanText.text``. Everything that
leaves the extraction carries raw offsets.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, Self

Kind = Literal["target", "actual"]
Operator = Literal[">=", ">", "<=", "<", "=", "~", "range"]
Measure = Literal["level", "increment", "growth", "cumulative", "cumulative_spend"]
Certainty = Literal["core", "optional"]
DocumentKind = Literal["plan", "report", "proposal"]
BlockKind = Literal["heading", "paragraph", "cell", "note"]
Finality = Literal["estimate", "preliminary", "final", ""]  # 预计 初步 审定 未注明
YearSource = Literal["clause", "sentence", "section", "phase", "plan", "document", "none"]


class _Ends(NamedTuple):
    start: int
    end: int


class Span(_Ends):
    """A place in a text: ``text[start:end]``, never empty. A tuple, since a document has thousands of them."""

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        if not 0 <= start < end:
            raise ValueError(f"empty or negative span: {start}..{end}")
        return tuple.__new__(cls, (start, end))

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True)
class Furniture:
    """A raw line that belongs to the site and not to the document (下载次数, 页码, 上传人)."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Cell:
    """Where a cell stands: table number and the first row and column it covers, all from 1, and how many."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Block:
    """A piece of the raw text as its file divides it, with the place a reader of that file would look at.

    ``place`` is Chinese (第3页; 第3页 表2 第4行第3列; 工作表“台账” C7). ``level`` is that of a styled heading, 1
    outermost, else 0. ``cell`` is set for cells; a merged cell is one block.
    """

    span: Span
    kind: BlockKind
    place: str
    level: int = 0
    cell: Cell | None = None


@dataclass(frozen=True)
class RawDocument:
    """A file as received. ``raw`` keeps every character, ``\\r\\n`` and a byte order mark included.

    For a format that is not text, ``raw`` is what its reader prints in reading order (paragraphs one per line, the
    cells of a row apart by tabs) and ``blocks`` say what stands where; both are empty of guesses: the same bytes
    give the same text. ``recognised``: the text was read off an image. ``unread``: places without readable text.
    """

    plan_id: str
    name: str
    sha256: str
    encoding: str
    raw: str
    furniture: tuple[Furniture, ...] = ()
    blocks: tuple[Block, ...] = ()
    recognised: bool = False
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class CleanText:
    """Simplified text without noise; ``origin[i]`` is the raw index of ``text[i]``, strictly increasing.

    ``\\n`` in ``text`` ends a paragraph (or a table cell). ``script`` is 'traditional' or 'simplified'.
    """

    text: str
    origin: Sequence[int]
    script: Literal["simplified", "traditional"] = "simplified"

    def to_raw(self, span: Span) -> Span:
        """The raw place of a clean span: from its first to its last character."""
        return Span(self.origin[span.start], self.origin[span.end - 1] + 1)

    def to_clean(self, span: Span) -> Span | None:
        """The clean place of a raw span; None where the cleaning has left nothing of it."""
        start, end = bisect_left(self.origin, span.start), bisect_left(self.origin, span.end)
        return Span(start, end) if start < end else None


@dataclass(frozen=True)
class Header:
    """What a document says of itself. ``None`` or '' where it does not say."""

    title: str = ""
    city: str = ""
    issuer: str = ""
    document_number: str = ""
    issued_on: str | None = None  # ISO date
    first_year: int | None = None
    last_year: int | None = None
    document_year: int | None = None
    kind: DocumentKind = "plan"


@dataclass(frozen=True)
class Paragraph:
    """A clean paragraph: its span, the headings above it (outermost first) and what it is.

    ``part`` counts the documents inside a document (003 holds an outline and an action plan).
    """

    span: Span
    headings: tuple[str, ...] = ()
    is_heading: bool = False
    part: int = 0


@dataclass(frozen=True)
class Programme:
    """A numbered task (重点专项, 任务): number, title, agencies, and the clean span it covers."""

    number: int
    title: str
    lead_agencies: tuple[str, ...]
    supporting_agencies: tuple[str, ...]
    chapter: str
    span: Span
    part: int = 0


@dataclass(frozen=True)
class Phase:
    """A phase of the plan and the clean span whose targets it dates. ``span`` is None when it is missing."""

    label: str
    name: str
    due_year: int | None
    span: Span | None
    stated: bool = True


@dataclass(frozen=True)
class Table:
    """A table: header cells, and rows of clean spans, one per cell; None for an empty cell.

    A merged cell stands in every row and column it covers. The levels of a header are joined (2025年·目标).
    ``note`` is what is printed between title and table (单位:亿元), or ''.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Span | None, ...], ...]
    span: Span
    note: str = ""

    def place(self, index: int) -> Span:
        """The printed place of a row: from its first to its last cell, without what is merged from above."""
        above = self.rows[index - 1] if index else ()
        cells = [cell for cell in self.rows[index] if cell]
        own = [cell for cell in cells if cell not in above] or cells
        return Span(min(cell.start for cell in own), max(cell.end for cell in own))


@dataclass(frozen=True)
class Finding:
    """Something missing or doubtful that the reader must know. ``span`` is clean, or None.

    ``code`` is one of missing_attachment, missing_phase, missing_agency, missing_city, date_conflict, truncated,
    unread_page, table_total,
    table_value, table_doubt; ``severity`` is 'gap' (not there) or 'doubt' (there, but does not make sense).
    """

    code: str
    severity: Literal["gap", "doubt"]
    message: str
    span: Span | None = None


@dataclass(frozen=True, eq=False)
class Structure:
    """What stands around the sentences of a document. Each is only like itself: a quick key."""

    header: Header
    paragraphs: tuple[Paragraph, ...]
    programmes: tuple[Programme, ...] = ()
    phases: tuple[Phase, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A quantity with its meaning; ``span`` (number with unit), ``quote_span``, ``sentence`` are clean.

    ``period_start`` to ``period_end`` is what a figure covers where the document says it more closely than by a year.
    """

    kind: Kind
    indicator: str
    value: float | None
    unit: str
    op: Operator
    measure: Measure
    span: Span
    quote_span: Span
    sentence: Span
    value_max: float | None = None
    year: int | None = None
    year_source: YearSource = "none"
    domain: str = "城市治理"
    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    certainty: Certainty = "core"
    soft: str = ""
    operator_words: str = ""
    nature: str = ""
    annual: bool = False
    programme: int | None = None
    same_as: int | None = None
    confidence: float = 0.9
    period_start: date | None = None
    period_end: date | None = None
    finality: Finality = ""
    scope: str = ""


@dataclass(frozen=True)
class Reading:
    """All that was understood of one document."""

    document: RawDocument
    clean: CleanText
    structure: Structure
    facts: tuple[Fact, ...] = field(default=())
