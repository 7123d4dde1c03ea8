"""Has LibreOffice work out exported sheets, and compares every answer with the board's. Not part of make test.

    apt-get install --no-install-recommends libreoffice-calc
    python -m tests.entry_sheet.recalculate [BOARDS [FOLDER]]

Boards at random under every preset and period: left empty, filled in, filled in with estimates. With FOLDER the
workbooks and their PDF stay there to be looked at.
"""

import shutil
import subprocess
import sys
import tempfile
from itertools import cycle, islice, product
from pathlib import Path

import openpyxl

from pipeline.entry_sheet.columns import FORM
from pipeline.progress import presets
from tests.entry_sheet.agreement import ENDS, NUMBERS, Trial, compared, trial

BOARDS = 96
FINALITIES = ("final", "estimate", "")


def main(boards: int = BOARDS, folder: str = "") -> None:
    kinds = islice(cycle(product(ENDS, sorted(presets()), FINALITIES)), boards)
    trials = [trial(seed, end, rule, finality) for seed, (end, rule, finality) in enumerate(kinds)]
    with tempfile.TemporaryDirectory() as scratch:
        at = Path(folder or scratch)
        at.mkdir(parents=True, exist_ok=True)
        files = [at / f"{number}.xlsx" for number in range(len(trials))]
        for tried, file in zip(trials, files, strict=True):
            tried.book().save(file)
        convert(files, "xlsx", at / "recalculated")
        rows = sum(map(_agreeing, trials, files))
        if folder:
            convert(files, "pdf", at)
    sys.stdout.write(f"{len(files)} 份填报表，{rows} 行，每行 {len(NUMBERS) + 1} 个公式，全部与看板一致。\n")


def convert(files: list[Path], kind: str, into: Path) -> None:
    """Open workbooks, work out all formulas (none has a value of its own yet) and save them as another kind."""
    office = shutil.which("soffice")
    assert office, "no LibreOffice: apt-get install --no-install-recommends libreoffice-calc"
    with tempfile.TemporaryDirectory() as profile:
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = [office, own, "--headless", "--convert-to", kind, "--outdir", str(into), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)


def _agreeing(tried: Trial, file: Path) -> int:
    """How many rows were compared. Raises AssertionError at the first cell that says something else."""
    answers = openpyxl.load_workbook(file.parent / "recalculated" / file.name, data_only=True)[FORM]
    return len([*compared(tried, openpyxl.load_workbook(file), lambda place: answers[place].value)])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
