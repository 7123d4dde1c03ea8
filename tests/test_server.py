"""The server without a browser: what it answers, on which port, and that its dictionary fits Streamlit."""

import asyncio
import re
import socket
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import streamlit

from dashboard.server import ADDRESS, ChinesePage, content_security_policy, free_port, page

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = tomllib.loads((ROOT / "dashboard" / "translations.toml").read_text(encoding="utf-8"))
STREAMLIT = Path(streamlit.__file__).parent / "static" / "static" / "js"


def answer(path: str, kind: bytes = b"text/html", host: bytes = b"board.local:8501", method: str = "GET"):
    """Headers and body of what leaves the middleware when the application behind it answers ``original``."""
    sent = []

    async def application(scope, receive, send):
        headers = [
            (b"content-type", kind),
            (b"content-encoding", b"gzip"),
            (b"set-cookie", b"a"),
            (b"set-cookie", b"b"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"orig", "more_body": True})
        await send({"type": "http.response.body", "body": b"inal"})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "headers": [(b"host", host)]}
    asyncio.run(ChinesePage(application)(scope, None, send))
    return sent[0]["headers"], b"".join(message["body"] for message in sent[1:])


@pytest.mark.parametrize("path", ["/", "/goal", "/city/"])
def test_pages_are_answered_in_chinese(path):
    headers, body = answer(path)
    assert body.decode() == page()
    assert dict(headers)[b"content-length"] == str(len(body)).encode()
    assert b"content-encoding" not in dict(headers)


@pytest.mark.parametrize(("path", "kind"), [("/media/a.html", b"text/html"), ("/static/a.js", b"text/javascript")])
def test_everything_else_is_passed_on(path, kind):
    headers, body = answer(path, kind)
    assert body == b"original"
    assert [value for name, value in headers if name == b"set-cookie"] == [b"a", b"b"]


def test_every_answer_is_closed_to_other_hosts():
    for path, kind in (("/", b"text/html"), ("/static/a.js", b"text/javascript")):
        assert b"default-src 'self'" in dict(answer(path, kind)[0])[b"content-security-policy"]


def test_a_question_for_the_head_gets_no_body():
    assert answer("/", method="HEAD")[1] == b""


def test_the_policy_names_the_host_only_when_it_is_one():
    assert b"ws://board.local:8501 " in dict(answer("/")[0])[b"content-security-policy"]
    policy = dict(answer("/", host=b"evil.example; script-src *")[0])[b"content-security-policy"]
    assert b"evil" not in policy
    assert policy.decode() == content_security_policy(ADDRESS)


def test_the_page_holds_no_english_of_its_own():
    visible = re.sub(r"<(script|!--).*?(</script>|-->)", "", page(), flags=re.DOTALL)
    assert re.findall(r">[^<]*[A-Za-z]{3,}[^<]*<", visible.replace("JavaScript", "")) == []


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_every_translated_phrase_still_stands_in_streamlit():
    code = "".join(file.read_text(encoding="utf-8", errors="ignore") for file in STREAMLIT.glob("*.js"))
    words = {phrase for part in TRANSLATIONS["parts"] for phrase in part.get("words", {})}
    assert {phrase for phrase in words if phrase not in code} == set()


def test_the_dictionary_has_one_answer_for_a_phrase_in_a_place():
    assert all(part["where"] for part in TRANSLATIONS["parts"])
    places = Counter(part["where"] for part in TRANSLATIONS["parts"])
    assert set(places.values()) == {1}
    for part in TRANSLATIONS["parts"]:
        for pattern in part.get("patterns", []):
            groups = re.compile(pattern["english"]).groups
            assert {int(number) for number in re.findall(r"\$(\d)", pattern["chinese"])} == set(range(1, groups + 1))
