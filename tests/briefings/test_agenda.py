"""议题材料: two pages and four at most, the numbers of the board, the rest said to be left out."""

import pytest

from dashboard.briefings.agenda import FULL, SHORT, Size, agenda, within
from dashboard.briefings.paper import lines_of
from tests.briefings.reading import OFFICE, counts_of, office_pages, said_counts, words_of


def documents_of(content: bytes) -> list[list[str]]:
    """The paragraphs of the short and of the long document."""
    text = words_of(content).split("\n")
    start = next(place for place, line in enumerate(text) if line.endswith(FULL.name))
    return [text[:start], text[start:]]


def test_numbers_are_those_of_the_board(views):
    for state in views:
        for document in documents_of(agenda(state)):
            told = said_counts("\n".join(document))
            assert {name: count for name, (count, _) in told.items()} == {
                name: count for name, count in counts_of(state.goals).items() if count
            }


def test_each_has_three_parts(whole):
    for document in documents_of(agenda(whole)):
        assert [line for line in document if line[:2] in ("一、", "二、", "三、")] == [
            "一、基本情况", "二、需要解决的主要问题", "三、对解决问题的建议",
        ]  # fmt: skip


def test_lines_fit_the_pages(views, many):
    for state in [*views, many]:
        for document, size in zip(documents_of(agenda(state)), (SHORT, FULL), strict=True):
            assert lines_of(document) <= size.pages * 22


def test_a_document_that_could_be_longer_cannot_be_asked_for():
    with pytest.raises(ValueError, match="longer than 1"):
        Size("简要说明", pages=1, met=0, behind=6, missing=5, matters=8, steps=0)


def test_what_has_no_room_is_counted():
    text = within("共：", ["一" * 20] * 9, 3)
    assert lines_of([text]) <= 3
    left = 9 - text.count("一" * 20)
    assert text.endswith(f"其余{left}项见台账。")
    assert within("共：", ["一"], 1) == "共：一。"
    assert within("共：", ["一" * 90, "二"], 1).endswith("其余1项见台账。")


def test_public(many):
    assert "大数据" in words_of(agenda(many))
    assert "大数据" not in words_of(agenda(many, public=True))


def test_the_same_view_gives_the_same_bytes(whole):
    assert agenda(whole) == agenda(whole)


if OFFICE:

    def test_pages_in_an_office_program(many, tmp_path):
        found = office_pages(agenda(many), tmp_path)
        start = next(place for place, text in enumerate(found) if FULL.name in text)
        assert start <= SHORT.pages
        assert len(found) - start <= FULL.pages
