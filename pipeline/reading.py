"""One document, understood: read → clean → structure → extract."""

from pathlib import Path

from pipeline.clean import clean
from pipeline.extract import extract
from pipeline.model import Reading
from pipeline.read import read_document
from pipeline.structure import structure


def read_plan(path: Path) -> Reading:
    """All that is understood of one document. Raises PipelineError if it cannot be read."""
    document = read_document(path)
    text = clean(document)
    frame = structure(document, text)
    return Reading(document, text, frame, extract(document, text, frame))
