"""README.md and README.zh.md say the same thing, and what they say is true."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.test_architecture import PRODUCT, packages

ROOT = Path(__file__).resolve().parent.parent
README = {
    language: (ROOT / name).read_text(encoding="utf-8")
    for language, name in {"en": "README.md", "zh": "README.zh.md"}.items()
}
both = pytest.mark.parametrize("text", README.values(), ids=README)


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ .+$", _without_blocks(text), flags=re.MULTILINE)


def blocks(text: str) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """The lines of code blocks without their comments."""
    lines = "".join(blocks(text)).splitlines()
    return [re.split(r"\s{2,}", line.strip())[0] for line in lines]


def code_words(text: str) -> list[str]:
    return sorted(set(re.findall(r"`([^`\n]+)`", _without_blocks(text))))


def table(text: str, position: int) -> list[list[str]]:
    """The rows under the ``position``-th table head, cell by cell."""
    tables = re.findall(r"^\|[^\n]+\n\|[-|]+\n((?:\|[^\n]*\n?)*)", text, flags=re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in tables[position].splitlines()]


def _without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def test_same_sections_in_the_same_order():
    levels = [[len(heading.split()[0]) for heading in headings(text)] for text in README.values()]
    assert levels[0] == levels[1]
    assert len(levels[0]) > 5


@pytest.mark.parametrize("part", [commands, code_words], ids=["commands", "code words"])
def test_same_commands(part):
    assert part(README["en"]) == part(README["zh"])


def test_same_pictures():
    pictures = [re.findall(r"!\[.*?\]\((.*?)\)", text) for text in README.values()]
    assert pictures[0] == pictures[1]
    assert pictures[0]
    assert [picture for picture in pictures[0] if not (ROOT / picture).exists()] == []


def test_same_scores():
    assert table(README["en"], 0) == table(README["zh"], 0)


def test_same_dependencies():
    packages_named = [[row[0] for row in table(text, 1)] for text in README.values()]
    assert packages_named[0] == packages_named[1]


def test_same_glossary():
    words = [[row[:2] for row in table(text, 2)] for text in README.values()]
    assert words[0] == words[1]
    assert len(words[0]) >= 14


@both
def test_every_make_target_is_explained(text):
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert phony
    assert [name for name in phony[1].split() if f"make {name}" not in text] == []


@both
def test_every_command_is_explained(text):
    usage = subprocess.run([sys.executable, "-m", "pipeline", "--help"], cwd=ROOT, capture_output=True, text=True)
    names = re.findall(r"^ {4}([a-z]+) {2,}\S", usage.stdout, flags=re.MULTILINE)
    assert names, usage.stdout + usage.stderr
    assert [name for name in names if f"python -m pipeline {name}" not in text] == []


def layout(text: str) -> set[str]:
    """What the drawing of the layout names, as paths."""
    drawing = next(block for block in blocks(text) if "pipeline/ " in block)
    named_there, top = set(), ""
    for line in drawing.splitlines():
        named = line.split()[0]
        top = top if line.startswith(" ") else named
        named_there.add(top if named == top else top + named)
    return named_there


@both
def test_the_layout_is_drawn_as_it_is(text):
    assert {path for path in layout(text) if not any(ROOT.glob(path.rstrip("/")))} == set()
    inside = [path for top in ("pipeline", "dashboard") for path in (ROOT / top).iterdir()]
    there = {f"{path.parent.name}/{path.name}/" for path in inside if path.is_dir() and path.name != "__pycache__"}
    assert there - layout(text) == set()


def direct() -> set[str]:
    """The packages in requirements.txt that we ask for ourselves."""
    ours = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("# --- brought along")[0]
    return set(re.findall(r"^([\w-]+)==", ours, flags=re.MULTILINE))


def test_every_version_is_pinned():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not re.fullmatch(r"#.*|[\w-]+==[\w.]+", line)] == []


@both
def test_every_dependency_has_its_reason(text):
    reasons = {name for row in table(text, 1) for name in row[0].split(", ")}
    assert direct() == reasons


def test_every_import_is_asked_for():
    distributions = packages_distributions()
    imported = set().union(*(packages(path) for path in PRODUCT)) - sys.stdlib_module_names - {"pipeline", "dashboard"}
    assert {name for name in imported if not set(distributions[name]) & direct()} == set()


@both
def test_the_glossary_uses_the_words_of_the_model(text):
    identifiers = {row[1] for row in table(text, 2)}
    assert {"plan", "target", "observation", "programme", "milestone", "project"} <= identifiers
