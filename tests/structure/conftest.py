"""The five seeds, read and cleaned once."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.model import CleanText, RawDocument, Structure
from pipeline.read import read_document
from pipeline.structure import structure

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def _seed(number: str) -> tuple[Structure, CleanText]:
    document = read_document(next(SEEDS.glob(f"{number}_*.txt")))
    text = clean(document)
    return structure(document, text), text


@pytest.fixture
def seed():
    """seed("000") → (structure, clean text)."""
    return _seed


@pytest.fixture
def frame():
    """frame(text, name) → the structure of a text as if it were a clean document."""

    def of(text: str, name: str = "文件.txt") -> Structure:
        document = RawDocument("x", name, "", "utf-8", text)
        return structure(document, CleanText(text, range(len(text))))

    return of
