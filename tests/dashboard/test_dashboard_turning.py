"""Going through a list one thing at a time."""

from dashboard.turning import Place, next_of, place

EVERY = ["a", "b", "c", "d"]


def test_the_first_that_is_shown_comes_first():
    assert place(EVERY, {"b", "d"}, set(EVERY), "") == Place("b", 2, 4, "a", "d")


def test_a_step_back_goes_to_what_was_decided_a_step_forward_to_what_is_open():
    assert place(EVERY, {"d"}, {"a", "d"}, "d") == Place("d", 2, 2, "a", "")
    assert place(EVERY, {"d"}, {"a", "d"}, "a") == Place("a", 1, 2, "", "d")


def test_what_was_asked_for_is_shown_though_it_is_in_no_scope():
    assert place(EVERY, {"d"}, {"d"}, "b") == Place("b", 0, 1, "", "d")
    assert place(EVERY, {"d"}, {"d"}, "unknown").key == "d"


def test_nothing_left():
    assert place(EVERY, set(), set(EVERY), "") is None
    assert place([], set(), set(), "a") is None


def test_the_next_is_after_this_then_from_the_start_and_never_this_one():
    assert next_of(EVERY, {"a", "c"}, "b") == "c"
    assert next_of(EVERY, {"a", "c"}, "c") == "a"
    assert next_of(EVERY, {"c"}, "c") == ""
