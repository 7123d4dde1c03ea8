"""The way in: nothing of the board is answered without a sign-in once there are accounts, page or file or socket.

The forms are plain pages without script. A sign-in is a cookie that no script can read (HttpOnly, SameSite=Lax,
Secure behind TLS); a form that another site posts is refused by its Origin.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from time import monotonic
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import access
from dashboard.access import COOKIE
from dashboard.render import render
from pipeline.access.acting import acting_as
from pipeline.access.credentials import WRONG, SignedIn, SignInRefused
from pipeline.access.refusals import AccessRefused, account_of
from pipeline.entries import AccessAct, AccessEvent, Account
from pipeline.errors import PipelineError
from pipeline.settings import ledger_url

SIGN_IN, SIGN_OUT, PASSWORD = "/sign-in", "/sign-out", "/password"
FORMS = (SIGN_IN, SIGN_OUT, PASSWORD)
OPEN = (*FORMS, "/static/", "/app/static/", "/favicon", "/_stcore/health")  # hold no data
ATTEMPTS, WITHIN_SECONDS = 20, 300  # that failed, from one address
NOBODY = "（未填姓名）"
FONT = "NotoSansSC-400.woff2"
_FIELDS = {
    "name": {"label": "姓名", "name": "name", "type": "text", "autocomplete": "username"},
    "password": {"label": "密码", "name": "password", "type": "password", "autocomplete": "current-password"},
    "old": {"label": "原密码", "name": "old", "type": "password", "autocomplete": "current-password"},
    "new": {"label": "新密码", "name": "new", "type": "password", "autocomplete": "new-password"},
    "again": {"label": "再输一次新密码", "name": "again", "type": "password", "autocomplete": "new-password"},
}
_attempts: dict[str, deque[float]] = defaultdict(deque)


class Gate:
    """Middleware: lets through who is signed in, everybody while there are no accounts, and what holds no data."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not scope["path"].startswith(OPEN):
            connection = HTTPConnection(scope)
            try:
                refused = await run_in_threadpool(_refused, connection)
            except PipelineError as error:
                refused = PlainTextResponse(str(error), status_code=503)
            if refused:
                await _refuse(refused, scope, receive, send)
                return
            with acting_as(await run_in_threadpool(_account, connection)):
                await self.app(scope, receive, send)
            return
        await self.app(scope, receive, send)


async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4401, "reason": "sign in"})
    else:
        await answer(scope, receive, send)


def _refused(connection: HTTPConnection) -> Response | None:
    """The answer instead of what was asked for; None to let it through."""
    if not access.are_on():
        return None
    signed_in = _signed_in(connection)
    if signed_in and not signed_in.must_change:
        return None
    wants_page = "text/html" in connection.headers.get("accept", "")
    if not wants_page:
        return PlainTextResponse("请先登录。", status_code=401)
    way = PASSWORD if signed_in else SIGN_IN
    asked = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
    return RedirectResponse(f"{way}?next={quote(asked, safe='')}", status_code=303)


def _signed_in(connection: HTTPConnection) -> SignedIn | None:
    """Who the cookie belongs to, if the account is still open."""
    signed_in = access.credentials(ledger_url()).signed_in(connection.cookies.get(COOKIE, ""))
    account = access.accounts().get(signed_in.name) if signed_in else None
    return signed_in if account and account.is_active else None


def _account(connection: HTTPConnection) -> Account | None:
    """Whose scope holds for what is answered."""
    signed_in = _signed_in(connection)
    return access.accounts()[signed_in.name] if signed_in else None


async def sign_in(request: Request) -> Response:
    """The form, and what comes of it."""
    if request.method == "GET":
        return _form(request, _SIGN_IN_PAGE, ("name", "password"))
    form = await request.form()
    name, password = str(form.get("name", "")).strip(), str(form.get("password", ""))
    if told := _not_allowed(request):
        return _form(request, _SIGN_IN_PAGE, ("name", "password"), told, form=form, status=429)
    try:
        token = await run_in_threadpool(_opened, name, password, _origin(request))
    except PipelineError as error:
        _count_failure(request)
        return _form(request, _SIGN_IN_PAGE, ("name", "password"), str(error), form=form, status=403)
    answer = RedirectResponse(_next(form), status_code=303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=_is_tls(request), path="/")
    return answer


async def sign_out(request: Request) -> Response:
    """End the sign-in, and back to the form."""
    await run_in_threadpool(_closed, request)
    answer = RedirectResponse(SIGN_IN, status_code=303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def password(request: Request) -> Response:
    """A person's own new password. Signed in or not, the old one is asked for."""
    fields = ("name", "old", "new", "again")
    if request.method == "GET":
        signed_in = await run_in_threadpool(_signed_in, request)
        return _form(request, _PASSWORD_PAGE, fields, form={"name": signed_in.name if signed_in else ""})
    form = await request.form()
    told = _not_allowed(request)
    if not told and form.get("new") != form.get("again"):
        told = "两次输入的新密码不同，请重新输入。"
    if told:
        return _form(request, _PASSWORD_PAGE, fields, told, form=form, status=403)
    try:
        await run_in_threadpool(_changed, form, _origin(request))
    except PipelineError as error:
        _count_failure(request)
        return _form(request, _PASSWORD_PAGE, fields, str(error), form=form, status=403)
    return RedirectResponse(f"{SIGN_IN}?changed=1&next={quote(_next(form), safe='')}", status_code=303)


ROUTES = [
    Route(SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route(SIGN_OUT, sign_out, methods=["GET"]),
    Route(PASSWORD, password, methods=["GET", "POST"]),
]
_SIGN_IN_PAGE = {"title": "目标看板", "lead": "请登录", "action": "sign-in", "button": "登录"}
_PASSWORD_PAGE = {
    "title": "更改密码",
    "lead": "至少 8 位，含大写字母、小写字母、数字、符号中的 3 种",
    "action": "password",
    "button": "更改",
}


def _form(
    request: Request, page: Mapping[str, str], names: tuple[str, ...], told: str = "",
    *, form: Mapping[str, object] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    known = form or {}
    fields = [_FIELDS[name] | {"value": str(known.get("name", "")) if name == "name" else ""} for name in names]
    told = told or ("密码已更改，请用新密码登录。" if "changed" in request.query_params else "")
    html = render("sign_in", told=told, fields=fields, next=_next(form or request.query_params), font=FONT, **page)
    return HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})


def _not_allowed(request: Request) -> str:
    """Why a form is not looked at; '' where it is."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return "这个表单不是从看板的登录页提交的，没有处理。请从看板打开登录页。"
    recent, now = _attempts[_origin(request)], monotonic()
    while recent and now - recent[0] > WITHIN_SECONDS:
        recent.popleft()
    return "登录尝试过多，请 5 分钟后再试。" if len(recent) >= ATTEMPTS else ""


def _count_failure(request: Request) -> None:
    """Only failures count: an office of many people may sit behind one address."""
    _attempts[_origin(request)].append(monotonic())


def _opened(name: str, typed: str, origin: str) -> str:
    """A token. Raises SignInRefused, AccessRefused."""
    desk = access.credentials(ledger_url())
    try:
        token = desk.open(name, typed)
        account_of(name, access.accounts())
    except PipelineError as error:
        is_locked = isinstance(error, SignInRefused) and error.is_locked
        if isinstance(error, AccessRefused):  # the right password of an account that is closed
            desk.close_all(name)
        access.note(AccessEvent(entered_by=name or NOBODY, act="locked" if is_locked else "refused", origin=origin))
        raise SignInRefused(WRONG) if isinstance(error, AccessRefused) else error from error
    access.note(AccessEvent(entered_by=name, act="signed_in", origin=origin))
    return token


def _closed(request: Request) -> None:
    if signed_in := _signed_in(request):
        access.credentials(ledger_url()).close(request.cookies[COOKIE])
        access.note(AccessEvent(entered_by=signed_in.name, act="signed_out", origin=_origin(request)))


def _changed(form: Mapping[str, object], origin: str) -> None:
    name = str(form.get("name", "")).strip()
    try:
        access.credentials(ledger_url()).change(name, str(form.get("old", "")), str(form.get("new", "")))
    except SignInRefused as error:
        act: AccessAct = "locked" if error.is_locked else "refused"
        access.note(AccessEvent(entered_by=name or NOBODY, act=act, origin=origin))
        raise
    access.note(AccessEvent(entered_by=name, act="password_changed", origin=origin))


def _next(form: Mapping[str, object]) -> str:
    """Where to go on: a page of ours, whatever the address says."""
    asked = str(form.get("next", "") or "/")
    parts = urlsplit(asked)
    is_ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return asked if is_ours and asked.isprintable() else "/"


def _origin(request: Request) -> str:
    """The address that asks; behind a proxy on this machine the one that the proxy saw (deploy/nginx)."""
    peer = request.client.host if request.client else ""
    return request.headers.get("x-real-ip", peer) if peer in ("127.0.0.1", "::1") else peer


def _is_tls(request: Request) -> bool:
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
