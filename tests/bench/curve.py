"""Is the cost of a document linear in its length? Seconds against characters, and the slope in a log-log fit.

    python tests/bench/curve.py [--folder ../shared/corpus/reports] [--rounds 3] [--longest 1000000] [--patience 20]

The documents of the folder (or the seeds) are joined and cut to length: as they are, a paragraph per line; with
everything on one line; and on one line without a full stop, as a table without line ends would be. A slope of 1
is linear; above 1.1 something grows faster than the text. No longer text is tried once one has taken more than
``patience`` seconds.
"""

import argparse
import math
import re
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from throughput import SEEDS, STAGES, text_files, timed_pass  # noqa: E402

from pipeline.read import read_document  # noqa: E402

LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared/corpus/reports")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--longest", type=int, default=LENGTHS[-1])
    parser.add_argument("--patience", type=float, default=20.0)
    chosen = parser.parse_args()
    lengths = [length for length in LENGTHS if length <= chosen.longest]
    lines = joined(chosen.folder, max(lengths))
    timed_pass(text_files(SEEDS))  # the word lists are loaded and their patterns compiled once
    shapes = {
        "a paragraph per line": lines,
        "everything on one line": lines.replace("\n", ""),
        "one sentence without an end": re.sub("[。；;！？!?\n]", "，", lines),
    }
    for title, text in shapes.items():
        show(title, measured(text, lengths, chosen.rounds, chosen.patience))


def joined(folder: Path, longest: int) -> str:
    """The documents one after another, again from the first where they are too few; longer than any cut of them."""
    texts = [read_document(path).raw.replace("\r", "").strip() for path in text_files(folder) or text_files(SEEDS)]
    whole = "\n".join(texts) + "\n"
    return whole * (1 + 2 * longest // len(whole))


def measured(text: str, lengths: list[int], rounds: int, patience: float) -> list[tuple[int, list[float], int]]:
    """Length, best seconds of each stage, facts."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "curve.txt"
        for length in lengths:
            path.write_text(text[:length], encoding="utf-8", newline="")
            start = time.perf_counter()
            passes = [timed_pass([path])]
            if time.perf_counter() - start < patience / rounds:
                passes += [timed_pass([path]) for _ in range(rounds - 1)]
            found.append(
                (length, [min(times) for times in zip(*(times for times, _ in passes), strict=True)], passes[0][1])
            )
            if time.perf_counter() - start > patience:
                break
    return found


def show(title: str, points: list[tuple[int, list[float], int]]) -> None:
    print(title)
    print(
        f"  {'characters':>10}"
        + "".join(f"{name:>10}" for name in STAGES)
        + f"{'all':>10} {'k chars/s':>10} {'facts':>7}"
    )
    for length, times, facts in points:
        cells = "".join(f"{seconds:>10.3f}" for seconds in (*times, sum(times)))
        print(f"  {length:>10,}{cells} {length / sum(times) / 1e3:>10,.0f} {facts:>7,}")
    columns = [[times[index] for _, times, _ in points] for index in range(len(STAGES))]
    columns.append([sum(times) for _, times, _ in points])
    lengths = [length for length, _, _ in points]
    print(f"  {'slope':>10}" + "".join(f"{slope(lengths, column):>10.2f}" for column in columns))
    totals = columns[-1]
    steps = [slope([a, b], [s, t]) for (a, b), (s, t) in zip(pairwise(lengths), pairwise(totals), strict=True)]
    print("  slope of each step: " + ", ".join(f"{step:.2f}" for step in steps) + "\n")


def slope(lengths: list[int], seconds: list[float]) -> float:
    """The exponent of seconds ~ length ** slope, by least squares over the logarithms."""
    x, y = [math.log(length) for length in lengths], [math.log(value) for value in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


if __name__ == "__main__":
    main()
