"""Two dashboards behind the nginx of deploy/, on one PostgreSQL ledger and one folder of boards."""

import http.client
import re
import subprocess
import time
import urllib.parse
from contextlib import contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from pipeline.access.accounts import Accounts
from pipeline.access.credentials import Credentials
from pipeline.entries import Account, Step
from pipeline.ledger import Ledger
from tests.access.conftest import PASSWORD
from tests.browser.visits import Visit, _free_port, served
from tests.conftest import ROOT
from tests.ledger.samples import figure
from tests.postgres import new_database

SECONDS = 2  # in which what is entered on one is seen on the other
LOADING = 3  # of a page in a browser, on a machine that does other things
PEOPLE = ("填报甲", "填报"), ("审核乙", "审核"), ("看客", "查看"), ("看客二", "查看"), ("看客三", "查看")


@pytest.fixture(scope="module")
def office(board_dir, postgres_server, tmp_path_factory):
    """A data folder and a ledger with accounts: (folder, url)."""
    folder, url = tmp_path_factory.mktemp("shared"), new_database(postgres_server)
    for file in board_dir.iterdir():
        if file.name == "CURRENT" or file.suffix == ".duckdb":
            (folder / file.name).write_bytes(file.read_bytes())
    ledger, desk = Ledger(url), Credentials(url)
    for name, role in (("安全员", "安全管理员"), *PEOPLE):
        Accounts(ledger).add(Account(name=name, role=role, entered_by="安全员"))
        desk.give(name, PASSWORD, must_change=False)
    yield folder, url, ledger
    desk.engine.dispose()
    ledger.close()


@pytest.fixture(scope="module")
def two(office, tmp_path_factory):
    """The address of nginx, and those of the two behind it."""
    folder, url, _ = office
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEDGER_URL", url)
        with (
            served(folder, tmp_path_factory.mktemp("a")) as first,
            served(folder, tmp_path_factory.mktemp("b")) as second,
            nginx(tmp_path_factory.mktemp("nginx"), first, second) as front,
        ):
            yield front, first, second


@contextmanager
def nginx(folder, *dashboards):
    """The configuration that is shipped, without TLS and on ports of our own."""
    port = _free_port()
    board = (ROOT / "deploy" / "nginx" / "board.conf").read_text(encoding="utf-8")
    for given, own in zip(("127.0.0.1:8501", "127.0.0.1:8502"), dashboards, strict=True):
        board = board.replace(given, own.removeprefix("http://"))
    board = board.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace(
        "listen 80", f"listen 127.0.0.1:{_free_port()}"
    )
    board = re.sub(r"^\s*(ssl_|add_header Strict).*$", "", board, flags=re.MULTILINE)
    whole = f"daemon off; pid {folder}/pid; error_log {folder}/log; events {{}} http {{ access_log off;\n{board}\n}}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until and not _answers(port):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port):
    try:
        return asked(f"http://127.0.0.1:{port}", "/_stcore/health")[0] == 200
    except OSError:
        return False


def asked(address, path, cookie=""):
    where = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    connection.request("GET", path, headers={"cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


@pytest.fixture
def visit(chromium, two):
    contexts = []

    def open_as(name, address=two[0]):
        context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN")
        contexts.append(context)
        visitor = Visit(context.new_page(), address)
        page = visitor.page
        page.goto(f"{address}/sign-in")
        page.get_by_label("姓名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        visitor.settled()
        return visitor

    yield open_as
    for context in contexts:
        context.close()


def test_everybody_works_through_nginx_with_pictures_and_sockets(visit):
    for name in ("看客", "看客二", "看客三"):
        visitor = visit(name)
        expect(visitor.page.locator(".kb-here-is")).to_contain_text(name)
        page = visitor.open("goal")
        expect(page.locator(".kb-conclusion")).to_contain_text("项数字目标")
        assert visitor.complaints == []
        assert visitor.foreign == []


def test_an_entry_on_one_is_seen_on_the_other_within_two_seconds(office, visit, two, table):
    _, _, ledger = office
    _, first, second = two
    goal = table("target").query("certainty == 'core'").iloc[0]
    reader = visit("看客", second)
    page = reader.open(f"goal?target={goal['target_id']}")
    expect(page.get_by_text("还没有任何一期数值")).to_be_visible()
    entered = ledger.add(
        replace(
            figure(),
            target_id=goal["target_id"],
            plan_id=goal["plan_id"],
            city=goal["city"],
            indicator=goal["indicator"],
            unit=goal["unit"],
            value=42.5,
            source="季报第7号",
            entered_by="填报甲",
        )
    )
    ledger.add(Step(figure_seq=entered.seq, action="approved", entered_by="审核乙"))
    began = time.monotonic()
    reader.page.reload()
    expect(reader.page.locator(".stMain")).to_contain_text("42.5")
    took = time.monotonic() - began
    expect(visit("看客二", first).open(f"goal?target={goal['target_id']}").locator(".stMain")).to_contain_text("42.5")
    assert took < SECONDS + LOADING, f"{took:.1f} s, the load of a page included"


def test_one_dashboard_less_and_the_board_still_answers(office, two, chromium, tmp_path_factory):
    """nginx passes a request on when the process it belongs to is gone."""
    folder, url, _ = office
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEDGER_URL", url)
        with served(folder, tmp_path_factory.mktemp("c")) as third:
            gone = f"http://127.0.0.1:{_free_port()}"
            with nginx(tmp_path_factory.mktemp("nginx2"), gone, third) as front:
                for number in range(12):
                    assert asked(front, "/_stcore/health", cookie=f"board_sign_in={number}")[0] == 200
