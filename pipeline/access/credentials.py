"""Passwords and sign-ins: who is at the other end. Beside the ledger in its database, but not part of it.

What stands here changes and is forgotten, unlike the ledger: no backup holds it. After a restore the administrator
gives out passwords anew. Passwords are kept as argon2id hashes, a sign-in only as the hash of its token.
Lengths and limits are those usual in offices (DOMAIN.md 5.7 of the design: 8 characters of 3 kinds, 90 days, locked
after 5 failures, 10 minutes idle).
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import time

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from pipeline.errors import PipelineError
from pipeline.ledger.connecting import engine_of, reading, told, writing

SHORTEST, LEAST_KINDS, VALID_DAYS = 8, 3, 90
FAILURES_ALLOWED, LOCK_MINUTES = 5, 15
IDLE_MINUTES, LONGEST_HOURS = 10, 12
_SEEN_SECONDS = 20  # how exactly it is known when somebody was last here
LOCKED = f"密码连续错误，账号已锁定。请 {LOCK_MINUTES} 分钟后再试，或请安全管理员重设密码。"
WRONG = f"姓名或密码不对。连续错误 {FAILURES_ALLOWED} 次，账号将锁定 {LOCK_MINUTES} 分钟。"
_KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z\d]")
_METADATA = MetaData()
_CREDENTIAL = Table(
    "credential",
    _METADATA,
    Column("name", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("given_at", Float, nullable=False, comment="seconds since 1970"),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Float, nullable=False),
)
_SIGN_IN = Table(
    "sign_in",
    _METADATA,
    Column("token_hash", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("opened_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
)


class SignInRefused(PipelineError):  # noqa: N818  a refusal, told to the person who asked
    """No sign-in. ``is_locked``: too many failures; the name and the password are not looked at."""

    def __init__(self, message: str, *, is_locked: bool = False) -> None:
        super().__init__(message)
        self.is_locked = is_locked


class PasswordRefused(PipelineError):  # noqa: N818
    """A password that is too easy, or the one before."""


@dataclass(frozen=True)
class SignedIn:
    """Who a token belongs to. ``must_change``: nothing else is open before there is a new password."""

    name: str
    must_change: bool


class Credentials:
    """Passwords and sign-ins of one database. Raises LedgerError when it cannot be used."""

    def __init__(self, url: str, clock: Callable[[], float] = time) -> None:
        self.url, self.clock = url, clock
        with told(url):
            self.engine = engine_of(url)
            with writing(self.engine) as connection:
                _METADATA.create_all(connection)

    def give(self, name: str, password: str, *, must_change: bool) -> None:
        """Put a password in force; every sign-in of the name ends. Raises PasswordRefused."""
        check_password(name, password)
        row = {"hash": _hasher().hash(password), "must_change": must_change, "given_at": self.clock()}
        with told(self.url), writing(self.engine) as connection:
            connection.execute(delete(_CREDENTIAL).where(_CREDENTIAL.c.name == name))
            connection.execute(insert(_CREDENTIAL).values(row | {"name": name, "failures": 0, "locked_until": 0.0}))
            connection.execute(delete(_SIGN_IN).where(_SIGN_IN.c.name == name))

    def change(self, name: str, old: str, new: str) -> None:
        """A person's own new password. Raises SignInRefused for a wrong old one, PasswordRefused for the new one."""
        self.check(name, old)
        if old == new:
            raise PasswordRefused("新密码与原密码相同，请另设一个。")
        self.give(name, new, must_change=False)

    def check(self, name: str, password: str) -> bool:
        """Whether the right password must be changed. Raises SignInRefused.

        An attempt is counted before the password is looked at, so that many at once cannot try more than a few.
        """
        hashed, must_change = self._attempt(name)
        if not _is_right(hashed, password):
            raise SignInRefused(WRONG)
        with told(self.url), writing(self.engine) as connection:
            of_name = update(_CREDENTIAL).where(_CREDENTIAL.c.name == name)
            connection.execute(of_name.values(failures=0, locked_until=0.0))
        return must_change

    def _attempt(self, name: str) -> tuple[str, bool]:
        """The hash to compare with ('' for an unknown name), and whether the password must be changed."""
        with told(self.url), writing(self.engine) as connection:
            row = connection.execute(select(_CREDENTIAL).where(_CREDENTIAL.c.name == name)).first()
            if row is None:
                return "", False
            if row.locked_until > self.clock():
                raise SignInRefused(
                    "密码连续错误，账号已锁定。请 15 分钟后再试，或请安全管理员重设密码。", is_locked=True
                )
            is_last = row.failures + 1 >= FAILURES_ALLOWED
            connection.execute(
                update(_CREDENTIAL)
                .where(_CREDENTIAL.c.name == name)
                .values(
                    failures=0 if is_last else row.failures + 1,
                    locked_until=self.clock() + LOCK_MINUTES * 60 if is_last else 0.0,
                )
            )
            is_old = self.clock() - row.given_at > VALID_DAYS * 86400
            return row.hash, row.must_change or is_old

    def open(self, name: str, password: str) -> str:
        """A token for a new sign-in. Raises SignInRefused."""
        self.check(name, password)
        token = secrets.token_urlsafe(32)
        with told(self.url), writing(self.engine) as connection:
            now = self.clock()
            row = {"token_hash": _sealed(token), "name": name, "opened_at": now, "seen_at": now}
            connection.execute(insert(_SIGN_IN).values(row))
            connection.execute(delete(_SIGN_IN).where(_SIGN_IN.c.opened_at < now - LONGEST_HOURS * 3600))
        return token

    def signed_in(self, token: str) -> SignedIn | None:
        """Who is here with this token; None where it is unknown, idle for too long or too old. Counts as being here."""
        with told(self.url), reading(self.engine) as connection:
            query = select(_SIGN_IN, _CREDENTIAL.c.must_change, _CREDENTIAL.c.given_at).join(
                _CREDENTIAL, _CREDENTIAL.c.name == _SIGN_IN.c.name
            )
            row = connection.execute(query.where(_SIGN_IN.c.token_hash == _sealed(token))).first()
        now = self.clock()
        if row is None or now - row.seen_at > IDLE_MINUTES * 60 or now - row.opened_at > LONGEST_HOURS * 3600:
            return None
        if now - row.seen_at > _SEEN_SECONDS:
            self._write(update(_SIGN_IN).where(_SIGN_IN.c.token_hash == row.token_hash).values(seen_at=now))
        return SignedIn(row.name, row.must_change or now - row.given_at > VALID_DAYS * 86400)

    def close(self, token: str) -> None:
        """End a sign-in."""
        self._write(delete(_SIGN_IN).where(_SIGN_IN.c.token_hash == _sealed(token)))

    def close_all(self, name: str) -> None:
        """End every sign-in of a name: its account was closed or changed."""
        self._write(delete(_SIGN_IN).where(_SIGN_IN.c.name == name))

    def _write(self, statement: object) -> None:
        with told(self.url), writing(self.engine) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


def check_password(name: str, password: str) -> None:
    """Raises PasswordRefused for a password that is too easy."""
    kinds = sum(bool(re.search(kind, password)) for kind in _KINDS)
    if len(password) < SHORTEST or kinds < LEAST_KINDS:
        raise PasswordRefused(f"密码至少 {SHORTEST} 位，含大写字母、小写字母、数字、符号中的 {LEAST_KINDS} 种。")
    if name and name.lower() in password.lower():
        raise PasswordRefused("密码里不能含有姓名，请另设一个。")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory


@cache
def _nobodys() -> str:
    """Compared with where there is no such name, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe(16))


def _is_right(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed or _nobodys(), password) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


def _sealed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
