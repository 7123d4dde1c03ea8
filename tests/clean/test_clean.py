"""Clean text: plain, Simplified, and every character with its place in the raw text."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline.chinese import simplify, to_half_width
from pipeline.clean import clean, clean_text
from pipeline.model import CleanText, RawDocument, Span
from pipeline.read import read_document
from tests.factories import SEEDS, cases
from tests.strategies import any_text, simplified_text

TO_SIMPLIFIED = [OpenCC(config) for config in ("tw2s", "t2s")]
TO_TRADITIONAL = [OpenCC(config) for config in ("s2tw", "s2t")]


@cache
def same_character(printed: str, kept: str) -> bool:
    """Whether ``kept`` is ``printed`` in half width, or a Simplified form of it (着 and 著 are both forms of 著)."""
    half = to_half_width(printed)
    forms = {half, *(converter.convert(half) for converter in TO_SIMPLIFIED)}
    return kept in forms or any(converter.convert(kept) == converter.convert(half) for converter in TO_TRADITIONAL)


def check_places(raw: str, text: CleanText) -> None:
    assert len(text.text) == len(text.origin)
    assert all(before < after for before, after in pairwise(text.origin))
    assert not text.origin or 0 <= text.origin[0] <= text.origin[-1] < len(raw)
    changed = [(raw[at], kept) for kept, at in zip(text.text, text.origin, strict=True) if raw[at] != kept]
    assert [pair for pair in set(changed) if not same_character(*pair)] == []


@cache
def seed(number: str) -> tuple[RawDocument, CleanText]:
    document = read_document(SEEDS[number])
    return document, clean(document)


@pytest.mark.parametrize("case", cases("cleaning"))
def test_reviewed(case):
    assert clean_text(case["text"]).text == case["clean"]


@settings(deadline=None)
@given(any_text)
@example("發(fā)展?？\n\n?\r\n　")
@example("")
def test_every_character_knows_its_place(raw):
    check_places(raw, clean_text(raw))


@settings(deadline=None)
@given(any_text, st.data())
def test_a_span_holds_its_characters_in_order(raw, data):
    text = clean_text(raw)
    if not text.text:
        return
    start = data.draw(st.integers(0, len(text.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text.text))))
    place = text.to_raw(span)
    kept = [raw[at] for at in text.origin[span.start : span.end]]
    remaining = iter(place.of(raw))
    assert all(character in remaining for character in kept)
    assert (place.of(raw)[0], place.of(raw)[-1]) == (kept[0], kept[-1])


@settings(deadline=None)
@given(simplified_text)
def test_plain_text_stays_as_it_is(text):
    assert clean_text(text).text == text


@settings(deadline=None)
@given(any_text, st.data())
def test_furniture_is_left_out_and_nothing_of_it_stays(raw, data):
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    text = clean_text(raw, [(start, end)])
    check_places(raw, text)
    assert not any(start <= at < end for at in text.origin)


@settings(deadline=None)
@given(any_text)
def test_conversion_moves_nothing(text):
    assert len(simplify(text)) == len(to_half_width(text)) == len(text)


@pytest.mark.parametrize("number", SEEDS)
def test_seeds_know_their_places(number):
    document, text = seed(number)
    check_places(document.raw, text)


@pytest.mark.parametrize("number", SEEDS)
def test_seeds_are_clean_when_cleaned(number):
    _, text = seed(number)
    assert clean_text(text.text).text == text.text


@pytest.mark.parametrize("number", SEEDS)
def test_nothing_but_noise_is_left_out(number):
    """What is dropped of a seed outside its furniture: blanks, line ends, question marks, pinyin in brackets."""
    document, text = seed(number)
    kept = set(text.origin) | {at for mark in document.furniture for at in range(mark.span.start, mark.span.end)}
    dropped = {character for at, character in enumerate(document.raw) if at not in kept}
    assert not [character for character in dropped if "\u4e00" <= character <= "\u9fff" or character.isdecimal()]


@pytest.mark.parametrize(
    ("number", "script"),
    [
        ("000", "simplified"),
        ("001", "traditional"),
        ("002", "simplified"),
        ("003", "traditional"),
        ("004", "simplified"),
    ],
)
def test_scripts_of_the_seeds(number, script):
    assert seed(number)[1].script == script


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("001", "在全市范围内"),
        ("003", "基础网络建设稳步提升"),
        ("003", "建成“中国泰州”政府门户网站群"),
        ("003", "成效显著"),
    ],
)
def test_sentences_of_noisy_seeds(number, sentence):
    assert sentence in seed(number)[1].text


def test_no_pinyin_and_no_question_marks_are_left():
    text = seed("003")[1].text
    assert "?" not in text
    assert not set("āáǎàēéěèīíǐìōóǒòūúǔù") & set(text)
