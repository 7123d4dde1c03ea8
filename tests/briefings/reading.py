"""What a finished briefing says, read back from its bytes by another program than wrote it."""

import io
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import docx
import pandas as pd
import pdfplumber

from dashboard.icons import STATES

OFFICE = shutil.which("soffice")  # where there is one, pages are broken by it too


def counts_of(goals: pd.DataFrame) -> dict[str, int]:
    """Goals by state, counted once more."""
    found = Counter(goals["state"])
    return {state.name: found[state.name] for state in STATES}


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [page.extract_text() for page in document.pages]


def plain(text: str) -> str:
    """Without the breaks of lines and the blanks that were drawn between two scripts."""
    return re.sub(r"\s", "", text)


def large_numbers(content: bytes) -> list[int]:
    """The numbers in 26 pt, from left to right."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        large = [char for char in document.pages[0].chars if abs(char["size"] - 26) < 0.1]
    words, last = [], None
    for char in sorted(large, key=lambda char: char["x0"]):
        near = last is not None and char["x0"] - last < 3
        words[-1:] = [words[-1] + char["text"]] if near else [*words[-1:], char["text"]]
        last = char["x1"]
    return [int(word) for word in words]


def words_of(content: bytes) -> str:
    """The paragraphs of a docx."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def tables_of(content: bytes) -> list[list[list[str]]]:
    tables = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def said_counts(text: str) -> dict[str, tuple[int, str]]:
    """已完成2项，占3.3%, by state."""
    names = "|".join(state.name for state in STATES)
    return {name: (int(count), share) for name, count, share in re.findall(rf"({names})(\d+)项，占([\d.]+%)", text)}


def office_pages(content: bytes, folder: Path) -> list[str]:
    """The pages of a docx as LibreOffice breaks them."""
    (folder / "paper.docx").write_bytes(content)
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, folder / "paper.docx"], check=True, capture_output=True, timeout=120)
    return pages_of((folder / "paper.pdf").read_bytes())
