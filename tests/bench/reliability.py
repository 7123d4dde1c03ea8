"""Does a confidence mean what it says? Prints, per confidence, how many facts of the labelled documents are right.

    python tests/bench/reliability.py [--shared ../shared]

A fact is right when kind, quantity and year agree with its label and its name is alike (bigram Dice ≥ 0.5), as in
the strict score. Facts and labels that are arguable are left out. Needs the labelled documents beside the project for
all but the seeds.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gold")]

import score  # noqa: E402

from pipeline.clean import clean  # noqa: E402
from pipeline.extract import extract  # noqa: E402
from pipeline.model import Fact  # noqa: E402
from pipeline.read import read_document  # noqa: E402
from pipeline.structure import structure  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    right: dict[float, list[bool]] = defaultdict(list)
    for document, labels in labelled(parser.parse_args().shared):
        for confidence, is_right in judged(document, labels):
            right[confidence].append(is_right)
    print(f"{'confidence':>10}  {'facts':>5}  {'right':>6}")
    for confidence, marks in sorted(right.items(), reverse=True):
        print(f"{confidence:>10.2f}  {len(marks):>5}  {sum(marks) / len(marks):>6.1%}")


def labelled(shared: Path) -> list[tuple[Path, Path]]:
    """Each labelled document with its labels."""
    pairs = [(path, ROOT / "tests/gold/labels" / f"{path.stem[:3]}.jsonl") for path in (ROOT / "seeds").glob("*.txt")]
    docs = shared / "gold" / "docs"
    pairs += [(path, shared / "gold" / "labels" / f"{path.name[:2]}.jsonl") for path in docs.glob("*")]
    return sorted(pairs)


def judged(document: Path, labels: Path) -> list[tuple[float, bool]]:
    """The confidence of each core fact that meets a core label or none, and whether it is right."""
    raw = read_document(document)
    text = clean(raw)
    facts = [fact for fact in extract(raw, text, structure(raw, text)) if fact.certainty == "core"]
    rows = [as_row(fact, text.to_raw(fact.span).start, text.to_raw(fact.span).end) for fact in facts]
    gold = score.read_jsonl(labels)
    pairs = score.pair_up(rows, gold)
    met = [
        (fact, row, gold[pairs[index]] if index in pairs else None)
        for index, (fact, row) in enumerate(zip(facts, rows, strict=True))
    ]
    return [
        (fact.confidence, is_right(row, label))
        for fact, row, label in met
        if label is None or label["certainty"] == "core"
    ]


def as_row(fact: Fact, start: int, end: int) -> dict:
    names = ("kind", "indicator", "value", "value_max", "unit", "year")
    return {name: getattr(fact, name) for name in names} | {"start": start, "end": end}


def is_right(row: dict, label: dict | None) -> bool:
    if label is None or row["kind"] != label["kind"] or row["year"] != label["year"]:
        return False
    names = (label["indicator"], label.get("indicator_alt") or label["indicator"])
    return score.quantity_alike(row, label) and max(score.name_alike(row["indicator"], name) for name in names) >= 0.5


if __name__ == "__main__":
    main()
