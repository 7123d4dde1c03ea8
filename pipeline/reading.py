"""A file, understood: read → clean → structure → extract; or, for a table of published figures, row by row."""

from pathlib import Path

from pipeline.clean import clean
from pipeline.extract import extract
from pipeline.model import RawDocument, Reading
from pipeline.published import published_readings
from pipeline.read import read_document
from pipeline.structure import structure


def read_plans(path: Path) -> tuple[Reading, ...]:
    """All that is understood of a file, by document: a table of published figures holds one per place and source,
    every other file is one. Raises PipelineError if it cannot be read.
    """
    document = read_document(path)
    return published_readings(document) or (_understood(document),)


def read_plan(path: Path) -> Reading:
    """The document of a file that is one, the first of others."""
    return read_plans(path)[0]


def _understood(document: RawDocument) -> Reading:
    text = clean(document)
    frame = structure(document, text)
    return Reading(document, text, frame, extract(document, text, frame))
