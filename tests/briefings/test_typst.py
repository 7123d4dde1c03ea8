"""Typst is given text as data only, prints what its fonts hold, and the same bytes for the same values."""

import datetime
import io
import re

import pdfplumber
import pytest
from fontTools.ttLib import TTFont

from dashboard.briefings import pdf as pdf_module
from dashboard.briefings.pdf import FONTS, characters, pdf
from tests.test_fonts import FONTS as SCREEN_FONTS

TEMPLATES = pdf_module.FOLDER
DAY = datetime.date(2024, 9, 30)
HOSTILE = [
    '#panic("x")',
    "$x^2$",
    "*b* _i_ `c`",
    "\\u{41}",
    "@ref <label>",
    "= h",
    "// c",
    '#read("/etc/passwd")',
    "]#[",
]


@pytest.fixture
def template(tmp_path, monkeypatch):
    """A template that prints the strings it is given, one a line."""
    monkeypatch.setattr(pdf_module, "FOLDER", tmp_path)
    (tmp_path / "plain.typ").write_text(
        '#set text(font: "Noto Sans SC")\n#let values = json(bytes(sys.inputs.values))\n'
        "#for each in values.lines [#each\\ ]\n",
        encoding="utf-8",
    )
    return "plain"


def text_of(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_nothing_from_a_document_is_code(template):
    assert text_of(pdf(template, {"lines": HOSTILE}, DAY)).splitlines() == HOSTILE


def test_the_same_values_give_the_same_bytes(template):
    values = {"lines": ["目标", "56"]}
    assert pdf(template, values, DAY) == pdf(template, values, DAY)
    assert pdf(template, values, DAY) != pdf(template, values, DAY.replace(day=29))


def test_a_character_without_type_is_marked(template):
    assert text_of(pdf(template, {"lines": ["目\U0002a6a5标"]}, DAY)) == "目〓标"


def test_traditional_as_far_as_the_fonts_go(template):
    assert text_of(pdf(template, {"lines": ["数据过期", "镕镎"]}, DAY, traditional=True)).splitlines()[0] == "數據過期"


@pytest.mark.parametrize("weight", ["400", "700"])
def test_the_fonts_are_those_of_the_screen(weight):
    ours = TTFont(FONTS / f"NotoSansSC-{weight}.ttf")
    screen = TTFont(SCREEN_FONTS / f"NotoSansSC-{weight}.woff2")
    assert ours.getBestCmap() == screen.getBestCmap()
    assert ours.getGlyphOrder() == screen.getGlyphOrder()
    assert "〓" in characters()


def test_the_licence_travels_with_them():
    assert (FONTS / "OFL.txt").read_bytes() == (SCREEN_FONTS / "OFL.txt").read_bytes()


def test_a_template_has_no_words_of_its_own():
    """Every word comes as data, so that it can be Traditional."""
    for path in TEMPLATES.glob("*.typ"):
        code = "\n".join(line.partition("//")[0] for line in path.read_text(encoding="utf-8").splitlines())
        assert re.findall("[\u4e00-\u9fff]+", code) == [], path.name
