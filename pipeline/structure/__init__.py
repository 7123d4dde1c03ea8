"""structure: what stands around the sentences of a document — header, chapters, programmes, phases, tables, gaps."""

from pipeline.model import CleanText, Finding, RawDocument, Structure
from pipeline.structure.agencies import agencies_in
from pipeline.structure.gaps import date_conflict, missing_agencies, missing_attachments, truncation
from pipeline.structure.grids import grid_tables
from pipeline.structure.header import header
from pipeline.structure.outline import outline
from pipeline.structure.phases import missing_phases, phases
from pipeline.structure.programmes import programmes
from pipeline.structure.tables import tables
from pipeline.structure.tense import section_tense, section_tenses

__all__ = ["agencies_in", "section_tense", "section_tenses", "structure"]


def structure(document: RawDocument, clean: CleanText) -> Structure:
    """Read the frame of a document. Never raises; what is not there is '' or None, or a finding."""
    text = clean.text
    known = grid_tables(document, clean)
    in_tables = tuple(sorted([*known, *tables(text, [table.span for table in known])], key=lambda table: table.span))
    taken = tuple(table.span for table in in_tables)
    paragraphs = outline(text, taken, _styled(document, clean))
    head = header(text, paragraphs, document.name)
    tasks = programmes(text, paragraphs)
    stages = phases(text, paragraphs, head.first_year)
    findings = [
        *date_conflict(text, head),
        *missing_attachments(text, paragraphs),
        *missing_phases(stages),
        *missing_agencies(tasks),
        *truncation(text, paragraphs, taken),
        *(Finding("unread_page", "gap", f"{place}，未能读入。") for place in document.unread),
    ]
    return Structure(head, paragraphs, tasks, stages, in_tables, tuple(findings))


def _styled(document: RawDocument, clean: CleanText) -> dict[int, int]:
    """Where the headings stand that the file itself marks as such: clean start → level, 1 outermost."""
    marked = ((clean.to_clean(block.span), block.level) for block in document.blocks if block.level)
    return {span.start: level for span, level in marked if span}
