"""How fast is a document read, and what do the off-the-shelf extractors find on the same text?

    python tests/bench/throughput.py [--folder ../shared/corpus/reports] [--rounds 5] [--processes 2] [--no-rivals]

First seconds and speed of each stage in one process, then the same documents through a pool of spawned processes (as
``pipeline.build`` has it), then resident memory pass after pass. Last the seeds, side by side with other extractors:
speed, how many of the core labels each finds with the right value, and how many of the numbers it reports stand on a
label at all. All times are the best of the rounds. Without the folder the seeds are read. The other extractors are
optional: ``requirements-bench.txt`` says how to get them.
"""

import argparse
import gc
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gold"), str(Path(__file__).parent)]

import score  # noqa: E402
from rivals import RIVALS, Finder, Number  # noqa: E402

from pipeline.clean import clean  # noqa: E402
from pipeline.extract import extract  # noqa: E402
from pipeline.model import CleanText, Span  # noqa: E402
from pipeline.read import read_document  # noqa: E402
from pipeline.reading import read_plan  # noqa: E402
from pipeline.structure import structure  # noqa: E402

SEEDS = ROOT / "seeds"
TEXT_SUFFIXES = (".txt", ".md")
STAGES = ("read", "clean", "structure", "extract")


class Size(NamedTuple):
    """How much text: bytes of UTF-8 and characters."""

    octets: int
    characters: int

    def speed(self, seconds: float) -> str:
        return f"{self.octets / seconds / 1e6:6.2f} MB/s {self.characters / seconds / 1e3:8,.0f} k characters/s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared/corpus/reports")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--no-rivals", action="store_true")
    chosen = parser.parse_args()
    paths = text_files(chosen.folder) or text_files(SEEDS)
    texts = [read_document(path).raw for path in paths]
    size = size_of(texts)
    print(f"{len(paths)} documents, {size.octets / 1e6:.2f} MB of UTF-8, {size.characters:,} characters\n")
    by_stage(paths, size, chosen.rounds)
    by_pool(paths, size, chosen.rounds, chosen.processes)
    memory(paths)
    if not chosen.no_rivals:
        beside_rivals(chosen.rounds)


def text_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in TEXT_SUFFIXES)


def size_of(texts: Iterable[str]) -> Size:
    return Size(*map(sum, zip(*((len(text.encode()), len(text)) for text in texts), strict=True)))


def by_stage(paths: Sequence[Path], size: Size, rounds: int) -> None:
    """Of each stage its own best round; the whole is the best round of all four together."""
    passes = [timed_pass(paths) for _ in range(rounds)]
    print("one process")
    for index, name in enumerate(STAGES):
        print(f"  {name:<12} {_line(min(times[index] for times, _ in passes), size)}")
    whole = min(sum(times) for times, _ in passes)
    print(f"  {'all':<12} {_line(whole, size)}   {passes[0][1]:,} facts")


def _line(seconds: float, size: Size) -> str:
    return f"{seconds:7.3f} s {size.speed(seconds)}"


def timed_pass(paths: Sequence[Path]) -> tuple[list[float], int]:
    """Seconds spent in each stage over all documents, and the number of facts."""
    spent, facts = [0.0] * len(STAGES), 0
    for path in paths:
        marks = [time.perf_counter()]
        document = read_document(path)
        marks.append(time.perf_counter())
        text = clean(document)
        marks.append(time.perf_counter())
        frame = structure(document, text)
        marks.append(time.perf_counter())
        facts += len(extract(document, text, frame))
        marks.append(time.perf_counter())
        spent = [total + end - start for total, start, end in zip(spent, marks, marks[1:], strict=False)]
    return spent, facts


def by_pool(paths: Sequence[Path], size: Size, rounds: int, processes: int) -> None:
    """Spawned processes; the first pass also starts them and imports the pipeline in each."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        start = time.perf_counter()
        facts = sum(pool.map(count_facts, paths, chunksize=4))
        first = time.perf_counter() - start
        best = min(seconds_of(lambda: sum(pool.map(count_facts, paths, chunksize=4))) for _ in range(rounds))
    print(f"{processes} processes")
    print(f"  {'with start':<12} {_line(first, size)}   {facts:,} facts")
    print(f"  {'running':<12} {_line(best, size)}\n")


def count_facts(path: Path) -> int:
    return len(read_plan(path).facts)


def seconds_of(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def memory(paths: Sequence[Path], passes: int = 4) -> None:
    sizes = [resident()]
    for _ in range(passes):
        timed_pass(paths)
        sizes.append(resident())
    print("resident memory before and after each pass: " + " → ".join(f"{size:.1f}" for size in sizes) + " MB\n")


def resident() -> float:
    """Megabytes of this process in memory (Linux), after what is unreachable has gone."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


class Label(NamedTuple):
    """A label of the gold with its place in the cleaned text."""

    span: Span
    row: dict


class Labelled(NamedTuple):
    """A seed: its cleaned text, its paragraphs with their starts, and its labels that have a value."""

    path: Path
    text: CleanText
    paragraphs: list[tuple[int, str]]
    labels: list[Label]


def beside_rivals(rounds: int) -> None:
    """Speed of ours: the whole way from the file. Speed of theirs: the search alone, on text already cleaned."""
    seeds = [labelled(path) for path in text_files(SEEDS)]
    size = size_of(seed.text.text for seed in seeds)
    print(f"the seeds, {size.octets / 1e3:.0f} kB cleaned: core labels found with the right value; numbers reported")
    compare("this project", our_numbers, seeds, size, rounds)
    for name, (package, make) in RIVALS.items():
        try:
            finder = make()
        except ImportError as error:
            print(f"  {name:<30} not installed: {package} ({error}); see tests/bench/requirements-bench.txt")
            continue
        compare(name, partial(their_numbers, finder), seeds, size, rounds)


def compare(name: str, numbers_of: Callable[[Labelled], list[Number]], seeds: list[Labelled], size: Size, rounds: int):
    found = [(seed, numbers_of(seed)) for seed in seeds]
    core = [
        any(is_right(number, label) for number in numbers)
        for seed, numbers in found
        for label in seed.labels
        if label.row["certainty"] == "core"
    ]
    wanted = [any(on_label(number, label) for label in seed.labels) for seed, numbers in found for number in numbers]
    seconds = min(seconds_of(lambda: [numbers_of(seed) for seed in seeds]) for _ in range(rounds))
    print(
        f"  {name:<30} right {sum(core):>3} of {len(core)} {sum(core) / len(core):>6.1%}, "
        f"on a label {sum(wanted):>4,} of {len(wanted):>5,} {sum(wanted) / len(wanted):>6.1%}  {_line(seconds, size)}"
    )


def labelled(path: Path) -> Labelled:
    text = clean(read_document(path))
    rows = score.read_jsonl(ROOT / "tests/gold/labels" / f"{path.name[:3]}.jsonl")
    clean_place = {raw: index for index, raw in enumerate(text.origin)}
    labels = []
    for row in rows:
        places = [clean_place[raw] for raw in range(row["start"], row["end"]) if raw in clean_place]
        if row["value"] is not None and places:
            labels.append(Label(Span(places[0], places[-1] + 1), row))
    paragraphs = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text.text)]
    return Labelled(path, text, paragraphs, labels)


def our_numbers(seed: Labelled) -> list[Number]:
    return [
        Number(fact.span.start, fact.span.end, value)
        for fact in read_plan(seed.path).facts
        for value in (fact.value, fact.value_max)
        if value is not None
    ]


def their_numbers(finder: Finder, seed: Labelled) -> list[Number]:
    return [
        Number(start + number.start, start + number.end, number.value)
        for start, paragraph in seed.paragraphs
        for number in finder(paragraph)
    ]


def on_label(number: Number, label: Label) -> bool:
    return number.start < label.span.end and label.span.start < number.end


def is_right(number: Number, label: Label) -> bool:
    """The number stands on the label and is its value, in the label's unit, in 元 for 万元, or as a share of one."""
    row = label.row
    values = [row["value"], row.get("value_raw"), row["value_max"]]
    factors = {"万元": (1, 1e4), "%": (1, 0.01)}.get(row["unit"], (1,))
    return on_label(number, label) and any(
        score.close(number.value, value * factor) for value in values if value is not None for factor in factors
    )


if __name__ == "__main__":
    main()
