"""Passwords and sign-ins, on SQLite and on PostgreSQL, by a clock of our own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from pipeline.access.credentials import (
    FAILURES_ALLOWED,
    IDLE_MINUTES,
    LOCK_MINUTES,
    LONGEST_HOURS,
    VALID_DAYS,
    Credentials,
    PasswordRefused,
    SignedIn,
    SignInRefused,
    check_password,
)
from tests.ledger.conftest import new_url, url  # noqa: F401  the same two databases

GOOD, OTHER = "Ningbo-2024", "Wuxi-2025x"


class Clock:
    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(url, clock):  # noqa: F811
    desk = Credentials(url, clock)
    desk.give("王敏", GOOD, must_change=False)
    yield desk
    desk.engine.dispose()


def test_the_right_password_opens_and_the_token_says_who(desk):
    token = desk.open("王敏", GOOD)
    assert desk.signed_in(token) == SignedIn("王敏", must_change=False)
    desk.close(token)
    assert desk.signed_in(token) is None


@pytest.mark.parametrize(("name", "password"), [("王敏", OTHER), ("李四", GOOD), ("", ""), ("王敏", "")])
def test_a_wrong_one_and_an_unknown_name_are_told_alike(desk, name, password):
    with pytest.raises(SignInRefused, match="姓名或密码不对") as refused:
        desk.open(name, password)
    assert not refused.value.is_locked


def test_five_failures_lock_for_a_quarter_of_an_hour(desk, clock):
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(SignInRefused, match="姓名或密码不对"):
            desk.open("王敏", OTHER)
    with pytest.raises(SignInRefused, match="锁定") as refused:
        desk.open("王敏", GOOD)
    assert refused.value.is_locked
    clock.now += LOCK_MINUTES * 60 + 1
    assert desk.signed_in(desk.open("王敏", GOOD))


def test_a_success_forgets_the_failures(desk):
    for _ in range(3):
        for _ in range(FAILURES_ALLOWED - 1):
            with pytest.raises(SignInRefused):
                desk.open("王敏", OTHER)
        desk.open("王敏", GOOD)


def test_many_at_once_try_no_more_than_five(desk):
    def attempt(_):
        try:
            desk.open("王敏", OTHER)
        except SignInRefused as refused:
            return refused.is_locked

    with ThreadPoolExecutor(8) as pool:
        locked = list(pool.map(attempt, range(16)))
    assert locked.count(False) == FAILURES_ALLOWED


def test_who_is_idle_or_here_for_too_long_is_signed_out(desk, clock):
    token = desk.open("王敏", GOOD)
    clock.now += IDLE_MINUTES * 60 - 1
    assert desk.signed_in(token)
    clock.now += IDLE_MINUTES * 60 - 1
    assert desk.signed_in(token), "being here counts"
    clock.now += IDLE_MINUTES * 60 + 1
    assert desk.signed_in(token) is None
    token, ends = desk.open("王敏", GOOD), clock.now + LONGEST_HOURS * 3600
    while clock.now + 300 < ends:
        clock.now += 300
        assert desk.signed_in(token)
    clock.now = ends + 1
    assert desk.signed_in(token) is None


def test_a_given_password_must_be_changed_and_an_old_one_too(desk, clock):
    desk.give("王敏", OTHER, must_change=True)
    token = desk.open("王敏", OTHER)
    assert desk.signed_in(token) == SignedIn("王敏", must_change=True)
    desk.change("王敏", OTHER, GOOD)
    assert desk.signed_in(token) is None, "a new password ends what was open"
    assert desk.signed_in(desk.open("王敏", GOOD)) == SignedIn("王敏", must_change=False)
    clock.now += VALID_DAYS * 86400 + 1
    assert desk.signed_in(desk.open("王敏", GOOD)) == SignedIn("王敏", must_change=True)


def test_the_old_password_is_asked_for_and_not_taken_again(desk):
    with pytest.raises(SignInRefused):
        desk.change("王敏", OTHER, "Taizhou-2026")
    with pytest.raises(PasswordRefused, match="相同"):
        desk.change("王敏", GOOD, GOOD)
    with pytest.raises(PasswordRefused, match="至少 8 位"):
        desk.change("王敏", GOOD, "abc")
    assert desk.open("王敏", GOOD)


def test_nothing_in_the_database_can_be_used_to_sign_in(desk):
    token = desk.open("王敏", GOOD)
    with desk.engine.connect() as connection:
        kept = [
            str(row)
            for table in ("credential", "sign_in")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert kept
    assert not [row for row in kept if token in row or GOOD in row]
    assert any("$argon2id$" in row for row in kept)


@pytest.mark.parametrize("easy", ["Ab1", "abcdefgh", "abcdefg1", "ABCDEFGH1", "12345678-", "WangMin-1", "xx王敏-Aa1x"])
def test_easy_passwords_are_refused(easy):
    with pytest.raises(PasswordRefused):
        check_password("王敏" if "王敏" in easy else "wangmin", easy)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_refused_or_kept_whole(password):
    try:
        check_password("王敏", password)
    except PasswordRefused:
        return
    assert len(password) >= 8
