"""Ids rest on what is printed, so that a better parser keeps them."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ids import fact_ids
from pipeline.model import Span

RAW = (
    "到2021年，5G覆盖率达99%以上。\n新增车间6家。\n到2021年，5G覆盖率达99%以上。"
    "电子健康档案、电子病历覆盖率达80%。建成6个，再建6个。"
)


def place(words, sentence, raw=RAW, nth=0, prefix="t"):
    start = -1
    for _ in range(nth + 1):
        start = raw.index(sentence, start + 1)
    inner = start + sentence.index(words)
    return prefix, Span(start, start + len(sentence)), Span(inner, inner + len(words))


SENTENCE = "到2021年，5G覆盖率达99%以上。"


def ids(*places, plan="000", raw=RAW):
    return fact_ids(plan, raw, places)


def test_an_id_is_a_letter_and_ten_hexadecimal_digits():
    (target,) = ids(place("99%", SENTENCE))
    (observation,) = ids(place("99%", SENTENCE, prefix="o"))
    assert target[0] == "t"
    assert len(target) == 11
    assert int(target[1:], 16) >= 0
    assert observation == "o" + target[1:]


def test_the_reach_of_the_number_does_not_matter():
    """A parser that takes the unit, or the word behind it, into the span keeps the id."""
    assert len({*ids(place("99%", SENTENCE)), *ids(place("99", SENTENCE)), *ids(place("99%以上", SENTENCE))}) == 1


def test_facts_found_later_do_not_move_others():
    alone = ids(place("99%", SENTENCE, nth=1))
    together = ids(place("99%", SENTENCE), place("6家", "新增车间6家。"), place("99%", SENTENCE, nth=1))
    assert together[2:] == alone
    assert len(set(together)) == 3


def test_blanks_do_not_matter():
    loose = RAW.replace("5G覆盖率达99%以上", "5G覆盖率 \n达99%以上", 1)
    sentence = "到2021年，5G覆盖率 \n达99%以上。"
    assert ids(place("99%", sentence, loose), raw=loose) == ids(place("99%", SENTENCE))


def test_the_same_numeral_twice_in_a_sentence():
    sentence = "建成6个，再建6个。"
    _, whole, first = place("6个", sentence)
    second = Span(first.start + len("6个，再建"), first.end + len("6个，再建"))
    pair = ids(("t", whole, first), ("t", whole, second))
    assert pair[0] != pair[1]
    assert ids(("t", whole, second)) == pair[1:]


def test_two_facts_that_share_a_number_differ():
    shared = place("80%", "电子健康档案、电子病历覆盖率达80%。")
    assert len(set(ids(shared, shared))) == 2


def test_plans_do_not_share_ids():
    assert ids(place("99%", SENTENCE), plan="000") != ids(place("99%", SENTENCE), plan="001")


@given(st.lists(st.sampled_from("新增6家、达到百分之九十。\n 全覆盖12"), min_size=1, max_size=40), st.data())
def test_ids_are_unique_whatever_the_places(letters, data):
    raw = "".join(letters)
    spans = st.tuples(st.integers(0, len(raw) - 1), st.integers(1, 8)).map(
        lambda pair: Span(pair[0], min(pair[0] + pair[1], len(raw)))
    )
    numbers = data.draw(st.lists(spans, max_size=12))
    sentence = Span(0, len(raw))
    found = fact_ids("000", raw, [("t", sentence, number) for number in numbers])
    assert len(set(found)) == len(found)
    assert found == fact_ids("000", raw, [("t", sentence, number) for number in numbers])
