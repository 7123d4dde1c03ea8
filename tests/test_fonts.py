"""The fonts that travel with the dashboard hold every character that it can be asked to show."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "dashboard" / "static" / "fonts"
OURS = ("dashboard/**/*.py", "dashboard/**/*.html", "dashboard/**/*.toml", "pipeline/**/*.py", "pipeline/**/*.toml")


@pytest.fixture(scope="module", params=["400", "700"])
def held(request) -> set[str]:
    return {chr(code) for code in TTFont(FONTS / f"NotoSansSC-{request.param}.woff2").getBestCmap()}


def characters(*patterns: str) -> set[str]:
    texts = (path.read_text(encoding="utf-8") for pattern in patterns for path in ROOT.glob(pattern))
    return {character for character in set().union(*texts) if character.isprintable()}


def test_every_character_of_the_documents(held):
    assert "".join(sorted(characters("seeds/*.txt") - held)) == ""


def test_every_character_of_our_own(held):
    assert "".join(sorted(characters(*OURS) - held)) == ""


def test_common_characters_of_both_scripts(held):
    simplified = _characters_of("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    traditional = _characters_of("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    assert "".join(sorted(simplified - held)) == ""
    assert "".join(sorted({c for c in traditional if "\u4e00" <= c <= "\u9fff"} - held)) == ""


def _characters_of(encoding: str, first: range, second) -> set[str]:
    pairs = (bytes([one, two]).decode(encoding, errors="ignore") for one in first for two in second)
    return {character for pair in pairs for character in pair}


def test_the_licence_travels_with_them():
    assert "SIL Open Font License, Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
