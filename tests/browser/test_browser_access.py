"""Signing in, and what the door keeps shut: in a real browser, over plain HTTP and over a socket."""

import http.client
import urllib.parse

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pipeline.entries import AccessEvent
from pipeline.ledger import known_entries
from tests.access.conftest import PASSWORD, make_office  # noqa: F401  a board with accounts
from tests.browser.visits import Visit, served

pytestmark = pytest.mark.browser
PAGES = (
    "",
    "goal",
    "city",
    "document",
    "entry",
    "answers",
    "ledger",
    "review",
    "imports",
    "accounts",
    "audit",
    "wall",
    "present",
)
OTHER_SITES = ("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\nb")


@pytest.fixture(scope="module")
def office(make_office, tmp_path_factory):  # noqa: F811
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def closed(office, tmp_path_factory):
    """The address of a dashboard that has accounts."""
    with served(office.folder, tmp_path_factory.mktemp("log")) as where:
        yield where


@pytest.fixture
def visitor(chromium, closed):
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    yield Visit(context.new_page(), closed)
    context.close()


def sign_in(visitor, name, password=PASSWORD):
    page = visitor.page
    page.goto(f"{visitor.address}/sign-in")
    page.get_by_label("姓名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    return page


def asked(address, path, method="GET", body=None, **headers):
    """Status, headers and body of one answer, no redirect followed."""
    where = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers=names)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def posted(address, path, fields, **headers):
    form = {"content_type": "application/x-www-form-urlencoded"} | headers
    return asked(address, path, "POST", urllib.parse.urlencode(fields), **form)


def test_nothing_is_answered_before_a_sign_in(closed):
    for path in PAGES:
        status, headers, _ = asked(closed, f"/{path}?city=x", accept="text/html")
        assert (status, headers["location"]) == (303, f"/sign-in?next=%2F{path}%3Fcity%3Dx")
    for path in ("/media/x.pdf", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/"):
        assert asked(closed, path)[0] == 401
    with pytest.raises(InvalidStatus, match="403"), connect(closed.replace("http", "ws") + "/_stcore/stream"):
        pass
    status, headers, body = asked(closed, "/sign-in", accept="text/html")
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "宜兴" not in body.decode()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(closed):
    right = {"name": "市长", "password": PASSWORD, "next": "/goal?city=1"}
    status, headers, _ = posted(closed, "/sign-in", right)
    assert (status, headers["location"]) == (303, "/goal?city=1")
    cookie = headers["set-cookie"]
    assert all(flag in cookie for flag in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert "Secure" in posted(closed, "/sign-in", right, x_forwarded_proto="https")[1]["set-cookie"]
    status, headers, _ = posted(closed, "/sign-in", right, origin="http://evil.example")
    assert (status, "set-cookie" in headers) == (429, False)


@pytest.mark.parametrize("elsewhere", OTHER_SITES)
def test_a_sign_in_leads_to_no_other_site(closed, elsewhere):
    _, headers, _ = posted(closed, "/sign-in", {"name": "市长", "password": PASSWORD, "next": elsewhere})
    assert headers["location"] == "/"


def test_what_is_typed_comes_back_as_text(closed):
    name = '"><script>alert(1)</script>'
    _, _, body = posted(closed, "/sign-in", {"name": name, "password": "x"})
    assert "<script>" not in body.decode()
    assert "姓名或密码不对" in body.decode()


def test_a_given_password_opens_only_the_form_that_changes_it(office, closed, visitor):
    given = office.run("account", "password", "看客", "--by", "安全员").stdout.split("临时密码 ")[1].split("，")[0]
    page = sign_in(visitor, "看客", given)
    expect(page.get_by_role("heading", name="更改密码")).to_be_visible()
    page.get_by_label("原密码").fill(given)
    page.get_by_label("新密码", exact=True).fill("abc")
    page.get_by_label("再输一次新密码").fill("abc")
    page.get_by_role("button", name="更改").click()
    expect(page.get_by_role("alert")).to_contain_text("至少 8 位")
    page.get_by_label("原密码").fill(given)
    page.get_by_label("新密码", exact=True).fill("Yixing-2026")
    page.get_by_label("再输一次新密码").fill("Yixing-2026")
    page.get_by_role("button", name="更改").click()
    expect(page.get_by_role("alert")).to_contain_text("密码已更改")
    page = sign_in(visitor, "看客", "Yixing-2026")
    visitor.settled()
    expect(page.locator(".kb-here-is")).to_contain_text("看客（查看）")
    content = page.locator(".stMain").inner_text()
    assert "宜兴" in content
    assert not [city for city in ("广德", "新吴", "泰州", "平湖") if city in content]
    assert [told for told in visitor.complaints if "/password" not in told] == []


def test_a_page_that_is_not_ones_own_does_not_open_by_its_address(visitor):
    sign_in(visitor, "市长")
    visitor.settled()
    for path in ("entry", "imports", "accounts", "audit", "review"):
        page = visitor.open(path)
        expect(page.get_by_text("找不到页面").or_(page.get_by_text("没有这个页面"))).to_be_visible()
    page = visitor.open("goal")
    expect(page.locator(".kb-conclusion")).to_contain_text("项数字目标")


@pytest.mark.parametrize(("name", "page_title"), [("安全员", "个账号在用"), ("审计员", "审计记录")])
def test_an_administrator_sees_what_is_his_and_no_business_data(visitor, name, page_title):
    page = sign_in(visitor, name)
    visitor.settled()
    expect(page.locator(".kb-conclusion")).to_contain_text(page_title)
    for path in ("goal", "city", "document", "ledger"):
        visitor.open(path)
        content = page.locator(".stMain").inner_text()
        assert "智慧" not in content
        assert "牵头单位" not in content


@pytest.mark.parametrize("path", ["wall", "present"])
def test_wall_and_presentation_stay_within_role_and_scope(visitor, path):
    sign_in(visitor, "广德填报")
    visitor.settled()
    visitor.page.goto(f"{visitor.address}/{path}")
    content = visitor.page.content()
    assert "广德" in content or path == "wall"
    assert not [city for city in ("宜兴", "新吴", "泰州", "平湖", "财政局") if city in content]
    sign_in(visitor, "安全员")
    visitor.settled()
    answer = visitor.page.goto(f"{visitor.address}/{path}")
    assert answer.status == 403
    assert "项目标" not in visitor.page.content()


def test_an_address_that_fails_again_and_again_waits(closed):
    wrong = {"name": "没有这个人", "password": "x"}
    answers = [posted(closed, "/sign-in", wrong, x_real_ip="10.0.0.7")[0] for _ in range(22)]
    assert answers == [403] * 20 + [429] * 2
    assert posted(closed, "/sign-in", {"name": "市长", "password": PASSWORD}, x_real_ip="10.0.0.8")[0] == 303


def test_signing_out_ends_it_for_every_window(office, visitor):
    page = sign_in(visitor, "填报甲")
    visitor.settled()
    page.get_by_role("link", name="退出").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.goto(f"{visitor.address}/goal")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    acts = [(event.entered_by, event.act) for event in known_entries(office.url, AccessEvent)]
    assert ("填报甲", "signed_in") in acts
    assert ("填报甲", "signed_out") in acts


def test_an_account_is_opened_on_the_page_and_used(office, visitor):
    page = sign_in(visitor, "安全员")
    visitor.settled()
    page.get_by_label("姓名").fill("新来的")
    page.get_by_role("button", name="开通").click()
    expect(page.get_by_text("已开通：新来的")).to_be_visible()
    given = page.get_by_text("临时密码").inner_text().split("临时密码 ")[1].split("，")[0]
    page = sign_in(visitor, "新来的", given)
    expect(page.get_by_role("heading", name="更改密码")).to_be_visible()
    assert "新来的　" in office.run("account", "list", by="安全员").stdout
