"""The rules of the house that a reader would otherwise have to remember."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = sorted([*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")])
STORE = ROOT / "pipeline" / "board.py"
NETWORK = {
    "requests",
    "urllib.request",
    "urllib3",
    "http.client",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "websockets",
}
ONLY_DESCRIBES = {"schema.py"}  # its comments give an example; it decides nothing
REGISTERS = {"prefectures.toml"}  # whole lists of the country's cities, so of these among them
LONGEST_MODULE = 320
VAGUE_NAMES = {"utils", "helpers", "common", "base", "misc"}
# No page, style or script of ours may name another host. W3C names a kind of file (SVG), not a place to fetch from.
OTHER_HOST = re.compile(r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org/)[\w.-]+|\bcdn\b", re.IGNORECASE)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """The full names of the modules that a file imports."""
    names = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in (node for top in tree.body if not _is_for_types_only(top) for node in ast.walk(top)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: relative import"
            names |= {node.module or ""}
    return names


def _is_for_types_only(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def packages(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imported(path)}


def in_folder(folder: str) -> list[Path]:
    return [path for path in PRODUCT if path.is_relative_to(ROOT / folder)]


def test_there_is_a_product():
    assert in_folder("pipeline")
    assert in_folder("dashboard")


@pytest.mark.parametrize("path", in_folder("pipeline"), ids=name)
def test_the_pipeline_knows_no_screen(path):
    assert not packages(path) & {"streamlit", "plotly", "dashboard"}


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_only_the_board_knows_duckdb(path):
    assert path == STORE or "duckdb" not in packages(path)


@pytest.mark.parametrize("path", in_folder("dashboard/app_pages"), ids=name)
def test_pages_only_lay_out(path):
    assert not packages(path) & {"plotly", "duckdb"}
    assert not any(module.startswith("pipeline.board") for module in imported(path))


@pytest.mark.parametrize("path", in_folder("dashboard/charts"), ids=name)
def test_figures_are_pure(path):
    assert "streamlit" not in packages(path)


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_nothing_speaks_to_the_network(path):
    assert not {module for module in imported(path) if module in NETWORK or module.split(".")[0] in NETWORK}


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_modules_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert path.stem not in VAGUE_NAMES


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_the_product_never_reads_the_labels(path):
    assert not re.search(r"\bgold\b|\.\./shared", path.read_text(encoding="utf-8"))


def test_no_file_of_ours_names_another_host():
    files = [*PRODUCT, *(ROOT / "dashboard").rglob("*.html"), *(ROOT / "dashboard").rglob("*.css")]
    files += [*(ROOT / "dashboard").glob("*.js"), ROOT / ".streamlit" / "config.toml"]
    found = [
        f"{name(path)}: {hit[0]}" for path in files if (hit := OTHER_HOST.search(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_lexicon_is_data():
    files = [path for path in (ROOT / "pipeline" / "lexicon").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert {path.name for path in files if path.suffix != ".toml"} <= {"__init__.py"}
    for path in files:
        if path.suffix == ".toml":
            assert tomllib.loads(path.read_text(encoding="utf-8")), name(path)


def test_no_rule_names_one_document_or_city():
    seeds = [path.stem.split("_")[1] for path in (ROOT / "seeds").glob("*.txt")]
    cities = ["宜兴", "广德", "新吴", "泰州", "平湖"]
    for path in in_folder("pipeline"):
        if path.name not in ONLY_DESCRIBES:
            code = ast.unparse(_without_docstrings(ast.parse(path.read_text(encoding="utf-8"))))
            assert not [word for word in seeds + cities if word in code], name(path)
    for path in (ROOT / "pipeline" / "lexicon").glob("*.toml"):
        if path.name in REGISTERS:
            continue
        words = str(tomllib.loads(path.read_text(encoding="utf-8")))
        assert not [word for word in seeds + cities if word in words], name(path)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return tree
