"""以上, 不超过, 约 … → the operator, with the printed words kept beside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.operators import bound_of, soft_word
from pipeline.extract.quantities import find_quantities
from pipeline.model import Span
from tests.factories import cases
from tests.strategies import any_text


def bound_in(text: str):
    return bound_of(find_quantities(text)[-1], text, Span(0, len(text)))


@pytest.mark.parametrize("case", cases("operators"))
def test_bound(case):
    bound = bound_in(case["text"])
    assert (bound.op, bound.words) == (case["op"], case["words"])


@settings(deadline=None)
@given(any_text)
def test_the_words_of_a_bound_are_printed_beside_the_number(text):
    for quantity in find_quantities(text):
        bound = bound_of(quantity, text, Span(0, len(text)))
        left, right = text[: quantity.span.start], text[quantity.span.end :]
        before, after = left[len(left) - bound.before :], right[: bound.after]
        assert bound.words == before + ("…" if before and after else "") + after


@settings(deadline=None)
@given(st.integers(1, 50), st.integers(1, 50))
def test_a_range_is_bounded_by_itself(low, more):
    assert bound_in(f"超过{low}-{low + more}个以上").op == "range"


@pytest.mark.parametrize(
    ("text", "soft"),
    [
        ("力争覆盖率达到90%", "力争"),
        ("基本建成30个", "基本"),
        ("覆盖率达到90%", ""),
        ("覆盖率达到90%，力争全覆盖", ""),
        ("人均预期寿命达到81.5岁", ""),
        ("争取上级资金35亿元", ""),
    ],
)
def test_soft_words(text, soft):
    assert soft_word(text, Span(0, len(text)), find_quantities(text)[0].span) == soft
