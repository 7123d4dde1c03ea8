"""structure: what stands around the sentences of a document — header, chapters, programmes, phases, tables, gaps."""

from pipeline.model import CleanText, RawDocument, Structure
from pipeline.structure.agencies import agencies_in
from pipeline.structure.gaps import missing_agencies, missing_attachments, truncation
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
    in_tables = tables(text)
    taken = tuple(table.span for table in in_tables)
    paragraphs = outline(text, taken)
    head = header(text, paragraphs, document.name)
    tasks = programmes(text, paragraphs)
    stages = phases(text, paragraphs, head.first_year)
    findings = [
        *missing_attachments(text, paragraphs),
        *missing_phases(stages),
        *missing_agencies(tasks),
        *truncation(text, paragraphs, taken),
    ]
    return Structure(head, paragraphs, tasks, stages, in_tables, tuple(findings))
